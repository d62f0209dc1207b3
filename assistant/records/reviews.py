"""The review queue and the verdicts: what needs eyes comes first, and two reviewers never overwrite each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import selectinload

from assistant.records.database import Database
from assistant.records.models import Feedback, Review, ReviewEntry, Turn, TurnChange, TurnSubject
from ingest.errors import MadoguchiError
from ingest.japanese.normalise import normalise

Verdict = Literal["correct", "wrong", "incomplete", "should_refuse", "unclear"]
VERDICTS: Mapping[Verdict, str] = {
    "correct": "正しい",
    "wrong": "誤り",
    "incomplete": "不足がある",
    "should_refuse": "答えるべきでない",
    "unclear": "質問が不明",
}

Reason = Literal["thumbs_down", "reopened", "refused", "low_confidence", "changed", "model"]
REASONS: Mapping[Reason, str] = {
    "thumbs_down": "低い評価",
    "reopened": "確認済みの回答が失効",
    "refused": "答えなかった",
    "low_confidence": "自信が低い",
    "changed": "資料の更新で変わる",
    "model": "AIが文章を作成",
}
# Each reason outweighs all that come after it.
_WEIGHTS: Mapping[Reason, int] = {reason: 2 ** (5 - place) for place, reason in enumerate(REASONS)}
LOW_CONFIDENCE = 0.6
TOKYO = ZoneInfo("Asia/Tokyo")


class ReviewConflictError(MadoguchiError):
    """Another reviewer was quicker."""


class ReviewError(MadoguchiError):
    """A verdict that can't be kept."""


@dataclass(frozen=True)
class Filter:
    """What to show of the queue. Empty fields filter nothing."""

    state: Literal["open", "done", "all"] = "open"
    reasons: Sequence[Reason] = ()
    programme: str = ""
    topic: str = ""
    status: str = ""
    verdict: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class QueueItem:
    turn: Turn
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class QueuePage:
    items: tuple[QueueItem, ...]
    total: int
    counts: Mapping[Reason, int] = field(default_factory=dict)
    """How many open turns there are for each reason, whatever the filter."""


class ReviewStore:
    """Queue and verdicts in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, wanted: Filter, *, page: int = 1, size: int = 30) -> QueuePage:
        """One page of turns, those that need eyes first, then the newest. `page` counts from 1."""
        flags = _flags()
        score = sum((case((flag, _WEIGHTS[reason]), else_=0) for reason, flag in flags.items()), literal(0))
        where = _conditions(wanted, flags)
        columns = [cast(case((flag, 1), else_=0), Integer).label(reason) for reason, flag in flags.items()]
        with self._database.reading() as session:
            total = session.scalar(select(func.count()).select_from(Turn).outerjoin(Review).where(*where)) or 0
            query = (
                select(Turn, *columns)
                .outerjoin(Review)
                .where(*where)
                .order_by(score.desc(), Turn.asked_at.desc(), Turn.id)
                .limit(size)
                .offset((max(page, 1) - 1) * size)
                .options(selectinload(Turn.feedback), selectinload(Turn.review), selectinload(Turn.subjects))
            )
            items = []
            for row in session.execute(query).unique():
                reasons = tuple(reason for reason, set_ in zip(flags, row[1:], strict=True) if set_)
                items.append(QueueItem(row[0], reasons))
            sums = [func.coalesce(func.sum(column), 0) for column in columns]
            counts = session.execute(select(*sums).select_from(Turn).outerjoin(Review).where(_is_open())).one()
        return QueuePage(tuple(items), total, dict(zip(flags, map(int, counts), strict=True)))

    def neighbours(self, wanted: Filter, turn_id: str) -> tuple[str | None, str | None]:
        """The turns before and after this one in the queue, for going on by keyboard."""
        found = [item.turn.id for item in self.queue(wanted, size=500).items]
        if turn_id not in found:
            return None, found[0] if found else None
        place = found.index(turn_id)
        return found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None

    def decide(
        self,
        turn_id: str,
        *,
        seen_version: int,
        verdict: str,
        corrected_answer: str,
        note: str,
        reviewer_id: int,
        reviewer_name: str,
    ) -> int:
        """Keep a verdict and return the review's new version.

        `seen_version` is the version that the reviewer had on screen (0 where there was no review yet).

        Raises:
            ReviewConflictError: somebody changed the review in the meantime; nothing is written.
            ReviewError: the verdict is unknown, the turn is gone, or a correction is missing.
        """
        if verdict not in get_args(Verdict):
            raise ReviewError("判定を選んでください。")
        with self._database.session() as session:
            turn = session.scalar(select(Turn).where(Turn.id == turn_id).with_for_update())
            if turn is None:
                raise ReviewError("この質問の記録は、もうありません。")
            review = session.get(Review, turn_id, populate_existing=True)
            if (review.version if review else 0) != seen_version:
                raise ReviewConflictError(_conflict(review))
            now = datetime.now(UTC)
            if review is None:
                review = Review(turn_id=turn_id, version=0, state="open")
                session.add(review)
            review.version += 1
            review.state = "done"
            review.reopened_because = None
            review.verdict = verdict
            review.corrected_answer = corrected_answer.strip()
            review.note = note.strip()
            review.reviewer_id = reviewer_id
            review.reviewer_name = reviewer_name
            review.reviewed_at = now
            session.add(_entry(review, reviewer_name, now))
            return review.version

    def reopen(self, turn_id: str, because: str) -> None:
        """Put a turn back into the queue and say why. A turn that is gone is left alone."""
        with self._database.session() as session:
            if session.get(Turn, turn_id) is None:
                return
            review = session.get(Review, turn_id)
            if review is None:
                review = Review(turn_id=turn_id, version=0, state="open")
                session.add(review)
            review.version += 1
            review.state = "open"
            review.reopened_because = because
            now = datetime.now(UTC)
            entry = _entry(review, "", now)
            entry.verdict, entry.note = None, because
            session.add(entry)

    def note_changes(self, corpus_version: str, changes: Sequence[Mapping[str, Any]]) -> None:
        """Remember which turns a new corpus answers differently: `turn_id`, `new_status`, `new_answer`, `what`."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            for change in changes:
                if session.get(Turn, change["turn_id"]) is not None:
                    session.add(TurnChange(corpus_version=corpus_version, at=now, **change))

    def history(self, turn_id: str) -> list[ReviewEntry]:
        with self._database.reading() as session:
            return list(
                session.scalars(select(ReviewEntry).where(ReviewEntry.turn_id == turn_id).order_by(ReviewEntry.id))
            )


