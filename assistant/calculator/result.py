"""What the calculator returns: the contract's `Calculation` with the evidence of every rule that was used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.reply import Calculation

Reachable = Literal["yes", "no", "unsure", "unknown"]


@dataclass(frozen=True)
class EvidenceRef:
    """Words of a document that a rule rests on."""

    document: str
    lines: tuple[int, int]
    quote: str
    inferred: str | None = None
    """How it was read, where the reading isn't just what is printed."""


@dataclass(frozen=True)
class AnswerOption:
    """One answer to a question: its words, and the facts that it settles."""

    label: str
    value: bool | int | str


@dataclass(frozen=True)
class FactQuestion:
    """A missing fact that decides the amount, ready to be asked. `key` is a fact key, or `track`."""

    key: str
    label: str
    question: str
    options: tuple[AnswerOption, ...] = ()
    """Empty where any number may be answered."""


@dataclass(frozen=True)
class Inversion:
    """What the search for a cost found. Amounts are yen.

    `reachable` is `yes`, `no` (the most is `maximum_yen`), `unsure` (only if an open ceiling or rate turns out high
    enough) or `unknown` (the documents give no rate). `least_cost_yen` is the least cost that gives the target, or,
    where it can't be reached, the least cost that gives the most.
    """

    target_yen: int
    reachable: Reachable
    least_cost_yen: int | None
    maximum_yen: int | None


@dataclass(frozen=True)
class Budgeting:
    """What a budget of one's own allows. Amounts are yen."""

    budget_yen: int
    cost_yen: int | None


@dataclass(frozen=True)
class CalculationResult:
    """A calculation and what it rests on.

    `calculation.markers` is empty: `with_markers` fills it in once the citations are numbered.
    `scenarios` stand in the order of `calculation.scenarios`.
    """

    calculation: Calculation
    evidence: tuple[EvidenceRef, ...] = ()
    scenarios: tuple[CalculationResult, ...] = ()
    deciding: tuple[FactQuestion, ...] = ()
    """The facts that would settle the amount, first the one that matters most."""
    ceiling_yen: int | None = None
    """The one ceiling that the amount was held against; None where there are several, or where it is open."""
    at_most: bool = False
    """The document gives only an upper bound for the rate: the amount is the most that can be granted."""
    unknown: tuple[str, ...] = ()
    """What the documents leave open here, in sentences."""
    inversion: Inversion | None = None
    budgeting: Budgeting | None = None
    messages: tuple[str, ...] = ()
    """What the search for a cost found, in sentences; they stand among the assumptions too."""
    same_for: tuple[str, ...] = ()
    """Assumptions that only say whose working is shown, where several cases come to the same."""
    framing: tuple[str, ...] = ()
    """Assumptions that only say what the scenarios show (`補助額は、事業者の区分で変わります。`)."""

    def all_evidence(self) -> tuple[EvidenceRef, ...]:
        """The evidence of this calculation and of its scenarios, each once."""
        found = [*self.evidence, *(item for scenario in self.scenarios for item in scenario.all_evidence())]
        return tuple(dict.fromkeys(found))

    def with_markers(self, number: Callable[[EvidenceRef], int]) -> Calculation:
        """The contract's calculation, with the marker of each piece of evidence, scenarios included."""
        markers = list(dict.fromkeys(number(item) for item in self.all_evidence()))
        scenarios = [scenario.with_markers(number) for scenario in self.scenarios]
        return self.calculation.model_copy(update={"markers": sorted(markers), "scenarios": scenarios})

    def numbered(self) -> Calculation:
        """The calculation with markers counted from 1, in the order of `all_evidence`."""
        numbers = {item: index for index, item in enumerate(self.all_evidence(), 1)}
        return self.with_markers(numbers.__getitem__)


@dataclass(frozen=True)
class Comparison:
    """Several tracks or programmes for one plan, those with the largest certain grant first."""

    results: tuple[CalculationResult, ...]
    skipped: tuple[str, ...]
    """Why a track that was asked for could not be calculated, in sentences."""
    calculation: Calculation
    """The contract's form: one scenario per track."""

    def as_result(self) -> CalculationResult:
        """The comparison as one result, whose scenarios are the tracks."""
        pairs = zip(self.results, self.calculation.scenarios, strict=True)
        scenarios = tuple(replace(result, calculation=made) for result, made in pairs)
        deciding = {question.key: question for result in self.results for question in result.deciding}
        return CalculationResult(self.calculation, scenarios=scenarios, deciding=tuple(deciding.values()))


@dataclass(frozen=True)
class CurvePoint:
    """The grant at one cost, in yen. `low` and `high` differ where the documents leave the amount open."""

    cost_yen: int
    low_yen: int
    high_yen: int


@dataclass(frozen=True)
class Curve:
    """Grant against cost for one case; the points include every corner."""

    label: str
    programme: str
    track: str | None
    points: tuple[CurvePoint, ...]
    corners: tuple[CurvePoint, ...]
