"""Whether what comes of a plan reaches the ceiling, the floor, or a grant that is wanted, where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.calculator.result import CalculationResult
from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS, Verdict
from assistant.evidence.model import Point
from assistant.money import format_yen
from assistant.question.quantities import speaks_of_floor


def reaching_lead(item: Resolved, result: CalculationResult) -> str:
    """はい or いいえ to whether it is reached; empty where that doesn't follow."""
    found = {_reached(item, each) for each in result.scenarios or (result,)}
    if None in found:
        return ""
    return LEADS["depends" if len(found) > 1 else found.pop() or "depends"]


def floor_lead(item: Resolved, result: CalculationResult, under: Sequence[str]) -> str:
    """はい or いいえ to whether the floor is reached; `under` are words that ask whether it isn't."""
    ordinary = result.calculation.subsidy_yen  # what only exceptions change is so, and they are told beside it
    granted = {each.calculation.subsidy_yen for each in result.scenarios} if ordinary is None else {ordinary}
    if None in granted or not granted:
        return ""
    if 0 in granted and len(granted) > 1:
        return LEADS["depends"]
    return LEADS["yes" if (0 in granted) == speaks_of_floor(item.ask.text, under) else "no"]


def affording_lead(budget: int, result: CalculationResult, *, exceeds: bool) -> str:
    """はい or いいえ to whether what is left to pay keeps to a budget, or `exceeds` it; empty where that doesn't follow."""
    found: set[Verdict] = set()
    for each in result.scenarios or (result,):
        made = each.calculation
        granted = made.subsidy_yen
        least, most = made.subsidy_range_yen or (granted, granted)
        if made.cost_yen is None or least is None or most is None:
            return ""
        fits, may_not = made.cost_yen - most <= budget, made.cost_yen - least > budget or each.at_most
        found.add("depends" if fits and may_not else "yes" if fits != exceeds else "no")
    return LEADS[found.pop() if len(found) == 1 else "depends"]


def exceeding_lead(bound: int, result: CalculationResult) -> str:
    """はい or いいえ to whether the grant goes beyond an amount; empty where that doesn't follow."""
    found: set[Verdict] = set()
    for each in result.scenarios or (result,):
        made = each.calculation
        granted = made.subsidy_yen
        low, high = made.subsidy_range_yen or (granted, granted)
        if low is None or high is None:
            return ""
        found.add("no" if high <= bound else "yes" if low > bound and not each.at_most else "depends")
    return LEADS[found.pop() if len(found) == 1 else "depends"]


def short_of_ceiling(item: Resolved, result: CalculationResult) -> list[Point]:
    """That the ceiling isn't reached, or just so; nothing where it cuts the amount, as the amount itself says that."""
    asked = any(ask.yes_no and ask.measured and not ask.of_floor for ask in (item.ask, *item.message))
    granted, ceiling = result.calculation.subsidy_yen, result.ceiling_yen
    if not asked or item.amount("target", "budget") or result.scenarios or granted is None or ceiling is None:
        return []
    if result.calculation.limited_by:
        return []
    return [
        Point(
            f"ちょうど補助上限の{format_yen(ceiling)}です。"
            if granted == ceiling
            else f"補助上限の{format_yen(ceiling)}には届きません。"
        )
    ]


def ceiling_beside(item: Resolved, result: CalculationResult, words: Sequence[str]) -> list[str]:
    """The ceiling, where `words` ask for it beside the grant (`補助額と、上限を`) and the amount doesn't say it."""
    made = result.calculation
    asked = item.ask.says(words) and not (item.ask.yes_no or item.ask.measured or item.ask.of_floor)
    if not asked or result.scenarios or result.ceiling_yen is None or made.limited_by:
        return []
    return [f"補助上限は{format_yen(result.ceiling_yen)}です。"]


def _reached(item: Resolved, result: CalculationResult) -> Verdict | None:
    made = result.calculation
    wanted = item.amount("target")
    least = wanted.yen if wanted else result.ceiling_yen
    if least is None:
        return None
    if made.subsidy_yen is not None:
        reached = made.subsidy_yen >= least
        return "depends" if reached and result.at_most else "yes" if reached else "no"
    if made.subsidy_range_yen is None:
        return None
    low, high = made.subsidy_range_yen
    return "yes" if low >= least else "no" if high < least else "depends"
