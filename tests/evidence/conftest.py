"""The real corpus and the assistant over it, as the tests of other rooms read them."""

from __future__ import annotations

from tests.conversation.conftest import assistant
from tests.statements.conftest import book, briefing, programmes

__all__ = ["assistant", "book", "briefing", "programmes"]
