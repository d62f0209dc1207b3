"""A round that is meant by its place among the others: the next, the one after it, the first or the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from assistant.conversation.memory import Resolved
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.findings import finding
from assistant.evidence.dates.wording import Wording, spoken
from assistant.evidence.model import Finding, Point
from assistant.programmes.model import JST
from assistant.question.periods import Period
from assistant.schedule import JudgedRound

_SEVERAL = 2


def rounds_after(judged: Sequence[JudgedRound], named: Sequence[JudgedRound]) -> list[JudgedRound]:
    """For each track what closes after the round of it that is named."""
    ends = {track: max(map(choose.closes, rounds)) for track, rounds in choose.by_track(named).items()}
    return choose.soonest_of_each(
        found
        for track, rounds in choose.by_track(judged).items()
        for found in rounds
        if track in ends and found.round.closes and found.round.closes > ends[track]
    )


def placed(item: Resolved, judged: Sequence[JudgedRound], when: When) -> JudgedRound | None:
    """The one of a track's rounds that a later turn picks by its place (`2つ目は？`), where that picks no subject."""
    place = item.ask.place
    if place is None or item.ask.scope.programmes or when.rounds or len({each.round.track for each in judged}) > 1:
        return None
    ordered = sorted(judged, key=choose.closes)
    return ordered[place - 1 if place > 0 else place] if 1 < len(ordered) >= abs(place) else None


class Picking:
    """Says the rounds of a programme that are picked."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def find(self, item: Resolved, judged: Sequence[JudgedRound], when: When, now: date | datetime) -> Finding | None:
        """The next round, the one after it, the first or the last of all."""
        skips = when.then or (when.missed and when.next)
        missed = (when.missed and _end_of(when.period)) or item.closing or (when.then and _end_of(when.period)) or None
        if skips and missed:
            later = [found for found in judged if choose.closes(found) > missed and found.round.closes]
            if not later and any(found.round.status == "always" for found in judged):
                return None
            if not later:
                gone = [found for found in judged if found.round.closes] or list(judged)
                text = f"{spoken(missed)}より後の締切は、資料に載っていません。"
                return finding([Point(text)], choose.latest_of_each(gone), status="not_in_sources", closing=missed)
            return self._each(choose.soonest_of_each(later), now, "その次の締切" if item.closing else "次の締切")
        if when.last:
            return self.last(judged, now, of_all=when.of_all)
        if when.first and when.of_all and not (when.next or when.opening) and (first := self._first_listed(judged)):
            return first
        if not (when.next or when.first or when.then):
            return None
        ahead = choose.ahead(judged)
        if not ahead:
            return self._each(choose.latest_of_each(judged), now, "最後の締切")
        if when.next and when.elsewhen and not when.missed:
            # `5月13日に出したら次はどの締切?`
            ahead = [found for found in ahead if choose.closes(found).date() >= when.elsewhen.first] or ahead
        if when.opening:
            ahead = [found for found in ahead if found.round.status == "before"] or ahead
        soonest = choose.soonest_of_each(ahead)
        dated = [found for found in soonest if found.round.closes]
        if when.first and when.of_all and dated:
            soonest = choose.on_one_day(dated)
        if not dated:
            # What is always open has no next closing; what is over is said of the others.
            going = {found.round.track for found in soonest}
            soonest += choose.latest_of_each(found for found in judged if found.round.track not in going)
        found = self._each(soonest, now, "次の締切")
        following = rounds_after(ahead, soonest) if when.then else []
        if not following:
            return found
        # `一番近い締切とその次`
        after = self._each(following, now, "その次の締切")
        return finding([*found.points, *after.points], [*soonest, *following], closing=after.closing)

    def _first_listed(self, judged: Sequence[JudgedRound]) -> Finding | None:
        """What closes first of all that is listed, where all that is still to come closes on one day, so that nothing
        of it is first (`締切がいちばん早く来る型は?`)."""
        dated = [found for found in judged if found.round.closes]
        ahead = choose.ahead(dated)
        if len(ahead) == len(dated) or len(choose.by_track(ahead)) < _SEVERAL:
            return None
        if len({choose.closes(found).date() for found in ahead}) > 1:
            return None
        chosen = choose.on_one_day(dated)
        points = [Point("資料に載っている中で、締切がいちばん早いのは、次のとおりです。")]
        points += [self._wording.line(group) for group in choose.grouped(chosen)]
        points.append(Point("これから締切を迎えるのは、次のとおりです。"))
        points += [self._wording.line(group) for group in choose.grouped(ahead)]
        return finding(points, [*chosen, *ahead], closing=min(map(choose.closes, ahead)))

    def last(self, judged: Sequence[JudgedRound], now: date | datetime, *, of_all: bool = False) -> Finding:
        """The last closing of each track, or the last `of_all`."""
        ends = choose.latest_of_each(judged)
        return self._each(choose.on_one_day(ends, last=True) if of_all else ends, now, "最後の締切")

    def _each(self, judged: Sequence[JudgedRound], now: date | datetime, said: str) -> Finding:
        points = [
            self._wording.one(group, now, said if group[1][0].round.status != "closed" else "最後の締切")
            for group in choose.grouped(judged)
        ]
        return finding(points, judged, closing=min((c for each in judged if (c := each.round.closes)), default=None))


def _end_of(period: Period | None) -> datetime | None:
    """The end of the days that are missed (`今日を逃したら次は?`, `6月のを逃した。次は?`)."""
    return datetime.combine(period.last, time.max, JST) if period and not period.is_open else None
