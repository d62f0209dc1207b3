"""Whose a shared name is, what serves what is told, and the one other thing that is meant."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

APRIL = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("通常枠で業務領域が5つだと上限は？", "450万円", "持続化"),
        ("インボイスの枠、PCの上限は？", "10万円", "持続化"),
        ("通常枠で時給を50円上げたら上限は？", "200万円", "デジタル化"),
        ("通常枠でソフト入れたい。率は？", "1/2", "災害"),
        ("商店街でまとめてやる枠、分析の経費はいくらまで？", "50万円×構成員数", "5,000万円"),
        ("インボイスに登録したばっかり。上乗せされるの、どの補助金？", "50万円", "レジ"),
    ],
)
def test_what_is_told_beside_says_whose_a_shared_name_is(
    assistant: Assistant, question: str, said: str, unsaid: str
) -> None:
    reply = assistant.conversation(as_of=APRIL).ask(question)
    assert said in reply.text
    assert unsaid not in reply.text


def test_nothing_told_leaves_both(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask("通常枠の補助率は？")
    assert "持続化" in reply.text and "デジタル化" in reply.text


def test_a_particular_need_goes_before_who_asks(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask(
        "小さい印刷所です。ウイルスの見張りと、やられたときに来てくれるやつをまとめて頼みたい。利用料に補助って出る？"
    )
    assert "お助け隊" in reply.text and "ものづくり" not in reply.text and "机上演習" not in reply.text


@pytest.mark.parametrize("question", ["うちは小さい店です。上限は？", "小さい会社です。補助率は？"])
def test_who_asks_is_no_reason_to_tell_every_ceiling(assistant: Assistant, question: str) -> None:
    assert assistant.conversation(as_of=APRIL).ask(question).status == "clarify"


def test_the_rate_of_a_class_is_no_answer_to_who_names_none(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask("補助率って何割なの？")
    assert "小規模事業者の補助率は、次のとおりです" not in reply.text


@pytest.mark.parametrize("more", ["もっと遅いのは？", "もっと短いのは？", "もっと早い時期のはある？"])
def test_more_of_what_the_other_has_not_either_stays_with_the_one_spoken_of(assistant: Assistant, more: str) -> None:
    conversation = assistant.conversation(as_of=APRIL)
    conversation.ask("マナビDXの締切は？")
    assert "クエスト" not in conversation.ask(more).text


@pytest.mark.parametrize("more", ["もっと実践的なのは？", "もっと本格的なやつは？", "もっとレベル高いのはありますか？"])
def test_more_of_the_same_kind_is_the_other_of_two(assistant: Assistant, more: str) -> None:
    conversation = assistant.conversation(as_of=APRIL)
    conversation.ask("マナビDXって何？")
    assert "クエスト" in conversation.ask(more).text


def test_more_than_a_grant_gives_is_no_one_other(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=APRIL)
    conversation.ask("持続化補助金って何？")
    assert "マナビ" not in conversation.ask("もっと大きいのは？").text


def test_a_grant_for_the_service_spoken_of_is_the_one_that_pays_for_it(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=APRIL)
    conversation.ask("お助け隊って何をしてくれるの？")
    reply = conversation.ask("そのサービス料に使える補助金、ありますよね。どの枠？")
    assert "セキュリティ対策推進枠" in reply.text and "ものづくり" not in reply.text


def test_the_track_that_pays_for_a_service_has_the_closing(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask("お助け隊を使いたいが、お金の出る枠の締切は？")
    assert "セキュリティ対策推進枠" in reply.text and "5月12日" in reply.text


def test_what_only_describes_asks_nothing_of_its_own(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=APRIL)
    conversation.ask("マナビDXって何？")
    reply = conversation.ask("もっと実践的なのは？会社の事例を使って考えるようなやつ。")
    assert "クエスト" in reply.text and reply.status == "answered"


def test_the_closing_of_what_serves_a_need(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask("チラシとか看板とかに使える補助金の締切いつ？")
    assert "4月30日" in reply.text


def test_a_ceiling_that_an_unstated_rise_lifts_is_unsaid(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=APRIL).ask("省力化の一般型、給料をぐんと上げた場合の上限は？")
    assert reply.status == "not_in_sources" and "大幅賃上げ特例" in reply.text
