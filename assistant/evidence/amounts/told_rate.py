"""A rate that the person tells (`2/3の補助率が認められる会社`): it says which case of the rules a plan is in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.calculator.request import CalculationError, CalculationRequest
from assistant.calculator.result import CalculationResult
from assistant.calculator.terms import Terms, TrackTerms, terms_of
from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import RATES, number
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point, Source
from assistant.money import format_yen
from ingest.japanese.figures import figures


@dataclass(frozen=True)
class ToldRate:
    """Holds a told rate against the rules of the track of a plan."""

    knowledge: Knowledge

    def picked(
        self, item: Resolved, request: CalculationRequest, result: CalculationResult
    ) -> tuple[CalculationRequest, Point] | None:
        """The request for the only kind of case that has the rate told, and what has to be said of that.

        None where no rate is told, where one is asked about, or where it leaves the cases open.
        """
        rate = _told(item)
        if rate is None:
            return None
        if special := self._of_special(item, request, rate):
            return special
        if not result.scenarios or not result.deciding:
            return None
        question = result.deciding[0]
        fitting = []
        for option in question.options:
            here = replace(request, facts={**request.facts, question.key: option.value})
            terms = self._terms(here)
            if terms and {_highest(part) for part in terms.parts} == {rate}:
                fitting.append((here, option.label, terms))
        if not fitting or len(fitting) == len(question.options):
            return None
        here, _, terms = fitting[0]
        whose = "・".join(label for _, label, _ in fitting)
        return here, Point(f"※{rate}は、{whose}の補助率です。", self._sources(request, terms))

    def _of_special(
        self, item: Resolved, request: CalculationRequest, rate: Fraction
    ) -> tuple[CalculationRequest, Point] | None:
        """The request with the one special case of the track that gives the rate told, where the person speaks of a
        special case without naming one (`特例で2/3に上がった`)."""
        programme = self.knowledge.programmes.get(request.programme)
        named = self.knowledge.vocabulary.quantities.all_specials.named
        if request.specials or not item.says(named):
            return None
        giving = [
            (special, change)
            for special in programme.specials
            for change in special.changes
            if request.track in special.tracks and change.rate == rate
        ]
        if len(giving) != 1:
            return None
        special, change = giving[0]
        evidence = (Source(each.document or programme.document, each.lines, each.quote) for each in change.evidence)
        said = f"※{rate}は、{special.names.official}の補助率です。"
        return replace(request, specials=(special.id,)), Point(said, tuple(dict.fromkeys(evidence)))

    def of_open_rate(self, item: Resolved, request: CalculationRequest, result: CalculationResult) -> list[Point]:
        """What a plan comes to at the rate told, where the documents leave open which of two rates it is."""
        rate = _told(item)
        spans = [each.calculation.subsidy_range_yen for each in result.scenarios or (result,)]
        terms = self._terms(request) if rate else None
        bands = {(band.low, band.high) for part in terms.parts for band in part.rates} if terms else set()
        if terms is None or len(bands) != 1:
            return []
        low, high = bands.pop()
        if low == high or rate not in (low, high):
            return []
        granted = {span[0 if rate == low else 1] if span else None for span in spans}
        amount = granted.pop() if len(granted) == 1 else None
        if amount is None:
            return []
        said = f"補助率{rate}の場合、補助額は{format_yen(amount)}です。"
        return [Point(said, self._sources(request, terms))]

    def _terms(self, request: CalculationRequest) -> TrackTerms | None:
        track = self.knowledge.track(request.programme, request.track) if request.track else None
        if track is None:
            return None
        try:
            return terms_of(self.knowledge.programmes, request, track, "rate")
        except CalculationError:
            return None

    def _sources(self, request: CalculationRequest, terms: TrackTerms) -> tuple[Source, ...]:
        document = self.knowledge.programmes.get(request.programme).document
        found = [item for part in terms.parts for item in part.evidence]
        return tuple(dict.fromkeys(Source(each.document or document, each.lines, each.quote) for each in found))


def _highest(terms: Terms) -> Fraction | None:
    """The highest rate of a component in a case; None where the documents leave it open."""
    best = max(terms.rates, key=lambda band: band.high, default=None)
    return best.high if best and best.low == best.high else None


def _told(item: Resolved) -> Fraction | None:
    """The one rate that the message tells and doesn't want confirmed."""
    asks = {ask.text: ask for ask in (item.ask, *item.message)}.values()
    if any(ask.yes_no for ask in asks):
        return None
    rates = {number(figure) for ask in asks for figure in figures(ask.text) if figure.kind in RATES}
    return rates.pop() if len(rates) == 1 else None
