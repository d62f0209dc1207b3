"""The programmes as typed data: names, tracks, grant rules, rounds and contacts, each figure with its quote."""
