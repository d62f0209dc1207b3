"""Later turns that mean what was spoken of, a part of it, or another thing than it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

_DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("turns", "says", "leaves_out"),
    [
        # All of what is spoken of, and which of the several.
        (("省力化のカタログで券売機を入れたい", "手続きは全部うちだけでやるの？"), "販売事業者", "マナビDX"),
        (("人手不足で困ってる。何かない？", "どれが一番出る？"), "1億円", "50億円"),
        (("デジタル化・AI導入補助金の枠は？", "一番上限が高いのは？"), "複数者連携", "50億円"),
        (("新しい商品を作って海外に売りたい", "その中で上限が高いのは？"), "3,000万円", "1億円"),
        # The one track that a case falls under, or that an answer names.
        (("持続化の上限は？", "間接被害だといくら？", "締切は？"), "3月31日", "4月30日"),
        (("持続化の上限は？", "賃上げもしたら？", "それは何日まで？"), "4月30日", "3月31日"),
        (("検査をAIカメラで自動化したい", "その型の率は？"), "1,500万円を超える部分は1/3", "以下"),
        (("持続化の通常枠の上限は？", "創業型は？", "もう片方に戻って、締切は？"), "通常枠", "創業型"),
        # The grant that pays for a service.
        (("お助け隊って何してくれるの", "補助は出る？", "率は？"), "2/3", "ものづくり"),
        (("お助け隊の利用料を補助してくれる枠は？", "率は？", "一番早い締切は？"), "5月12日", "書かれていません"),
        # A special case that another track may have, too.
        (("免税から課税になったときの特例は？", "創業型でも使える？"), "はい、創業型にも", "機械装置"),
    ],
)
def test_what_is_spoken_of_is_meant(assistant: Assistant, turns: tuple[str, ...], says: str, leaves_out: str) -> None:
    conversation = assistant.conversation(_DAY)
    text = [conversation.ask(turn) for turn in turns][-1].text
    assert says in text
    assert leaves_out not in text


@pytest.mark.parametrize(
    ("turns", "programme"),
    [
        (("マナビDXって無料？", "座学じゃなくて手を動かすやつは別にある？"), "マナビDXクエスト"),
        (("机上演習の教材は無料？", "じゃあ見張ってくれるのはない？"), "サイバーセキュリティお助け隊サービス"),
        (("お助け隊の監視タイプは？", "訓練だけしたいときは？"), "セキュリティインシデント対応机上演習"),
    ],
)
def test_another_programme_is_described_without_its_name(
    assistant: Assistant, turns: tuple[str, ...], programme: str
) -> None:
    conversation = assistant.conversation(_DAY)
    reply = [conversation.ask(turn) for turn in turns][-1]
    assert reply.status == "answered"
    assert programme in reply.text
    assert not reply.text.startswith(("はい", "いいえ"))


def test_what_asks_for_itself_takes_no_topic_over(assistant: Assistant) -> None:
    conversation = assistant.conversation(_DAY)
    conversation.ask("持続化の共同・協業型はいつまで？")
    text = conversation.ask("どんな機関がやれるの").text
    assert "地域振興等機関" in text
    assert "2月27日" not in text


@pytest.mark.parametrize(
    ("turns", "closing"),
    [
        (("デジタル化AI補助金の通常枠、締切は？", "それに間に合わなかったら次は？"), "6月15日"),
        (("デジタル化AI補助金の通常枠、締切は？", "2つ目は？", "その次は？"), "7月21日"),
        (("複数者連携の枠の締切は何回ある？", "最後のはいつ？"), "8月25日"),
        (("複数者連携の枠の締切は？", "2回目は？"), "8月25日"),
    ],
)
def test_a_round_is_picked_by_its_place(assistant: Assistant, turns: tuple[str, ...], closing: str) -> None:
    conversation = assistant.conversation(_DAY)
    text = [conversation.ask(turn) for turn in turns][-1].text
    assert closing in text
    assert "5月12日" not in text


@pytest.mark.parametrize(
    ("first", "says"),
    [("事業承継・M&A補助金の締切は？", "2,000万円"), ("ものづくりのグローバル枠の締切は？", "3,000万円")],
)
@pytest.mark.parametrize("alone", ["上は", "上は？", "てっぺんは？", "じゃあ上は"])
def test_a_word_alone_names_a_topic(assistant: Assistant, first: str, alone: str, says: str) -> None:
    conversation = assistant.conversation(_DAY)
    conversation.ask(first)
    assert says in conversation.ask(alone).text


@pytest.mark.parametrize(
    ("turns", "says", "leaves_out"),
    [
        # What the answer was on, not the words of the question, is what a fragment goes on with.
        (
            ("持続化補助金のウェブサイト関連費って何が入るの", "展示会は", "オンラインのやつでも？"),
            "展示会等出展費",
            "創業後",
        ),
        # Whoever has no case of their own.
        (("デジタル化AI補助金の通常枠で最低賃金近傍だと率は？", "普通だと"), "1/2", "近傍の事業者の場合"),
        # A special case of the programme spoken of, called by another's name.
        (("省力化補助金の目的は？", "賃上げの特例はある？"), "大幅賃上げ特例", "150万円"),
        (("ものづくりの23次はいつまで", "その日の何時"), "17:00", "受付時間"),
        (("商工会の女性部でビジネスコミュニティ型の上限は？", "二つの女性部で一緒にやったら？"), "100万円", "青年部"),
    ],
)
def test_a_fragment_goes_on_with_the_last_answer(
    assistant: Assistant, turns: tuple[str, ...], says: str, leaves_out: str
) -> None:
    conversation = assistant.conversation(_DAY)
    text = [conversation.ask(turn) for turn in turns][-1].text
    assert says in text
    assert leaves_out not in text
