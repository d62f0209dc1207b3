"""Situations: what troubles someone is told without a name, and the programmes that help are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)

TOLD = {
    "若手にデジタルの勉強をさせたいと考えております。利用できるものをすべて教えてください。": "manabi-dx",
    "とにかく人が来ねえ。募集しても全然だめ。機械でなんとかしたいんだけど、使える補助金どれ": "shoryokuka",
    "主人と二人の小さなお店なんだけど、中がもう古くて、大工さんに頼んできれいにしてお客さんを呼びたいのよ": "jizokuka",
    "そろそろ息子に代を譲ろうと思うんだがね、その前に商売をもう少し良くしておきたい。何か国の助けはあるかね": "shokei-ma",
    "帳簿つけんのをパソコンのソフトに変えたい": "digital-ai",
    "美容室です。予約を電話じゃなくてネットで受けられるようにしたいんですけど、使える制度ありますか？": "digital-ai",
    "介護事業所です。職員がパソコンに弱くて困っています。無料で学べるところはありませんか": "manabi-dx",
    "先月うちの会社に変なメールが来て、事務の子が開いてしまった。今後が心配だ。どうすればいいか": "otasuketai",
}
SEVERAL = {
    "通販を始めたいのでサイトを作りたい、あと駅前に看板も出したい。": ("看板", "ウェブサイト"),
    "見積ソフトと事務所のノートパソコンを新しくしたい": ("ITツール", "PC・タブレット"),
    "うちの道具をヨーロッパで売りたくてな、新しい機械も入れて向こうの展示会にも出たい。合うのはどれかね": ("グローバル枠", "展示会"),
}  # fmt: skip


@pytest.mark.parametrize("message", TOLD)
def test_what_helps_most_comes_first(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    first = assistant.desk.knowledge.programmes.get(TOLD[message]).names.official
    assert reply.text.splitlines()[1].startswith(f"・{first}"), reply.text
    assert not reply.rounds
    assert "はい。" not in reply.text


@pytest.mark.parametrize("message", SEVERAL)
def test_each_wish_of_a_message_gets_its_reason(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert all(word in reply.text for word in SEVERAL[message]), reply.text


@pytest.mark.parametrize(
    "message", ["彼女にふられてつらい。どうしたらいい？", "腰が痛くて大変です。いい病院ありますか"]
)
def test_a_situation_that_is_no_need_stays_outside(assistant: Assistant, message: str) -> None:
    assert assistant.conversation(as_of=DAY).ask(message).status == "declined"


def test_a_price_asked_of_something_is_no_need(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("訓練の教材って、お金いりますか")
    assert "無料" in reply.text and "次の制度" not in reply.text