def _entry(review: Review, by: str, at: datetime) -> ReviewEntry:
    return ReviewEntry(
        turn_id=review.turn_id,
        version=review.version,
        verdict=review.verdict,
        corrected_answer=review.corrected_answer or "",
        note=review.note or "",
        by=by,
        at=at,
    )


def _conflict(review: Review | None) -> str:
    who = (review.reviewer_name if review else "") or "ほかの担当者"
    return f"{who}さんが先に更新しました。最新の内容を表示します。入力した文は下に残してあります。"


def latest_feedback() -> ColumnElement[bool]:
    """Whether a feedback row is its turn's newest."""
    newer = Feedback.__table__.alias("newer")
    return ~exists().where(newer.c.turn_id == Feedback.turn_id, newer.c.id > Feedback.id)


def _is_open() -> ColumnElement[bool]:
    return or_(Review.turn_id.is_(None), Review.state == "open")


def _flags() -> dict[Reason, ColumnElement[bool]]:
    """For each reason, whether it holds for a turn (joined with its review)."""
    last_look = func.coalesce(Review.reviewed_at, Turn.asked_at)
    return {
        "thumbs_down": exists().where(Feedback.turn_id == Turn.id, Feedback.helpful.is_(False), latest_feedback()),
        "reopened": Review.reopened_because.is_not(None),
        "refused": Turn.status.in_(("not_in_sources", "declined")),
        "low_confidence": and_(Turn.confidence.is_not(None), Turn.confidence < LOW_CONFIDENCE),
        "changed": exists().where(TurnChange.turn_id == Turn.id, TurnChange.at > last_look),
        "model": Turn.engine.like("llm:%"),
    }


def _conditions(wanted: Filter, flags: Mapping[Reason, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.state == "open":
        where.append(_is_open())
    elif wanted.state == "done":
        where.append(Review.state == "done")
    if wanted.reasons:
        where.append(or_(*(flags[reason] for reason in wanted.reasons)))
    for kind, value in (("programme", wanted.programme), ("topic", wanted.topic)):
        if value:
            where.append(
                exists().where(TurnSubject.turn_id == Turn.id, TurnSubject.kind == kind, TurnSubject.value == value)
            )
    if wanted.status:
        where.append(Turn.status == wanted.status)
    if wanted.verdict:
        where.append(Review.verdict == wanted.verdict)
    for word in normalise(wanted.words).split()[:8]:
        where.append(
            or_(
                *(
                    column.ilike(f"%{_escaped(spelling)}%", escape="\\")
                    for spelling in dict.fromkeys((word, *wanted.words.split()))
                    if spelling == word or normalise(spelling) == word
                    for column in (Turn.question, Turn.standalone_question, Turn.answer)
                )
            )
        )
    if wanted.since:
        where.append(Turn.asked_at >= _start(wanted.since))
    if wanted.until:
        where.append(Turn.asked_at < _start(date.fromordinal(wanted.until.toordinal() + 1)))
    return where


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)
