"""Patterns made of the words of the data."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=500)
def any_of(words: tuple[str, ...]) -> str:
    """A group for any of the words, the longest first; one that never fits where there are none."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})" if words else "(?!)"
