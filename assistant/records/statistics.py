"""Figures over the records for the staff's pages and the monthly report. Days and weeks are Asia/Tokyo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from assistant.records.database import Database
from assistant.records.models import Turn
from assistant.records.reviews import TOKYO


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; `value` is None where there is nothing to divide."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Unanswered:
    """Questions on one topic that weren't answered."""

    topic: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """What happened from `first` to `last` (both included)."""

    first: date
    last: date
    asked: int
    conversations: int
    by_status: Mapping[str, int]
    by_engine: Mapping[str, int]
    per_day: Sequence[tuple[date, int]]
    accuracy: Share
    """Verdict "correct" among turns with a verdict on the answer."""
    accuracy_per_week: Sequence[tuple[date, Share]]
    """By the Monday of the week asked."""
    solved: Share
    """Thumbs up among turns with feedback."""
    solved_per_week: Sequence[tuple[date, Share]]
    programmes: Sequence[tuple[str, int]]
    topics: Sequence[tuple[str, int]]
    unanswered: Sequence[Unanswered]
    verdicts: Mapping[str, int]
    reasons: Sequence[tuple[str, int]]
    """Why visitors gave thumbs down."""
    median_ms: float | None
    slow_ms: float | None
    """The 95th percentile."""


def overview(database: Database, first: date, last: date) -> Overview:
    """Figures of a stretch of days."""
    start = datetime.combine(first, time.min, TOKYO)
    end = datetime.combine(last + timedelta(days=1), time.min, TOKYO)
    with database.reading() as session:
        query = select(Turn).where(Turn.asked_at >= start, Turn.asked_at < end).order_by(Turn.asked_at)
        options = (selectinload(Turn.subjects), selectinload(Turn.feedback), selectinload(Turn.review))
        turns = list(session.scalars(query.options(*options)))
    days = Counter(_day(turn) for turn in turns)
    judged = [(turn, turn.review.verdict) for turn in turns if turn.review and turn.review.verdict]
    counted = [(turn, verdict == "correct") for turn, verdict in judged if verdict != "unclear"]
    rated = [(turn, turn.feedback[-1].helpful) for turn in turns if turn.feedback]
    times = sorted(turn.milliseconds for turn in turns)
    refused = [turn for turn in turns if turn.status == "not_in_sources"]
    return Overview(
        first=first,
        last=last,
        asked=len(turns),
        conversations=len({turn.conversation_id for turn in turns}),
        by_status=Counter(turn.status for turn in turns),
        by_engine=Counter(turn.engine.split(":")[0] for turn in turns),
        per_day=[(day, days[day]) for day in _days(first, last)],
        accuracy=_share(right for _, right in counted),
        accuracy_per_week=_weekly(counted),
        solved=_share(helpful for _, helpful in rated),
        solved_per_week=_weekly(rated),
        programmes=Counter(_values(turns, "programme")).most_common(),
        topics=Counter(_values(turns, "topic")).most_common(),
        unanswered=_unanswered(refused),
        verdicts=Counter(verdict for _, verdict in judged),
        reasons=Counter(
            reason
            for turn in turns
            if turn.feedback and not turn.feedback[-1].helpful
            for reason in turn.feedback[-1].reasons
        ).most_common(),
        median_ms=_percentile(times, 0.5),
        slow_ms=_percentile(times, 0.95),
    )


def _day(turn: Turn) -> date:
    return turn.asked_at.astimezone(TOKYO).date()


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _values(turns: Sequence[Turn], kind: str) -> list[str]:
    return [subject.value for turn in turns for subject in turn.subjects if subject.kind == kind]


def _share(outcomes: Iterable[bool]) -> Share:
    found = list(outcomes)
    return Share(sum(found), len(found))


def _weekly(outcomes: Sequence[tuple[Turn, bool]]) -> list[tuple[date, Share]]:
    weeks: dict[date, list[bool]] = defaultdict(list)
    for turn, outcome in outcomes:
        day = _day(turn)
        weeks[day - timedelta(days=day.weekday())].append(outcome)
    return [(week, _share(found)) for week, found in sorted(weeks.items())]


def _unanswered(turns: Sequence[Turn]) -> list[Unanswered]:
    """Grouped by topic, or by programme where no topic was understood; the most frequent first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for turn in turns:
        topics = [subject.value for subject in turn.subjects if subject.kind == "topic"] or [""]
        for topic in topics:
            groups[topic].append(turn.question)
    found = [
        Unanswered(topic, len(questions), tuple(question for question, _ in Counter(questions).most_common(5)))
        for topic, questions in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.count, group.topic))


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
