"""Words and pieces that the lexical index counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.words import ends_in_predicate, grams, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("問い合わせ", "問合せ"),
        ("受け付ける", "受付ける"),
        ("２，５００万円", "2,500万円"),
        ("2500万円", "25,000,000円"),
        ("1億2,000万円", "120000000円"),
        ("050-3821-7013", "０５０－３８２１－７０１３"),
        ("ｲﾝﾎﾞｲｽ", "インボイス"),
    ],
)
def test_one_word_however_it_is_written(one: str, other: str) -> None:
    assert words(one) == words(other) != []


@pytest.mark.parametrize("number", ["2/3", "050-3821-7013", "17:00", "3.5", "4/30"])
def test_a_number_stays_whole(number: str) -> None:
    assert number in words(f"これは{number}です")


def test_only_content_words_count() -> None:
    assert words("申請をすることができます。") == ["申請", "出来る"]
    assert words("、。！？") == []
    assert words("") == []


def test_a_long_text_is_read_to_its_end() -> None:
    assert words("あ。" * 30_000 + "補助金")[-2:] == ["補助", "金"]


def test_pieces_stop_at_punctuation() -> None:
    assert grams("補助率は、2/3") == ["補助", "助率", "率は", "補助率", "助率は"]


def test_threads_agree() -> None:
    texts = [f"第{number}回の申請受付は{number}月です。補助率は2/3。" for number in range(200)]
    alone = [words(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(words, texts)) == alone


@pytest.mark.parametrize(
    "heading",
    ["住民票はどこで取れますか", "手続きを教えてください。", "証明書がほしい", "連絡先は", "導入しましょう！"],
)
def test_a_heading_that_says_something(heading: str) -> None:
    assert ends_in_predicate(heading)


@pytest.mark.parametrize(
    "heading", ["補助上限、補助率等", "金融商品取引法 第24条", "梅雨", "問い合わせ", "東大寺の仏像", "(1)", ""]
)
def test_a_heading_that_is_a_name(heading: str) -> None:
    assert not ends_in_predicate(heading)
