"""What a conversation holds: asks with everything filled in, and what earlier turns said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from assistant.evidence.model import Finding
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.going_back import Back
from assistant.question.language.operations import Operation
from assistant.question.scopes import Pair, Scope, scope_of

_MOST_SUBJECTS = 4
MOST_GONE_ON_WITH = 3
"""The most programmes that a turn without a name can mean all of (`その上限は?`)."""
SAME_FOR_ALL = ("date", "contact")
"""Operations whose answer is the same whoever asks, and whatever it costs."""
_ADDING = ("rest", "more")


@dataclass(frozen=True)
class Resolved:
    """An ask with everything that it leaves out filled in. `carried` says what was."""

    ask: Ask
    scope: Scope
    facts: Facts
    amounts: tuple[Amount, ...]
    topics: tuple[str, ...]
    operation: Operation
    carried: tuple[str, ...] = ()
    need: str | None = None
    """The need that gave the programmes, where the person named none."""
    message: tuple[Ask, ...] = ()
    """All clauses of the message that the amounts stand in."""
    closing: datetime | None = None
    """The closing that the last answer named as the next one."""
    before: tuple[str, ...] = ()
    """The questions that it goes on with, the latest first: days and rounds of theirs still hold."""
    earlier: tuple[Finding, ...] = ()
    """What the last answer said, where the question asks back about it."""
    against: Resolved | None = None
    """The plan that was computed just before it: what it differs from where a difference is asked."""
    held_against: bool = False
    """Whether days and figures that it names were only held against something: it asks for the facts themselves."""
    described: bool = False
    """Whether its programme was looked for and described, without its name."""
    beside: Scope | None = None
    """What a question that asks whether something is the same compares with."""

    def amount(self, *roles: str) -> Amount | None:
        """The first amount with one of these roles, the clause's own or one that was filled in."""
        return next((amount for amount in self.amounts if amount.role in roles), None)

    @property
    def cost(self) -> Amount | None:
        return self.amount("cost")

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of these words stands anywhere in the message."""
        return any(ask.says(words) for ask in (self.ask, *self.message))

    @property
    def new_need(self) -> str | None:
        """The need, where it is told now: what was recommended for one told before is simply what is spoken of."""
        return None if "programme" in self.carried else self.need

    def names(self, programme: str) -> bool:
        """Whether the person knows that a programme is spoken of: the message names it alone, or turns before did."""
        named = {each for ask in (self.ask, *self.message) for each in ask.scope.programmes}
        return "programme" in self.carried or programme in self.ask.scope.programmes or named == {programme}


@dataclass(frozen=True)
class Memory:
    """What a conversation holds after a turn."""

    last: Resolved | None = None
    spoken_of: tuple[str, ...] = ()
    """Programmes, the latest first."""
    past: tuple[Resolved, ...] = ()
    """What was asked last of each subject, the latest first."""
    facts: Facts = field(default_factory=Facts)
    closing: datetime | None = None
    """The closing that the last answer named as the next one."""
    first: Scope | None = None
    """What the conversation began with."""
    about: tuple[Pair, ...] = ()
    """What the last answer spoke of."""
    ahead: tuple[Pair, ...] = ()
    """Which of several that the last answer compared is ahead of the others."""
    plan: str = ""
    """The words that told the plan that was computed last."""
    findings: tuple[Finding, ...] = ()
    """What the last answer said."""
    offered: tuple[Pair, ...] = ()
    """The several subjects, in their order, that an answer spoke of or offered last."""
    asked: tuple[str, ...] = ()
    """The topics that were asked one by one of what was spoken of last (`上限は？`, `率は？`)."""
    cost: int | None = None
    """The cost in yen that an answer was last computed for."""
    costs: tuple[int, ...] = ()
    """Every cost that answers were computed for, in their order."""
    sales: Ask | None = None
    """The clause that told how much the firm sells."""
    turning: Resolved | None = None
    """What was asked last that may turn on who asks."""
    bought: tuple[Ask, ...] = ()
    """The clauses of the message that last said what is bought."""
    today: date | None = None
    """The day that the person says it is."""

    def after(self, resolved: Sequence[Resolved]) -> Memory:
        """The memory after a turn."""
        useful = [item for item in resolved if _tells(item) and (item.ask.scope.programmes or not item.ask.small_talk)]
        if not useful:
            return self
        named = [programme for item in reversed(useful) for programme in item.scope.programmes]
        spoken = tuple(dict.fromkeys([*named, *self.spoken_of]))
        scopes = [item.scope for item in reversed(useful) if item.scope.programmes]
        past = {item.scope: item for item in reversed([*reversed(self.past), *useful]) if item.scope.programmes}
        first = self.first or (scopes[-1] if scopes else None)
        # A case beside another is so for its own message only.
        facts = replace(useful[-1].facts.merged_over(self.facts), beside=frozenset())
        turning = [item for item in useful if item.scope.programmes and item.operation not in SAME_FOR_ALL]
        clauses = [ask for item in useful for ask in (item.ask, *item.message)]
        told = [ask for ask in clauses if ask.amount("sales")]
        bought = tuple(ask for place, ask in enumerate(clauses) if ask.bought and ask not in clauses[:place])
        return replace(
            self,
            last=useful[-1],
            spoken_of=spoken,
            past=tuple(past.values())[:_MOST_SUBJECTS],
            facts=facts,
            first=first,
            sales=told[-1] if told else self.sales,
            turning=turning[-1] if turning else self.turning,
            bought=bought or self.bought,
        )

    @property
    def components(self) -> frozenset[str]:
        """The components that the last message told a cost of."""
        told = self.last.message if self.last else ()
        return frozenset(component for ask in told for component in ask.facts.components)

    @property
    def subjects(self) -> tuple[Scope, ...]:
        """What was spoken of, the latest first."""
        return tuple(item.scope for item in self.past)

    @property
    def named_last(self) -> Scope | None:
        """What the last answer spoke of, where that is little enough to be meant by `その`."""
        programmes = {programme for programme, _ in self.about}
        return scope_of(self.about) if 0 < len(programmes) <= MOST_GONE_ON_WITH else None

    def gone_back(
        self, back: Back, named: Scope, grants: Callable[[Scope], bool], called: Callable[[Scope, str], bool]
    ) -> Memory:
        """The memory as it was when an earlier subject was spoken of; as it is where none fits.

        Args:
            back: what is gone back to.
            named: what the message names itself.
            grants: whether a scope is of grants.
            called: whether a noun is a part of the name of a scope's one subject.
        """
        fits = [
            item for item in self.past if not named.programmes or set(named.programmes) & set(item.scope.programmes)
        ]
        if back.kind == "track":
            fits = [item for item in fits if item.scope.tracks]
        if back.kind == "programme":
            fits = [item for item in fits if grants(item.scope)]
        if back.noun and not back.leaves and not named.programmes:
            fits = [item for item in fits if called(item.scope, back.noun)]
        if back.leaves and self.last:
            fits = [item for item in fits if item.scope != self.last.scope] or fits
        if not fits or self.last is None or fits[0].scope == self.last.scope:
            return self
        cost = fits[0].cost.yen if fits[0].cost else None
        return replace(self, last=fits[0], closing=None, about=(), ahead=(), plan="", findings=(), cost=cost, asked=())

    def told_more(self, back: Resolved, findings: Sequence[Finding]) -> Memory:
        """The memory after a question back about the last answer: all that was said, each once."""
        asked = back.ask.afterthought
        adds = asked is not None and asked.kind in _ADDING
        return replace(self, findings=(*self.findings, *findings)) if adds else self


def _tells(item: Resolved) -> bool:
    """Whether a later turn can go on with it."""
    return bool(item.scope.programmes or item.topics or item.amounts or item.facts.values)
