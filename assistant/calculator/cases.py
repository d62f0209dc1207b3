"""Missing facts: which of them matter, and the few cases they leave.

A fact is missing when a rule of the track turns on it and the request doesn't give it. Each of its values is tried;
values with the same outcome are one case, and a fact that changes nothing makes no case at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from assistant.calculator.result import AnswerOption, FactQuestion
from assistant.calculator.rules import resolve_part
from assistant.programmes.facts import APPLICANT, Fact, FactBook, FactValue
from assistant.programmes.model import Condition, CountRange, Grant, Programme, Special


class Outcome(Protocol):
    """What a case comes to. Cases with equal signatures are one; `trail` tells their workings apart."""

    @property
    def signature(self) -> object: ...
    @property
    def trail(self) -> object: ...


OutcomeT = TypeVar("OutcomeT", bound=Outcome)


@dataclass(frozen=True)
class Value:
    """A value of a fact; a range of counts that no rule tells apart; or several values that come to the same."""

    fact: Fact
    values: tuple[FactValue, ...]
    last: int | None = None
    """Where a range of counts ends; None is no end."""

    @property
    def example(self) -> FactValue:
        return self.values[0]

    def say(self) -> str:
        if self.fact.kind == "count" and isinstance(self.example, int):
            return self.fact.say_range(self.example, self.last)
        return "・".join(self.fact.say(value) for value in self.values)

    def joined(self, other: Value) -> Value:
        return replace(self, values=self.values + other.values, last=other.last)


@dataclass(frozen=True)
class Leaf(Generic[OutcomeT]):
    """One case: the words for what sets it apart, its outcome, and which facts were tried and change nothing."""

    outcome: OutcomeT
    labels: tuple[str, ...] = ()
    same_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cases(Generic[OutcomeT]):
    """The cases that the missing facts leave, and the facts that decide between them."""

    leaves: tuple[Leaf[OutcomeT], ...]
    deciding: tuple[FactQuestion, ...]


def conditions(
    programme: Programme, grant: Grant, used: Iterable[str], specials: Sequence[Special]
) -> Iterator[Condition]:
    """The conditions of every rule that the costs used can meet."""
    for part_id in used:
        part = grant.part(part_id)
        if part is None:
            continue
        resolved = resolve_part(programme, part)
        for band in resolved.bands:
            yield from (rule.when for rule in band.rates)
        yield from (rule.when for rule in resolved.ceilings)
    yield from (rule.when for rule in grant.floors)
    for special in specials:
        yield from (change.when for change in special.changes)


def values_of(fact: Fact, found: Iterable[Condition], classes: Sequence[str]) -> list[Value]:
    """The values of a fact that are worth trying. `classes` are the applicant classes that the track is for."""
    if fact.kind == "choice":
        options = [option.id for option in fact.values]
        allowed = [value for value in options if value in classes] if fact.key == APPLICANT and classes else options
        return [Value(fact, (value,)) for value in allowed]
    if fact.kind == "yes_no":
        return [Value(fact, (False,)), Value(fact, (True,))]
    starts = {1}
    for condition in found:
        expected = condition.get(fact.key)
        if isinstance(expected, CountRange):
            starts.add(expected.min)
            if expected.max is not None:
                starts.add(expected.max + 1)
    ordered = sorted(starts)
    ends = [start - 1 for start in ordered[1:]]
    return [Value(fact, (start,), end) for start, end in zip(ordered, [*ends, None], strict=True)]


def expand(
    book: FactBook,
    found: Sequence[Condition],
    facts: Mapping[str, FactValue],
    classes: Sequence[str],
    solve: Callable[[Mapping[str, FactValue]], OutcomeT],
) -> Cases[OutcomeT]:
    """Try every value of every missing fact and join what comes to the same.

    Facts are tried in the order of `corpus/facts.yaml`, so that the first one to ask for comes first.
    """
    turning = {key for condition in found for key in condition}
    missing = [book[key] for key in book if key in turning and key not in facts]
    deciding: dict[str, Fact] = {}

    def cases_of(rest: Sequence[Fact], given: Mapping[str, FactValue]) -> tuple[Leaf[OutcomeT], ...]:
        if not rest:
            return (Leaf(solve(given)),)
        fact, *others = rest
        groups: list[_Group[OutcomeT]] = []
        for value in values_of(fact, found, classes):
            leaves = cases_of(others, {**given, fact.key: value.example})
            # Counts are joined only side by side, so that a group stays one range.
            candidates = groups[-1:] if fact.kind == "count" else groups
            same = next((group for group in candidates if _same(group.leaves, leaves)), None)
            if same is None:
                groups.append(_Group(value, value, leaves))
            else:
                same.add(value, leaves)
        if len(groups) == 1:
            return groups[0].noted(f"{fact.label}にかかわらず、補助額は同じです")
        deciding[fact.key] = fact
        return tuple(
            replace(leaf, labels=(group.joined.say(), *leaf.labels))
            for group in groups
            for leaf in group.noted(f"{group.joined.say()}の補助額は同じです")
        )

    leaves = cases_of(missing, dict(facts))
    questions = tuple(_question(fact, found, classes) for fact in missing if fact.key in deciding)
    return Cases(leaves, questions)


@dataclass
class _Group(Generic[OutcomeT]):
    """Values of a fact that come to the same; the first one's working is shown."""

    first: Value
    joined: Value
    leaves: tuple[Leaf[OutcomeT], ...]
    differs: bool = False

    def add(self, value: Value, leaves: tuple[Leaf[OutcomeT], ...]) -> None:
        self.joined = self.joined.joined(value)
        trails = [[leaf.outcome.trail for leaf in side] for side in (self.leaves, leaves)]
        self.differs = self.differs or trails[0] != trails[1]

    def noted(self, note: str) -> tuple[Leaf[OutcomeT], ...]:
        """The leaves, with a word on whose working is shown where the workings differ."""
        if not self.differs:
            return self.leaves
        said = f"{note}。途中の計算は、{self.first.say()}の場合です。"
        return tuple(replace(leaf, same_for=(said, *leaf.same_for)) for leaf in self.leaves)


def _question(fact: Fact, found: Iterable[Condition], classes: Sequence[str]) -> FactQuestion:
    options = tuple(AnswerOption(value.say(), value.example) for value in values_of(fact, found, classes))
    return FactQuestion(fact.key, fact.label, fact.question, options)


def question_of(fact: Fact) -> FactQuestion:
    """A question for a number that no rule divides into cases."""
    return FactQuestion(fact.key, fact.label, fact.question)


def _same(one: tuple[Leaf[OutcomeT], ...], other: tuple[Leaf[OutcomeT], ...]) -> bool:
    return [(leaf.labels, leaf.outcome.signature) for leaf in one] == [
        (leaf.labels, leaf.outcome.signature) for leaf in other
    ]
