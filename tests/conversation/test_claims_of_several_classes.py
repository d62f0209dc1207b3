"""A rate that is claimed for several classes of applicants at once: はい is said only of those of which it is known."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

_UNSAID = "グローバル枠での再生事業者の補助率は、資料に書かれていません"


@pytest.mark.parametrize(
    "question",
    [
        "もの補助は小規模なら2/3、再生事業者もグローバル枠で2/3、って合ってます？",
        "グローバル枠は小規模が2/3で、再生事業者も2/3だよね",
        "海外の枠、小規模と再生は2/3でいいですか",
    ],
)
def test_what_is_unsaid_of_one_class_is_not_confirmed_with_the_other(converse: Converse, question: str) -> None:
    converse(
        Conversed("2026-04-10", (Turn(question, lead="はい、グローバル枠", says=("小規模事業者の場合", _UNSAID)),))
    )


def test_classes_of_which_the_rate_is_known_have_one_answer(converse: Converse) -> None:
    question = "省力化の一般型、小規模も再生事業者も2/3ですよね"
    converse(Conversed("2026-04-10", (Turn(question, lead="はい、", never=("書かれていません",)),)))


def test_several_rates_are_held_against_one_sentence(converse: Converse) -> None:
    question = "グローバル枠は中小1/2、小規模2/3で合ってる？"
    converse(Conversed("2026-04-10", (Turn(question, lead="はい、", never=("書かれていません",)),)))


def test_a_class_that_another_is_only_held_against_is_not_confirmed(converse: Converse) -> None:
    question = "グローバル枠で再生事業者は小規模と同じく2/3ですよね"
    converse(Conversed("2026-04-10", (Turn(question, "not_in_sources", says=(_UNSAID,), never=("はい",)),)))
