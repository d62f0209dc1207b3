"""Lists by an amount or a rate come from the typed rules; several tracks or cases side by side."""

from __future__ import annotations

import pytest

from assistant import Assistant, Reply
from tests.conversation.conftest import ask


def told(assistant: Assistant, question: str) -> str:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    return reply.text


def is_list(reply: Reply) -> bool:
    """Whether the reply was made of what passes a figure, or stands in its order."""
    return any("ranked" in str(step.decided) for step in reply.trace)


@pytest.mark.parametrize(
    ("question", "there", "not_there"),
    [
        ("補助上限が1億円以上の補助金はどれ", ["50億円", "5億円", "一般型）：1億円"], ["9,000万円", "100億円"]),
        ("上限が3,500万円以上の補助金は何がある", ["最大4,000万円", "5,000万円", "9,000万円"], ["3,000万円"]),
        ("定額補助の型はどれ", ["災害支援枠", "ビジネスコミュニティ型"], ["創業型"]),
        ("補助率3/4以上の枠はどれ", ["インボイス対応類型"], ["電子取引類型"]),
        ("持続化で上限が200万円以上の型はどれ", ["共同・協業型", "創業型", "災害支援枠"], ["通常枠", "億"]),
        ("3割以上出る補助金は全部？", ["当てはまる", "1/3"], []),
    ],
)
def test_what_passes_a_figure_is_listed(
    assistant: Assistant, question: str, there: list[str], not_there: list[str]
) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered" and is_list(reply)
    assert all(words in reply.text for words in there)
    assert not any(words in reply.text for words in not_there)


def test_amounts_stand_in_their_order(assistant: Assistant) -> None:
    text = told(assistant, "4つの補助金を上限が大きい順に並べて")
    places = [text.index(words) for words in ("1億円", "5,000万円", "3,000万円", "450万円", "50万円[")]
    assert places == sorted(places)
    assert "億円" not in text.replace("1億円", "")


@pytest.mark.parametrize(
    "question",
    ["ものづくり補助金の補助率は2/3ですか", "1,000万円以上の機械を買うときの補助金はどれ"],
)
def test_no_list_is_made_of_other_questions(assistant: Assistant, question: str) -> None:
    assert not is_list(ask(assistant, question))


def test_cases_of_one_track_are_told_by_its_own_sentence(assistant: Assistant) -> None:
    text = told(assistant, "災害支援枠の直接被害と間接被害で上限はどれだけ違う？")
    assert "200万円" in text and "100万円" in text and "5,000万円" not in text


def test_tracks_with_the_same_rate_have_the_same(assistant: Assistant) -> None:
    assert told(assistant, "創業型と通常枠で補助率は同じ？").startswith("はい、同じです。")
    assert told(assistant, "カタログと一般型で補助率は違いますか").startswith("はい、違います。")
