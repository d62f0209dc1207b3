"""The LlamaIndex tools: what a model sees, and what it gets back for right and wrong arguments."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from assistant.tools import ToolBox
from tests.programmes.real import book


def search(query: str, limit: int) -> list[dict[str, Any]]:
    return [{"text": f"{query}について", "lines": [1, 1]}] * limit


BOX = ToolBox(book(), date(2026, 4, 10), search)


@pytest.fixture(scope="module")
def tools() -> dict[str, Any]:
    return {tool.metadata.name: tool for tool in BOX.tools()}


def call(tools: dict[str, Any], name: str, **arguments: Any) -> Any:
    return json.loads(tools[name].call(**arguments).content)


def test_a_model_sees_names_descriptions_and_types(tools: dict[str, Any]) -> None:
    assert set(tools) == {"calculate_grant", "list_deadlines", "search_documents"}
    for tool in tools.values():
        schema = tool.metadata.get_parameters_dict()
        assert len(tool.metadata.description) > 80 and "\n    " not in tool.metadata.description
        assert all("description" in field for field in schema["properties"].values())
    properties = tools["calculate_grant"].metadata.get_parameters_dict()["properties"]
    assert properties["applicant"]["anyOf"][0]["enum"] == ["small", "sme", "turnaround", "midsize", "large"]
    assert properties["component_costs"]["anyOf"][0]["additionalProperties"] == {"type": "integer"}


def test_without_a_search_there_is_no_search_tool() -> None:
    assert [tool.metadata.name for tool in ToolBox(book(), date(2026, 4, 10)).tools()] == [
        "calculate_grant",
        "list_deadlines",
    ]


def test_a_calculation_comes_with_its_evidence(tools: dict[str, Any]) -> None:
    found = call(tools, "calculate_grant", programme="省力化", track="一般型", cost_yen=60_000_000, applicant="sme")
    assert found["calculation"]["subsidy_yen"] == 25_000_000 and found["ask"] == []
    assert any(item["quote"] == "1,500万円を超える部分は1/3。" for item in found["evidence"])


def test_a_missing_fact_comes_back_as_a_question(tools: dict[str, Any]) -> None:
    found = call(tools, "calculate_grant", programme="省力化", track="一般型", cost_yen=60_000_000)
    assert len(found["calculation"]["scenarios"]) == 2
    assert found["ask"][0]["options"] == ["中小企業", "小規模事業者", "再生事業者"]


def test_the_other_questions_of_the_calculator(tools: dict[str, Any]) -> None:
    found = call(
        tools, "calculate_grant", programme="もの補助", track="グローバル枠", target_yen=20_000_000, applicant="sme"
    )
    assert found["calculation"]["cost_yen"] == 40_000_000
    found = call(tools, "calculate_grant", programme="成長加速化補助金", budget_yen=100_000_000)
    assert found["calculation"]["cost_yen"] == 200_000_000
    found = call(
        tools,
        "calculate_grant",
        programme="IT導入補助金",
        track="インボイス対応類型",
        component_costs={"software": 600_000, "pc": 150_000},
        functions=1,
    )
    assert found["calculation"]["subsidy_yen"] == 525_000
    found = call(
        tools, "calculate_grant", programme="持続化", track="通常枠", cost_yen=1_500_000, specials=["インボイス特例"]
    )
    assert found["calculation"]["subsidy_yen"] == 1_000_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"programme": "宇宙補助金", "cost_yen": 1}, "見つかりません"),
        ({"programme": "省力化", "track": "宇宙枠", "cost_yen": 1}, "カタログ注文型"),
        ({"programme": "省力化", "track": "一般型"}, "費用が指定されていません"),
        ({"programme": "省力化", "track": "一般型", "cost_yen": -5}, "0より大きい"),
        ({"programme": "マナビDX", "cost_yen": 100}, "補助金ではない"),
        ({"programme": "持続化", "track": "通常枠", "cost_yen": 100, "specials": ["宇宙特例"]}, "特例"),
    ],
)
def test_wrong_arguments_come_back_as_a_sentence(tools: dict[str, Any], arguments: dict[str, Any], says: str) -> None:
    assert says in call(tools, "calculate_grant", **arguments)["error"]


def test_deadlines(tools: dict[str, Any]) -> None:
    found = call(tools, "list_deadlines", programme="もの補助")
    assert found["as_of"] == "2026-04-10" and found["rounds"][0]["status"] == "open"
    assert found["contacts"][0]["phone"] == ["050-3821-7013"]
    assert call(tools, "list_deadlines", as_of="2026-08-26", only_open=True)["rounds"][0]["status"] == "always"
    assert call(tools, "list_deadlines", programme="マナビDX")["no_dates"]
    assert "読めません" in call(tools, "list_deadlines", as_of="あした")["error"]


def test_search(tools: dict[str, Any]) -> None:
    assert len(call(tools, "search_documents", query="補助率", limit=3)["passages"]) == 3
    assert len(call(tools, "search_documents", query="補助率", limit=999)["passages"]) == 20
    assert "検索する言葉" in call(tools, "search_documents", query=" ")["error"]
