"""The rounds of one programme, or of the tracks of it that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.verdict import applied_in, hour_unsaid, lead, on_instant, on_period
from assistant.evidence.dates.wording import (
    NO_HOUR,
    NO_LATER,
    NO_NEXT,
    Wording,
    notes,
    sources,
    spoken,
    spoken_period,
)
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.programmes.model import JST
from assistant.question.days import Period
from assistant.reply import Round, Status
from assistant.schedule import JudgedRound, Schedule

_ONLY_APPLYING = Point("申請したあと、いつ契約や購入ができるかは、資料に書かれていません。")


class OfProgramme:
    """Answers about one programme."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule, wording: Wording) -> None:
        self._knowledge = knowledge
        self._schedule = schedule
        self._wording = wording

    def find(self, item: Resolved, programme: str, when: When, now: date | datetime) -> Finding | None:
        """The rounds that the question is about; None where the programme has neither rounds nor a reason."""
        tracks: Sequence[str | None] = item.scope.tracks_of(programme) or (None,)
        judged = [found for track in tracks for found in self._schedule.rounds(now, programme, track)]
        if not judged:
            return self._undated(programme, tracks)
        lacking: list[Point] = []
        if placed := self._placed(item, judged, when):
            judged = [placed]
        elif when.rounds:
            wanted = choose.named(judged, when.rounds, loosely=True)
            lacking = self._lacking(programme, judged, when) if wanted and not when.rounds_before else []
            if wanted and (when.next or when.then):
                # `3次に間に合わなかった。次は?`
                if later := _after(judged, wanted):
                    wanted, when = later, replace(when, rounds=())
                else:
                    item = replace(item, closing=max(choose.closes(found) for found in wanted))
                    when = replace(when, rounds=(), then=True)
            if not wanted and not when.rounds_before:
                return self._no_such_round(item, programme, judged, when, now)
            # `カタログの方は?` after a question for a 第5回 has no such round in mind.
            every, (judged, when) = judged, (wanted, when) if wanted else (judged, replace(when, rounds=()))
            if wanted and when.last:
                # `1次と最終の締切`: the last one stands beside those that are named.
                last = [found for found in choose.latest_of_each(every) if found not in wanted]
                judged, when = [*wanted, *last], replace(when, last=False)
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
        if when.step:
            after.append(_ONLY_APPLYING)
        return replace(
            found,
            closing=found.closing or _soonest(found.rounds, named=bool(when.rounds or placed)),
            notes=tuple(after),
            lead=found.lead or opener,
            about=tuple(dict.fromkeys((programme, track) for track in tracks)),
            contact_programmes=(programme,),
            topic="dates",
            days=when.days,
            decided={"rounds": [f"{each.track or ''} {each.name} {each.status}" for each in found.rounds]},
        )

    @staticmethod
    def _placed(item: Resolved, judged: Sequence[JudgedRound], when: When) -> JudgedRound | None:
        """The one of a track's rounds that a later turn picks by its place (`2つ目は？`), where that picks no subject."""
        place = item.ask.place
        if place is None or item.ask.scope.programmes or when.rounds or len({each.round.track for each in judged}) > 1:
            return None
        ordered = sorted(judged, key=choose.closes)
        return ordered[place - 1 if place > 0 else place] if 1 < len(ordered) >= abs(place) else None

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
        unsaid = when.hour and not confirms and not any(each.closes_has_time for each in judged)
        if unsaid or hour_unsaid(item.ask, when, judged):
            shown = choose.ahead(judged) or list(judged)
            points = [Point(NO_HOUR), *self._shown(programme, shown, when, now)]
            return _finding(points, shown, status="not_in_sources")
        if not item.ask.asserts and (pick := self._picked(item, programme, judged, when, now)):
            return pick
        period = applied_in(item.ask, when)
        if when.at and (when.taking or when.over or when.part):
            statement = on_instant(judged, when, when.at)
            return _finding([statement, *self._shown(programme, judged, when, now)], judged)
        applying = period is not None and (
            when.taking or when.applying or not (item.ask.yes_no or when.closing or when.opening)
        )
        if period and applying:
            within = choose.worth_saying_in(judged, period)
            shown = within or list(judged)
            statement = on_instant(judged, when, when.at) if when.at else on_period(judged, period)
            points = [statement, *self._shown(programme, shown, when, now, opened=True)]
            return _finding(points, shown)
        if period and (when.closing or when.opening) and not item.ask.yes_no:
            falling = choose.opening_in(judged, period) if when.opening else choose.closing_in(judged, period)
            if falling:
                return _finding(self._shown(programme, falling, when, now), falling)
            what = "受付が始まる" if when.opening else "締切を迎える"
            none = Point(f"{spoken_period(period)}に{what}回は、資料にありません。")
            return _finding([none, *self._shown(programme, judged, when, now)], judged)
        if when.opening and not (when.closing or when.taking or item.ask.yes_no) and len(judged) > 1:
            begun = self._wording.openings(judged, now)
            return _finding(begun, judged) if begun else _finding(self._shown(programme, judged, when, now), judged)
        takers = choose.soonest_of_each(choose.taking(judged))
        if when.taking and takers and len(choose.by_track(judged)) > 1 and not item.ask.yes_no:
            # `持続化で今から出せる型はどれ?`
            lines = [self._wording.line(group, short=True) for group in choose.grouped(takers)]
            return _finding([Point(f"{spoken(now)}現在、申請を受け付けているのは、次のとおりです。"), *lines], takers)
        points = self._shown(programme, judged, when, now)
        if opener and len(points) > 1:
            points[0] = Point(self._state(judged, now) if when.taking or when.over else points[0].text)
        return _finding(points, judged)

    def _picked(
        self, item: Resolved, programme: str, judged: Sequence[JudgedRound], when: When, now: date | datetime
    ) -> Finding | None:
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
                return _finding([Point(text)], choose.latest_of_each(gone), status="not_in_sources", closing=missed)
            return self._each(choose.soonest_of_each(later), now, "その次の締切" if item.closing else "次の締切")
        if when.last:
            ends = choose.latest_of_each(judged)
            return self._each(choose.on_one_day(ends, last=True) if when.of_all else ends, now, "最後の締切")
        if not (when.next or when.first or when.then):
            return None
        ahead = choose.ahead(judged)
        if not ahead:
            return self._each(choose.latest_of_each(judged), now, "最後の締切")
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
        following = _after(ahead, soonest) if when.then else []
        if not following:
            return found
        # `一番近い締切とその次`
        after = self._each(following, now, "その次の締切")
        return _finding([*found.points, *after.points], [*soonest, *following], closing=after.closing)

    def _each(self, judged: Sequence[JudgedRound], now: date | datetime, said: str) -> Finding:
        points = [
            self._wording.one(group, now, said if group[1][0].round.status != "closed" else "最後の締切")
            for group in choose.grouped(judged)
        ]
        return _finding(points, judged, closing=min((c for each in judged if (c := each.round.closes)), default=None))

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

    def _no_such_round(
        self, item: Resolved, programme: str, judged: Sequence[JudgedRound], when: When, now: date | datetime
    ) -> Finding:
        """A round that these tracks don't have: said so, with those that they have."""
        groups = choose.grouped(judged)
        elsewhere = choose.named(self._schedule.rounds(now, programme), when.rounds)
        said = when.said_round
        lines = [self._wording.line(group, short=True) for group in groups]
        if elsewhere:
            # Other tracks of the programme have such a round: the documents say that this one hasn't.
            said = "・".join(dict.fromkeys(found.round.name for found in elsewhere))
            status: Status = "answered"
            points = [self._without(programme, judged, said), Point("あるのは、次のとおりです。"), *lines]
        else:
            status = "not_in_sources"
            text = f"{self._wording.name(programme)}の「{said}」の日程は、資料に書かれていません。"
            points = [Point(text), Point("資料に載っているのは、次のとおりです。"), *lines]
        return Finding(
            status=status,
            points=tuple(points),
            lead=LEADS["no"] if item.ask.yes_no and elsewhere else "",
            rounds=tuple(found.round for found in judged),
            about=((programme, groups[0][0][0] or None),),
            contact_programmes=(programme,),
            show_contact=not elsewhere,
            topic="dates",
            decided={"no_such_round": said},
        )

    def _without(self, programme: str, judged: Sequence[JudgedRound], said: str) -> Point:
        """That these tracks have no such round, where others have."""
        tracks = self._wording.tracks(programme, choose.grouped(judged)[0][0])
        return Point(f"{tracks}に、{said}はありません。", sources(judged[0].evidence))

    def _lacking(self, programme: str, judged: Sequence[JudgedRound], when: When) -> list[Point]:
        """The rounds named beside one that there is (`2次いつ? 3次もある?`) which only other tracks have."""
        missing = [figure for figure in when.rounds if not choose.named(judged, [figure], loosely=True)]
        elsewhere = choose.named(self._schedule.rounds(when.asked_on, programme), missing)
        said = "・".join(dict.fromkeys(found.round.name for found in elsewhere))
        return [self._without(programme, judged, said)] if said else []

    def _undated(self, programme: str, tracks: Sequence[str | None]) -> Finding | None:
        gaps = [gap for track in tracks for gap in self._schedule.undated(programme, track)]
        if not gaps:
            return None
        points = [Point(gap.reason, sources(gap.evidence)) for gap in dict.fromkeys(gaps)]
        if self._knowledge.programmes.get(programme).menu_only:
            # All that the documents say of it is one line, which is soon said.
            said = self._knowledge.statements.select(programme, "overview")
            points += [point for entry in said[:1] for point in self._knowledge.statement_points(entry)]
        return Finding(
            status="not_in_sources",
            points=tuple(points),
            about=tuple((programme, track) for track in tracks),
            contact_programmes=(programme,),
            show_contact=True,
            topic="dates",
            decided={"undated": [gap.track for gap in gaps]},
        )


