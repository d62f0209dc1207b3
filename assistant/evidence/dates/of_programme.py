"""The rounds of one programme, or of the tracks of it that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from assistant.conversation.memory import Resolved
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.findings import finding
from assistant.evidence.dates.lacking import Lacking
from assistant.evidence.dates.picking import Picking, placed, rounds_after
from assistant.evidence.dates.verdict import applied_in, hour_unsaid, lacks_closing, lead, on_instant, on_period
from assistant.evidence.dates.wording import (
    NO_END,
    NO_HOUR,
    NO_LATER,
    NO_NEXT,
    Wording,
    closing,
    opening,
    sources,
    spoken,
    spoken_period,
)
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.reply import Round
from assistant.schedule import JudgedRound, Schedule

_ONLY_APPLYING = Point("申請したあと、いつ契約や購入ができるかは、資料に書かれていません。")


class OfProgramme:
    """Answers about one programme."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule, wording: Wording) -> None:
        self._knowledge = knowledge
        self._schedule = schedule
        self._wording = wording
        self._lacking = Lacking(knowledge, schedule, wording)
        self._picking = Picking(wording)

    def find(self, item: Resolved, programme: str, when: When, now: date | datetime) -> Finding | None:
        """The rounds that the question is about; None where the programme has neither rounds nor a reason."""
        tracks: Sequence[str | None] = item.scope.tracks_of(programme) or (None,)
        judged = [found for track in tracks for found in self._schedule.rounds(now, programme, track)]
        if not judged:
            return self._lacking.undated(programme, tracks)
        lacking: list[Point] = []
        if picked := placed(item, judged, when):
            judged = [picked]
        elif when.rounds:
            wanted = choose.named(judged, when.rounds, loosely=True)
            lacking = self._lacking.rounds_beside(programme, judged, when) if wanted and not when.rounds_before else []
            if wanted and (when.next or when.then):
                # `3次に間に合わなかった。次は?`
                if later := rounds_after(judged, wanted):
                    wanted, when = later, replace(when, rounds=())
                else:
                    item = replace(item, closing=max(choose.closes(found) for found in wanted))
                    when = replace(when, rounds=(), then=True)
            if not wanted and not when.rounds_before:
                return self._lacking.no_such_round(item, programme, judged, when, now)
            # `カタログの方は?` after a question for a 第5回 has no such round in mind.
            every, (judged, when) = judged, (wanted, when) if wanted else (judged, replace(when, rounds=()))
            if wanted and when.last:
                # `1次と最終の締切`: the last one stands beside those that are named.
                last = [found for found in choose.latest_of_each(every) if found not in wanted]
                judged, when = [*wanted, *last], replace(when, last=False)
        if item.ask.asserts and self._lacking.is_closing_of_others(programme, judged, when):
            when = replace(when, period=replace(when.period, closing=True)) if when.period else when
        goes_on = when.then and item.closing is not None  # `それに間に合わなかったら？` asks for the next one
        opener = "" if goes_on else lead(item.ask, when, judged, self._knowledge.vocabulary.yes_no)
        found = self._chosen(item, programme, judged, when, now, opener)
        after = [*lacking, *found.notes]
        over = all(each.status == "closed" for each in found.rounds)
        if over:
            after.append(NO_NEXT)
        period = when.elsewhen
        ends = [each.closes for each in found.rounds if each.closes]
        if (
            not over
            and period
            and ends
            and not any(each.status == "always" for each in found.rounds)
            and period.first > max(ends).date()
        ):
            after.append(NO_LATER)
        if when.ending and found.rounds and all(each.status == "always" for each in found.rounds):
            after.append(NO_END)
        if when.step:
            after.append(_ONLY_APPLYING)
        return replace(
            found,
            closing=found.closing
            or _soonest(found.rounds, named=bool(when.rounds or picked) or len(found.rounds) == 1),
            notes=tuple(after),
            lead=found.lead or opener,
            about=tuple(dict.fromkeys((programme, track) for track in tracks)),
            contact_programmes=(programme,),
            show_contact=found.show_contact or found.status == "not_in_sources",
            topic="dates",
            days=when.days,
            decided={"rounds": [f"{each.track or ''} {each.name} {each.status}" for each in found.rounds]},
        )

    def _chosen(
        self,
        item: Resolved,
        programme: str,
        judged: Sequence[JudgedRound],
        when: When,
        now: date | datetime,
        opener: str,
    ) -> Finding:
        """The answer on those of the rounds that the question is about."""
        confirms = item.ask.yes_no and item.ask.stated
        of_opening = when.opening and not when.closing
        timed = [each.opens_has_time if of_opening else each.closes_has_time for each in judged]
        unsaid = when.hour and not confirms and not any(timed)
        if unsaid or hour_unsaid(item.ask, when, judged):
            shown = choose.ahead(judged) or list(judged)
            points = [Point(NO_HOUR[of_opening]), *self._shown(programme, shown, when, now)]
            return finding(points, shown, status="not_in_sources")
        if when.length and not item.ask.yes_no and all(each.round.opens and each.round.closes for each in judged):
            return self._long(judged)
        if when.counting and not item.ask.yes_no:
            return self._counted(programme, judged, when)
        if when.period and when.period.ends_all and opener:
            return self._picking.last(judged, now)
        if not item.ask.asserts and (pick := self._picking.find(item, judged, when, now)):
            return pick
        period = applied_in(item.ask, when)
        claimed = when.part is not None and when.part.ends and not (when.taking or when.over)
        if when.at and (when.taking or when.over or when.part) and not claimed:
            return self._at(programme, judged, when, when.at)
        applying = period is not None and (
            when.taking
            or when.applying
            or (when.over and not when.closing)
            or not (item.ask.yes_no or when.closing or when.opening)
        )
        if period and applying and item.ask.yes_no and lacks_closing(when, judged):
            shown = choose.ahead(judged) or list(judged)
            missing = self._lacking.closing_on(programme, judged, period)
            return finding([missing, *self._shown(programme, shown, when, now)], shown)
        if period and applying:
            within = choose.taking_in(judged, period) if when.which else choose.worth_saying_in(judged, period)
            shown = within or list(judged)
            statement = on_instant(judged, when, when.at) if when.at else on_period(judged, period, when.asked_on)
            if (
                within
                and not (item.ask.yes_no or when.at)
                and len(choose.by_track(judged)) > len(choose.by_track(within))
            ):
                statement = Point(f"{spoken_period(period)}に申請できるのは、次のとおりです。")
            points = [statement, *self._shown(programme, shown, when, now, opened=True)]
            return finding(points, shown)
        if period and (when.closing or when.opening) and not item.ask.yes_no:
            said = when.elsewhen or period  # all of it, though some be over: `受付は4月からなの、どっちが本当?`
            falling = choose.opening_in(judged, said) if when.opening else choose.closing_in(judged, said)
            if len(falling) > 1 and when.opening and not when.closing:
                return finding(self._wording.openings(falling, now), falling)
            if falling:
                return finding(self._shown(programme, falling, when, now), falling)
            what = "受付が始まる" if when.opening else "締切を迎える"
            none = Point(f"{spoken_period(said.around)}に{what}回は、資料にありません。")
            return finding([none, *self._shown(programme, judged, when, now)], judged)
        if when.opening and not (when.closing or when.taking or item.ask.yes_no) and len(judged) > 1:
            begun = self._wording.openings(judged, now)
            return finding(begun, judged) if begun else finding(self._shown(programme, judged, when, now), judged)
        takers = choose.soonest_of_each(choose.taking(judged))
        if when.taking and takers and len(choose.by_track(judged)) > 1 and not item.ask.yes_no:
            # `持続化で今から出せる型はどれ?`
            lines = [self._wording.line(group, short=True) for group in choose.grouped(takers)]
            return finding([Point(f"{spoken(now)}現在、申請を受け付けているのは、次のとおりです。"), *lines], takers)
        closed = [found for found in choose.latest_of_each(judged) if found.round.status == "closed"]
        if when.over and not when.taking and closed and len(choose.by_track(judged)) > 1 and item.ask.wh_question:
            # `持続化のうち、もう締め切ったのはどの型?`
            lines = [self._wording.line(group, short=True) for group in choose.grouped(closed)]
            return finding([Point(f"{spoken(now)}現在、受付が終わっているのは、次のとおりです。"), *lines], closed)
        points = self._shown(programme, judged, when, now)
        if opener and len(points) > 1:
            points[0] = Point(self._state(judged, now) if when.taking or when.over else points[0].text)
        return finding(points, judged)

    def _long(self, judged: Sequence[JudgedRound]) -> Finding:
        """How many days each round takes applications, from its opening to its closing."""
        points, spans = [], []
        for tracks, rounds in choose.grouped(judged):
            for found in rounds:
                first, last = choose.opens(found).date(), choose.closes(found).date()
                days = (last - first).days
                spans += [(first, last), (first, last + timedelta(days=1))]
                name = self._wording.name(found.round.programme, tracks)
                text = f"{name}（{found.round.name}）は、受付開始の{opening(found)}から、締切の{closing(found)}まで、{days}日です"
                points.append(Point(f"{text}（最初と最後の日も数えると{days + 1}日間）。", sources(found.evidence)))
        return replace(finding(points, judged), spans=tuple(spans))

    def _counted(self, programme: str, judged: Sequence[JudgedRound], when: When) -> Finding:
        """How many closings each track has, or has left, and which."""
        counted = (choose.ahead(judged) if when.remaining else []) or list(judged)
        points = []
        for tracks, rounds in choose.grouped(counted):
            name = self._wording.name(programme, tracks)
            always = rounds[0].round.status == "always"
            if always:
                points.append(Point(f"{name}には、締切がありません（随時受付）。"))
            else:
                points.append(Point(f"{name}の{'残りの' if when.remaining else ''}締切は、{len(rounds)}回です。"))
            points.append(self._wording.line((tracks, rounds), short=True))
        numbers = {len(rounds) for _, rounds in choose.grouped(counted) if rounds[0].round.status != "always"}
        return replace(finding(points, counted), counts=tuple(sorted(numbers)))

    def _at(self, programme: str, judged: Sequence[JudgedRound], when: When, at: datetime) -> Finding:
        """Whether applications are taken at an instant; whatever is so on the day as a whole isn't said beside it."""
        lines = [self._wording.span(group) for group in choose.grouped(judged)]
        return finding([on_instant(judged, when, at), *lines], judged)

    def _shown(
        self,
        programme: str,
        judged: Sequence[JudgedRound],
        when: When,
        now: date | datetime,
        *,
        opened: bool = False,
    ) -> list[Point]:
        """One round in sentences, several in lines under a heading; `opened` where a sentence stands before them."""
        groups = choose.grouped(judged)
        if len(groups) == 1 and len(groups[0][1]) == 1:
            return [self._wording.single(groups[0], now, from_opening=when.opening and not when.closing)]
        lines = [self._wording.line(group, short=True) for group in groups]
        if opened:
            return lines
        names = "・".join(dict.fromkeys(each.round.name for each in judged)) if when.rounds else "申請期間"
        return [Point(f"{self._wording.name(programme)}の{names}は、次のとおりです（{spoken(now)}現在）。"), *lines]

    @staticmethod
    def _state(judged: Sequence[JudgedRound], now: date | datetime) -> str:
        """Whether applications are taken, before the lines that say until when."""
        tracks = [bool(choose.taking(rounds)) for rounds in choose.by_track(judged).values()]
        today = spoken(now)
        if all(tracks):
            return f"{today}現在、申請を受け付けています。申請期間は、次のとおりです。"
        if any(tracks):
            return f"{today}現在、枠・型によって違います。申請期間は、次のとおりです。"
        if any(each.round.status == "before" for each in judged):
            return f"{today}現在、申請の受付はまだ始まっていません。申請期間は、次のとおりです。"
        return f"{today}現在、申請の受付は終了しています。申請期間は、次のとおりでした。"


def _soonest(rounds: Sequence[Round], *, named: bool) -> datetime | None:
    """The closing that `それに間に合わなかったら` means: the first of those that were asked for, else of those ahead."""
    return min((each.closes for each in rounds if each.closes and (named or each.status != "closed")), default=None)
