"""Amounts computed for a plan: the grant for a cost, the cost for a grant, what a budget allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.calculator.calculator import Calculator
from assistant.calculator.request import CalculationError, CalculationRequest, NotCalculableError
from assistant.calculator.result import CalculationResult
from assistant.conversation.changing import components_of, is_apart
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.better import which_gives_more
from assistant.evidence.amounts.differing import Difference, difference
from assistant.evidence.amounts.inverse import Inverse, wants_the_least, wants_the_most, without_shown
from assistant.evidence.amounts.lead import amount_lead
from assistant.evidence.amounts.notes import amount_notes, fact_notes
from assistant.evidence.amounts.planning import Planned, Planner
from assistant.evidence.amounts.pooled import Pooled
from assistant.evidence.amounts.purchases import Purchases, purchases
from assistant.evidence.amounts.reaching import ceiling_beside, short_of_ceiling
from assistant.evidence.amounts.told_rate import ToldRate
from assistant.evidence.amounts.words import (
    Asked,
    alike,
    case,
    case_words,
    inline,
    known,
    scenario_points,
    single_points,
    sources_of,
)
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.money import format_yen
from assistant.programmes.model import Programme
from assistant.reply import Calculation, Clarification

_MOST_NOTES = 3
"""More stand in the calculation's assumptions, which are shown beside the answer."""
_COMPARED = "compare"


