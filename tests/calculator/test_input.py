"""Input that can't be calculated gets one Japanese sentence that says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.calculator import CalculationError, CalculationRequest, Calculator, NotCalculableError
from assistant.programmes.book import UnknownNameError
from assistant.programmes.facts import FactError
from tests.programmes.real import book

CALCULATOR = Calculator(book())


def calculate(**fields: Any) -> Any:
    return CALCULATOR.calculate(CalculationRequest(**{"programme": "shoryokuka", "track": "ippan", **fields}))


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        (0, "0より大きい"),
        (-1_000_000, "0より大きい"),
        (10**12 + 1, "大きすぎます"),
        (10**30, "大きすぎます"),
        (1.5, "整数"),
        (True, "整数"),
        ("6000万円", "整数"),
        (None, "費用が指定されていません"),
    ],
)
def test_a_cost_that_is_no_amount(cost: Any, says: str) -> None:
    with pytest.raises(CalculationError, match=says) as caught:
        calculate(cost_yen=cost)
    assert "\n" not in str(caught.value) and caught.value.exit_code == 2


@pytest.mark.parametrize("money", [0, -1, 1.5, 10**13])
def test_a_target_or_a_budget_that_is_no_amount(money: Any) -> None:
    request = CalculationRequest("shoryokuka", "ippan")
    with pytest.raises(CalculationError, match="受けたい補助額"):
        CALCULATOR.invert(money, request)
    with pytest.raises(CalculationError, match="予算"):
        CALCULATOR.budget(money, request)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"applicant": "giant"}, "sme（中小企業）"),
        ({"applicant": 3}, "使えません"),
        ({"areas": 0}, "1以上"),
        ({"areas": -2}, "1以上"),
        ({"areas": 2.5}, "整数"),
        ({"areas": True}, "整数"),
        ({"deficit": 1}, "はい・いいえ"),
        ({"employees": 5}, "計算に使えません"),
        ({"damage": "flood"}, "direct"),
    ],
)
def test_a_fact_that_cannot_be_used(facts: dict[str, object], says: str) -> None:
    with pytest.raises(FactError, match=says):
        calculate(cost_yen=10_000_000, facts=facts)


def test_a_fact_in_japanese_is_understood() -> None:
    made = calculate(cost_yen=60_000_000, facts={"applicant": "小規模"}).calculation
    assert made.subsidy_yen == 27_500_000


def test_a_fact_of_none_counts_as_not_given() -> None:
    assert calculate(cost_yen=60_000_000, facts={"applicant": None}).deciding[0].key == "applicant"


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(UnknownNameError, match="shoryokuka"):
        calculate(programme="nothing", cost_yen=1_000_000)
    with pytest.raises(CalculationError, match=r"catalog（カタログ注文型）"):
        calculate(track="nothing", cost_yen=1_000_000)
    with pytest.raises(CalculationError, match=r"saitei-chingin"):
        calculate(cost_yen=1_000_000, specials=("invoice",))


def test_components_are_checked() -> None:
    invoice = {"programme": "digital-ai", "track": "invoice"}
    with pytest.raises(CalculationError, match=r"software（ソフトウェア"):
        calculate(**invoice, component_costs={"printer": 100_000})
    with pytest.raises(CalculationError, match=r"PC・タブレットの費用.*0より大きい"):
        calculate(**invoice, component_costs={"pc": 0})
    with pytest.raises(CalculationError, match="合いません"):
        calculate(**invoice, cost_yen=500_000, component_costs={"pc": 100_000})
    made = calculate(**invoice, cost_yen=100_000, component_costs={"pc": 100_000}).calculation
    assert made.subsidy_yen == 50_000


@pytest.mark.parametrize("programme", ["manabi-dx", "manabi-dx-quest", "otasuketai", "tabletop-exercise"])
def test_what_is_no_grant_says_so(programme: str) -> None:
    with pytest.raises(NotCalculableError, match="補助金ではない"):
        CALCULATOR.calculate(CalculationRequest(programme, None, 1_000_000))


def test_a_cost_without_its_unit_is_pointed_out() -> None:
    made = calculate(cost_yen=6000, facts={"applicant": "sme"}).calculation
    assert any("単位" in text for text in made.assumptions)
    made = calculate(cost_yen=10_000, facts={"applicant": "sme"}).calculation
    assert not any("単位" in text for text in made.assumptions)


def test_a_component_track_cannot_be_inverted_as_a_whole() -> None:
    with pytest.raises(CalculationError, match="区分ごと"):
        CALCULATOR.invert(1_000_000, CalculationRequest("digital-ai", "fukusu", facts={"members": 3, "functions": 2}))
