"""The shipped corpus, read once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.programmes.book import ProgrammeBook, open_book

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


@cache
def book() -> ProgrammeBook:
    return open_book(CORPUS)
