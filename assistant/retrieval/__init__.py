"""Hybrid search over the index: by meaning and by words."""