def _end_of(period: Period | None) -> datetime | None:
    """The end of the days that are missed (`今日を逃したら次は?`, `6月のを逃した。次は?`)."""
    return datetime.combine(period.last, time.max, JST) if period and not period.is_open else None


def _after(judged: Sequence[JudgedRound], named: Sequence[JudgedRound]) -> list[JudgedRound]:
    """For each track what closes after the round of it that is named."""
    ends = {track: max(map(choose.closes, rounds)) for track, rounds in choose.by_track(named).items()}
    return choose.soonest_of_each(
        found
        for track, rounds in choose.by_track(judged).items()
        for found in rounds
        if track in ends and found.round.closes and found.round.closes > ends[track]
    )


def _finding(
    points: Sequence[Point],
    judged: Sequence[JudgedRound],
    *,
    status: Status = "answered",
    closing: datetime | None = None,
) -> Finding:
    return Finding(
        status=status,
        points=tuple(points),
        # Where the hour is asked for, what stands in its place has just been said.
        notes=tuple(notes(judged)) if status == "answered" else (),
        rounds=tuple(found.round for found in judged),
        closing=closing,
    )


def _soonest(rounds: Sequence[Round], *, named: bool) -> datetime | None:
    """The closing that `それに間に合わなかったら` means: the first of those that were asked for, else of those ahead."""
    return min((each.closes for each in rounds if each.closes and (named or each.status != "closed")), default=None)
