"""Which rules of a programme file apply to a case: rates by band, ceilings with what special cases add, floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from assistant.calculator.result import EvidenceRef
from assistant.programmes.facts import FactBook, FactValue
from assistant.programmes.model import (
    UNKNOWN,
    Band,
    CeilingRule,
    Change,
    Condition,
    CountRange,
    FloorRule,
    Grant,
    GrantPart,
    Programme,
    Rate,
    RateRule,
    Sourced,
    Special,
    Track,
)
from assistant.quotes import Evidence

_ALL = Fraction(1)
_Rule = TypeVar("_Rule", RateRule, CeilingRule, FloorRule)


@dataclass(frozen=True)
class Case:
    """A track (or a programme without tracks), the cost of each component, and the facts that hold.

    `specials` are the special cases that apply here.
    """

    programme: Programme
    track: Track | None
    grant: Grant
    costs: Mapping[str, int]
    facts: Mapping[str, FactValue]
    specials: tuple[Special, ...]
    book: FactBook


@dataclass(frozen=True)
class ResolvedPart:
    """A component with its rules, those of another track included where the documents refer to them."""

    id: str
    label: str
    bands: tuple[Band, ...]
    ceilings: tuple[CeilingRule, ...]
    extra: Sourced | None
    """The reference itself, whose evidence belongs to the result."""
    assume: str | None


@dataclass(frozen=True)
class BandRates:
    """The rates of one band: `low` and `high` differ where the documents leave the rate open."""

    room: int | None
    """How much of the grant falls into this band; None for the last."""
    low: Fraction
    high: Fraction
    whose: str
    rule: Sourced
    up_to: int | None


def resolve_part(programme: Programme, part: GrantPart) -> ResolvedPart:
    """The rules of a component."""
    same = part.same_as
    if same is None:
        return ResolvedPart(part.id, part.label, part.bands, part.ceilings, None, None)
    track = programme.track(same.track)
    assert track is not None and track.grant is not None  # the loader has checked it
    other = track.grant.part(same.part)
    assert other is not None
    return ResolvedPart(part.id, part.label, other.bands, other.ceilings, same, same.assume)


def holds(condition: Condition, facts: Mapping[str, FactValue]) -> bool:
    """Whether a rule's condition holds; a fact that isn't given doesn't meet any."""
    for key, expected in condition.items():
        value = facts.get(key)
        if value is None:
            return False
        if isinstance(expected, CountRange):
            if isinstance(value, bool) or not isinstance(value, int) or not expected.holds(value):
                return False
        elif isinstance(expected, bool):
            if value is not expected:
                return False
        elif value not in expected:
            return False
    return True


def pick(rules: Iterable[_Rule], facts: Mapping[str, FactValue]) -> _Rule | None:
    """The first rule whose condition holds."""
    return next((rule for rule in rules if holds(rule.when, facts)), None)


def band_rates(case: Case, part: ResolvedPart) -> list[BandRates] | None:
    """The rates that apply to a component, or None where the documents give none."""
    found: list[BandRates] = []
    ceiling = ceiling_bounds(case, part)
    top = ceiling[1] if ceiling else None
    start = 0
    for index, band in enumerate(part.bands):
        if top is not None and start >= top:
            break  # the grant can't reach this band
        rule = pick(band.rates, case.facts)
        if rule is None or rule.rate == UNKNOWN:
            return None
        rates = [_fraction(rule.rate), *([_fraction(rule.alternative)] if rule.alternative is not None else [])]
        low, high = min(rates), max(rates)
        source: Sourced = rule
        whose = _whose(case, rule.when)
        if index == 0:
            for special, change in rate_changes(case):
                raised = _fraction(change.rate)
                if raised > low:
                    low = high = raised
                    source, whose = change, _special_whose(case, special, change)
        last = band.up_to is None or (top is not None and band.up_to >= top)
        room = None if last or band.up_to is None else band.up_to - start
        found.append(BandRates(room, Fraction(0) if rule.at_most else low, high, whose, source, band.up_to))
        start = band.up_to or start
    return found


def ceiling_bounds(case: Case, part: ResolvedPart) -> tuple[int, int | None] | None:
    """The ceiling of a component with what special cases add: low and high, None for a high end that is open."""
    rule = pick(part.ceilings, case.facts)
    if rule is None:
        return None
    low, top = ceiling_amounts(rule)
    open_end = False
    if rule.times is not None:
        factor = count(case.facts.get(rule.times))
        low, top, open_end = low * (factor or 1), top * (factor or 1), factor is None
    raised = sum(extra for _, _, extra in raises(case))
    open_end = open_end or bool(opened_ceilings(case))
    return low + raised, None if open_end else top + raised


def raises(case: Case) -> list[tuple[Special, Change, int]]:
    """What the special cases that apply add to the ceiling."""
    return [
        (special, change, change.raise_ceiling)
        for special in case.specials
        for change in special.changes
        if change.raise_ceiling is not None and holds(change.when, case.facts)
    ]


def opened_ceilings(case: Case) -> list[tuple[Change, str]]:
    """The changes that raise the ceiling by an amount that the documents don't give, with the unknown's id."""
    return [
        (change, change.open_ceiling)
        for special in case.specials
        for change in special.changes
        if change.open_ceiling is not None and holds(change.when, case.facts)
    ]


def rate_changes(case: Case) -> list[tuple[Special, Change]]:
    """The rate changes of the special cases that apply."""
    return [
        (special, change)
        for special in case.specials
        for change in special.changes
        if change.rate is not None and holds(change.when, case.facts)
    ]


def references(programme: Programme, rule: Sourced) -> list[EvidenceRef]:
    """The evidence of a rule."""
    return evidence_refs(programme, rule.evidence, rule.inferred)


def evidence_refs(programme: Programme, evidence: Iterable[Evidence], inferred: str | None) -> list[EvidenceRef]:
    """Evidence with its document, the programme's own where none is named."""
    return [EvidenceRef(item.document or programme.document, item.lines, item.quote, inferred) for item in evidence]


def ceiling_amounts(rule: CeilingRule) -> tuple[int, int]:
    """The low and the high end of a ceiling, equal for a plain one."""
    if rule.amount is not None:
        return rule.amount, rule.amount
    assert rule.low is not None and rule.high is not None  # the model has checked it
    return rule.low, rule.high


def count(value: FactValue | None) -> int | None:
    """A fact as a count; None where it isn't given."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _fraction(rate: Rate | None) -> Fraction:
    return rate if isinstance(rate, Fraction) else _ALL


def _whose(case: Case, condition: Condition) -> str:
    """Whose rate it is, in words (`小規模事業者の`); nothing where the rule is for all."""
    said = [
        case.book[key].say(case.facts[key])
        for key, expected in condition.items()
        if expected is not False and not isinstance(expected, CountRange)
    ]
    return f"{'・'.join(said)}の" if said else ""


def _special_whose(case: Case, special: Special, change: Change) -> str:
    whose = _whose(case, change.when)
    return f"{special.names.official}の{whose}" if whose else f"{special.names.official}の"
