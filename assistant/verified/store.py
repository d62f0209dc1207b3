"""Verified answers in the database: publishing, withdrawing, expiring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, update

from assistant.records.database import Database
from assistant.records.models import VerifiedAnswer
from assistant.reply import Citation
from assistant.verified.model import Anchor, VerifiedConflictError, VerifiedError

MAX_VARIANTS = 20


class VerifiedStore:
    """Rows of `verified_answers`. What may be published is decided by `assistant.verified.desk`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        *,
        turn_id: str | None,
        question: str,
        variants: Sequence[str],
        programmes: Sequence[str],
        answer: str,
        citations: Sequence[Citation],
        sources: Sequence[Anchor],
        by: str,
        role: str,
    ) -> int:
        """Publish a new answer and return its id. An answer published for the same turn before ends."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            if turn_id:
                session.execute(
                    update(VerifiedAnswer)
                    .where(VerifiedAnswer.turn_id == turn_id, VerifiedAnswer.state == "published")
                    .values(
                        state="withdrawn",
                        ended_at=now,
                        ended_because="新しい回答に置き換えました。",
                        version=VerifiedAnswer.version + 1,
                    )
                )
            row = VerifiedAnswer(
                version=1,
                turn_id=turn_id,
                state="published",
                question=question,
                variants=list(variants)[:MAX_VARIANTS],
                programmes=list(programmes),
                answer=answer,
                citations=[citation.model_dump(mode="json") for citation in citations],
                sources=[anchor.as_json() for anchor in sources],
                published_by=by,
                published_role=role,
                published_at=now,
                given=0,
            )
            session.add(row)
            session.flush()
            return row.id

    def end(self, answer_id: int, state: str, because: str, *, seen_version: int | None = None) -> VerifiedAnswer:
        """Withdraw (`withdrawn`) or expire (`expired`) a published answer.

        Raises:
            VerifiedError: there is no such answer.
            VerifiedConflictError: somebody changed it since `seen_version`.
        """
        with self._database.session() as session:
            row = session.scalar(select(VerifiedAnswer).where(VerifiedAnswer.id == answer_id).with_for_update())
            if row is None:
                raise VerifiedError("この回答はありません。")
            if row.state != "published" or (seen_version is not None and row.version != seen_version):
                raise VerifiedConflictError("ほかの担当者が先に変えました。最新の内容を確かめてください。")
            row.state, row.ended_at, row.ended_because = state, datetime.now(UTC), because
            row.version += 1
            return row

    def change_variants(self, answer_id: int, variants: Sequence[str], *, seen_version: int) -> None:
        """Replace the other wordings. Raises as `end`."""
        with self._database.session() as session:
            row = session.scalar(select(VerifiedAnswer).where(VerifiedAnswer.id == answer_id).with_for_update())
            if row is None:
                raise VerifiedError("この回答はありません。")
            if row.version != seen_version:
                raise VerifiedConflictError("ほかの担当者が先に変えました。最新の内容を確かめてください。")
            row.variants = list(variants)[:MAX_VARIANTS]
            row.version += 1

    def move(self, answer_id: int, citations: Sequence[Citation], sources: Sequence[Anchor]) -> None:
        """Set citations to where their words stand now; the answer itself is the same."""
        with self._database.session() as session:
            row = session.get_one(VerifiedAnswer, answer_id)
            row.citations = [citation.model_dump(mode="json") for citation in citations]
            row.sources = [anchor.as_json() for anchor in sources]
            row.version += 1

    def get(self, answer_id: int) -> VerifiedAnswer | None:
        with self._database.reading() as session:
            return session.get(VerifiedAnswer, answer_id)

    def published(self) -> list[VerifiedAnswer]:
        with self._database.reading() as session:
            return list(
                session.scalars(
                    select(VerifiedAnswer).where(VerifiedAnswer.state == "published").order_by(VerifiedAnswer.id)
                )
            )

    def answers(self, state: str = "") -> list[VerifiedAnswer]:
        """Answers of a state, or all; the newest first."""
        with self._database.reading() as session:
            query = select(VerifiedAnswer).order_by(VerifiedAnswer.id.desc())
            return list(session.scalars(query.where(VerifiedAnswer.state == state) if state else query))

    def for_turn(self, turn_id: str) -> VerifiedAnswer | None:
        """The newest answer made of a turn."""
        with self._database.reading() as session:
            return session.scalar(
                select(VerifiedAnswer)
                .where(VerifiedAnswer.turn_id == turn_id)
                .order_by(VerifiedAnswer.id.desc())
                .limit(1)
            )

    def stamp(self) -> tuple[Any, ...]:
        """Changes whenever an answer does; cheap enough to ask now and then."""
        with self._database.reading() as session:
            columns = (func.count(), func.max(VerifiedAnswer.id), func.sum(VerifiedAnswer.version))
            return tuple(session.execute(select(*columns)).one())
