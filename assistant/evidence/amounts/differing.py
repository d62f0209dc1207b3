"""By how much two computed grants differ, as a step of the calculation with its own proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.calculator.result import CalculationResult
from assistant.evidence.amounts.words import alike
from assistant.evidence.model import Point
from assistant.money import format_yen
from assistant.reply import Step


@dataclass(frozen=True)
class Difference:
    """What is said of it, and its step; both empty where it doesn't follow."""

    points: tuple[Point, ...] = ()
    steps: tuple[Step, ...] = ()


def difference(results: Sequence[CalculationResult]) -> Difference:
    """The difference of two results; none where there are more or fewer, or where an amount is open."""
    leaves = [each for result in results if (each := _leaf(result)) is not None]
    amounts = [each.calculation.subsidy_yen for each in leaves if each.calculation.subsidy_yen is not None]
    if len(results) != 2 or len(amounts) != 2:
        return Difference()
    high, low = max(amounts), min(amounts)
    if high == low:
        return Difference((Point(f"補助額はどちらも{format_yen(high)}で、差はありません。"),))
    formula = f"{format_yen(high)} - {format_yen(low)} = {format_yen(high - low)}"
    at_most = "最大の額で比べると、" if any(each.at_most for each in leaves) else ""
    said = Point(f"{at_most}補助額の差は{format_yen(high - low)}です（{formula}）。")
    return Difference((said,), (Step(label="補助額の差を出します", formula=formula, yen=high - low),))


def _leaf(result: CalculationResult) -> CalculationResult | None:
    """The one case of a result: itself, or one of several that come to the same."""
    if not result.scenarios:
        return result
    return result.scenarios[0] if alike(result.scenarios) else None
