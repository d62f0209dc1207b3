"""Records are kept for a number of days, then deleted for good with everything that hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from assistant.records.database import Database, RecordsError
from assistant.records.models import AuditEvent, Feedback, StaffSession, Turn

# Who did what is kept longer than what visitors asked.
AUDIT_DAYS = 3 * 365


@dataclass(frozen=True)
class Purged:
    """How many rows were (or would be) deleted."""

    turns: int
    feedback: int
    sessions: int
    audit_events: int


def purge(database: Database, *, keep_days: int, now: datetime | None = None, dry_run: bool = False) -> Purged:
    """Delete turns older than `keep_days` with their feedback and reviews, ended sessions and old audit events.

    Verified answers and evaluation cases stay: they hold what staff wrote, and masked questions only.

    Raises:
        RecordsError: `keep_days` is below 1.
    """
    if keep_days < 1:
        raise RecordsError("保存日数は1以上にしてください。")
    now = now or datetime.now(UTC)
    before = now - timedelta(days=keep_days)
    old_turns = select(Turn.id).where(Turn.asked_at < before)
    with database.session() as session:
        found = Purged(
            turns=_count(session, Turn, Turn.asked_at < before),
            feedback=_count(session, Feedback, Feedback.turn_id.in_(old_turns)),
            sessions=_count(session, StaffSession, StaffSession.expires_at < now),
            audit_events=_count(session, AuditEvent, AuditEvent.at < now - timedelta(days=AUDIT_DAYS)),
        )
        if not dry_run:
            session.execute(delete(Turn).where(Turn.asked_at < before))
            session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
            session.execute(delete(AuditEvent).where(AuditEvent.at < now - timedelta(days=AUDIT_DAYS)))
    if not dry_run and database.engine.dialect.name == "sqlite":
        # The write-ahead log still holds what was deleted until it is folded in.
        raw = database.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
    return found


def _count(
    session: Session, table: type[Turn | Feedback | StaffSession | AuditEvent], where: ColumnElement[bool]
) -> int:
    return session.scalar(select(func.count()).select_from(table).where(where)) or 0
