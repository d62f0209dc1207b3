"""The rounds of every programme: what takes applications, what closes next, what falls in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.wording import Wording, notes, spoken, spoken_period
from assistant.evidence.model import Finding, Point
from assistant.question.periods import Period
from assistant.question.scopes import Scope
from assistant.reply import RoundStatus, Status
from assistant.schedule import JudgedRound, Schedule
from ingest.japanese.figures import Figure

_WHAT = {True: "締切がいちばん遅いのは", False: "次に締切を迎えるのは"}
"""What is named, by whether the last closing is wanted."""


class OfAll:
    """Answers where no programme is named."""

    def __init__(self, schedule: Schedule, wording: Wording) -> None:
        self._schedule = schedule
        self._wording = wording

    def find(self, item: Resolved, when: When, now: date | datetime, programmes: Sequence[str] = ()) -> Finding:
        """What can be applied for on the day asked or in the period named, or the rounds that are asked for.

        Of these programmes only, where any are given.
        """
        tracks = dict(item.scope.tracks)
        judged = [
            found
            for found in self._schedule.rounds(now)
            if (not programmes or found.round.programme in programmes)
            and (
                found.round.track is None
                or found.round.programme not in tracks
                or (found.round.programme, found.round.track) in item.scope.tracks
            )
        ]
        if when.rounds:
            wanted = choose.named(judged, when.rounds)
            return self._named(item, wanted, now) if wanted else self._no_such_round(judged, when)
        if when.always:
            lasting = [found for found in judged if found.round.status == "always"]
            points = [Point("いつでも申請できるのは、次のとおりです。")]
            points += [self._wording.line(group) for group in choose.grouped(lasting)]
            if when.sorting:
                dated = [found for found in judged if found.round.closes]
                points.append(Point("回ごとに締切があるのは、次のとおりです。"))
                points += [self._wording.line(group) for group in choose.grouped(dated)]
                lasting += dated
            return _listed(points, lasting)
        if when.upcoming and not item.ask.yes_no:
            return self._upcoming(judged, now)
        if when.untaken and not item.ask.yes_no and not when.elsewhen:
            return self._untaken(judged, now)
        if when.first or when.last or when.next or when.then:
            return self._nearest(item, judged, when, now)
        if when.over and not (when.taking or when.period):
            return self._over(judged, now)
        if when.elsewhen:
            return self._within(item, judged, when, when.elsewhen)
        closes = when.period and when.period.until and (when.closing or when.over)
        if when.period and (closes or when.opening) and not when.taking:
            return self._within(item, judged, when, when.period)  # `今日締切のもの`, `今日受付開始のもの`
        if (item.operation == "list" or when.remaining) and when.closing and not when.taking:
            return self._every(choose.ahead(judged) if when.remaining else judged, now)
        return self._taking(item, judged, when, now)

    def subject_of(self, rounds: Sequence[Figure], now: date | datetime) -> Scope | None:
        """The programme, and its tracks, of which all that have rounds of these numbers have the same; None where they
        differ, or none has such."""
        groups = choose.grouped(choose.named(self._schedule.rounds(now), rounds))
        if len(groups) != 1:
            return None
        tracks, (found, *_) = groups[0]
        programme = found.round.programme
        return Scope(programmes=(programme,), tracks=tuple((programme, track) for track in tracks if track))

    def brief(self, about: Sequence[tuple[str, str | None]], now: date | datetime) -> Finding | None:
        """The rounds of these programmes and tracks, a line for those that share theirs."""
        judged = [found for programme, track in about for found in self._schedule.rounds(now, programme, track)]
        judged = [found for index, found in enumerate(judged) if found not in judged[:index]]
        points = [Point(f"申請期間は、次のとおりです（{spoken(now)}現在）。")]
        points += [self._wording.line(group) for group in choose.grouped(judged)]
        ahead = [found.round.closes for found in choose.ahead(judged) if found.round.closes]
        return _listed(points, judged, closing=min(ahead, default=None)) if judged else None

    def _named(self, item: Resolved, wanted: Sequence[JudgedRound], now: date | datetime) -> Finding:
        groups = choose.grouped(wanted)
        if len(groups) == 1 and len(groups[0][1]) == 1:
            return _listed([self._wording.single(groups[0], now)], wanted)
        said = "・".join(dict.fromkeys(found.round.name for found in wanted))
        points = [Point(f"{said}は、次のとおりです（{spoken(now)}現在）。")]
        return _listed([*points, *(self._wording.line(group) for group in groups)], wanted)

    def _no_such_round(self, judged: Sequence[JudgedRound], when: When) -> Finding:
        """A round that no programme has: said so, with those that there are in the same count."""
        points = [Point(f"「{when.said_round}」の日程は、資料に書かれていません。")]
        alike = choose.numbered_alike(judged, when.rounds)
        if alike:
            points.append(Point("資料に載っている回は、次のとおりです。"))
            points += [self._wording.names(group) for group in choose.grouped(alike)]
        return _listed(points, alike, status="not_in_sources")

    def _nearest(self, item: Resolved, judged: Sequence[JudgedRound], when: When, now: date | datetime) -> Finding:
        """What closes (or opens) next or last of all; what stands beside it closes on the same day."""
        if when.opening and not when.closing:
            ahead = [found for found in judged if found.round.status == "before"]
            what, none = "次に受付が始まるのは", "これから受付が始まる回は、資料に載っていません。"
            if (when.first or when.last) and not when.next and (when.last or not ahead):
                # `受付開始がいちばん遅いのは?` is asked of all, over or not.
                ahead = [found for found in judged if found.round.opens]
                what = f"受付開始がいちばん{'遅い' if when.last else '早い'}のは"
        else:
            ahead = [found for found in choose.ahead(judged) if found.round.closes]
            if when.elsewhen:
                ahead = _of_every_programme(choose.closing_in(ahead, when.elsewhen), item.scope.programmes) or ahead
            if when.then and item.closing:
                ahead = [
                    found
                    for found in ahead
                    if choose.closes(found) != item.closing and (choose.closes(found) < item.closing) == when.last
                ]
            what = "それに次ぐ締切は" if when.then and item.closing else _WHAT[when.last]
            none = "これから締切を迎える回は、資料に載っていません。"
        if not ahead:
            return _listed([Point(f"{spoken(now)}現在、{none}")], ())
        shown = choose.on_one_day(ahead, last=when.last, opening=when.opening and not when.closing)
        points = [Point(f"{spoken(now)}現在、{what}、次のとおりです。")]
        points += [self._wording.line(group) for group in choose.grouped(shown)]
        if when.then and not item.closing and (after := choose.on_one_day(_closing_after(ahead, shown))):
            points.append(Point("その次は、次のとおりです。"))
            points += [self._wording.line(group) for group in choose.grouped(after)]
            shown = [*shown, *after]
        if len(item.scope.programmes) > 1 and (rest := _beside(judged, shown)):
            points.append(Point("比べたもう一方は、次のとおりです。"))
            points += [self._wording.line(group) for group in choose.grouped(rest)]
            shown = [*shown, *rest]
        return _listed(points, shown, closing=min((c for f in shown if (c := f.round.closes)), default=None))

    def _within(self, item: Resolved, judged: Sequence[JudgedRound], when: When, period: Period) -> Finding:
        """What closes, opens or takes applications in a period."""
        if when.opening:
            chosen, what = choose.opening_in(judged, period), "受付が始まる"
        elif ((when.closing or when.over) and not when.taking) or (
            when.closing and period.is_day and choose.closing_in(judged, period)
        ):
            chosen, what = choose.closing_in(judged, period), "締切を迎える"
        else:
            chosen = choose.worth_saying_in(judged, when.left or period)
            what = "申請できる"
        period = period if what == "申請できる" else period.around
        said = spoken_period(period)
        points = [Point(f"{said}に{what}{'のは、次のとおりです。' if chosen else 'ものは、資料の中にありません。'}")]
        points += [self._wording.line(group) for group in choose.grouped(sorted(chosen, key=choose.closes))]
        # `全部の補助金が5月に締め切られるって本当?` is so only where it is so of every track.
        every = item.ask.everything and item.ask.asserts
        so = len(choose.by_track(chosen)) == len(choose.by_track(judged)) if every else bool(chosen)
        opener = LEADS["yes" if so else "no"] if item.ask.yes_no else ""
        return _listed(
            points, chosen, lead=opener, days=(period.first,) if period.is_open else (period.first, period.last)
        )

    def _those(self, chosen: Sequence[JudgedRound], which: str, none: str, now: date | datetime) -> Finding:
        """The rounds `which` are meant on the day asked, or that there are `none`."""
        if not chosen:
            return _listed([Point(f"{spoken(now)}現在、{none}、資料の中にありません。")], ())
        points = [Point(f"{spoken(now)}現在、{which}、次のとおりです。")]
        return _listed([*points, *(self._wording.line(group) for group in choose.grouped(chosen))], chosen)

    def _upcoming(self, judged: Sequence[JudgedRound], now: date | datetime) -> Finding:
        """What hasn't begun on the day asked."""
        coming = choose.soonest_of_each(found for found in judged if found.round.status == "before")
        return self._those(coming, "受付がまだ始まっていないのは", "これから受付が始まるものは", now)

    def _untaken(self, judged: Sequence[JudgedRound], now: date | datetime) -> Finding:
        """What takes no applications on the day asked: what is over, and what hasn't begun."""
        going = {(found.round.programme, found.round.track) for found in choose.taking(judged)}
        rest = [found for found in judged if (found.round.programme, found.round.track) not in going]
        coming = choose.soonest_of_each(found for found in rest if found.round.status == "before")
        ahead = {(found.round.programme, found.round.track) for found in coming}
        over = [found for found in rest if (found.round.programme, found.round.track) not in ahead]
        shown = [*coming, *choose.latest_of_each(over)]
        return self._those(shown, "申請を受け付けていないのは", "申請を受け付けていないものは", now)

    def _every(self, judged: Sequence[JudgedRound], now: date | datetime) -> Finding:
        """Every closing, those to come first and by date."""
        ordered = sorted(judged, key=lambda found: (found.round.status == "closed", choose.closes(found)))
        points = [Point(f"資料に載っている申請の締切は、次のとおりです（{spoken(now)}現在）。")]
        return _listed([*points, *(self._wording.line(group) for group in choose.grouped(ordered))], ordered)

    def _over(self, judged: Sequence[JudgedRound], now: date | datetime) -> Finding:
        """What is over on the day asked."""
        closed = choose.latest_of_each(found for found in judged if found.round.status == "closed")
        return self._those(closed, "受付が終わっているのは", "受付が終わったものは", now)

    def _taking(self, item: Resolved, judged: Sequence[JudgedRound], when: When, now: date | datetime) -> Finding:
        """What takes applications on the day asked, what opens after it, and what is over."""
        at = f"{spoken(now)}現在、"
        shown: list[Point] = []
        used: list[JudgedRound] = []
        sections: tuple[tuple[str, tuple[RoundStatus, ...]], ...] = (
            (f"{at}申請を受け付けているのは、次のとおりです。", ("open", "always")),
            ("これから受付が始まるものは、次のとおりです。", ("before",)),
        )
        for opening, statuses in sections:
            chosen = choose.soonest_of_each(found for found in judged if found.round.status in statuses)
            if not chosen:
                continue
            used += chosen
            shown += [Point(opening), *(self._wording.line(group) for group in choose.grouped(chosen))]
        if not choose.taking(judged):
            shown.insert(0, Point(f"{at}申請を受け付けている制度は、資料の中にありません。"))
        closed = choose.latest_of_each(found for found in judged if found.round.status == "closed")
        over = {(found.round.programme, found.round.track) for found in choose.ahead(judged)}
        closed = [found for found in closed if (found.round.programme, found.round.track) not in over]
        if closed and not (item.ask.yes_no or when.taking or item.operation in ("list", "recommend")):
            used += closed
            shown.append(Point("受付が終わっているものは、次のとおりです。"))
            shown += [self._wording.line(group) for group in choose.grouped(closed)]
        opener = (
            LEADS["yes" if choose.taking(judged) else "no"] if item.ask.yes_no and when.taking and not when.over else ""
        )
        return _listed(shown, used, lead=opener)


