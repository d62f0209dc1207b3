"""What tracks don't have: a round of a number, a closing on a day, or any dates at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.wording import Wording, sources, spoken
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.question.periods import Period
from assistant.reply import Status
from assistant.schedule import JudgedRound, Schedule
from ingest.japanese.figures import Figure


class Lacking:
    """Says that the tracks of a programme don't have what a question takes for granted."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule, wording: Wording) -> None:
        self._knowledge = knowledge
        self._schedule = schedule
        self._wording = wording

    def no_such_round(
        self, item: Resolved, programme: str, judged: Sequence[JudgedRound], when: When, now: date | datetime
    ) -> Finding:
        """A round that these tracks don't have: said so, with those that they have."""
        groups = choose.grouped(judged)
        elsewhere = choose.named(self._schedule.rounds(now, programme), when.rounds)
        said = when.said_round
        lines = [self._wording.line(group, short=True) for group in groups]
        if elsewhere and not _may_be_beside(judged, when.rounds):
            # Other tracks of the programme have such a round: the documents say that this one hasn't.
            said = "・".join(dict.fromkeys(found.round.name for found in elsewhere))
            status: Status = "answered"
            points = [self._without(programme, judged, said), Point("あるのは、次のとおりです。"), *lines]
        elif _claims_the_round(item, judged, when):
            status = "answered"
            points = [Point("資料に載っているのは、次のとおりです。"), *lines]
        else:
            status = "not_in_sources"
            text = f"{self._wording.name(programme)}の「{said}」の日程は、資料に書かれていません。"
            points = [Point(text), Point("資料に載っているのは、次のとおりです。"), *lines]
        return Finding(
            status=status,
            points=tuple(points),
            lead=LEADS["no"] if item.ask.yes_no and status == "answered" else "",
            rounds=tuple(found.round for found in judged),
            about=((programme, groups[0][0][0] or None),),
            contact_programmes=(programme,),
            show_contact=status != "answered",
            topic="dates",
            decided={"no_such_round": said},
        )

    def _without(self, programme: str, judged: Sequence[JudgedRound], said: str) -> Point:
        """That these tracks have no such round, where others have."""
        tracks = self._wording.tracks(programme, choose.grouped(judged)[0][0])
        return Point(f"{tracks}に、{said}はありません。", sources(judged[0].evidence))

    def rounds_beside(self, programme: str, judged: Sequence[JudgedRound], when: When) -> list[Point]:
        """The rounds named beside one that there is (`2次いつ? 3次もある?`) which only other tracks have."""
        missing = [figure for figure in when.rounds if not choose.named(judged, [figure], loosely=True)]
        elsewhere = choose.named(self._schedule.rounds(when.asked_on, programme), missing)
        said = "・".join(dict.fromkeys(found.round.name for found in elsewhere))
        return [self._without(programme, judged, said)] if said else []

    def undated(self, programme: str, tracks: Sequence[str | None]) -> Finding | None:
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

    def is_closing_of_others(self, programme: str, judged: Sequence[JudgedRound], when: When) -> bool:
        """Whether the day that a person means to keep to is a closing of other tracks, and of none of these."""
        day = when.period if when.period and when.period.is_day else None
        if day is None or choose.closing_in(judged, day):
            return False
        return bool(choose.closing_in(self._schedule.rounds(when.asked_on, programme), day))

    def closing_on(self, programme: str, judged: Sequence[JudgedRound], day: Period) -> Point:
        """That those of these tracks that have no closing on a day have none."""
        without = [
            found
            for rounds in choose.by_track(judged).values()
            if not choose.closing_in(rounds, day)
            for found in rounds
        ]
        tracks = [track for names, _ in choose.grouped(without) for track in names]
        proof = tuple(dict.fromkeys(source for found in without for source in sources(found.evidence)))
        return Point(f"{self._wording.name(programme, tracks)}に、{spoken(day.first)}の締切はありません。", proof)


def _claims_the_round(item: Resolved, judged: Sequence[JudgedRound], when: When) -> bool:
    """Whether a person takes the round of now for an earlier one (`創業型は第2回の公募ですよね`), and claims no days."""
    if not item.ask.asserts or when.period or when.closing or when.opening or when.taking:
        return False
    numbers, asked = choose.numbers(judged), _values(when.rounds)
    return bool(numbers and asked) and max(asked) < min(numbers)


def _may_be_beside(judged: Sequence[JudgedRound], wanted: Sequence[Figure]) -> bool:
    """Whether the rounds that are asked for may have come before these, or come next: the documents don't begin with
    the first of these, as a table of all rounds does, so that they give no more than the one of now."""
    numbers, asked = choose.numbers(judged), _values(wanted)
    if not (numbers and asked) or choose.lists_all(judged):
        return False
    return max(asked) < min(numbers) or min(asked) == max(numbers) + 1


def _values(found: Sequence[Figure]) -> list[Fraction]:
    return [each.value for each in found if isinstance(each.value, Fraction)]
