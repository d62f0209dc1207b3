"""Who asks is told apart from what is wanted."""

from __future__ import annotations

import pytest

from assistant.evidence.needs.asker import Asker
from assistant.needs import AskerWords

WORDS = AskerWords(
    trades=("屋", "会社", "業", "店"),
    not_trades=("作業", "部屋"),
    persons=("の社長",),
    being=("です", "ですが", "だけど"),
    running=("営ん", "やって"),
    counters=("台",),
    having=("あります",),
)


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker(WORDS, ("たい", "困って"))


@pytest.mark.parametrize(
    ("text", "wanted", "who"),
    [
        ("看板屋です。社員に学ばせたい", "社員に学ばせたい", ("看板屋です。",)),
        ("研修会社ですが、チラシを配りたい", "チラシを配りたい", ("研修会社ですが、",)),
        ("倉庫業を営んでいます。攻撃が心配", "攻撃が心配", ("倉庫業を営んでいます。",)),
        ("事務所にパソコンが20台。見張ってほしい", "見張ってほしい", ("事務所にパソコンが20台。",)),
        ("パソコンは3台あります。守りたい", "守りたい", ("パソコンは3台あります。",)),
        ("印刷会社の社長です。", "", ("印刷会社の社長です。",)),
    ],
)
def test_trades_and_possessions_are_who_asks(asker: Asker, text: str, wanted: str, who: tuple[str, ...]) -> None:
    assert asker.apart(text) == (wanted, who)


@pytest.mark.parametrize(
    "text",
    [
        "ロボットを3台。",
        "新しい部品を売り出したい会社です。",
        "全部手作業です。",
        "古い部屋です。",
        "ここは看板屋ですか?",
        "看板屋に頼む予定",
    ],
)
def test_what_is_wanted_stays(asker: Asker, text: str) -> None:
    assert asker.apart(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "word", "wished"),
    [
        ("向こうの展示会にも出たい", "展示会", True),
        ("パソコンのことを一から勉強させてやりたい", "パソコン", False),
        ("倉庫、どうにかしたい", "倉庫", False),
    ],
)
def test_a_wish_close_behind_a_word_is_for_it(asker: Asker, text: str, word: str, wished: bool) -> None:
    assert asker.wishes_for(text, text.index(word) + len(word)) is wished
