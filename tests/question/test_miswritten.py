"""Known words that are left in kana, put in wrong kanji or mistyped; what is written right is no such word."""

from __future__ import annotations

import pytest

from assistant.question.miswritten import MiswrittenWords
from assistant.question.understanding import Understander
from ingest.japanese.sounds import sounding

WORDS = MiswrittenWords(["上限", "災害支援枠", "一般型", "対策", "対象"], ["省力化", "運営", "インボイス枠"])


def found(text: str) -> list[tuple[str, str]]:
    return [(text[place.start : place.end], place.word) for place in WORDS.find(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("じょうげん", "上限"),
        ("じょーげん", "上限"),
        ("ジヨウゲン", "上限"),
        ("上減", "上限"),
        ("災外支援わく", "災害支援枠"),
        ("一ぱん型", "一般型"),
        ("いっぱん がた", "一般型"),
        ("しょーりょくか", "省力化"),
        ("うんえい", "運営"),
        ("いんぼーいすわく", "インボイス枠"),
    ],
)
def test_words_are_found_by_their_sound(typed: str, word: str) -> None:
    assert (typed, word) in found(typed)


@pytest.mark.parametrize(
    "text",
    [
        "上限",
        "賃金を上げんといかん",
        "反対作戦",
        "左右対称",
        "しえん",
        "一般的な例",
        "こうじょう けんせつ",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert found(text) == []


def test_kana_written_as_they_are_read_stay_in_a_text_with_kanji() -> None:
    assert found("団体の運営についてうんえい") == []
    assert found("団体の運営について、じょーげん") == [("じょーげん", "上限")]


def test_what_is_found_leaves_the_letters_around_it() -> None:
    text = "災外支援わくの上減は、じょーげんー?"
    assert [(place.start, place.end) for place in WORDS.find(text, (0, 10))] == [(0, 6), (7, 9)]


@pytest.mark.parametrize(("one", "other"), [("じょうげん", "じよーげん"), ("おおきい", "おーきー"), ("てぃー", "てい")])
def test_kana_sound_alike(one: str, other: str) -> None:
    def said(kana: str) -> str:
        return "".join(each.sound for each in sounding(kana) if not each.prolongs)

    assert said(one) == said(other)


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("でじたる かに つかえる ほじょきんの でんわ", "デジタル化に 使える 補助金の 電話"),
        ("災外支援わくの直接ひがいの上減", "災害支援枠の直接被害の上限"),
        ("持続化補助金の創行型", "持続化補助金の創業型"),
        ("しょーりょくか一ぱん型", "省力化一般型"),
        ("複数者連携枠の1じしめきり", "1次"),
        ("支援機関と対象者の一般的な要件", "支援機関と対象者の一般的な要件"),
    ],
)
def test_names_and_words_are_put_right(typed: str, standard: str, understander: Understander) -> None:
    assert standard in understander.plain.read(typed)
