"""The terms of tracks for what was told: what they rest on, what turned them, which are better, how they come about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.calculator.request import CalculationRequest
from assistant.calculator.terms import Terms, TrackTerms, turning
from assistant.evidence.amounts.term_words import ahead_words, alike_words
from assistant.evidence.model import Source
from assistant.programmes.facts import APPLICANT
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation, Step


@dataclass(frozen=True)
class ToldTerms:
    """A track with its terms, and whether they depend on what was told."""

    track: Track | None
    terms: TrackTerms
    parts: tuple[Terms, ...]
    depends: bool

    @property
    def has_parts(self) -> bool:
        """Whether the track's grant has several components."""
        return len(self.terms.plan.grant.parts) > 1

    def turned(self, kind: str) -> set[str]:
        """The facts that the ceiling or the rate turns on."""
        return {key for part in self.parts for key in turning(self.terms.plan, part.part, kind)}

    def sources(self, programme: Programme) -> tuple[Source, ...]:
        """What the terms rest on."""
        found = [item for part in self.parts for item in part.evidence]
        return tuple(
            dict.fromkeys(Source(item.document or programme.document, item.lines, item.quote) for item in found)
        )


def counted(request: CalculationRequest, told: Sequence[ToldTerms], kind: str) -> bool:
    """Whether a fact other than the kind of applicant decides."""
    turned = {key for each in told for key in each.turned(kind)}
    return bool((set(request.facts) - {APPLICANT}) & turned)


def ahead(told: Sequence[ToldTerms], kind: str) -> str:
    """Which track has the higher ceiling or rate; empty where that is open."""
    best: dict[str, Fraction] = {}
    for each in told:
        values = tops(each, kind)
        if not values or each.track is None:
            return ""
        best[each.track.names.official] = max(values)
    most = max(best.values(), default=Fraction(0))
    names = [name for name, value in best.items() if value == most]
    if len(best) < 2:
        return ""
    return ahead_words(kind, names) if len(names) < len(best) else alike_words(kind)


def tops(told: ToldTerms, kind: str) -> list[Fraction]:
    """The ceiling or the highest rate of each component; empty where one of them is open."""
    ceilings = [part.ceiling[1] if part.ceiling else None for part in told.parts]
    rates = [max((band.high for band in part.rates), default=None) for part in told.parts]
    values = [Fraction(top) for top in ceilings if top is not None] if kind == "ceiling" else [r for r in rates if r]
    return values if len(values) == len(told.parts) else []


def is_open(part: Terms) -> bool:
    """Whether the documents leave open what the ceiling comes to."""
    return part.ceiling is not None and part.ceiling[1] is None


def steps_of(programme: Programme, told: Sequence[ToldTerms]) -> Calculation | None:
    """The steps of a ceiling that is put together, as the contract's calculation; None where nothing is computed.

    It has no cost; each track is a scenario where there are several.
    """
    made = []
    for each in told:
        steps: list[Step] = [step for part in each.parts for step in part.worked.steps]
        name = each.track.names.official if each.track else None
        track = each.track.id if each.track else None
        if steps:
            made.append(Calculation(programme=programme.id, track=track, steps=steps, scenario=name))
    if len(made) < 2:
        return made[0].model_copy(update={"scenario": None}) if made else None
    return Calculation(programme=programme.id, scenarios=made)
