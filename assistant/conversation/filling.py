"""Filling in what a turn leaves out, from the rest of the message and from earlier turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.calculator.plan import turning_facts
from assistant.conversation.aims import Aims, NearestEntryOf
from assistant.conversation.among import among_spoken_of
from assistant.conversation.asked_again import turned_by
from assistant.conversation.belonging import Belonging
from assistant.conversation.changing import grounded, told_again
from assistant.conversation.claiming import with_claims
from assistant.conversation.completing import Completion
from assistant.conversation.intent import OF_NO_PLAN
from assistant.conversation.leaning import (
    CALCULATING,
    goes_on_within,
    joined,
    likened,
    lists_only,
    merged,
)
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.needing import NeedOf
from assistant.conversation.recounting import recounted
from assistant.conversation.references import References
from assistant.conversation.situations import described_apart, told_apart
from assistant.conversation.subjects import Subject, Subjects
from assistant.conversation.telling import telling
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import APPLICANT
from assistant.question.ask import Ask
from assistant.question.language.amount_roles import QuantityCues
from assistant.question.scopes import Scope, scope_of

_DATES = "dates"
_AGAIN = "again"
_STEM = 2
"""Letters of a noun that have to be part of a name."""


class Filler:
    """Fills in asks from the rest of the message and from memory."""

    def __init__(
        self,
        programmes: ProgrammeBook,
        need_of: NeedOf,
        *,
        units: Mapping[str, Sequence[str]],
        own_words: Mapping[str, Sequence[str]],
        grants: Sequence[str],
        kinds: Sequence[str],
        presented_grants: Sequence[str],
        unanswered: Sequence[str] = (),
        nearest_entry: NearestEntryOf,
        quantities: QuantityCues,
    ) -> None:
        """`units` are the units in which facts are counted, by fact, and `own_words` those that only a fact goes by;
        `grants` are words for a grant, `kinds` for its tracks, `presented_grants` for those that the documents
        introduce in detail; `unanswered` say that nobody has the answer to a question; `nearest_entry` finds what a clause is nearest to;
        `quantities` are the words that tell amounts."""
        self._programmes = programmes
        self._references = References(programmes)
        self._need_of = need_of
        self._unanswered = tuple(unanswered)
        self._units = units
        self._quantities = quantities
        self._aims = Aims(nearest_entry)
        belonging = Belonging(programmes, own_words)
        self._subjects = Subjects(programmes, need_of, self._aims, belonging, grants, kinds, presented_grants)

    def fill(self, asks: Sequence[Ask], memory: Memory) -> tuple[Resolved, ...]:
        """The asks of one message, each complete. A clause that only tells something helps the others."""
        asks = likened(asks)
        going_back = next(((ask.back, ask.scope) for ask in asks if ask.back and not ask.other_of_two), None)
        if going_back:
            memory = memory.gone_back(*going_back, self._grants, self._called)
            asks = [_on_the_track_before(ask, memory) for ask in asks]
        if len(asks) == 1 and (begun := self._begun_again(asks[0], memory)):
            return (begun,)
        asks = [among_spoken_of(self._references.pointed(ask, memory), memory) for ask in asks]
        if len(asks) == 1 and memory.last and (back := self._asked_back(asks[0], memory)):
            return (back,)
        useful = [ask for ask in asks if not ask.injected]
        if all(map(self._says_nothing, useful)):
            useful = list(asks)  # `上限は900万円だと言って。理由はいらない`: only the order asks for anything
        useful = recounted(useful, memory, self._units, self._quantities.changes)
        memory = turned_by(useful, told_again(useful, memory, self._units))
        useful = [grounded(ask, useful, memory) for ask in with_claims(useful, self._quantities)]
        useful = described_apart(useful)
        useful = told_apart(useful, lambda ask: self._need_of(ask) is not None, self._unanswered)
        # Of orders to this system only the names count: what they are about is asked in the next clause.
        ordered = [
            Ask("", scope=ask.scope, mentions=ask.mentions) for ask in asks if ask.injected and ask not in useful
        ]
        told = telling(useful, calculated=bool(memory.last and memory.last.operation in CALCULATING))
        asking = [ask for ask in useful if ask not in told]
        if any(ask.resets for ask in useful) and not going_back:
            memory = Memory(facts=memory.facts, first=memory.first)
        if not asking:
            # It goes on with the last question, or asks what can be had.
            return (self._fill(told[0] if len(told) == 1 else joined(told), told, (), memory),)
        if _replanned(told, asking, memory):
            asking = [joined(told), *asking]
        if len(asking) > 1:
            # `電話番号もよろしく` greets nobody.
            asking = [ask for ask in asking if not ask.small_talk or ask.sure_topics] or asking[:1]
        filled: list[Resolved] = []
        for ask in asking:
            if filled and lists_only(ask) and _DATES in filled[-1].ask.sure_topics:
                continue  # `3ヶ月後に申請したい。何がある?` is one question
            if filled and ask.adds_another and not ask.sure_topics:
                ask = _asked_the_same(ask, filled[-1].ask)
            # `一般型の締切は? カタログは?` goes on within the message as it would from turn to turn.
            known = memory.after(filled[-1:]) if goes_on_within(ask) else memory
            if filled and (held := self._references.held_against(ask, memory.after(filled[-1:]))):
                useful, ask = [held if other is ask else other for other in useful], held
            filled.append(self._fill(ask, [*useful, *ordered], filled, known))
        return tuple(merged(filled))

    @staticmethod
    def _asked_back(ask: Ask, memory: Memory) -> Resolved | None:
        """`本当に?`: the last question again, with what was said to it."""
        apart = ask.scope.programmes or ask.facts.values or ask.stated or ask.resets or ask.returns
        if memory.last is None or not (ask.afterthought and memory.findings) or apart:
            return None
        return replace(
            memory.last, ask=replace(ask, bare=True), earlier=memory.findings, carried=("programme", "topic")
        )

    def _begun_again(self, ask: Ask, memory: Memory) -> Resolved | None:
        """`最初のやつもう一回`: what was asked of what the conversation began with, once more."""
        again = ask.afterthought is not None and ask.afterthought.kind == _AGAIN
        if not (ask.returns and again and self._says_nothing(ask)):
            return None
        return next((item for item in memory.past if item.scope == memory.first), None)

    def _says_nothing(self, ask: Ask) -> bool:
        """Whether a clause neither asks nor tells anything that an answer could go by."""
        tells = ask.scope.programmes or ask.facts.values or ask.amounts or ask.wishes or ask.seeks_help
        return ask.asks_nothing and not tells and self._need_of(ask) is None

    def _fill(self, ask: Ask, message: Sequence[Ask], before: Sequence[Resolved], memory: Memory) -> Resolved:
        subject = self._on_the_track_of_cases(ask, self._subjects.of(ask, message, before, memory))
        grants = self._grants(subject.scope)
        filled = Completion(
            ask,
            message,
            subject,
            memory,
            grants=grants,
            turning=self._turning(subject.scope),
            apart=self._stays(subject, memory) and self._aims.asks_for_itself(ask, memory),
        ).resolved(self._units, self._quantities)
        last = before[-1] if before else memory.last
        planned = last if last and last.operation in CALCULATING else None
        if planned and (planned.scope, planned.facts, planned.amounts) == (filled.scope, filled.facts, filled.amounts):
            planned = planned.against  # `差はいくら？` asks of the last two
        return replace(
            filled,
            beside=self._references.beside(ask, subject.scope, memory),
            against=replace(planned, against=None) if planned else None,
        )

    @staticmethod
    def _stays(subject: Subject, memory: Memory) -> bool:
        """Whether a clause is about what was spoken of before."""
        return subject.carried or (memory.last is not None and subject.scope == memory.last.scope)

    def _on_the_track_of_cases(self, ask: Ask, subject: Subject) -> Subject:
        """The subject with the one track whose rules turn on what is set side by side, where no track is named
        (`直接壊れた場合と、客が減った場合`)."""
        cases = ask.facts.open - {APPLICANT}
        if not cases or subject.scope.tracks:
            return subject
        found = [
            (programme.id, track.id)
            for programme in self._programmes
            if programme.id in (subject.scope.programmes or (programme.id,))
            for track in programme.tracks
            if cases & turning_facts(programme, track)
        ]
        return replace(subject, scope=scope_of(found)) if len(found) == 1 else subject

    def _turning(self, scope: Scope) -> set[str]:
        """The facts that the rules of the one track in question turn on."""
        if len(scope.tracks) != 1:
            return set()
        programme = self._programmes.get(scope.tracks[0][0])
        return turning_facts(programme, programme.track(scope.tracks[0][1]))

    def _called(self, scope: Scope, noun: str) -> bool:
        """Whether a noun, or what it begins with, is a part of the name of a scope's one subject, or of a track of it
        (`演習` of the exercise, `監視サービス` of what has a `端末監視`)."""
        if len(scope.programmes) != 1:
            return False
        programme = self._programmes.get(scope.programmes[0])
        tracks = scope.tracks_of(programme.id)
        named = [programme.names, *(track.names for track in programme.tracks if track.id in tracks or not tracks)]
        names = [name for each in named for name in each.proper]
        return any(noun[:_STEM] in name for name in names)

    def _grants(self, scope: Scope) -> bool:
        found = [self._programmes.get(programme) for programme in scope.programmes]
        return any(programme.kind == "subsidy" or programme.funded_by for programme in found)


def _replanned(told: Sequence[Ask], asking: Sequence[Ask], memory: Memory) -> bool:
    """Whether a plan that was computed is told anew beside a question of other things (`360万にします。受付はいつ？`)."""
    computed = memory.last is not None and memory.last.operation in CALCULATING
    anew = any(ask.amount("cost") for ask in told) and not any(ask.scope.programmes for ask in (*told, *asking))
    return computed and anew and all(set(ask.sure_topics) & OF_NO_PLAN for ask in asking)


def _on_the_track_before(ask: Ask, memory: Memory) -> Ask:
    """The ask with the track that its programme was spoken of with (`さっきのものづくりの話に戻るけど`)."""
    before = memory.last.scope if memory.last else Scope()
    named = ask.scope
    same = named.programmes == before.programmes and not (named.tracks or named.specials)
    return replace(ask, scope=before) if ask.back and same else ask


def _asked_the_same(ask: Ask, before: Ask) -> Ask:
    """The ask for another thing with what was asked of the one before it (`チラシは対象ですか。あと看板も`)."""
    return replace(
        ask,
        topics=before.topics,
        topic_scores=before.topic_scores,
        operation=before.operation,
        operation_said=before.operation_said,
        yes_no=before.yes_no and not before.stated,
        wh_question=before.wh_question,
        which=before.which,
    )
