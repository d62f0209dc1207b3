"""The rounds on a time line: each a bar in words and in place, with today's line through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.schedule import JudgedRound
from ui.render.answer import Badge, badge_of
from ui.render.names import Names

_MARGIN = timedelta(days=10)


@dataclass(frozen=True)
class Month:
    """A month on the scale; `left` in percent."""

    left: float
    text: str


@dataclass(frozen=True)
class Bar:
    """A round, of all the tracks that share its name and dates. `left` and `width` are percent of the line; None where it has no dates."""

    judged: JudgedRound
    programme: str
    tracks: tuple[str, ...]
    badge: Badge
    notes: tuple[str, ...]
    left: float | None
    width: float | None


@dataclass(frozen=True)
class Timeline:
    """Bars and their scale. `today` is None when the day lies outside what is shown."""

    bars: tuple[Bar, ...]
    months: tuple[Month, ...]
    today: float | None
    day: date


def timeline(rounds: Sequence[JudgedRound], day: date, names: Names) -> Timeline:
    """Lay rounds out between the first opening and the last closing, and the day asked if that is near."""
    days = [moment.date() for item in rounds for moment in (item.round.opens, item.round.closes) if moment]
    if not days:
        return Timeline(tuple(_bar(group, names, None) for group in _groups(rounds)), (), None, day)
    first, last = min(days), max(days)
    if first - timedelta(days=120) <= day <= last + timedelta(days=120):
        first, last = min(first, day), max(last, day)
    scale = _Scale(first - _MARGIN, last + _MARGIN)
    bars = tuple(_bar(group, names, scale) for group in _groups(rounds))
    today = scale.place(day) if scale.first <= day <= scale.last else None
    return Timeline(bars, tuple(scale.months()), today, day)


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def place(self, day: date) -> float:
        return round(100 * (day - self.first).days / max((self.last - self.first).days, 1), 2)

    def months(self) -> Iterable[Month]:
        month = self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first:
                text = f"{month.year}年{month.month}月" if month.month == 1 else f"{month.month}月"
                yield Month(self.place(month), text)
            month = (month + timedelta(days=32)).replace(day=1)


def _groups(rounds: Iterable[JudgedRound]) -> list[list[JudgedRound]]:
    """Rounds of one programme with the same name and dates together, in the order of the first."""
    groups: dict[tuple[object, ...], list[JudgedRound]] = {}
    for item in rounds:
        found = item.round
        groups.setdefault((found.programme, found.name, found.opens, found.closes), []).append(item)
    return list(groups.values())


def _bar(group: Sequence[JudgedRound], names: Names, scale: _Scale | None) -> Bar:
    found = group[0].round
    left = width = None
    if scale is not None and found.closes is not None:
        left = scale.place(found.opens.date() if found.opens else scale.first)
        width = max(round(scale.place(found.closes.date()) - left, 2), 1.0)
    tracks = [names.track(item.round.programme, item.round.track) for item in group]
    return Bar(
        judged=group[0],
        programme=names.programme(found.programme),
        tracks=tuple(track for track in tracks if track),
        badge=badge_of(found),
        notes=tuple(dict.fromkeys(note for item in group for note in item.notes)),
        left=left,
        width=width,
    )
