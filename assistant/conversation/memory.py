"""What a conversation holds: asks with everything filled in, and what earlier turns said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.evidence.model import Finding
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.folded import Folded
from assistant.question.language.operations import Operation
from assistant.question.linking import NameIndex, Pair, Scope, resolve, subjects_of

_MOST_SUBJECTS = 4
_LISTED = "・"
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

    def amount(self, *roles: str) -> Amount | None:
        return next((amount for amount in self.amounts if amount.role in roles), None)

    @property
    def new_need(self) -> str | None:
        """The need, where it is told now: what was recommended for one told before is simply what is spoken of."""
        return None if "programme" in self.carried else self.need

    def names(self, programme: str) -> bool:
        """Whether the person knows that a programme is spoken of: the message names it alone, or turns before did."""
        named = {each for ask in (self.ask, *self.message) for each in ask.scope.programmes}
        return "programme" in self.carried or programme in self.ask.scope.programmes or named == {programme}

    @property
    def cost(self) -> Amount | None:
        return self.amount("cost")

    before: tuple[str, ...] = ()
    """The questions that it goes on with, the latest first: days and rounds of theirs still hold."""
    earlier: tuple[Finding, ...] = ()
    """What the last answer said, where the question asks back about it."""
    beside: Scope | None = None
    """What a question that asks whether something is the same compares with."""


@dataclass(frozen=True)
class Memory:
    """What a conversation holds after a turn."""

    last: Resolved | None = None
    spoken_of: tuple[str, ...] = ()
    """Programmes, the latest first."""
    subjects: tuple[Scope, ...] = ()
    """What was spoken of, the latest first."""
    facts: Facts = field(default_factory=Facts)
    closing: datetime | None = None
    """The closing that the last answer named as the next one."""
    first: Scope | None = None
    """What the conversation began with."""
    about: tuple[Pair, ...] = ()
    """What the last answer spoke of."""
    plan: str = ""
    """The words that told the plan that was computed last."""
    findings: tuple[Finding, ...] = ()
    """What the last answer said."""
    offered: tuple[Pair, ...] = ()
    """The several subjects, in their order, that an answer spoke of or offered last."""
    cost: int | None = None
    """The cost in yen that an answer was last computed for."""

    def after(self, resolved: Sequence[Resolved]) -> Memory:
        """The memory after a turn."""
        useful = [item for item in resolved if not item.ask.small_talk and _tells(item)]
        if not useful:
            return self
        named = [programme for item in reversed(useful) for programme in item.scope.programmes]
        spoken = tuple(dict.fromkeys([*named, *self.spoken_of]))
        scopes = [item.scope for item in reversed(useful) if item.scope.programmes]
        subjects = tuple(dict.fromkeys([*scopes, *self.subjects]))[:_MOST_SUBJECTS]
        first = self.first or (scopes[-1] if scopes else None)
        facts = useful[-1].facts.merged_over(self.facts)
        return replace(self, last=useful[-1], spoken_of=spoken, subjects=subjects, facts=facts, first=first)

    def told_more(self, back: Resolved, findings: Sequence[Finding]) -> Memory:
        """The memory after a question back about the last answer: all that was said, each once."""
        asked = back.ask.afterthought
        adds = asked is not None and asked.kind in _ADDING
        return replace(self, findings=(*self.findings, *findings)) if adds else self


def _tells(item: Resolved) -> bool:
    """Whether a later turn can go on with it."""
    return bool(item.scope.programmes or item.topics or item.amounts or item.facts.values)


def offered_by(findings: Sequence[Finding], asked: Scope, names: NameIndex, before: Sequence[Pair]) -> tuple[Pair, ...]:
    """The several subjects that a turn leaves to choose from, in the order in which people saw them.

    What the question named, else what the answer listed or spoke of, else what was offered before.
    """
    named = subjects_of(asked) if len(asked.programmes) > 1 or len(asked.tracks) > 1 else ()
    about = [subject for found in findings for subject in (found.offers or found.about)]
    for subjects in (named, _listed(findings, names), about):
        several = tuple(dict.fromkeys(subjects))
        if len(several) > 1:
            return several
    return tuple(before)


def _listed(findings: Sequence[Finding], names: NameIndex) -> list[Pair]:
    """The subjects that head the lines of lists."""
    heads: list[Pair] = []
    for found in findings:
        owners = [programme for programme, _ in found.about]
        for line in (line for point in found.points for line in point.text.split("\n")):
            if line.startswith(_LISTED):
                head = line.removeprefix(_LISTED).split("：")[0]
                heads += subjects_of(resolve(names.find(Folded.of(head), near=False), owners))[:1]
    return heads


def answered_about(item: Resolved, findings: Sequence[Finding]) -> Resolved:
    """The ask with the subject that its answer settled, where the person had left that open.

    `インボイスの話で、ソフト40万円` fits several programmes: what the answer spoke of is what the next turn goes on with.
    """
    open_ = not item.scope.programmes or item.need is not None or bool(item.scope.ambiguous)
    about = list(dict.fromkeys(pair for found in findings if found.status == "answered" for pair in found.about))
    programmes = tuple(dict.fromkeys(programme for programme, _ in about))
    if not open_ or len(programmes) != 1 or item.scope.programmes == programmes:
        return item
    tracks = tuple((programme, track) for programme, track in about if track)
    specials = tuple(pair for pair in item.scope.specials if pair[0] in programmes)
    return replace(item, scope=Scope(programmes, tracks if len(tracks) == len(about) else (), specials))
