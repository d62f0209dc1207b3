"""Values of verified answers, and what the conversation sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from assistant.conversation.memory import Resolved
from assistant.reply import Citation
from ingest.errors import MadoguchiError

ENGINE = "verified"
"""`Reply.engine` of an answer that staff confirmed."""


class VerifiedError(MadoguchiError):
    """A verified answer can't be published or changed."""


class VerifiedConflictError(MadoguchiError):
    """Another member of staff was quicker."""


@dataclass(frozen=True)
class Anchor:
    """A place that a verified answer rests on, so that a change of it is noticed.

    `lines` are of the block that the quote stands in; `words` is the hash of that block with its readings, its heading
    path and the document's date. For an answer that cites nothing, each document stands as a whole: `lines` is None
    and `words` the document's content hash.
    """

    document_id: str
    lines: tuple[int, int] | None
    words: str

    def as_json(self) -> dict[str, Any]:
        return {"document_id": self.document_id, "lines": list(self.lines) if self.lines else None, "words": self.words}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Anchor:
        lines = value["lines"]
        return cls(value["document_id"], (lines[0], lines[1]) if lines else None, value["words"])


@dataclass(frozen=True)
class GivenAnswer:
    """A verified answer for one question, ready for a Reply with `engine` = ENGINE."""

    id: int
    text: str
    citations: tuple[Citation, ...]
    notice: str
    """`窓口確認済み` with date and role, for `Reply.notices`."""
    confirmed_at: datetime
    confirmed_by_role: str
    cosine: float


class VerifiedAnswers(Protocol):
    """What a conversation asks after understanding a message and before deciding on an answer.

    `resolved` is the message as it was understood, `day` the day asked. None means: answer as usual. Never raises.
    """

    def find(self, question: str, resolved: Sequence[Resolved], day: date) -> GivenAnswer | None: ...
