"""Every hand-derived calculation of `cases.yaml`, to the yen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculator import CalculationRequest, CalculationResult, Calculator
from tests.programmes.real import book

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


def solve(case: dict[str, Any]) -> CalculationResult:
    programme, track = case["ask"]
    request = CalculationRequest(
        programme,
        track,
        case.get("cost"),
        case.get("components", {}),
        case.get("facts", {}),
        tuple(case.get("specials", ())),
    )
    calculator = Calculator(book())
    match case.get("op", "calculate"):
        case "invert":
            return calculator.invert(case["target"], request)
        case "budget":
            return calculator.budget(case["budget"], request)
        case _:
            return calculator.calculate(request)


def amount(calculation: Any) -> Any:
    return list(calculation.subsidy_range_yen) if calculation.subsidy_range_yen else calculation.subsidy_yen


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_hand_derived_case(case: dict[str, Any]) -> None:
    result = solve(case)
    made, expected = result.calculation, case["expect"]
    for name, value in {
        "subsidy": made.subsidy_yen,
        "own": made.own_cost_yen,
        "cost": made.cost_yen,
        "range": list(made.subsidy_range_yen or []),
        "scenarios": [amount(scenario) for scenario in made.scenarios],
        "scenario_costs": [scenario.cost_yen for scenario in made.scenarios],
        "at_most": result.at_most,
        "reachable": result.inversion and result.inversion.reachable,
        "maximum": result.inversion and result.inversion.maximum_yen,
    }.items():
        if name in expected:
            assert value == expected[name], name
    if "limited" in expected:
        assert (expected["limited"] or "") in (made.limited_by or "")
        assert bool(made.limited_by) == bool(expected["limited"])
    if expected.get("unknown"):
        assert made.subsidy_yen is None and made.subsidy_range_yen is None
        assert made.assumptions, "it has to say why"
    if "says" in expected:
        assert any(expected["says"] in text for text in made.assumptions)
    if "decides" in expected:
        assert result.deciding[0].key == expected["decides"]


def test_the_set_is_large_and_its_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) >= 200 and len(ids) == len(set(ids))
    assert all(case["why"] for case in CASES)
