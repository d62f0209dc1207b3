"""Answers to what is set side by side, to which track it is, and to parts that only say how to answer."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import ask


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("災害支援枠、直接と間接で上限の差額は？", ("200万円", "100万円")),
        ("電子取引類型の中小と大企業の補助率を並べて", ("2/3", "1/2")),
        ("セキュリティ枠：小規模とそれ以外の率の差", ("1/2", "2/3")),
    ],
)
def test_cases_of_one_track_are_told_apart_by_its_own_sentence(
    assistant: Assistant, question: str, told: tuple[str, ...]
) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert all(figure in reply.text for figure in told)


def test_cases_that_only_one_track_knows_say_which_it_is(assistant: Assistant) -> None:
    reply = ask(
        assistant, "能登の地震で店がやられました。直接壊れた場合と、お客が減っただけの場合で、補助の上限は違いますか。"
    )
    assert "200万円" in reply.text and "100万円" in reply.text
    assert "5,000万円" not in reply.text


def test_the_difference_and_how_many_times_over_are_computed_where_they_are_asked_for(assistant: Assistant) -> None:
    reply = ask(assistant, "省力化の一般型とカタログ型の上限、何倍ちがう？差額も")
    assert "約6.7倍" in reply.text
    assert reply.text.count("最大1,500万円") == 1
    gap = ask(assistant, "ものづくりのグローバル枠と高付加価値化枠、上限の差はいくら？")
    assert "最大の額で比べると、差は500万円" in gap.text
    assert gap.calculation is not None and gap.calculation.steps[0].yen == 5_000_000
    plain = ask(assistant, "省力化の一般型とカタログ型、上限が高いのはどっち？")
    assert plain.calculation is None and "倍" not in plain.text


def test_rates_that_are_alike_only_at_their_highest_are_not_called_the_same(assistant: Assistant) -> None:
    reply = ask(assistant, "電子取引類型とデジタル化の通常枠、率が高いのはどっち？")
    assert "いちばん高い補助率は同じ" in reply.text
    assert "条件の付かない" not in reply.text  # that of one of the two hangs on the class of the applicant


@pytest.mark.parametrize(
    ("question", "own", "others"),
    [
        ("商工会の青年部で使える持続化の型は何型で、上限いくら？", "50万円", "5,000万円"),
        ("オーダーメイドの検査機を入れたい。省力化のどっちのタイプ？最大いくら？", "1億円", "1,500万円"),
        ("開業2年目です。持続化の何型？上限は？", "200万円", "5,000万円"),
    ],
)
def test_the_track_that_is_described_holds_for_what_is_asked_behind_it(
    assistant: Assistant, question: str, own: str, others: str
) -> None:
    reply = ask(assistant, question)
    assert own in reply.text
    assert others not in reply.text


def test_where_nothing_is_described_all_tracks_are_listed(assistant: Assistant) -> None:
    reply = ask(assistant, "持続化の型はどれがある？")
    assert "ビジネスコミュニティ型" in reply.text and "創業型" in reply.text


@pytest.mark.parametrize(
    "question", ["ものづくりの枠っていくつあるの？名前は？", "ものづくりの枠っていくつあるの？名前だけ全部並べて"]
)
def test_a_part_that_only_says_how_to_answer_brings_nothing_else(assistant: Assistant, question: str) -> None:
    reply = ask(assistant, question)
    assert "グローバル枠" in reply.text
    assert "【" not in reply.text


def test_how_many_firms_a_row_of_the_menu_has_whatever_else_a_word_could_mean(assistant: Assistant) -> None:
    assert "約1,300者" in ask(assistant, "売上100億以上の大企業って全国に何社くらいあるとメニュー表に載ってますか").text
