"""Prices apiece and by time are read as what they come to; what only looks like one is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.question.amounts import read_amounts
from assistant.question.blanking import BLANK
from assistant.question.quantities import speaks_of_floor
from assistant.question.vocabulary import load_vocabulary
from ingest.japanese.normalise import normalise

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus" / "language")
FACTS = ("業務領域", "構成員", "従業員")


def costs(text: str, elsewhere: str = "") -> list[int]:
    found = read_amounts(normalise(text), VOCABULARY.roles, VOCABULARY.quantities, FACTS, elsewhere)
    return [amount.yen for amount in found if amount.role == "cost"]


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("パソコン1台15万円を4台買う", 600_000),
        ("一台百五十万のロボットを四台", 6_000_000),
        ("80万ずつ2台", 1_600_000),
        ("@15万×4台", 600_000),
        ("30万円×3", 900_000),
        ("単価20万円を5個", 1_000_000),
        ("200万円の機械を3台", 6_000_000),
        ("5台ほしい、1台8万円", 400_000),
        ("厨房機器 800万円×3店舗", 24_000_000),
    ],
)
def test_a_price_apiece_is_taken_as_often_as_it_is_paid(text: str, yen: int) -> None:
    assert costs(text) == [yen]


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("月5万のクラウドを2年", 1_200_000),
        ("月額5万円×24ヶ月", 1_200_000),
        ("毎月三万円を半年", 180_000),
        ("年間60万円を2年分", 1_200_000),
        ("5万円/月で12か月", 600_000),
    ],
)
def test_a_charge_by_time_is_taken_for_as_long_as_it_is_paid(text: str, yen: int) -> None:
    assert costs(text) == [yen]


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("ロボット4台で600万円", 6_000_000),
        ("300万円で機械を2台", 3_000_000),
        ("券売機1台60万円", 600_000),
        ("5月に30万円のソフト", 300_000),
        ("来月500万の機械を買う", 5_000_000),
        ("2年以内に500万使う", 5_000_000),
        ("800万円の機械 業務領域は4つ", 8_000_000),
        ("従業員3人で800万円の機械", 8_000_000),
    ],
)
def test_a_price_of_everything_stays_as_it_is(text: str, yen: int) -> None:
    assert costs(text) == [yen]


def test_a_count_may_stand_in_another_sentence() -> None:
    assert costs("1台15万円です", "パソコンを4台買います") == [600_000]
    assert costs("月額2万円です", "契約は2年です") == [480_000]


def test_the_time_that_is_not_said_stays_open() -> None:
    (amount,) = read_amounts("月5万円のクラウド", VOCABULARY.roles, VOCABULARY.quantities)
    assert amount.yen == 50_000
    assert amount.price is not None and amount.price.each_months == 1 and amount.price.months is None


def test_money_that_is_borrowed_is_no_cost() -> None:
    assert costs("銀行借入1000万円で2000万円の設備を買う") == [20_000_000]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("1,500万円を境に率が変わる", "bound"),
        ("50万円までと超える分で計算して", "bound"),
        ("補助は1,500万円を超えますか", "bound"),
        ("下限の150万円に足りますか", "bound"),
        ("5万円の下限に達している", "bound"),
        ("4,000万円って書いてあるのを見た", "other"),
        (f"{BLANK * 3}は50万ですよね", "ceiling"),
        (f"{BLANK * 3}は800万の機械です", "cost"),
        ("ロボットは800万です", "cost"),
    ],
)
def test_what_stands_beside_an_amount_says_what_it_is(text: str, role: str) -> None:
    (amount,) = read_amounts(normalise(text), VOCABULARY.roles, VOCABULARY.quantities)
    assert amount.role == role


def test_both_ends_of_a_span_of_ceilings_are_figures_of_the_rules() -> None:
    found = read_amounts("上限750万から2,500万、従業員何人だといくら", VOCABULARY.roles, VOCABULARY.quantities)
    assert [amount.role for amount in found] == ["bound", "bound"]


def test_the_floor_may_have_its_amount_in_it() -> None:
    assert speaks_of_floor("下限の150万円に足りませんよね", VOCABULARY.quantities.under_floor)
    assert not speaks_of_floor("上限の150万円に足りませんよね", VOCABULARY.quantities.under_floor)
