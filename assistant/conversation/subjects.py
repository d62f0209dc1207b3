"""What a clause is about: what it names itself, what the message names, a need, or what was spoken of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.conversation.aims import Aims
from assistant.conversation.belonging import Belonging
from assistant.conversation.leaning import compared_subjects, compares_subjects, told_beside
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.needing import NeedOf, PlacedClause
from assistant.conversation.situations import shares_name
from assistant.programmes.book import ProgrammeBook
from assistant.question.ask import Ask
from assistant.question.scopes import Scope, resolve, scope_of, subjects_of

_DATES = "dates"
_TWO = 2
_WITH = "と"
_TOO = ("でも", "にも")
_WHO_MAY_USE = "requirements"
_WHERE_TO_ASK = {"contact", "url"}
_OF_A_GRANT = {"rate", "ceiling", "tracks"}


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

    def __init__(
        self,
        programmes: ProgrammeBook,
        need_of: NeedOf,
        aims: Aims,
        belonging: Belonging,
        grants: Sequence[str] = (),
        kinds: Sequence[str] = (),
        presented_grants: Sequence[str] = (),
    ) -> None:
        """`grants` are words for a grant (`補助金`), `kinds` for its tracks (`枠`), `presented_grants` for those that
        the documents introduce in detail."""
        self._presented_grants = tuple(presented_grants)
        self._belonging = belonging
        self._programmes = programmes
        self._need_of = need_of
        self._aims = aims
        self._grants, self._kinds = tuple(grants), tuple(kinds)

    def of(self, ask: Ask, message: Sequence[Ask], before: Sequence[Resolved], memory: Memory) -> Subject:
        """The subject of a clause: the first that anything gives it, from what it names to what was spoken of.

        Args:
            ask: the clause.
            message: all clauses of its message.
            before: the clauses of the message that are complete.
            memory: what earlier turns said.
        """
        clause = PlacedClause(ask, message, before, memory, self._need_of)
        given_by = (
            self._named,
            self._paid_for,
            self._compared,
            self._presented,
            self._everything,
            self._named_just_before,
            self._named_beside,
            self._told_by_facts,
            self._at_first,
            self._funding,
            self._further,
            self._just_before,
            self._serving,
            self._described,
            self._next_of_kind,
            self._spoken_of,
            self._only_answered,
        )
        found = next((subject for give in given_by if (subject := give(clause))), Subject())
        settled = self._belonging.settled(found.scope, (ask, *message), memory.facts.values)
        return found if found.need else replace(found, scope=settled)

    def _named(self, clause: PlacedClause) -> Subject | None:
        """What the clause names itself."""
        ask, memory = clause.ask, clause.memory
        if not ask.scope.programmes:
            return None
        beside = told_beside(ask, clause.message)
        named = _with_special_before(ask, memory)
        asked = self._belonging.settled(named, [ask, *beside])
        if asked is named and (shared := self._need_of_shared_name(ask)):
            return shared
        paying = self._paying(ask, clause.message)
        if ask.operation == "compare" and ask.which and not (asked.tracks or asked.specials or paying):
            return Subject(asked)  # `二つの枠、どっちが高い？ 開発の枠は最大のほうで`: all of its tracks are compared
        return Subject(paying or self._completed(asked, beside, memory))

    def _paid_for(self, clause: PlacedClause) -> Subject | None:
        """The service spoken of that a grant pays for, where one is asked for (`その料金に使える補助金は？`)."""
        ask, last = clause.ask, clause.memory.last
        owners = last.scope.programmes if last and not clause.before else ()
        paid = len(owners) == 1 and self._programmes.get(owners[0]).funded_by is not None
        return Subject(Scope(owners), carried=True) if paid and ask.continues and ask.says(self._grants) else None

    @staticmethod
    def _compared(clause: PlacedClause) -> Subject | None:
        """What was compared before: `一番高いのはどれ？` after three of them is of these."""
        compared = compared_subjects(clause.memory) if compares_subjects(clause.ask) and not clause.before else None
        if compared and (not clause.ask.everything or len(subjects_of(compared)) > _TWO):
            return Subject(compared, carried=True)
        return None

    def _presented(self, clause: PlacedClause) -> Subject | None:
        """The grants that the documents introduce in detail, where whom to ask is wanted for all of them
        (`四つの補助金の電話`): of their figures and days there are lists."""
        meant = clause.ask.says(self._presented_grants) and set(clause.ask.sure_topics) & _WHERE_TO_ASK
        grants = [each.id for each in self._programmes if each.kind == "subsidy" and not each.menu_only]
        return Subject(Scope(tuple(grants))) if meant else None

    @staticmethod
    def _everything(clause: PlacedClause) -> Subject | None:
        """Nothing particular, where everything there is is asked for, or what else can be applied for now; not what a
        need of its own narrows (`IT関係の補助金で今申請できるのは？`)."""
        narrowed = _DATES in clause.ask.sure_topics and clause.need is not None and clause.need.named
        elsewhere = clause.ask.looks_elsewhere and _DATES in clause.ask.sure_topics and clause.memory.last is not None
        every = (clause.ask.everything or elsewhere) and not clause.before and clause.told_need is None
        if clause.ask.wholly and any(each.scope.programmes for each in clause.message):
            return None  # `持続化には型が多いらしい。全部教えて`
        return Subject() if every and not narrowed else None

    @staticmethod
    def _named_just_before(clause: PlacedClause) -> Subject | None:
        """What the clause before it in the message names."""
        before = clause.before
        if not before or not before[-1].ask.scope.programmes:
            return None
        both = clause.ask.alike or clause.ask.unlike  # `通常枠と創業型はいくら違う？ 締切は同じ？`
        return Subject(before[-1].scope if both else _asked_of(before[-1]))

    def _named_beside(self, clause: PlacedClause) -> Subject | None:
        """What another clause of the message names: the nearest before it on the same topic, else the first of all
        (`お助け隊を入れたい。セキュリティ枠の締切に出したい。何日？`)."""
        place = next((at for at, each in enumerate(clause.message) if each is clause.ask), 0)
        named = [each for each in clause.message if each is not clause.ask and each.scope.programmes]
        topics = set(clause.ask.sure_topics)
        nearest = [
            each for each in reversed(clause.message[:place]) if each in named and topics & set(each.sure_topics)
        ]
        other = next(iter((*nearest, *named)), None)
        if other is None:
            return None
        clauses = [clause.ask, *told_beside(clause.ask, clause.message)]
        told_of = self._belonging.settled(other.scope, clauses)
        shared = self._need_of_shared_name(other) if told_of is other.scope else None
        return shared or Subject(self._completed(told_of, clause.message, clause.memory))

    def _told_by_facts(self, clause: PlacedClause) -> Subject | None:
        """The one track whose rules turn on the facts that the message tells, unless its programme is spoken of."""
        told, last = self._belonging.told([clause.ask, *clause.message]), clause.memory.last
        spoken_of = bool(last and set(told.programmes) & set(last.scope.programmes))
        return Subject(told) if told.programmes and not spoken_of else None

    @staticmethod
    def _at_first(clause: PlacedClause) -> Subject | None:
        """What the conversation began with, where the message goes back to it."""
        first = clause.memory.first
        returns = not clause.before and any(other.returns for other in clause.message)
        return Subject(first, carried=True) if first and returns else None

    @staticmethod
    def _further(clause: PlacedClause) -> Subject | None:
        """What else serves a need than the one programme spoken of, where more is asked for."""
        need, last = clause.need, clause.memory.last
        if not (clause.ask.beyond and need and need.named and last) or clause.before:
            return None
        further = tuple(programme for programme, _ in need.serving if programme not in last.scope.programmes)
        if not further or len(last.scope.programmes) != 1:
            return None
        return Subject(Scope(tuple(dict.fromkeys(further))), need.id)

    @staticmethod
    def _just_before(clause: PlacedClause) -> Subject | None:
        """What the clause before it in the message is about, unless words name a need of its own."""
        if not clause.before or not clause.before[-1].scope.programmes or clause.new_need:
            return None
        before = clause.before[-1]
        return Subject(before.scope, before.need, carried="programme" in before.carried)

    @staticmethod
    def _serving(clause: PlacedClause) -> Subject | None:
        """What serves the need."""
        if (need := clause.new_need) is None:
            return None
        pairs = need.serving
        # A programme that serves as a whole isn't narrowed to the track that serves it best.
        tracks = tuple((programme, track) for programme, track in pairs if track and (programme, None) not in pairs)
        return Subject(Scope(tuple(dict.fromkeys(programme for programme, _ in pairs)), tracks), need.id)

    def _described(self, clause: PlacedClause) -> Subject | None:
        """What the clause looks for and describes."""
        elsewhere = None if clause.before else self._aims.elsewhere(clause.ask, clause.memory)
        return Subject(elsewhere, described=True) if elsewhere else None

    def _next_of_kind(self, clause: PlacedClause) -> Subject | None:
        """The one other programme of its kind, where more is wanted than the one spoken of gives, and that has it
        (`もっと実践的なのは？`, but not `もっと遅いのは？`)."""
        ask, last = clause.ask, clause.memory.last
        owners = last.scope.programmes if last and not clause.before else ()
        if not ask.beyond or len(owners) != 1 or ask.sure_topics or ask.amounts or ask.facts.values:
            return None
        kind = self._programmes.get(owners[0]).kind
        others = [other.id for other in self._programmes if other.kind == kind and other.id != owners[0]]
        fits = ask.advanced or (len(others) == 1 and self._aims.nearer_to(ask, others[0], than=owners[0]))
        if len(others) != 1 or not fits:
            return None
        return Subject(Scope(tuple(others)), described=True)

    def _spoken_of(self, clause: PlacedClause) -> Subject | None:
        """What the turn before was about."""
        ask, last = clause.ask, clause.memory.last
        if last is None or not last.scope.programmes or ask.everything or ask.small_talk:
            return None
        return Subject(self._having(last.scope, ask), last.need, carried=True)

    def _having(self, scope: Scope, ask: Ask) -> Scope:
        """Of several programmes the grants, where only what a grant has is asked for
        (`サイバー攻撃が心配` … `率は？` is no question about an exercise)."""
        grants = tuple(each for each in scope.programmes if self._programmes.get(each).kind == "subsidy")
        if not grants or not ask.sure_topics or not set(ask.sure_topics) <= _OF_A_GRANT:
            return scope
        return replace(scope, programmes=grants, tracks=tuple(pair for pair in scope.tracks if pair[0] in grants))

    @staticmethod
    def _only_answered(clause: PlacedClause) -> Subject | None:
        """What only the last answer named: `その率は？`."""
        ask, named = clause.ask, clause.memory.named_last
        goes_on = ask.continues and ask.sure_topics and _DATES not in ask.sure_topics
        return Subject(named, carried=True) if goes_on and named else None

    def _need_of_shared_name(self, ask: Ask) -> Subject | None:
        """What serves a need, where all that is named is a word that several programmes go by
        (`インボイスに合うレジに替えたい`)."""
        need = self._need_of(ask) if ask.wishes and shares_name(ask) else None
        if need is None or not need.named:
            return None
        programmes = tuple(dict.fromkeys(programme for programme, _ in need.serving))
        named = [pair for pair in ask.scope.tracks if pair[0] in programmes]
        if named and all(mention.entry.target == "track" for mention in ask.mentions):
            return Subject(scope_of(named))  # `通常枠でソフトを入れたい`: the need says whose track it is
        return Subject(Scope(programmes, tuple((owner, track) for owner, track in need.serving if track)), need.id)

    def _paying(self, ask: Ask, message: Sequence[Ask]) -> Scope | None:
        """The track that pays for the service named, where a day is asked for and a grant is spoken of
        (`お助け隊の補助の締切は？`): the service has no closing."""
        paid = [self._programmes.get(programme).funded_by for programme in ask.scope.programmes]
        grant = any(each.says((*self._grants, *self._kinds)) for each in message)
        if ask.sure_topics != (_DATES,) or len(paid) != 1 or paid[0] is None or not grant:
            return None
        return Scope((paid[0].programme,), ((paid[0].programme, paid[0].track),))

    def _funding(self, clause: PlacedClause) -> Subject | None:
        """The track that pays for a service, where the last answer spoke of it or of what only a grant has, and a day
        is asked for, which the service has none of."""
        memory = clause.memory
        if clause.ask.sure_topics != (_DATES,) or memory.last is None:
            return None
        paid = [self._programmes.get(programme).funded_by for programme in memory.last.scope.programmes]
        pairs = [(each.programme, each.track) for each in paid if each is not None]
        told = set(pairs) & set(memory.about) or set(memory.last.topics[:1]) & _OF_A_GRANT
        return Subject(Scope((pairs[0][0],), (pairs[0],)), carried=True) if len(paid) == 1 and pairs and told else None

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


def _asked_of(item: Resolved) -> Scope:
    """What a clause is about, without what is only held against it (`創業型は通常枠と同じ締切？まだ出せる？`)."""
    ask = item.ask
    kept = [mention for mention in ask.mentions if not (mention.span and ask.text.startswith(_WITH, mention.span[1]))]
    if not (ask.alike or ask.unlike) or not kept or len(kept) == len(ask.mentions):
        return item.scope
    if ask.mentions[0] not in kept:
        return item.scope  # `お助け隊と机上演習は別物ですよね。どう使い分ける？` is asked of both
    return resolve(kept, item.scope.programmes)


def _with_special_before(ask: Ask, memory: Memory) -> Scope:
    """The scope of a clause, with the special case spoken of where it is asked whether another track has that, too
    (`インボイス特例は?` … `創業型でも使える？`)."""
    last = memory.last.scope if memory.last else Scope()
    too = any(m.span and ask.text.startswith(_TOO, m.span[1]) for m in ask.mentions if m.entry.target == "track")
    of_nothing_else = not ask.sure_topics or (too and ask.sure_topics == (_WHO_MAY_USE,))
    asks_on = ask.yes_no and ask.scope.tracks and not ask.scope.specials and of_nothing_else
    if not (asks_on and last.specials and last.programmes == ask.scope.programmes):
        return ask.scope
    return replace(ask.scope, specials=last.specials)
