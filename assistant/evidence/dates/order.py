"""Which of two comes first, where one is said to: `通常枠の締切は創業型より後ですか`, `終わる時刻も同じですか`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS, Verdict
from assistant.evidence.dates import rounds as choose
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.findings import finding
from assistant.evidence.dates.wording import Wording, closing, opening, sources
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.question.folded import Folded, cued
from assistant.question.linking import Mention
from assistant.question.polarity import negated
from assistant.question.scopes import Pair, subjects_of
from assistant.reply import Round
from assistant.schedule import JudgedRound, Schedule
from ingest.japanese.figures import figures

_THAN = "より"


class Order:
    """Holds the closing (or opening) of what is asked about against another's, or against the one named before."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule, wording: Wording) -> None:
        self._words = knowledge.vocabulary.rounds.order
        self._cues = knowledge.vocabulary.yes_no
        self._schedule = schedule
        self._wording = wording

    def find(self, item: Resolved, when: When, now: date | datetime) -> Finding | None:
        """はい or いいえ with both of them; None where no order is asked about, or a side has no one day."""
        ask = item.ask
        if whatever := self._whatever(item, when, now):
            return whatever
        if not (ask.yes_no or ask.text.endswith("?")) or ask.wh_question:
            return None
        if ask.alike and when.hour:
            return self._same_hour(item, now)
        later, earlier = self._said(ask.text)
        if later == earlier or not self._is_of_dates(item) or _says_how_much(ask.text, when):
            return None
        of_opening = when.opening and not when.closing
        asked, other = self._sides(item)
        named = {mention.programme for mention in ask.mentions if mention.entry.target == "programme"}
        if named - {programme for programme, _ in (*asked, *other)}:
            return None  # a programme that is named is held against nothing
        rounds, others = (self._rounds(side, when, now) for side in (asked, other))
        day, against = _day(rounds, of_opening=of_opening), _day(others, of_opening=of_opening)
        if not other and ask.says(self._words.named_before) and not of_opening:
            against = item.closing
        if day is None or against is None:
            return None
        so = day.date() > against.date() if later else day.date() < against.date()
        turned = negated(ask.text, self._cues.negatives, self._cues.neutral, self._cues.only)
        points = [self._sentence(rounds, day, against, of_opening=of_opening)]
        points += [self._wording.line(group) for side in (rounds, others) for group in choose.grouped(side)]
        return self._led(finding(points, [*rounds, *others], closing=day), "yes" if so != turned else "no", item)

    def _said(self, text: str) -> tuple[bool, bool]:
        """Whether a text says that one comes later, and that one comes earlier."""
        folded = Folded.of(text)
        later, earlier = (any(cued(folded, word) for word in each) for each in (self._words.later, self._words.earlier))
        return later, earlier

    def _whatever(self, item: Resolved, when: When, now: date | datetime) -> Finding | None:
        """What is still to close before, or after, the one that is named (`創業型より先に締め切られるのは?`)."""
        text = item.ask.text
        later, earlier = self._said(text)
        behind = Folded.of(text[text.find(_THAN) :] if _THAN in text else "")
        if later == earlier or when.opening or not behind.has_any(self._words.whatever) or not self._is_of_dates(item):
            return None
        subjects = subjects_of(item.ask.scope)
        place = text.find(_THAN)
        if not subjects or not all(mention.span and mention.span[1] <= place for mention in item.ask.mentions):
            return None
        own = self._rounds(subjects, when, now)
        against = _day(own, of_opening=False)
        if against is None or not choose.ahead(own):
            return None
        tracks = choose.by_track(own)
        ahead = [found for found in choose.ahead(self._schedule.rounds(now)) if found.round.closes]
        others = [
            found
            for key, rounds in choose.by_track(ahead).items()
            if key not in tracks
            for found in choose.soonest_of_each(
                each for each in rounds if (choose.closes(each) > against if later else choose.closes(each) < against)
            )
        ]
        asked = [track for names, _ in choose.grouped(own) for track in names]
        name = self._wording.name(own[0].round.programme, asked)
        what = f"{name}（締切 {closing(own[0])}）より{'後' if later else '先'}に、これから締切を迎える"
        points = [Point(f"{what}{'のは、次のとおりです。' if others else 'ものは、資料の中にありません。'}")]
        points += [self._wording.line(group) for group in choose.grouped([*others, *own])]
        found = self._led(finding(points, [*others, *own]), "yes" if others else "no", item)
        return found if item.ask.yes_no else replace(found, lead="")

    def _sentence(self, rounds: Sequence[JudgedRound], day: datetime, against: datetime, *, of_opening: bool) -> Point:
        """What comes first, in a sentence."""
        tracks, (found, *_) = choose.grouped(rounds)[0]
        what, said = ("受付開始", opening(found)) if of_opening else ("締切", closing(found))
        if day.date() == against.date():
            how = "で、同じ日です"
        else:
            how = f"で、こちらのほうが{'早い' if day < against else '遅い'}です"
        name = self._wording.name(found.round.programme, tracks)
        return Point(f"{name}の{what}は{said}{how}。", sources(found.evidence))

    def _same_hour(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Whether applications begin and end at the same hour, where one programme's hours are given."""
        subjects = subjects_of(item.scope)
        judged = choose.ahead(found for each in subjects for found in self._schedule.rounds(now, *each))
        if len(subjects) != 1 or len(judged) != 1 or not (judged[0].opens_has_time and judged[0].closes_has_time):
            return None
        (found,) = judged
        same = choose.opens(found).time() == choose.closes(found).time()
        text = f"受付開始は{opening(found)}、締切は{closing(found)}です。"
        return self._led(finding([Point(text, sources(found.evidence))], judged), "yes" if same else "no", item)

    @staticmethod
    def _led(found: Finding, verdict: Verdict, item: Resolved) -> Finding:
        return replace(
            found,
            lead=LEADS[verdict],
            about=tuple(dict.fromkeys((each.programme, each.track) for each in found.rounds)),
            contact_programmes=item.scope.programmes,
            topic="dates",
            decided={"order": verdict},
        )

    @staticmethod
    def _is_of_dates(item: Resolved) -> bool:
        return "dates" in item.ask.sure_topics or (not item.ask.sure_topics and item.topics[:1] == ("dates",))

    @staticmethod
    def _sides(item: Resolved) -> tuple[list[Pair], list[Pair]]:
        """What is asked about, and what stands before `より`."""
        subjects = subjects_of(item.scope)
        place = item.ask.text.find(_THAN)
        ends = {
            each: mention.span[1]
            for each in subjects
            for mention in item.ask.mentions
            if mention.span and mention.span[1] <= place and _names(mention, each)
        }
        last = max(ends.values(), default=-1)
        other = [each for each in subjects if ends.get(each) == last and len(subjects) > 1]
        return [each for each in subjects if each not in other], other

    def _rounds(self, side: Sequence[Pair], when: When, now: date | datetime) -> list[JudgedRound]:
        """The round named of a side, else the next of each of its tracks, else the last that was."""
        judged = [found for each in side for found in self._schedule.rounds(now, *each)]
        named = choose.named(judged, when.rounds, loosely=True) if when.rounds else []
        return named or choose.soonest_of_each(choose.ahead(judged)) or choose.latest_of_each(judged)


def _says_how_much(text: str, when: When) -> bool:
    """Whether a text says by how much one comes before the other (`創業型より1か月以上後ですか`)."""
    return sum(figure.kind == "count" for figure in figures(text)) > len(when.rounds)


def _names(mention: Mention, subject: Pair) -> bool:
    """Whether a name stands for a subject, or for the programme that it is a track of."""
    programme, track = subject
    return mention.programme == programme and (not mention.entry.tracks or track in mention.entry.tracks)


def _day(side: Sequence[JudgedRound], *, of_opening: bool) -> datetime | None:
    """When all of these close (or open); None where they don't do so together."""

    def instant(each: Round) -> datetime | None:
        return each.opens if of_opening else each.closes

    days = {instant(found.round) for found in side}
    return days.pop() if len(days) == 1 else None
