"""Whether something is the same for two subjects: `通常枠と創業型は締切同じ？`, and `クエストも同じところ？` a turn later."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.calculator.request import CalculationRequest
from assistant.calculator.terms import terms_of
from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import MONEY, OF_TOPIC, number
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled
from assistant.programmes.facts import APPLICANT
from assistant.question.scopes import Pair, subjects_of
from assistant.schedule import Schedule
from ingest.japanese.figures import figures

_DATES = "dates"
_CONTACT = "contact"
_RATE = "rate"
_EXACT = (_DATES, _CONTACT)
_PARTLY = "いいえ、同じものと違うものがあります。"
_SAME = {True: "同じです。", False: "違います。"}


@dataclass(frozen=True)
class Sameness:
    """Says はい or いいえ where the calendar, the contacts or the figures of the statements settle it."""

    knowledge: Knowledge
    schedule: Schedule

    def lead(self, item: Resolved, now: date | datetime) -> str:
        """`はい、同じです。` or `いいえ、違います。`; nothing where none is asked, or nothing settles it."""
        ask = item.ask
        if not (ask.alike or ask.unlike or ask.changes):
            return ""
        asked = subjects_of(item.scope)
        sides = (
            [[each] for each in asked] if len(asked) > 1 else [asked, subjects_of(item.beside)] if item.beside else []
        )
        topics = ask.sure_topics or item.topics[:1]
        if topics and ask.alike and APPLICANT in ask.facts.values and not ask.scope.programmes:
            return self._for_class(item, asked, topics[0])  # `大企業でも同じ?`
        if len(sides) < 2 or not topics or (ask.facts.values and not ask.scope.programmes):
            return ""
        told = [self._same(item, sides, topic, now) for topic in topics]
        found = {same for same in told if same is not None}
        if None in told:
            return ""
        if len(found) > 1:
            return _PARTLY  # `上限も率も同じ?`
        same = found.pop()
        if same and ask.stated:
            return ""  # where both are the same, the figure that is claimed has to be right, too
        return ("はい、" if same == ask.alike else "いいえ、") + _SAME[same]

    def _for_class(self, item: Resolved, asked: Sequence[Pair], topic: str) -> str:
        """Whether the rate of a track is the same for a class of applicants as for the ordinary one."""
        told = item.ask.facts.values[APPLICANT]
        ordinary = self.knowledge.programmes.facts[APPLICANT].values[0].id
        if topic != _RATE or len(asked) != 1 or asked[0][1] is None or told == ordinary:
            return ""
        own, others = self._rates(asked, told), self._rates(asked, ordinary)
        if not (all(own) and all(others)):
            return ""
        return ("はい、" if own == others else "いいえ、") + _SAME[own == others]

    def _same(self, item: Resolved, sides: Sequence[Sequence[Pair]], topic: str, now: date | datetime) -> bool | None:
        """Whether it is the same on one topic; None where nothing settles it, or not that is asked."""
        ask = item.ask
        figured = topic in OF_TOPIC and ask.yes_no  # `いくら違う` asks for no はい
        unlike = ask.unlike or ask.changes
        counts = topic == _DATES and ask.wh_question  # `締切は何日違う?` asks by how much
        if counts or (unlike and not (topic in _EXACT or figured)):
            return None
        if topic in _EXACT:
            # `締切は同じ?` compares only the closings, not all of the dates.
            closing = topic == _DATES and ask.says(self.knowledge.vocabulary.rounds.closing_words)
            signs = [frozenset(sign for each in side for sign in self._signs(each, topic, now)) for side in sides]
            if closing:
                signs = [frozenset(sign[1:] for sign in side) for side in signs]
            return len(set(signs)) == 1 if all(signs) else None
        if topic == _RATE and (told := self._rates_for_the_person(item, sides)):
            return None if None in told else len(set(told)) == 1
        return self._said_alike(sides, topic)

    def _rates_for_the_person(self, item: Resolved, sides: Sequence[Sequence[Pair]]) -> list[Hashable]:
        """The rates of each side for who asks, None where the documents give none; empty where nobody told who asks."""
        applicant = item.facts.values.get(APPLICANT)
        if applicant is None or any(track is None for side in sides for _, track in side):
            return []
        return [tuple(rates) if all(rates) else None for side in sides for rates in [self._rates(side, applicant)]]

    def _rates(self, side: Sequence[Pair], applicant: object) -> list[Hashable]:
        book = self.knowledge.programmes
        requests = [CalculationRequest(each, track, facts={APPLICANT: applicant}) for each, track in side]
        tracks = [self.knowledge.track(*each) for each in side]
        told = [terms_of(book, request, track, _RATE) for request, track in zip(requests, tracks, strict=True)]
        return [
            frozenset((band.low, band.high, band.up_to) for part in terms.parts for band in part.rates)
            for terms in told
        ]

    def _said_alike(self, sides: Sequence[Sequence[Pair]], topic: str) -> bool | None:
        """Whether the same is said of both sides, but for their names; None where only a person could tell."""
        told = [{text for each in side for text in self._said(each, topic)} for side in sides]
        if not all(told):
            return None
        if len({frozenset(side) for side in told}) == 1:
            return True
        names = [{name for each in side for name in self._names(each)} for side in sides]
        for side, others in zip(told, reversed(names), strict=True) if len(sides) == 2 else ():
            if any(f"{name}と同じ" in text for text in side for name in others):
                return True  # `対象経費は、通常枠と同じです`
        values = [{number(f) for text in side for f in figures(text) if f.kind in MONEY} for side in told]
        if not all(values):
            return None
        same = len({frozenset(side) for side in values}) == 1
        # The same rate is the same whatever the words around it; of other topics only a difference is sure.
        return same if topic in OF_TOPIC or not same else None

    def _said(self, subject: Pair, topic: str) -> set[str]:
        programme, track = subject
        entries = self.knowledge.statements.select(programme, topic, tracks=(track,) if track else ())
        return {self._without_name(entry.say, subject) for entry in entries}

    def _without_name(self, text: str, subject: Pair) -> str:
        for name in sorted(self._names(subject), key=len, reverse=True):
            text = text.replace(name, "")
        return text

    def _names(self, subject: Pair) -> list[str]:
        programme, track = subject
        found = self.knowledge.programmes.get(programme)
        own = found.track(track) if track else None
        names = (own or found).names
        return [self.knowledge.name(programme, track), *names.proper]

    @staticmethod
    def plain(item: Resolved) -> Resolved:
        """The ask as a question for the facts themselves."""
        ask = item.ask
        # `クエストも同じところ?` asks nothing in its own words, `上限も率も別物?` the same of each topic, and
        # `通常枠と同じ450万円ですよね` claims a figure of both.
        bare = ask.bare or "topic" in item.carried or len(ask.sure_topics) > 1 or bool(ask.stated)
        plain = replace(ask, yes_no=False, asserts=False, alike=False, unlike=False, bare=bare, stated=(), amounts=())
        return replace(item, ask=plain, held_against=True)

    @staticmethod
    def led(found: Sequence[Titled], lead: str) -> list[Titled]:
        """The findings with the lead before the first, where that answers."""
        if not found or found[0][1].status != "answered":
            return list(found)
        title, first = found[0]
        return [(title, replace(first, lead=lead)), *found[1:]]

    def _signs(self, subject: Pair, topic: str, now: date | datetime) -> set[tuple[Hashable, ...]]:
        """What tells the subject apart from others on a topic."""
        programme, track = subject
        if topic == _DATES:
            judged = self.schedule.rounds(now, programme, track)
            return {(each.round.opens, each.round.closes, each.round.status == "always") for each in judged}
        found = self.knowledge.programmes.get(programme)
        return {(contact.name, contact.phones, contact.email, contact.url) for contact in found.contacts}