def _of_every_programme(judged: list[JudgedRound], named: Sequence[str]) -> list[JudgedRound]:
    """These rounds, where each of the programmes that are compared has one among them; else none."""
    return judged if set(named) <= {found.round.programme for found in judged} else []


def _closing_after(judged: Sequence[JudgedRound], shown: Sequence[JudgedRound]) -> list[JudgedRound]:
    """What closes later than what is shown."""
    last = max(map(choose.closes, shown))
    return [found for found in judged if choose.closes(found) > last]


def _beside(judged: Sequence[JudgedRound], shown: Sequence[JudgedRound]) -> list[JudgedRound]:
    """Of the programmes that are compared and not shown, the rounds that count: the next, or the last that was."""
    there = {found.round.programme for found in shown}
    others = [found for found in judged if found.round.programme not in there]
    ahead = choose.soonest_of_each(choose.ahead(others))
    going = {found.round.programme for found in ahead}
    return ahead + choose.latest_of_each(found for found in others if found.round.programme not in going)


def _listed(
    shown: Sequence[Point],
    used: Sequence[JudgedRound],
    *,
    status: Status = "answered",
    lead: str = "",
    closing: datetime | None = None,
    days: tuple[date, ...] = (),
) -> Finding:
    return Finding(
        status=status,
        points=tuple(shown),
        notes=tuple(notes(used)) if status == "answered" else (),
        lead=lead,
        rounds=tuple(found.round for found in used),
        about=tuple(dict.fromkeys((found.round.programme, found.round.track) for found in used)),
        closing=closing,
        days=days,
        topic="dates",
        decided={"rounds": len(used)},
    )
