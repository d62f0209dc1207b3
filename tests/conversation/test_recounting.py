"""Counts told by the ones before, and of which fact they are."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask

pytestmark = pytest.mark.slow

DAY = "2026-04-10"


@pytest.mark.parametrize(
    ("message", "sum_"),
    [
        ("3軒抜けて、あと一軒増えた。いくら？", "650万円"),
        ("2社増えて15社、そこから3社抜けた。いくら？", "600万円"),
        ("15社から5社に減った。いくら？", "250万円"),
    ],
)
def test_a_count_is_changed_from_where_it_stood(converse: Converse, message: str, sum_: str) -> None:
    converse(
        Conversed(DAY, (Turn("複数者連携枠、15社です。bの上限は？", says=("750万円",)), Turn(message, says=(sum_,))))
    )


def test_employees_that_leave_are_no_members(converse: Converse) -> None:
    plan = Turn("複数者連携枠、15社です。bの上限は？", says=("750万円",))
    converse(
        Conversed(DAY, (plan, Turn("うちの従業員が2人増えました。bの上限は？", says=("750万円",), never=("850万円",))))
    )


@pytest.mark.parametrize("question", ["99999999日以内に出せる補助金は？", "99999999ヶ月後も募集してる？"])
def test_no_length_of_time_is_too_long_to_be_asked_with(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).text
