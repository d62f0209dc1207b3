"""Several cases taken together: one amount where they agree, else its range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.calculator.result import CalculationResult
from assistant.reply import Calculation


def together(calculations: Sequence[Calculation]) -> dict[str, Any]:
    """The fields that several cases have together: one amount where they agree, else its range."""
    span = span_of(calculations)
    agreed = span is not None and span[0] == span[1]
    return {
        "cost_yen": _shared([made.cost_yen for made in calculations]),
        "subsidy_yen": span[0] if span is not None and agreed else None,
        "subsidy_range_yen": None if agreed else span,
    }


def rank(result: CalculationResult) -> tuple[int, int]:
    """Orders results, the largest certain grant first."""
    found = ends(result.calculation)
    return (0, 0) if found is None else (-found[0], -found[1])


def ends(calculation: Calculation) -> tuple[int, int] | None:
    """The least and the most that a case grants, in yen; None where that is unknown."""
    if calculation.subsidy_range_yen is not None:
        return calculation.subsidy_range_yen
    return None if calculation.subsidy_yen is None else (calculation.subsidy_yen, calculation.subsidy_yen)


def span_of(calculations: Sequence[Calculation]) -> tuple[int, int] | None:
    """The range over several cases; None where one of them is unknown."""
    known = [found for made in calculations if (found := ends(made)) is not None]
    if len(known) < len(calculations) or not known:
        return None
    return min(low for low, _ in known), max(high for _, high in known)


def _shared(costs: Sequence[int | None]) -> int | None:
    return costs[0] if len(set(costs)) == 1 else None
