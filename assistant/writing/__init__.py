"""From evidence to Japanese: the deterministic writer, and an optional model that makes it read nicer."""
