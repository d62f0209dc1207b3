"""Ceilings and rates of a track as the facts and special cases that were told make them, without any cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assistant.calculator.cases import expand
from assistant.calculator.ceilings import ceiling_worked
from assistant.calculator.engine import assumption
from assistant.calculator.plan import Plan, make_plan
from assistant.calculator.request import CalculationRequest
from assistant.calculator.result import EvidenceRef
from assistant.calculator.rules import BandRates, Case, band_rates, pick, references, resolve_part
from assistant.calculator.worked import Worked
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import FactValue
from assistant.programmes.model import Change, Condition, Track


@dataclass(frozen=True)
class RateBand:
    """A rate, for the part of the grant up to an amount (yen); None for what has no upper end."""

    low: Fraction
    high: Fraction
    up_to: int | None
    assume: str | None = None
    """What has to be said of it, a sentence."""


@dataclass(frozen=True)
class Terms:
    """The terms of one component of a track in one case.

    `labels` are the words for what sets the case apart from the others of the same component. `ceiling` is in yen,
    its high end None where the documents leave it open; `rates` is empty where they give none.
    """

    part: str
    label: str
    labels: tuple[str, ...]
    worked: Worked
    floor: int | None
    rates: tuple[RateBand, ...]
    evidence: tuple[EvidenceRef, ...]

    @property
    def ceiling(self) -> tuple[int, int | None] | None:
        return None if self.worked.low is None else (self.worked.low, self.worked.high)


@dataclass(frozen=True)
class TrackTerms:
    """The terms of a track: every component in every case that the facts leave."""

    programme: str
    track: Track | None
    parts: tuple[Terms, ...]
    plan: Plan
    refused: str | None = None


@dataclass(frozen=True)
class _Outcome:
    terms: Terms
    what: str

    @property
    def signature(self) -> object:
        terms = self.terms
        if self.what == "ceiling":
            return terms.ceiling, terms.floor
        return [(band.low, band.high, band.up_to) for band in terms.rates]

    @property
    def trail(self) -> object:
        return self.signature


def terms_of(book: ProgrammeBook, request: CalculationRequest, track: Track | None, what: str) -> TrackTerms:
    """The terms of a track.

    Args:
        book: the programmes.
        request: facts, special cases, and the component sought if one is named; costs are ignored.
        track: the track, None for a programme without tracks.
        what: `ceiling` or `rate`: cases that differ only in the other are one.

    Raises:
        CalculationError: a fact or a special case that can't be used.
    """
    plan = make_plan(book, request, track)
    if plan.refused:
        return TrackTerms(request.programme, track, (), plan, plan.refused)
    parts = [request.sought] if request.sought else [part.id for part in plan.grant.parts]
    found = [terms for part in parts for terms in _of_part(book, plan, part, what)]
    return TrackTerms(request.programme, track, tuple(found), plan)


def turning(plan: Plan, part_id: str, what: str) -> set[str]:
    """The facts that the ceiling or the rate of a component turns on, its special cases included."""
    part = plan.grant.part(part_id)
    if part is None:
        return set()
    resolved = resolve_part(plan.programme, part)
    conditions: list[Condition] = []
    counted: set[str] = set()
    if what == "ceiling":
        conditions += [rule.when for rule in resolved.ceilings]
        counted = {rule.times for rule in resolved.ceilings if rule.times}
    else:
        conditions += [rule.when for band in resolved.bands for rule in band.rates]
    conditions += [change.when for change in _changes(plan, what)]
    return {key for condition in conditions for key in condition} | counted


def changed(plan: Plan, what: str) -> bool:
    """Whether a special case that applies changes the ceiling or the rate."""
    return any(True for _ in _changes(plan, what))


def _changes(plan: Plan, what: str) -> Iterator[Change]:
    for special in plan.specials:
        for change in special.changes:
            if (change.rate is not None) == (what == "rate"):
                yield change


def _of_part(book: ProgrammeBook, plan: Plan, part_id: str, what: str) -> Iterator[Terms]:
    part = plan.grant.part(part_id)
    assert part is not None
    resolved = resolve_part(plan.programme, part)

    def solve(facts: Mapping[str, FactValue]) -> _Outcome:
        case = plan.case(facts)
        bands = band_rates(case, resolved) or []
        rates = tuple(RateBand(band.low, band.high, band.up_to, assumption(band.rule)) for band in bands)
        worked = ceiling_worked(case, part_id)
        floor = pick(plan.grant.floors, facts)
        evidence = worked.evidence if what == "ceiling" else _rate_evidence(case, bands)
        if what == "ceiling" and floor:
            evidence = [*evidence, *references(plan.programme, floor)]
        terms = Terms(
            part_id,
            resolved.label,
            (),
            worked,
            floor.amount if floor else None,
            rates,
            tuple(dict.fromkeys(evidence)),
        )
        return _Outcome(terms, what)

    keys = turning(plan, part_id, what)
    conditions = [
        kept for condition in plan.conditions() if (kept := {key: condition[key] for key in condition if key in keys})
    ]
    for leaf in expand(book.facts, conditions, plan.facts, plan.classes, solve).leaves:
        found = leaf.outcome.terms
        yield Terms(found.part, found.label, leaf.labels, found.worked, found.floor, found.rates, found.evidence)


def _rate_evidence(case: Case, bands: list[BandRates]) -> list[EvidenceRef]:
    return [item for band in bands for item in references(case.programme, band.rule)]
