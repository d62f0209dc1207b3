"""Costs told by the one before: `倍だと`, `あと200万円増やすと`."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.conversation.changing import grounded
from assistant.conversation.memory import Memory
from assistant.question.understanding import Understander


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("倍の金額だったら？", Fraction(2)),
        ("さっきの倍だと？", Fraction(2)),
        ("半分で済んだら？", Fraction(1, 2)),
        ("1.5倍にしたら？", Fraction(3, 2)),
        ("三倍の規模にしたら？", Fraction(3)),
        ("見積もりが2割上がったらいくら？", Fraction(6, 5)),
        ("1割値引きしてもらったら？", Fraction(9, 10)),
        ("半分出ますか", None),
        ("半分もらえる？", None),
    ],
)
def test_multiples(understander: Understander, text: str, times: Fraction | None) -> None:
    assert understander.read(text)[0].times == times


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("あと200万増やすと？", 3200),
        ("もう30万円足したら", 3030),
        ("それより60万円減らしたら？", 2940),
        ("200万円値引きされたら？", 2800),
        ("200万円に減らしたら？", 200),
        ("半額なら？", 1500),
    ],
)
def test_worked_out_from_the_cost_before(understander: Understander, text: str, cost: int) -> None:
    (ask,) = understander.read(text)
    amounts = grounded(ask, (ask,), Memory(cost=30_000_000)).amounts
    assert [amount.yen for amount in amounts] == [cost * 10_000]


def test_nothing_to_start_from(understander: Understander) -> None:
    (ask,) = understander.read("倍だと？")
    assert grounded(ask, (ask,), Memory()) is ask
