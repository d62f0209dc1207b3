"""How far two closings lie apart, and which of them comes first: `ものづくりと創業型、締切の差は何日?`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.wording import Wording, closing, notes, spoken
from assistant.evidence.model import Finding, Point
from assistant.question.scopes import subjects_of
from assistant.schedule import JudgedRound, Schedule

_TWO = 2


class Apart:
    """Holds two closings side by side: of two tracks or programmes, or two rounds of one."""

    def __init__(self, schedule: Schedule, wording: Wording) -> None:
        self._schedule = schedule
        self._wording = wording

    def find(self, item: Resolved, when: When, now: date | datetime) -> Finding | None:
        """Which closes first, and by how many days; None where that isn't asked, or a side has no one closing."""
        picks = (when.first or when.last) and when.of_all and not item.scope.ambiguous
        if not (when.apart or picks):
            return None
        if unlike := self._unlike_tracks(item, when, now):
            return unlike
        sides = self._sides(item, when, now)
        if len(sides) != _TWO or not (when.apart or any(_is_over(side) for side in sides)):
            return None  # of what is still to come, the calendar names the next
        ends = [_end(side) for side in sides]
        if ends[0] is None or ends[1] is None:
            return None
        ordered = sorted(sides, key=lambda side: choose.closes(side[0]))
        first, last = sorted(end.date() for end in ends if end)
        groups = [group for side in ordered for group in choose.grouped(side)]
        used = [found for side in ordered for found in side]
        points = [self._verdict(ordered, first, last, when), *(self._wording.line(group) for group in groups)]
        return self._found(item, points, used, [(first, last)])

    def _unlike_tracks(self, item: Resolved, when: When, now: date | datetime) -> Finding | None:
        """How far two rounds lie apart for each of the tracks that have both, where that isn't the same for all."""
        if not when.apart or len(when.rounds) != _TWO:
            return None
        judged = [found for each in subjects_of(item.scope) for found in self._schedule.rounds(now, *each)]
        groups = choose.grouped(choose.named(_having_each(judged, when), when.rounds, loosely=True))
        if len(groups) < _TWO or len({rounds[0].round.programme for _, rounds in groups}) > 1:
            return None
        if not all(len(rounds) == _TWO and all(found.round.closes for found in rounds) for _, rounds in groups):
            return None
        points, spans = [], []
        for tracks, (one, other) in groups:
            first, last = choose.closes(one).date(), choose.closes(other).date()
            name = self._wording.name(one.round.programme, tracks)
            points.append(Point(f"{name}の{one.round.name}と{other.round.name}の差は、{(last - first).days}日です。"))
            points.append(self._wording.line((tracks, [one, other])))
            spans.append((first, last))
        return self._found(item, points, [found for _, rounds in groups for found in rounds], spans)

    @staticmethod
    def _found(
        item: Resolved, points: Sequence[Point], used: Sequence[JudgedRound], spans: Sequence[tuple[date, date]]
    ) -> Finding:
        return Finding(
            status="answered",
            points=tuple(points),
            notes=tuple(notes(used)),
            rounds=tuple(found.round for found in used),
            spans=tuple(spans),
            about=tuple(dict.fromkeys((found.round.programme, found.round.track) for found in used)),
            contact_programmes=item.scope.programmes,
            topic="dates",
            decided={"days_apart": [(last - first).days for first, last in spans]},
        )

    def _verdict(self, ordered: Sequence[Sequence[JudgedRound]], first: date, last: date, when: When) -> Point:
        if first == last:
            said = {closing(side[0]) for side in ordered}
            if len(said) > 1:
                return Point(f"締切の日は同じで、どちらも{spoken(first)}です。")
            return Point(f"締切の差はありません。どちらも{said.pop()}です。")
        late = when.last and not when.apart
        side = ordered[-1 if late else 0]
        names = "・".join(self._name(group) for group in choose.grouped(side))
        which = f"締切が{'遅い' if late else '早い'}のは、{names}です。"
        return Point(f"締切の差は、{(last - first).days}日です。{which}" if when.apart else which)

    def _name(self, group: choose.Group) -> str:
        tracks, (found, *_) = group
        name = self._wording.name(found.round.programme, tracks)
        return f"{name}（{found.round.name}）" if found.round.name else name

    def _sides(self, item: Resolved, when: When, now: date | datetime) -> list[list[JudgedRound]]:
        """For each programme, each track of the one programme, or each round of the one track that is named: the
        rounds that close together."""
        subjects = [[each] for each in subjects_of(item.scope)]
        if len(item.scope.programmes) > 1:
            tracks = item.scope.tracks_of
            subjects = [[(one, track) for track in tracks(one) or (None,)] for one in item.scope.programmes]
        every = [[found for each in side for found in self._schedule.rounds(now, *each)] for side in subjects]
        if len(when.rounds) == _TWO:
            judged = _having_each([found for side in every for found in side], when)
            alike = len(choose.grouped(choose.named(judged, when.rounds, loosely=True))) == 1
            if len(every) == 1 or alike:  # `通常枠とセキュリティ枠の3次と4次は何日あいている?`
                return [choose.named(judged, [figure], loosely=True) for figure in when.rounds]
        if when.rounds:
            return [choose.named(judged, when.rounds, loosely=True) for judged in every]
        return [_counting(judged, when) for judged in every]


def _having_each(judged: Sequence[JudgedRound], when: When) -> list[JudgedRound]:
    """The rounds of the tracks that have each of the rounds named; all of them where no track has."""
    tracks = choose.by_track(judged).values()
    having = [side for side in tracks if all(choose.named(side, [each], loosely=True) for each in when.rounds)]
    return [found for side in having or tracks for found in side]


def _counting(judged: Sequence[JudgedRound], when: When) -> list[JudgedRound]:
    """Of the rounds of a subject those that count: what closes next of each track, else, or where the last of all is
    looked for, what closes last."""
    ahead = [] if when.last else choose.soonest_of_each(choose.ahead(judged))
    return ahead or choose.latest_of_each(judged)


def _end(side: Sequence[JudgedRound]) -> datetime | None:
    """When all of these close; None where they don't close together."""
    ends = {found.round.closes for found in side}
    return ends.pop() if len(ends) == 1 else None


def _is_over(side: Sequence[JudgedRound]) -> bool:
    return any(found.round.status == "closed" for found in side)
