"""Amounts beside a cost that are none: what somebody was granted, and figures quoted from the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.question.amounts import read_amounts
from assistant.question.blanking import BLANK
from assistant.question.vocabulary import load_vocabulary
from ingest.japanese.normalise import normalise

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus" / "language")
FACTS = ("業務領域", "構成員", "従業員")
NAME = BLANK * 5


def roles(text: str, elsewhere: str = "") -> list[str]:
    found = read_amounts(normalise(text), VOCABULARY.roles, VOCABULARY.quantities, FACTS, elsewhere)
    return [amount.role for amount in found]


def costs(text: str, elsewhere: str = "") -> list[int]:
    found = read_amounts(normalise(text), VOCABULARY.roles, VOCABULARY.quantities, FACTS, elsewhere)
    return [amount.yen for amount in found if amount.role == "cost"]


@pytest.mark.parametrize(
    "text",
    [
        "5,250万円の見積もりを出すと3,500万円もらえると業者が言う",
        "400万円使って200万円もらったと聞きました",
        "6,000万円投資すれば3,000万円出ると説明を受けました",
        "60万円のホームページ作って40万円下りたって",
        "30万円使ったら20万円返ってきたという話",
        "経費が100万円のとき、66万円出るのでしょうか",
    ],
)
def test_what_somebody_is_said_to_be_granted_is_no_cost(text: str) -> None:
    assert roles(text) == ["cost", "ceiling"]


@pytest.mark.parametrize("text", ["チラシ10万円と看板20万円補助出ますか", "看板60万円とチラシ40万円もらえる?"])
def test_a_price_behind_the_name_of_a_thing_stays_one(text: str) -> None:
    assert roles(text) == ["cost", "cost"]


def test_what_is_granted_instead_is_no_cost_either() -> None:
    assert roles("経費が100万円のとき、66万円出るのでしょうか、それとも50万円ですか") == ["cost", "ceiling", "ceiling"]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}の最大4,000万円という見出しと、枠ごとの2,500万円・3,000万円という数字はどう違うのですか?",
        f"{NAME}の1,500万円と1億円はどう違う?",
        "「間接被害100万円」「直接被害200万円」の違いは?",
        "表に50万円、メニューに250万円とあるのはなんで?",
    ],
)
def test_figures_that_are_quoted_are_no_plan(text: str) -> None:
    assert "cost" not in roles(text)


@pytest.mark.parametrize(
    "text", ["50万円のソフトと100万円のソフトだと補助額はどう違う?", f"{NAME}で30万円と60万円、補助額どう違う?"]
)
def test_plans_that_are_compared_are_not_quoted(text: str) -> None:
    assert roles(text) == ["cost", "cost"]


@pytest.mark.parametrize(
    ("text", "elsewhere", "yen"),
    [
        (
            "従業員15名分の端末監視ソフトが1台月600円です。",
            "小規模の会社として2年使うと補助額はいくらになりますか。",
            216_000,
        ),
        ("1台月1,000円のものを2年。", "うちは従業員8人、パソコン10台。", 240_000),
        ("15台×月600円×24か月", "", 216_000),
        ("社員12人に1人1台、パソコン10万円ずつ", "", 1_200_000),
        ("月600円を15台分、2年使う", "", 216_000),
        ("月額8,000円を3拠点に1台ずつ、2年", "", 576_000),
        ("1ライセンス年2万円のソフトを8人分、2年契約", "", 320_000),
        ("15名分の端末監視ソフトが月9,000円、2年", "", 216_000),
    ],
)
def test_pieces_people_and_months_multiply_in_any_order(text: str, elsewhere: str, yen: int) -> None:
    assert costs(text, elsewhere) == [yen]


@pytest.mark.parametrize(
    "text", ["手出しが100万円を超えないようにしたい", "自己負担は20万円までにしたい", "予算は自腹で50万円が限度"]
)
def test_what_can_be_paid_is_a_budget(text: str) -> None:
    assert roles(text) == ["budget"]
