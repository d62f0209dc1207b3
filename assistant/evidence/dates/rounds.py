"""Choosing among judged rounds: the named ones, the next, the last, those of a period; and putting like ones together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction

from assistant.programmes.model import JST
from assistant.question.periods import Period
from assistant.schedule import JudgedRound
from ingest.japanese.figures import Figure, figures

NEVER = datetime.max.replace(tzinfo=JST)
Group = tuple[tuple[str, ...], list[JudgedRound]]
"""Tracks that share the same rounds, and these."""


def closes(found: JudgedRound) -> datetime:
    """When a round closes; a time beyond all others where it never does."""
    return found.round.closes or NEVER


def opens(found: JudgedRound) -> datetime:
    return found.round.opens or NEVER


def ahead(judged: Iterable[JudgedRound]) -> list[JudgedRound]:
    """Rounds that aren't over."""
    return [found for found in judged if found.round.status != "closed"]


def taking(judged: Iterable[JudgedRound]) -> list[JudgedRound]:
    return [found for found in judged if found.round.status in ("open", "always")]


def named(judged: Sequence[JudgedRound], wanted: Sequence[Figure], *, loosely: bool = False) -> list[JudgedRound]:
    """The rounds with one of these numbers, as they are counted; or `loosely`, where none is, however counted.

    `23回目` of a programme is its 23次公募 where no round is a 23回.
    """
    exact = [found for found in judged if any(_carries(found, figure, alike=True) for figure in wanted)]
    if exact or not loosely:
        return exact
    return [found for found in judged if any(_carries(found, figure, alike=False) for figure in wanted)]


def numbers(judged: Iterable[JudgedRound]) -> list[Fraction]:
    """The numbers of rounds, from their names."""
    counts = [each for found in judged for each in figures(found.round.name) if each.kind == "count"]
    return [each.value for each in counts if isinstance(each.value, Fraction)]


def lists_all(judged: Iterable[JudgedRound]) -> bool:
    """Whether the documents begin with the first round, as a table of all rounds does: else they give that of now."""
    return min(numbers(judged), default=0) == 1


def _carries(found: JudgedRound, wanted: Figure, *, alike: bool) -> bool:
    return any(
        figure.kind == "count" and figure.value == wanted.value and (not alike or figure.unit == wanted.unit)
        for figure in figures(found.round.name)
    )


def numbered_alike(judged: Iterable[JudgedRound], wanted: Sequence[Figure]) -> list[JudgedRound]:
    """The rounds that are counted in the same unit (`次`, `回`)."""
    units = {figure.unit for figure in wanted}
    return [found for found in judged if any(figure.unit in units for figure in figures(found.round.name))]


def closing_in(judged: Iterable[JudgedRound], period: Period) -> list[JudgedRound]:
    return [found for found in judged if found.round.closes and period.around.holds(found.round.closes.date())]


def opening_in(judged: Iterable[JudgedRound], period: Period) -> list[JudgedRound]:
    return [found for found in judged if found.round.opens and period.around.holds(found.round.opens.date())]


def taking_in(judged: Iterable[JudgedRound], period: Period) -> list[JudgedRound]:
    """The rounds that take applications at some time in a period."""
    return [found for found in judged if found.round.status == "always" or _overlaps(found, period)]


def _overlaps(found: JudgedRound, period: Period) -> bool:
    first, last = found.round.opens, found.round.closes
    return bool(last and last.date() >= period.first and (first is None or first.date() <= period.last))


def worth_saying_in(judged: Iterable[JudgedRound], period: Period) -> list[JudgedRound]:
    """Of the rounds that take applications in a period, for each track those that close in it, else the next to."""
    chosen: list[JudgedRound] = []
    for rounds in by_track(taking_in(judged, period)).values():
        chosen += closing_in(rounds, period) or [min(rounds, key=closes)]
    return chosen


def taking_throughout(judged: Iterable[JudgedRound], period: Period) -> bool:
    """Whether some round takes applications on every day of a period."""
    return any(
        found.round.status == "always"
        or (opens(found).date() <= period.first and closes(found).date() >= period.last and _overlaps(found, period))
        for found in judged
    )


def by_track(judged: Iterable[JudgedRound]) -> dict[tuple[str, str | None], list[JudgedRound]]:
    """The rounds of each track of each programme."""
    found: dict[tuple[str, str | None], list[JudgedRound]] = {}
    for each in judged:
        found.setdefault((each.round.programme, each.round.track), []).append(each)
    return found


def soonest_of_each(judged: Iterable[JudgedRound]) -> list[JudgedRound]:
    """For each track the round that closes first."""
    return [min(rounds, key=closes) for rounds in by_track(judged).values()]


def latest_of_each(judged: Iterable[JudgedRound]) -> list[JudgedRound]:
    """For each track the round that closes last; one that never closes isn't the last to."""
    chosen = []
    for rounds in by_track(judged).values():
        dated = [found for found in rounds if found.round.closes] or rounds
        chosen.append(max(dated, key=closes))
    return chosen


def on_one_day(judged: Sequence[JudgedRound], *, last: bool = False, opening: bool = False) -> list[JudgedRound]:
    """The rounds that close (or open) on the first or the last day of all."""
    days = [(day.date(), found) for found in judged if (day := found.round.opens if opening else found.round.closes)]
    if not days:
        return list(judged)
    chosen: date = (max if last else min)(day for day, _ in days)
    return [found for day, found in days if day == chosen]


def grouped(judged: Iterable[JudgedRound]) -> list[Group]:
    """Tracks of a programme with the same rounds together, in the order of the rounds."""
    groups: dict[tuple[object, ...], tuple[list[str], list[JudgedRound]]] = {}
    for (programme, track), rounds in by_track(judged).items():
        ordered = sorted(rounds, key=closes)
        same = tuple((found.round.name, found.round.opens, found.round.closes) for found in ordered)
        groups.setdefault((programme, *same), ([], ordered))[0].append(track or "")
    return [(tuple(tracks), rounds) for tracks, rounds in groups.values()]
