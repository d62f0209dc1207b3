"""The real corpus as the tests of its statements read it."""

from __future__ import annotations

from tests.statements.conftest import book, briefing, programmes

__all__ = ["book", "briefing", "programmes"]
