"""From a grant or a budget back to the cost: how much has to be spent, or can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.calculator.calculator import Calculator
from assistant.calculator.request import CalculationRequest
from assistant.calculator.result import CalculationResult
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.planning import Planner
from assistant.evidence.amounts.told_rate import ToldRate
from assistant.evidence.amounts.words import amount_words, case, sources_of
from assistant.evidence.model import Finding, Point, Source
from assistant.money import format_yen
from assistant.programmes.model import Programme
from assistant.question.language.amount_roles import QuantityCues
from assistant.reply import Calculation

_MOST_PROGRAMMES = 3
_CEILING = "ceiling"


def wants_the_most(cues: QuantityCues, item: Resolved) -> bool:
    """Whether the cost of the largest possible grant is asked for (`上限いっぱいもらうにはいくら使えばいい`)."""
    if item.cost or item.amount("target", "budget") or item.ask.yes_no:
        return False
    # `上限まで使い切りたい。いくら要る？` says in one clause how much is wanted, and asks in the next.
    if item.says(cues.most) and (item.ask.how_much_cost or item.ask.says(cues.needed)):
        return True
    # `上限は？　そこまでもらうのに使う額は？`
    of_ceiling = any(_CEILING in ask.sure_topics for ask in item.message) and item.ask.says(cues.that_far)
    return of_ceiling and (item.ask.how_much_cost or item.ask.says((*cues.needed, *cues.spent)))


def wants_the_least(planner: Planner, item: Resolved) -> bool:
    """Whether the least cost that is granted anything is asked for (`最低いくら使えばもらえる`)."""
    if item.cost or item.amount("target", "budget") or item.ask.yes_no:
        return False
    return bool(_floored(planner, item)) and item.ask.says(planner.knowledge.vocabulary.quantities.least)


def _floored(planner: Planner, item: Resolved) -> set[str]:
    """The programmes of whose meant tracks one grants nothing under a floor."""
    return {
        pair[0] for pair in item.scope.tracks if (it := planner.knowledge.track(*pair)) and it.grant and it.grant.floors
    }


class Inverse:
    """Answers how large a cost has to be, or can be."""

    def __init__(self, planner: Planner, calculator: Calculator) -> None:
        self.planner = planner
        self.calculator = calculator
        self.told_rate = ToldRate(planner.knowledge)

    def find(self, item: Resolved, programmes: Sequence[Programme]) -> tuple[Finding, CalculationResult]:
        """The finding, and the first programme's result, whose notes belong to it."""
        points: list[Point] = []
        made: list[CalculationResult] = []
        about: list[tuple[str, str | None]] = []
        sources: list[Source] = []
        notes: list[Point] = []
        if wants_the_least(self.planner, item):
            floored = _floored(self.planner, item)
            programmes = [programme for programme in programmes if programme.id in floored] or programmes
        for programme, request, note in self._requests(item, programmes[:_MOST_PROGRAMMES]):
            result, asked = self._solved(item, programme, request)
            notes += [note] if note else []
            proof = sources_of(result, programme.document)
            name = self.planner.knowledge.name(programme.id, request.track)
            points.append(_point(name, asked, result, proof))
            made.append(result)
            about.append((programme.id, request.track))
            sources += proof
        finding = Finding(
            status="answered",
            points=(*points, *_said_once(notes), *self._raising(programmes[0], about[0][1], made[0])),
            calculation=made[0].calculation if len(made) == 1 else _together(made),
            calculation_sources=tuple(dict.fromkeys(sources)),
            about=tuple(about),
            contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
            topic="ceiling",
            decided={"inverted": [programme for programme, _ in about]},
        )
        return finding, made[0]

    def _requests(
        self, item: Resolved, programmes: Sequence[Programme]
    ) -> list[tuple[Programme, CalculationRequest, Point | None]]:
        """A request for each programme, and what has to be said of it: where the rate told fits one case of every track
        that is meant, one for each of these tracks, in that case."""
        found: list[tuple[Programme, CalculationRequest, Point | None]] = []
        for programme in programmes:
            request = self.planner.seeking(item, programme, self.planner.request(item, programme))
            tracks = [replace(request, track=track) for track in self.calculator.tracks(request)]
            picks = [self.told_rate.picked(item, each, self._solved(item, programme, each)[0]) for each in tracks]
            picked = [pick for pick in picks if pick]
            if len(picked) == len(tracks):
                found += [(programme, here, note) for here, note in picked]
            else:
                found.append((programme, request, None))
        return found

    @staticmethod
    def _raising(programme: Programme, track: str | None, result: CalculationResult) -> list[Point]:
        """Where a grant is out of reach, the special cases that would raise the ceiling and weren't asked for."""
        if result.inversion is None or result.inversion.reachable != "no":
            return []
        names = [
            special.names.official
            for special in programme.specials
            if track in special.tracks and any(change.raise_ceiling for change in special.changes)
        ]
        told = " ".join(step.label for step in result.calculation.steps)
        left = [name for name in names if name not in told]
        return [Point(f"補助上限が上がる特例（{'、'.join(left)}）は、計算に入れていません。")] if left else []

    def _solved(
        self, item: Resolved, programme: Programme, request: CalculationRequest
    ) -> tuple[CalculationResult, str]:
        target, budget = item.amount("target"), item.amount("budget")
        part = self.planner.part_label(programme, request)
        where = f"{part}で" if part else ""
        if target:
            result = self.calculator.invert(target.yen, request)
            return result, f"{where}{format_yen(target.yen)}の補助を受けるのに必要な対象経費"
        if budget:
            return self.calculator.budget(budget.yen, request), f"自己負担{format_yen(budget.yen)}でできる対象経費"
        if wants_the_least(self.planner, item):
            return self.calculator.least(request), f"{where}補助を受けるのに最低限必要な対象経費"
        return self.calculator.most(request), f"{where}補助を上限まで受けるのに必要な対象経費"


