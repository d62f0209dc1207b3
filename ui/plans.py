"""A plan as people and programs hand it in, made into the calculator's request. All amounts go through one door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.calculator import CalculationError, CalculationRequest, CalculationResult
from assistant.programmes.facts import FactValue
from ingest.japanese.amounts import parse_yen
from ui.desk import Desk


@dataclass(frozen=True)
class Plan:
    """Names or ids, and amounts as numbers of yen or as people write them."""

    programme: str
    track: str | None = None
    cost: int | str | None = None
    component_costs: Mapping[str, int | str] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    specials: tuple[str, ...] | list[str] = ()
    target: int | str | None = None
    budget: int | str | None = None


def request_of(desk: Desk, plan: Plan) -> CalculationRequest:
    """The calculator's request.

    Raises:
        MadoguchiError: a name that isn't known, or an amount that can't be read.
    """
    programme = desk.book.find(plan.programme)
    track = None
    if plan.track:
        found = desk.book.find_tracks(programme, plan.track)
        if len(found) > 1:
            names = "、".join(item.names.official for item in found)
            raise CalculationError(f"「{plan.track}」は一つに決まりません。次から選んでください: {names}。")
        track = found[0].id
    return CalculationRequest(
        programme=programme.id,
        track=track,
        cost_yen=yen(plan.cost, "対象経費"),
        component_costs={
            part: amount for part, cost in plan.component_costs.items() if (amount := yen(cost, part)) is not None
        },
        facts=plan.facts,
        specials=tuple(desk.book.find_special(programme, name) for name in plan.specials),
    )


def calculate(desk: Desk, plan: Plan) -> CalculationResult:
    """The amount of a plan; with `target` or `budget`, the search for its cost.

    Raises:
        MadoguchiError: as `request_of`, or the plan can't be calculated.
    """
    request = request_of(desk, plan)
    target, budget = yen(plan.target, "ほしい補助額"), yen(plan.budget, "自己負担")
    if target is not None and budget is not None:
        raise CalculationError("ほしい補助額と自己負担は、どちらか一つだけ入れてください。")
    if target is not None:
        return desk.calculator.invert(target, request)
    if budget is not None:
        return desk.calculator.budget(budget, request)
    return desk.calculator.calculate(request)


def yen(value: int | str | None, what: str) -> int | None:
    """An amount in yen; None where nothing is given.

    Raises:
        CalculationError: it can't be read.
    """
    if value is None or isinstance(value, int):
        return value
    if not value.strip():
        return None
    try:
        return parse_yen(value)
    except ValueError as error:
        raise CalculationError(f"{what}: {error}") from error
