"""What a clause is about: what it names itself, what the message names, a need, or what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from assistant.conversation.aims import Aims
from assistant.conversation.intent import OF_NO_PLAN
from assistant.conversation.leaning import compared_subjects, compares_subjects, elliptical, told_beside
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.situations import shares_name, tells
from assistant.programmes.book import ProgrammeBook
from assistant.question.ask import Ask
from assistant.question.scopes import Scope, subjects_of

_DATES = "dates"
_TWO = 2
_TOPIC_MARKS = ("は", "も", "って")
_OF_A_GRANT = {"rate", "ceiling", "tracks"}


class MeantNeed(NamedTuple):
    """The need of a clause."""

    id: str
    serving: tuple[tuple[str, str | None], ...]
    """The (programme, track) pairs that serve it."""
    named: bool
    """Whether words name it."""


NeedOf = Callable[[Ask], MeantNeed | None]


@dataclass(frozen=True)
class Subject:
    """The programmes, tracks and special cases that a clause is about, and the need that gave them."""

    scope: Scope = field(default_factory=Scope)
    need: str | None = None
    carried: bool = False
    """Whether it comes from an earlier turn."""
    described: bool = False
    """Whether the clause looks for it and describes it, without its name (`手を動かすやつは別にある?`)."""


class Subjects:
    """Finds the subjects of clauses."""

    def __init__(self, programmes: ProgrammeBook, need_of: NeedOf, aims: Aims, grants: Sequence[str] = ()) -> None:
        """`grants` are words for a grant (`補助金`)."""
        self._programmes = programmes
        self._need_of = need_of
        self._aims = aims
        self._grants = tuple(grants)

    def of(self, ask: Ask, message: Sequence[Ask], before: Sequence[Resolved], memory: Memory) -> Subject:
        """The subject of a clause.

        Args:
            ask: the clause.
            message: all clauses of its message.
            before: the clauses of the message that are complete.
            memory: what earlier turns said.
        """
        if ask.scope.programmes and (shared := self._need_of_shared_name(ask)):
            return shared
        if ask.scope.programmes:
            paying = self._paying(ask, message)
            asked = _with_special_before(ask, memory)
            return Subject(paying or self._completed(asked, told_beside(ask, message), memory))
        told = self._told_need(ask, message)
        compared = compared_subjects(memory) if compares_subjects(ask) and not before else None
        if compared and (not ask.everything or len(subjects_of(compared)) > _TWO):
            return Subject(compared, carried=True)  # `一番高いのはどれ？` after three of them is of these
        if ask.everything and not before and told is None:
            return Subject()
        need = told or self._narrowed(self._need_of(ask), ask, message)
        if need is not None and not need.named and not told and not ask.wishes and set(ask.sure_topics) & OF_NO_PLAN:
            need = None  # `GW明けに出せるのは？` asks for dates, whatever need it is like
        if before and before[-1].ask.scope.programmes:
            return Subject(before[-1].scope)  # what was asked of just before
        for other in message:
            if other is not ask and other.scope.programmes:
                return self._need_of_shared_name(other) or Subject(self._completed(other.scope, message, memory))
        if need is None:
            for other in message:
                refuses = other.unused or other.uses_no_special  # `インボイスの上乗せはなしです` needs no invoices
                if other is not ask and other.text and not refuses and (need := self._need_of(other)):
                    break
        if memory.first and not before and any(other.returns for other in message):
            return Subject(memory.first, carried=True)
        if funding := self._funding(ask, memory):
            return Subject(funding, carried=True)
        if ask.beyond and need and need.named and memory.last and not before:
            further = tuple(p for p, _ in need.serving if p not in memory.last.scope.programmes)
            if further and len(memory.last.scope.programmes) == 1:
                return Subject(Scope(tuple(dict.fromkeys(further))), need.id)
        named_need = need is not None and (memory.last is None or self._new_subject(ask, need, memory.last, message))
        if before and before[-1].scope.programmes and not named_need:
            return Subject(before[-1].scope, before[-1].need, carried="programme" in before[-1].carried)
        if need is not None and (named_need or memory.last is None):
            pairs = need.serving
            programmes = tuple(dict.fromkeys(programme for programme, _ in pairs))
            # A programme that serves as a whole isn't narrowed to the track that serves it best.
            tracks = tuple((programme, track) for programme, track in pairs if track and (programme, None) not in pairs)
            return Subject(Scope(programmes, tracks), need.id)
        if not before and (elsewhere := self._aims.elsewhere(ask, memory)):
            return Subject(elsewhere, described=True)
        if memory.last and memory.last.scope.programmes and not ask.everything and not ask.small_talk:
            return Subject(memory.last.scope, memory.last.need, carried=True)
        if ask.continues and ask.sure_topics and _DATES not in ask.sure_topics and memory.named_last:
            return Subject(memory.named_last, carried=True)  # `その率は？` of what only the answer named
        return Subject()

    def _need_of_shared_name(self, ask: Ask) -> Subject | None:
        """What serves a need, where all that is named is a word that several programmes go by
        (`インボイスに合うレジに替えたい`)."""
        need = self._need_of(ask) if ask.wishes and shares_name(ask) else None
        if need is None or not need.named:
            return None
        tracks = tuple((programme, track) for programme, track in need.serving if track)
        return Subject(Scope(tuple(dict.fromkeys(programme for programme, _ in need.serving)), tracks), need.id)

    def _paying(self, ask: Ask, message: Sequence[Ask]) -> Scope | None:
        """The track that pays for the service named, where a day is asked for and a grant is spoken of
        (`お助け隊の補助の締切は？`): the service has no closing."""
        paid = [self._programmes.get(programme).funded_by for programme in ask.scope.programmes]
        grant = any(each.says(self._grants) for each in message)
        if ask.sure_topics != (_DATES,) or len(paid) != 1 or paid[0] is None or not grant:
            return None
        return Scope((paid[0].programme,), ((paid[0].programme, paid[0].track),))

    def _funding(self, ask: Ask, memory: Memory) -> Scope | None:
        """The track that pays for a service, where the last answer spoke of it or of what only a grant has, and a day
        is asked for, which the service has none of."""
        if ask.sure_topics != (_DATES,) or memory.last is None:
            return None
        paid = [self._programmes.get(programme).funded_by for programme in memory.last.scope.programmes]
        pairs = [(each.programme, each.track) for each in paid if each is not None]
        told = set(pairs) & set(memory.about) or set(memory.last.topics[:1]) & _OF_A_GRANT
        return Scope((pairs[0][0],), (pairs[0],)) if len(paid) == 1 and pairs and told else None

    def _told_need(self, ask: Ask, message: Sequence[Ask]) -> MeantNeed | None:
        """The need that the rest of the message tells, for a clause that only asks for whatever helps."""
        if not ask.seeks_help:
            return None
        found = [need for other in message if other is not ask and tells(other) and (need := self._need_of(other))]
        return next((need for need in found if need.named), found[0] if found else None)

    def _narrowed(self, need: MeantNeed | None, ask: Ask, message: Sequence[Ask]) -> MeantNeed | None:
        """The need of a clause, with only what serves the needs that are told beside it too, where anything does
        (`海外に売りたい。旅費も出る？`)."""
        if need is None or not need.named:
            return need
        serving = need.serving
        for other in message:
            beside = self._need_of(other) if other is not ask and other.wishes and tells(other) else None
            if beside and beside.named:
                serving = tuple(pair for pair in serving if pair in beside.serving) or serving
        return need._replace(serving=serving)

    @staticmethod
    def _new_subject(ask: Ask, need: MeantNeed, last: Resolved, message: Sequence[Ask]) -> bool:
        """Whether a need in a later turn leaves what was spoken of (`チラシも入る？` asks on, `人手不足です` doesn't)."""
        if not last.scope.programmes or (ask.operation_said and ask.operation in ("recommend", "list")):
            return True
        if {programme for programme, _ in need.serving} & set(last.scope.programmes) or ask.facts.values:
            return False
        if len(message) == 1 and (ask.continues or ask.topics or _asks_on(ask)):
            return False
        return need.named or not elliptical(ask)

    def _completed(self, scope: Scope, message: Sequence[Ask], memory: Memory) -> Scope:
        """The scope with tracks and special cases that the rest of the message names for the same programmes."""
        others = [other.scope for other in message]
        tracks = tuple(
            dict.fromkeys(
                [*scope.tracks, *(pair for other in others for pair in other.tracks if pair[0] in scope.programmes)]
            )
            if not scope.tracks
            else scope.tracks
        )
        specials = tuple(
            dict.fromkeys(
                [*scope.specials, *(pair for other in others for pair in other.specials if pair[0] in scope.programmes)]
            )
        )
        last = memory.last.scope if memory.last else Scope()
        if not tracks and last.ambiguous and set(scope.programmes) < set(last.programmes):
            # `通常枠は?` of several programmes, and now it is said of which.
            tracks = tuple(pair for pair in last.tracks if pair[0] in scope.programmes)
        if specials and last.programmes[:1] == scope.programmes[:1]:
            own = tuple(pair for pair in last.tracks if pair[0] in scope.programmes)
            if not tracks or tracks == own:
                tracks = own
                if scope.adds:
                    specials = tuple(dict.fromkeys([*last.specials, *specials]))
        return Scope(scope.programmes, tracks, specials, scope.ambiguous)


def _with_special_before(ask: Ask, memory: Memory) -> Scope:
    """The scope of a clause, with the special case spoken of where it is asked whether another track has that, too
    (`インボイス特例は?` … `創業型でも使える？`)."""
    last = memory.last.scope if memory.last else Scope()
    asks_on = ask.yes_no and ask.scope.tracks and not ask.scope.specials and not ask.sure_topics
    if not (asks_on and last.specials and last.programmes == ask.scope.programmes):
        return ask.scope
    return replace(ask.scope, specials=last.specials)


def _asks_on(ask: Ask) -> bool:
    """`パソコンは?` after a question about costs asks the same of another thing, and tells no need."""
    named = not (ask.wishes or ask.seeks_help or ask.operation_said)
    return named and elliptical(ask) and ask.text.rstrip("?。 ").endswith(_TOPIC_MARKS)
