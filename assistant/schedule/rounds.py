"""Rounds against a date: not yet open, open, closed or always open; days left.

A question about a day is about the whole day: a round counts as open on every day on which it takes applications at
some time, so it is open on its opening day and on its closing day whatever the hour. A question about an instant is
exact to the second: a round that closes at 17:00 is open at 17:00:00 and closed one second later. Where the documents
print only a day, a round opens at its first moment and stays open to 23:59:59, and a note says so. Where they print no
opening at all, a round counts as open until it closes, and a note says that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from assistant.calculator.result import EvidenceRef
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import JST, Instant, NoRounds, Programme, RoundRule
from assistant.quotes import Evidence
from assistant.reply import Contact, Round, RoundStatus

_ORDER: dict[RoundStatus, int] = {"open": 0, "always": 1, "before": 2, "closed": 3}


@dataclass(frozen=True)
class JudgedRound:
    """A round against the day asked, with the words it rests on and what has to be said about how it was read."""

    round: Round
    evidence: tuple[EvidenceRef, ...]
    notes: tuple[str, ...]
    """How dates were read: an inferred year, a merged cell, a day without a time. In sentences."""
    opens_has_time: bool
    """Whether the documents give a time of day for the opening."""
    closes_has_time: bool
    rule: RoundRule
    note_evidence: tuple[EvidenceRef, ...] = ()
    """What a note on a conflict within the documents rests on."""


@dataclass(frozen=True)
class UndatedProgramme:
    """A programme or a track for which the documents give no dates, and why."""

    programme: str
    track: str | None
    reason: str
    evidence: tuple[EvidenceRef, ...]


class Schedule:
    """The rounds of every programme in a book."""

    def __init__(self, book: ProgrammeBook) -> None:
        self._book = book

    def rounds(
        self, as_of: date | datetime, programme: str | None = None, track: str | None = None
    ) -> list[JudgedRound]:
        """The rounds of one programme or track, or of all, those that can be applied for first, then by date.

        A round of a whole programme has no track unless one is asked for.

        Raises:
            UnknownNameError: there is no such programme.
        """
        found = [
            judged
            for entry in self._programmes(programme)
            for rule in entry.rounds
            for judged in _judged(entry, rule, as_of, track)
        ]
        return sorted(found, key=_order)

    def open_rounds(
        self, as_of: date | datetime, programme: str | None = None, track: str | None = None
    ) -> list[JudgedRound]:
        """What can be applied for on that day (今申請できるもの)."""
        return [item for item in self.rounds(as_of, programme, track) if item.round.status in ("open", "always")]

    def undated(self, programme: str | None = None, track: str | None = None) -> list[UndatedProgramme]:
        """The programmes and tracks for which the documents give no dates."""
        return [
            item
            for entry in self._programmes(programme)
            for gap in entry.no_rounds
            for item in _undated(entry, gap)
            if track is None or item.track in (None, track)
        ]

    def _programmes(self, programme: str | None) -> Iterable[Programme]:
        return self._book if programme is None else [self._book.get(programme)]


def today() -> datetime:
    """Now, in Asia/Tokyo."""
    return datetime.now(JST)


def judge(opens: datetime | None, closes: datetime | None, as_of: date | datetime) -> RoundStatus:
    """The status of a round with a closing, on a day or at an instant."""
    first, last = _span(as_of)
    if opens is not None and last < opens:
        return "before"
    if closes is not None and first > closes:
        return "closed"
    return "open"


def contract_contacts(programme: Programme, track: str | None = None) -> list[Contact]:
    """Whom to ask about a programme or one of its tracks."""
    return [
        Contact(
            programme=programme.id,
            name=contact.name,
            phone=list(contact.phones),
            email=contact.email,
            url=contact.url or next(iter(_links(programme, track)), None),
        )
        for contact in programme.contacts
        if track is None or not contact.tracks or track in contact.tracks
    ]


_FAR = datetime(9999, 12, 31, tzinfo=JST)


def _links(programme: Programme, track: str | None) -> Sequence[str]:
    own = [link.url for link in programme.links if track is not None and track in link.tracks]
    return own or [link.url for link in programme.links if not link.tracks or track is None]


def _judged(programme: Programme, rule: RoundRule, as_of: date | datetime, track: str | None) -> list[JudgedRound]:
    if track is not None and rule.tracks and track not in rule.tracks:
        return []
    tracks: Sequence[str | None] = [track] if track is not None else (rule.tracks or [None])
    opens = rule.opens.start if rule.opens else None
    closes = rule.closes.end if rule.closes else None
    status: RoundStatus = "always" if rule.always else judge(opens, closes, as_of)
    days_left = None
    if rule.closes is not None and status in ("open", "before"):
        days_left = (rule.closes.day - _day(as_of)).days
    return [
        JudgedRound(
            round=Round(
                programme=programme.id,
                track=name,
                name=rule.name,
                opens=opens,
                closes=closes,
                status=status,
                days_left=days_left,
            ),
            evidence=_evidence(programme, rule),
            notes=_notes(rule),
            opens_has_time=bool(rule.opens and rule.opens.has_time),
            closes_has_time=bool(rule.closes and rule.closes.has_time),
            rule=rule,
            note_evidence=tuple(_refs(programme, rule.note_evidence, None)),
        )
        for name in tracks
    ]


def _undated(programme: Programme, gap: NoRounds) -> list[UndatedProgramme]:
    evidence = tuple(_refs(programme, gap.evidence, None))
    tracks: Sequence[str | None] = gap.tracks or [None]
    return [UndatedProgramme(programme.id, track, gap.reason, evidence) for track in tracks]


def _notes(rule: RoundRule) -> tuple[str, ...]:
    readings = [instant.inferred for instant in (rule.opens, rule.closes) if instant and instant.inferred]
    notes = [f"{sentence}。" for reading in readings for sentence in reading.split("。") if sentence]
    if rule.closes and not rule.opens:
        notes.append("受付開始の日は資料に書かれていません。締切までは、受付中として数えています。")
    if rule.closes and not rule.closes.has_time:
        notes.append("締切の時刻は資料に書かれていません。締切日の終わりまで受け付けるものとして数えています。")
    if rule.note:
        notes.append(rule.note)
    return tuple(dict.fromkeys(notes))


def _evidence(programme: Programme, rule: RoundRule) -> tuple[EvidenceRef, ...]:
    instants: list[Instant] = [instant for instant in (rule.opens, rule.closes) if instant]
    found = _refs(programme, rule.evidence, rule.inferred)
    for instant in instants:
        found += _refs(programme, instant.evidence, instant.inferred)
    return tuple(dict.fromkeys(found))


def _refs(programme: Programme, evidence: Iterable[Evidence], inferred: str | None) -> list[EvidenceRef]:
    return [EvidenceRef(item.document or programme.document, item.lines, item.quote, inferred) for item in evidence]


def _span(as_of: date | datetime) -> tuple[datetime, datetime]:
    """The first and last instant that the question is about."""
    if isinstance(as_of, datetime):
        instant = as_of.replace(tzinfo=JST) if as_of.tzinfo is None else as_of.astimezone(JST)
        return instant, instant
    return datetime.combine(as_of, time(0), JST), datetime.combine(as_of, time(23, 59, 59), JST)


def _day(as_of: date | datetime) -> date:
    return _span(as_of)[0].date()


def _order(item: JudgedRound) -> tuple[int, datetime]:
    """Open ones by closing, those to come by opening, closed ones the latest first."""
    found = item.round
    when = {"open": found.closes, "before": found.opens}.get(found.status) or _FAR
    if found.status == "closed" and found.closes is not None:
        when = datetime.fromtimestamp(_FAR.timestamp() - found.closes.timestamp(), JST)
    return _ORDER[found.status], when
