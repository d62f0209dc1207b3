"""Keeping turns and what visitors thought of them. Everything a visitor typed is masked on its way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from assistant.records.database import Database, RecordsError
from assistant.records.masking import mask, mask_everywhere
from assistant.records.models import Feedback, Turn, TurnSubject, VerifiedAnswer
from assistant.reply import Reply

_MAX_COMMENT = 2_000
_MAX_REASONS = 10


class TurnSink(Protocol):
    """What a conversation tells the records after each reply. It must never make an answer fail."""

    def record(
        self,
        reply: Reply,
        *,
        conversation_id: str,
        as_of: date,
        position: int = 1,
        index_version: str = "",
        asked_at: datetime | None = None,
    ) -> None: ...


@dataclass(frozen=True)
class Subjects:
    """What a reply was about, read from its trace."""

    programmes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    operation: str | None = None
    confidence: float | None = None


class TurnStore:
    """Turns and feedback in the database. Implements `TurnSink`.

    `index_version` tells which index is answering now, where the caller of `record` doesn't say.
    """

    def __init__(self, database: Database, index_version: Callable[[], str] = str) -> None:
        self._database = database
        self._index_version = index_version

    def record(
        self,
        reply: Reply,
        *,
        conversation_id: str,
        as_of: date,
        position: int = 1,
        index_version: str = "",
        asked_at: datetime | None = None,
    ) -> None:
        """Keep one turn, masked. A reply that is already kept stays as it is."""
        turn = masked_turn(
            reply,
            conversation_id=conversation_id,
            as_of=as_of,
            position=position,
            index_version=index_version or self._index_version(),
            asked_at=asked_at or datetime.now(UTC),
        )
        try:
            with self._database.session() as session:
                if session.get(Turn, reply.id) is None:
                    session.add(turn)
                    _count_given(session, reply)
        except IntegrityError:
            # Another process was quicker with the same reply.
            return

    def add_feedback(self, turn_id: str, *, helpful: bool, reasons: Sequence[str] = (), comment: str = "") -> None:
        """Keep what a visitor thought of a reply.

        Raises:
            RecordsError: no such turn is kept.
        """
        with self._database.session() as session:
            if session.get(Turn, turn_id) is None:
                raise RecordsError("この回答の記録がありません。保存期間を過ぎたか、まだ保存されていません。")
            session.add(
                Feedback(
                    turn_id=turn_id,
                    helpful=helpful,
                    reasons=[mask(reason[:200]).text for reason in reasons[:_MAX_REASONS]],
                    comment=mask(comment[:_MAX_COMMENT]).text,
                    given_at=datetime.now(UTC),
                )
            )

    def get(self, turn_id: str) -> Turn | None:
        """One turn with its feedback and review, or None."""
        with self._database.reading() as session:
            return session.scalar(
                select(Turn)
                .where(Turn.id == turn_id)
                .options(
                    selectinload(Turn.feedback),
                    selectinload(Turn.review),
                    selectinload(Turn.subjects),
                    selectinload(Turn.changes),
                )
            )

    def conversation(self, conversation_id: str) -> list[Turn]:
        """The turns of one conversation, in order."""
        with self._database.reading() as session:
            query = select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.position, Turn.asked_at)
            return list(session.scalars(query))

    def recent_questions(self, limit: int) -> list[Turn]:
        """The newest turns that open a conversation: they can be asked again without what was said before."""
        with self._database.reading() as session:
            return list(
                session.scalars(select(Turn).where(Turn.position == 1).order_by(Turn.asked_at.desc()).limit(limit))
            )


def masked_turn(
    reply: Reply,
    *,
    conversation_id: str,
    as_of: date,
    position: int,
    index_version: str,
    asked_at: datetime,
) -> Turn:
    """The row of a turn, without personal data."""
    question = mask(reply.question)
    standalone = mask(reply.standalone_question)
    found = tuple(dict.fromkeys((*question.found, *standalone.found)))
    stored: dict[str, Any] = mask_everywhere(reply.model_dump(mode="json"), found)
    subjects = subjects_of(reply)
    return Turn(
        id=reply.id,
        conversation_id=conversation_id,
        position=position,
        asked_at=asked_at,
        as_of=as_of,
        question=question.text,
        standalone_question=standalone.text,
        status=reply.status,
        answer=stored["text"],
        operation=subjects.operation,
        confidence=subjects.confidence,
        engine=reply.engine,
        index_version=index_version,
        milliseconds=sum(step.milliseconds for step in reply.trace),
        reply=stored,
        masked=question.counts,
        subjects=[
            *(TurnSubject(kind="programme", value=value) for value in subjects.programmes),
            *(TurnSubject(kind="topic", value=value) for value in subjects.topics),
        ],
    )


def subjects_of(reply: Reply) -> Subjects:
    """Programmes, topics, operation and confidence, wherever the trace, the calculation or the rounds name them."""
    programmes: dict[str, None] = {}
    topics: dict[str, None] = {}
    operation: str | None = None
    confidence: float | None = None
    for decided in _decisions(step.decided for step in reply.trace):
        programmes.update(dict.fromkeys(_words(decided.get("programmes")) + _words(decided.get("programme"))))
        # Topics are listed surest first: the others are only hinted at.
        topics.update(dict.fromkeys(_words(decided.get("topics"))[:1] + _words(decided.get("topic"))))
        operation = operation or next(iter(_words(decided.get("operation"))), None)
        value = decided.get("confidence")
        if isinstance(value, int | float) and not isinstance(value, bool):
            confidence = float(value) if confidence is None else min(confidence, float(value))
    if reply.calculation:
        programmes[reply.calculation.programme] = None
    programmes.update(dict.fromkeys(item.programme for item in reply.rounds))
    return Subjects(tuple(programmes), tuple(topics), operation, confidence)


def _count_given(session: Session, reply: Reply) -> None:
    """Count a verified answer that was given, so that staff see which ones are used."""
    for step in reply.trace:
        if step.step == "verified" and isinstance(answer_id := step.decided.get("id"), int):
            session.execute(
                update(VerifiedAnswer).where(VerifiedAnswer.id == answer_id).values(given=VerifiedAnswer.given + 1)
            )


def _decisions(values: Iterable[Any]) -> Iterable[dict[str, Any]]:
    """Every dictionary in the trace, the inner ones too (one for each ask of a message)."""
    for value in values:
        if isinstance(value, dict):
            yield value
            yield from _decisions(value.values())
        elif isinstance(value, list | tuple):
            yield from _decisions(value)


def _words(value: Any) -> list[str]:
    """An id, or ids, as the trace has them."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return []
    return [word for word in value if isinstance(word, str) and 0 < len(word) <= 80]
