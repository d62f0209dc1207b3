"""What the page needs of the records, and nothing more: keep a turn, keep what a visitor thought of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.reply import Reply
from ingest.errors import MadoguchiError
from ui import words

_log = logging.getLogger(__name__)


class FeedbackStore(Protocol):
    """Keeps turns and feedback, with personal data masked. Safe to call from several threads.

    `assistant.records.turns.TurnStore` is the one that is used; it writes to SQLite, or to the database of
    `MADOGUCHI_DATABASE_URL`.
    """

    def record(self, reply: Reply, *, conversation_id: str, as_of: date, position: int = 1) -> None:
        """Keep a turn under `reply.id`. A reply that is already kept stays as it is."""

    def add_feedback(self, turn_id: str, *, helpful: bool, reasons: Sequence[str] = (), comment: str = "") -> None:
        """Keep what a visitor thought of a reply; the newest counts. Raises MadoguchiError where it isn't kept."""


def keep_turn(store: FeedbackStore | None, reply: Reply, *, conversation_id: str, as_of: date, position: int) -> None:
    """Keep a turn. A database that can't be written is reported in the log and never costs a visitor the answer."""
    if store is None:
        return
    try:
        store.record(reply, conversation_id=conversation_id, as_of=as_of, position=position)
    except Exception:
        _log.exception("a turn could not be recorded")


def keep_feedback(
    store: FeedbackStore | None, turn_id: str, *, helpful: bool, reasons: Sequence[str], comment: str
) -> bool:
    """Keep feedback and say whether it was. `reasons` are keys of `words.REASONS`; unknown ones are left out."""
    if store is None:
        return False
    said = [words.REASONS[reason] for reason in dict.fromkeys(reasons) if reason in words.REASONS]
    try:
        store.add_feedback(turn_id, helpful=helpful, reasons=said, comment=comment[: words.LONGEST_COMMENT])
    except MadoguchiError as error:
        _log.warning("feedback was not kept: %s", error)
        return False
    except Exception:
        _log.exception("feedback could not be recorded")
        return False
    return True
