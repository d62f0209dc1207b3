"""What a message tells of the use of its answer is no part of the question; what the person plans is."""

from __future__ import annotations

import pytest

from assistant.question.understanding import Understander
from ingest.japanese.normalise import normalise


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "お助け隊の始まった年を教えて。取引先向け勉強会の資料に沿革として載せます。",
            "お助け隊の始まった年を教えて。",
        ),
        ("税理士に見せるんで、通常枠の対象経費を全部教えて", "通常枠の対象経費を全部教えて"),
        ("グローバル枠の上限は? 客待ち中", "グローバル枠の上限は?"),
        ("稟議書に書くので、創業型の補助率をお願いします", "創業型の補助率をお願いします"),
        ("創業型は何年目まで使えますか? 知り合いに聞かれた", "創業型は何年目まで使えますか?"),
        ("一般型の特例を挙げて。社内報に載せる", "一般型の特例を挙げて。"),
    ],
)
def test_the_use_of_an_answer_is_not_asked(understander: Understander, message: str, asked: str) -> None:
    assert "".join(ask.text for ask in understander.read(message)) == "".join(
        ask.text for ask in understander.read(asked)
    )


@pytest.mark.parametrize(
    "message",
    [
        "商品をホームページに載せたいのですが、使える補助金はありますか",
        "店にロボットを入れたいので、使える補助金を教えて",
        "うちの製品をカタログに載せたいのですが、どうすればいいですか",
        "税理士に相談する費用は持続化補助金で出ますか",
        "省力化の計画には何を書くの?",
        "この説明会資料では何が紹介されてるの?",
        "締切までに書類を出すので、持続化の締切を教えて",
        "会議に使うので",
    ],
)
def test_a_plan_is_no_aside(understander: Understander, message: str) -> None:
    assert understander.clauses.trimmed(message) == message


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("補助金は何本で何の名前？人材とセキュリティのは要らん。", "補助金は何本で何の名前?"),
        ("補助金は何があるか教えて。パソコンはもうある。", "補助金は何があるか教えて。"),
        ("レジは足りてるので、券売機を入れたい。どの補助金？", "券売機を入れたい。どの補助金?"),
        ("証明書は要らん？", "証明書は要らん?"),
        ("特例は要らん。", "特例は要らん。"),
    ],
)
def test_what_is_not_wanted_is_not_asked_for(understander: Understander, message: str, left: str) -> None:
    assert understander.clauses.trimmed(normalise(message)) == left