def _said_once(notes: Sequence[Point]) -> list[Point]:
    """Notes that say the same of several tracks as one, with the sources of all."""
    found: dict[str, tuple[Source, ...]] = {}
    for note in notes:
        found[note.text] = tuple(dict.fromkeys((*found.get(note.text, ()), *note.sources)))
    return [Point(text, sources) for text, sources in found.items()]


def _together(made: Sequence[CalculationResult]) -> Calculation:
    """The calculations of several programmes as one, so that every figure keeps its proof."""
    programmes = dict.fromkeys(each.calculation.programme for each in made)
    return Calculation(programme="+".join(programmes), scenarios=[each.calculation for each in made])


def _point(name: str, asked: str, result: CalculationResult, sources: tuple[Source, ...]) -> Point:
    cases = result.scenarios or (result,)
    lines = [f"・{case(each.calculation.scenario)}{_line(each)}" for each in cases]
    if len({_line(each) for each in cases}) == 1:
        only = _line(cases[0])
        names = "、".join(dict.fromkeys(each.calculation.scenario or "" for each in cases))
        both = f"{names}とも、" if len(cases) > 1 else ""
        if only.endswith("。"):
            return Point(f"{name}では、{both}{only}", sources)
        return Point(f"{name}で、{asked}は、{both}{only}です。", sources)
    return Point("\n".join([f"{name}で、{asked}は、次のとおりです。", *lines]), sources)


def _line(each: CalculationResult) -> str:
    found = each.calculation
    if each.inversion and each.inversion.reachable == "yes" and found.cost_yen:
        formula = _formula(each)
        granted = "" if found.subsidy_yen == each.inversion.target_yen else f"補助額は{amount_words(each)}"
        behind = "、".join(part for part in (formula, granted) if part)
        return f"{format_yen(found.cost_yen)}{f'（{behind}）' if behind else ''}"
    if each.budgeting and found.cost_yen and found.subsidy_yen:
        own = f"、自己負担{format_yen(found.own_cost_yen)}" if found.own_cost_yen is not None else ""
        return f"{format_yen(found.cost_yen)}まで（補助額{amount_words(each)}{own}）"
    return each.messages[0] if each.messages else amount_words(each)


def _formula(each: CalculationResult) -> str:
    step = each.calculation.steps[0] if each.calculation.steps else None
    return step.formula if step and "÷" in step.formula else ""


def without_shown(result: CalculationResult) -> CalculationResult:
    """The result without the messages that its lines have said."""
    shown = {each.messages[0] for each in (result, *result.scenarios) if each.messages}

    def kept(each: CalculationResult) -> CalculationResult:
        assumptions = [text for text in each.calculation.assumptions if text not in shown]
        return replace(each, calculation=each.calculation.model_copy(update={"assumptions": assumptions}))

    plain = kept(result)
    return replace(plain, scenarios=tuple(kept(each) for each in result.scenarios))
