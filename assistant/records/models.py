"""Tables of the records: what was asked and answered, what people thought of it, and what staff made of it.

Every instant is stored in UTC and read back with its time zone. Text that a visitor typed is masked before it gets
here (`assistant.records.masking`). The tables are created by the migrations only; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Dialect, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite has no time zones: it is stored as UTC there and gets its zone back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""


class Turn(Base):
    """One question and its reply."""

    __tablename__ = "turns"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The reply's id."""
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    position: Mapped[int] = mapped_column(Integer, default=1)
    """Which turn of its conversation, from 1."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    as_of: Mapped[date] = mapped_column(Date)
    """The day that the answer was given for."""
    question: Mapped[str] = mapped_column(Text)
    standalone_question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), index=True)
    answer: Mapped[str] = mapped_column(Text)
    operation: Mapped[str | None] = mapped_column(String(40))
    confidence: Mapped[float | None] = mapped_column(Float)
    engine: Mapped[str] = mapped_column(String(120))
    index_version: Mapped[str] = mapped_column(String(80), default="")
    milliseconds: Mapped[float] = mapped_column(Float, default=0.0)
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole Reply, masked like the question."""
    masked: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How many pieces of personal data of each kind were masked."""

    subjects: Mapped[list[TurnSubject]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    feedback: Mapped[list[Feedback]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Feedback.id"
    )
    review: Mapped[Review | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, back_populates="turn"
    )
    changes: Mapped[list[TurnChange]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="TurnChange.id"
    )

    __table_args__ = (Index("ix_turns_status_asked", "status", "asked_at"),)


class TurnSubject(Base):
    """A programme or topic that a turn was about."""

    __tablename__ = "turn_subjects"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    """`programme` or `topic`."""
    value: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)


class Feedback(Base):
    """What the visitor thought of one reply. The newest row of a turn counts."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    helpful: Mapped[bool] = mapped_column(Boolean)
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    comment: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Staff(Base):
    """A staff account."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    password_changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffSession(Base):
    """A signed-in browser. Only the hash of its token is kept."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    staff: Mapped[Staff] = relationship(lazy="joined")


class AuditEvent(Base):
    """Who did what, and when. Rows are only ever added."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    login: Mapped[str] = mapped_column(String(64))
    """Empty for what the command line or the system did."""
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Review(Base):
    """What staff decided about one turn. `version` grows with each change, so that nobody overwrites another's."""

    __tablename__ = "reviews"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(12), index=True)
    """`open` (back in the queue) or `done`."""
    reopened_because: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(String(30), index=True)
    corrected_answer: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    reviewer_name: Mapped[str] = mapped_column(String(120), default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    turn: Mapped[Turn] = relationship(back_populates="review")


class ReviewEntry(Base):
    """Every state that a review has had, oldest first."""

    __tablename__ = "review_history"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[str | None] = mapped_column(String(30))
    corrected_answer: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnChange(Base):
    """A turn whose answer came out differently when the index was about to be switched."""

    __tablename__ = "turn_changes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    corpus_version: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    new_status: Mapped[str] = mapped_column(String(20))
    new_answer: Mapped[str] = mapped_column(Text)
    what: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Which of `answer`, `figures`, `sources`, `status` changed."""


class VerifiedAnswer(Base):
    """An answer that staff stand behind, given again to the same question. See `assistant.verified`."""

    __tablename__ = "verified_answers"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    turn_id: Mapped[str | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    """`published`, `withdrawn` or `expired`."""
    question: Mapped[str] = mapped_column(Text)
    variants: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Other ways to ask the same, written by staff."""
    programmes: Mapped[list[str]] = mapped_column(JSON, default=list)
    answer: Mapped[str] = mapped_column(Text)
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Citations of the reply contract."""
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What the answer rests on, to notice a change: document id, lines and the hash of their words."""
    published_by: Mapped[str] = mapped_column(String(120))
    published_role: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_because: Mapped[str | None] = mapped_column(Text)
    given: Mapped[int] = mapped_column(Integer, default=0)
    """How often it was given to a visitor."""


class EvaluationCase(Base):
    """An evaluation item made of a verdict, in the format of `evals/datasets`."""

    __tablename__ = "evaluation_cases"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    item_id: Mapped[str] = mapped_column(String(80), unique=True)
    turn_id: Mapped[str | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"), index=True)
    item: Mapped[dict[str, Any]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