class Amounts:
    """Turns plans into findings through the calculator."""

    def __init__(self, knowledge: Knowledge, calculator: Calculator) -> None:
        self.knowledge = knowledge
        self.calculator = calculator
        self.planner = Planner(knowledge)
        self.inverse = Inverse(self.planner, calculator)
        self.told_rate = ToldRate(knowledge)
        self.pooled = Pooled(knowledge)

    def wanted(self, item: Resolved) -> bool:
        """Whether an amount is to be computed."""
        return (
            item.operation in ("calculate", "invert")
            or (item.operation == _COMPARED and item.cost is not None)
            or wants_the_most(self.knowledge.vocabulary.quantities, item)
            or wants_the_least(self.planner, item)
            or self.pooled.find(item) is not None
        )

    def find(self, item: Resolved) -> Finding | None:
        """The finding for a plan; None where nothing in it can be calculated."""
        item = self.planner.scoped(item)
        programmes = self.planner.programmes(item)
        if not programmes:
            return None
        if pooled := self.pooled.find(item):
            return pooled
        try:
            inverted = item.operation == "invert" and item.amount("target", "budget")
            if (
                inverted
                or wants_the_most(self.knowledge.vocabulary.quantities, item)
                or wants_the_least(self.planner, item)
            ):
                finding, result = self.inverse.find(item, programmes)
                notes = [
                    text
                    for text in amount_notes(self.knowledge, item, without_shown(result))
                    if not _said(text, finding)
                ]
                noted = tuple(Point(f"※{text}") for text in notes[:_MOST_NOTES])
                return replace(finding, notes=noted, clarification=self._clarification(result))
            if item.cost is None:
                return None
            if _changes_of_several(item):
                said = "費用をいくつかうかがっています。どの費用がいくらに変わるのかを教えてください。"
                return Finding(status="clarify", points=(Point(said),), decided={"changed": "one of several"})
            bought = purchases(item, self.knowledge.vocabulary)
            if len(bought.amounts) > 1 and len(programmes) == 1 and not self._one_plan(item, programmes[0], bought):
                return self._each(item, programmes[0], bought)
            tracks = item.scope.tracks_of(programmes[0].id)
            undecided = len(tracks) > 1 and self.planner.planned(item, programmes[0], bought).request.track is None
            if len(programmes) > 1 or bought.by_target or undecided:
                return self._several(item, programmes, bought)
            return self._one(item, programmes[0], bought)
        except NotCalculableError as error:
            return self._impossible(programmes, str(error))
        except CalculationError as error:
            return Finding(status="clarify", points=(Point(str(error)),), decided={"calculator": str(error)})

    def _one_plan(self, item: Resolved, programme: Programme, bought: Purchases) -> bool:
        """Whether several costs are the components of one plan, whose working shows each on its own."""
        components = self.planner.planned(item, programme, bought).request.component_costs
        return len(components) > 1 and sum(components.values()) == sum(amount.yen for amount in bought.amounts)

    def _one(self, item: Resolved, programme: Programme, bought: Purchases) -> Finding:
        planned = self.planner.planned(item, programme, bought)
        result = self.calculator.calculate(planned.request)
        if picked := self.told_rate.picked(item, planned.request, result):
            planned = replace(planned, request=picked[0], notes=(*planned.notes, picked[1]))
            result = self.calculator.calculate(planned.request)
        track = planned.request.track
        opening = f"{self.knowledge.name(programme.id, track)}で、{self._cost_words(planned)}の場合"
        asked = self._asked(item)
        sources = sources_of(result, programme.document)
        made = result.calculation
        if result.scenarios and (made.subsidy_yen is None or alike(result.scenarios)):
            points = scenario_points(result, opening, sources, asked)
        else:
            points = single_points(result, opening, sources, asked)
            limit = ceiling_beside(item, result, self.knowledge.vocabulary.quantities.granted.asked_beside)
            points[1:1] = [*short_of_ceiling(item, result), *(Point(text, sources) for text in limit)]
            if result.scenarios:
                lines = "\n".join(
                    f"・{case(each.calculation.scenario)}{case_words(each, asked)}" for each in result.scenarios
                )
                points.append(Point(f"条件によって、次のように変わります。\n{lines}", sources))
        points[:0] = self.told_rate.of_open_rate(item, planned.request, result)
        said = self._which_gives_more(item, self._requests([planned])) if track is None else []
        gap = self._difference(item, result.scenarios) if result.scenarios else self._from_before(item, result)
        # The sentence says how the cost came about; the calculation has it as a step.
        made = made.model_copy(update={"steps": [*planned.steps, *made.steps, *gap.steps]})
        notes = [
            text
            for text in amount_notes(self.knowledge, item, result)
            if all(text not in point.text for point in points)
        ]
        return Finding(
            status="answered" if known(result) else "not_in_sources",
            points=(*(Point(text) for text in said), *gap.points, *points),
            notes=(*planned.notes, *(Point(f"※{note}") for note in notes[:_MOST_NOTES])),
            lead=amount_lead(
                item, result, asked, self.knowledge.vocabulary.quantities, self.knowledge.vocabulary.yes_no
            ),
            calculation=made,
            calculation_sources=sources,
            about=((programme.id, track),),
            contact_programmes=(programme.id,),
            topic="ceiling",
            clarification=self._clarification(result),
            decided={"calculated": made.programme, "track": made.track, "cost": made.cost_yen},
        )

    def _each(self, item: Resolved, programme: Programme, bought: Purchases) -> Finding:
        """Several costs, each on its own: one line a cost."""
        asked = self._asked(item)
        points: list[Point] = []
        made: list[Calculation] = []
        results: list[CalculationResult] = []
        notes: list[Point] = []
        track: str | None = None
        for cost in bought.amounts:
            planned = self.planner.planned(replace(item, message=(), amounts=(cost,)), programme, Purchases((cost,)))
            result = self.calculator.calculate(planned.request)
            track = planned.request.track
            words = self._cost_words(planned)
            sources = sources_of(result, programme.document)
            points.append(Point(f"・{words}：{inline(result, asked)}", sources))
            made.append(result.calculation.model_copy(update={"scenario": f"{words}の場合"}))
            results.append(result)
            notes += planned.notes
        name = self.knowledge.name(programme.id, track)
        said = [text for result in results for text in amount_notes(self.knowledge, item, result)]
        gap = self._difference(item, results)
        whole = Calculation(programme=programme.id, track=track, scenarios=made, steps=list(gap.steps))
        return Finding(
            status="answered",
            points=(*gap.points, Point(f"{name}の補助額は、次のとおりです。"), *points),
            notes=(*dict.fromkeys(notes), *(Point(f"※{text}") for text in list(dict.fromkeys(said))[:_MOST_NOTES])),
            calculation=whole,
            calculation_sources=tuple(dict.fromkeys(source for point in points for source in point.sources)),
            about=((programme.id, track),),
            contact_programmes=(programme.id,),
            topic="ceiling",
            clarification=self._clarification(results[0]),
            decided={"calculated": programme.id, "costs": [cost.yen for cost in bought.amounts]},
        )

    def _difference(self, item: Resolved, results: Sequence[CalculationResult]) -> Difference:
        """By how much two grants differ, where that is asked."""
        return difference(results) if item.says(self.knowledge.vocabulary.quantities.difference) else Difference()

    def _from_before(self, item: Resolved, result: CalculationResult) -> Difference:
        """By how much it differs from the plan computed just before, where that is asked (`小規模なら差は？`)."""
        if item.against is None or not item.ask.says(self.knowledge.vocabulary.quantities.difference):
            return Difference()
        earlier = self.planner.scoped(item.against)
        programmes = self.planner.programmes(earlier)
        if earlier.cost is None or len(programmes) != 1:
            return Difference()
        planned = self.planner.planned(earlier, programmes[0], purchases(earlier, self.knowledge.vocabulary))
        try:
            return difference([self.calculator.calculate(planned.request), result])
        except CalculationError:
            return Difference()

    def _several(self, item: Resolved, programmes: Sequence[Programme], bought: Purchases) -> Finding:
        """Several programmes or tracks: a line each, and which gives more where that is asked."""
        asked = self._asked(item)
        planned: list[Planned] = []
        for programme in programmes:
            tracks = item.scope.tracks_of(programme.id)
            if len(tracks) > 1:
                planned += [self.planner.planned(item, programme, bought, track) for track in tracks]
            else:
                planned.append(self.planner.planned(item, programme, bought))
        requests = self._requests(planned)
        comparison = self.calculator.compare(requests)
        result = CalculationResult(comparison.calculation, scenarios=comparison.results)
        costs = {each.calculation.cost_yen for each in comparison.results}
        same = len(costs) == 1 and not bought.by_target
        opening = (
            f"{self._cost_words(planned[0])}の場合の補助額は、次のとおりです。"
            if same
            else "補助額は、次のとおりです。"
        )
        points = [Point(opening)]
        sources: list[Source] = []
        for each in comparison.results:
            made = each.calculation
            document = self.knowledge.programmes.get(made.programme).document
            name = self.knowledge.name(made.programme, made.track)
            cost = "" if same else f"（対象経費{format_yen(made.cost_yen or 0)}）"
            proof = sources_of(each, document)
            points.append(Point(f"・{name}{cost}：{inline(each, asked)}", proof))
            sources += proof
        points += [Point(f"・{reason}") for reason in comparison.skipped]
        said = self._which_gives_more(item, requests) if same else []
        gap = self._difference(item, comparison.results)
        counted = planned[0].steps if same else ()
        steps = [*counted, *comparison.calculation.steps, *gap.steps]
        whole = comparison.calculation.model_copy(update={"steps": steps})
        questions = tuple(question for each in comparison.results for question in each.deciding)
        about_facts = fact_notes(self.knowledge, item, replace(result, deciding=questions))
        at_most = [text for each in comparison.results if each.at_most for text in each.calculation.assumptions[:1]]
        notes = [*about_facts, *at_most]
        return Finding(
            status="answered",
            points=(*(Point(text) for text in said), *gap.points, *points),
            notes=(
                *dict.fromkeys(note for each in planned for note in each.notes),
                *(Point(f"※{note}") for note in list(dict.fromkeys(notes))[:_MOST_NOTES]),
            ),
            calculation=whole,
            calculation_sources=tuple(dict.fromkeys(sources)),
            about=tuple((each.calculation.programme, each.calculation.track) for each in comparison.results),
            contact_programmes=tuple(programme.id for programme in programmes),
            topic="ceiling",
            decided={"calculated": [each.calculation.programme for each in comparison.results]},
        )

    def _requests(self, planned: Sequence[Planned]) -> list[CalculationRequest]:
        """A request for each track that the plans may be for."""
        return [
            replace(each.request, track=track) for each in planned for track in self.calculator.tracks(each.request)
        ]

    def _which_gives_more(self, item: Resolved, requests: Sequence[CalculationRequest]) -> list[str]:
        """Which gives more, where that is asked."""
        asked = item.operation == _COMPARED or item.ask.says(self.knowledge.vocabulary.quantities.better)
        return which_gives_more(self.knowledge, self.calculator, requests) if asked else []

    def _asked(self, item: Resolved) -> Asked:
        cues = self.knowledge.vocabulary.quantities.own_share
        asking = (item.ask, *(ask for ask in item.message if ask.operation_said))
        afforded = item.ask.yes_no and item.amount("budget") is not None
        return Asked(own_share=afforded or any(ask.says(cues) for ask in asking))

    @staticmethod
    def _cost_words(planned: Planned) -> str:
        came = f"（{planned.said}）" if planned.said else ""
        return f"対象経費が{format_yen(planned.cost_yen)}{came}"

    @staticmethod
    def _clarification(result: CalculationResult) -> Clarification | None:
        if not result.deciding:
            return None
        question = result.deciding[0]
        return Clarification(question=question.question, options=[option.label for option in question.options])

    @staticmethod
    def _impossible(programmes: Sequence[Programme], reason: str) -> Finding:
        return Finding(
            status="not_in_sources",
            points=(Point(reason),),
            about=tuple((programme.id, None) for programme in programmes),
            contact_programmes=tuple(programme.id for programme in programmes),
            show_contact=True,
            decided={"calculator": reason},
        )


def _changes_of_several(item: Resolved) -> bool:
    """Whether a plan of several components is to grow or shrink, and what it grows to couldn't be worked out."""
    costs = [amount for amount in item.amounts if amount.role == "cost"]
    before = components_of(item.against.message if item.against else ())
    return len(before) > 1 and all(amount.change and not is_apart(item.ask, amount, before) for amount in costs)


def _said(text: str, finding: Finding) -> bool:
    return any(text in point.text for point in finding.points)
