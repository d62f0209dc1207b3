"""Dialect, sounds, slips and Latin letters read as plain standard Japanese; standard Japanese stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.question.language.spoken import Spoken
from assistant.question.latin import LatinReader
from assistant.question.plain import PlainReader
from assistant.question.understanding import Understander
from assistant.question.vocabulary import VocabularyError, load_vocabulary
from assistant.settings import load_settings

LANGUAGE = load_settings().corpus / "language"


def plain(understander: Understander, text: str) -> str:
    return understander.plain.read(text)


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("ものづくりの〆ぎりはいづだべ", "ものづくりの締切はいつ"),
        ("なんぼかがっか", "いくらかか"),
        ("機械ば入れでえんだげんと", "機械を入れたい"),
        ("どごさ電話すればいいんだ", "どこに電話すれば"),
        ("人足りねえの補いてえ", "足りないの補いたい"),
        ("小規模でねくて", "小規模ではなくて"),
        ("電話番号おせでけろ", "教えてください"),
        ("15時までに行ぐんだげんと", "行く"),
    ],
)
def test_the_north_east(spoken: str, standard: str, understander: Understander) -> None:
    assert standard in plain(understander, spoken)


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("600万円使うと幾ら出ますか", "いくら出ますか"),
        ("補助は如何程か", "補助はいくらか"),
        ("ナンボ割出ますか", "何割出ますか"),
        ("機能は幾つ要りますか", "機能はいくつ"),
        ("「イクラ」の缶詰", "「イクラ」の缶詰"),
    ],
)
def test_words_that_ask_are_spelled_one_way(spoken: str, standard: str, understander: Understander) -> None:
    assert standard in plain(understander, spoken)


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("機械買うたらなんぼ返ってくるん", "機械買ったらいくら"),
        ("儲かったら返さなあかんの?", "返さなければならないのですか"),
        ("ロボットば入れたかばってん", "ロボットを入れたいのですが"),
        ("いくらまで出るとですか", "出るのですか"),
        ("締切はいつじゃったかいの", "いつでしたか"),
        ("困っとるけえ", "困っているから"),
        ("いつまでに出しゃええの", "出せばいいの"),
        ("いくらまで出るがやろか", "出るのですか"),
        ("ロボット入れたいわけさー", "入れたいのです"),
        ("使えるやつあらへん?", "ないですか"),
    ],
)
def test_other_regions(spoken: str, standard: str, understander: Understander) -> None:
    assert standard in plain(understander, spoken)


@pytest.mark.parametrize(
    "text",
    [
        "東さんに聞いた寿司屋さんの話です",
        "言葉の意味が分かりません",
        "席がらがらで困っています",
        "働きながら学べますか",
        "高さ制限のある工場です",
        "薬を飲んだらいいですか",
        "選んだ場合の補助額の最大は?",
        "小規模事業者だね、と言われました",
        "ちょっとだけ教えてください",
        "こないだの説明会で聞いたんだけど、いくらぐらいですか",
        "全然だめでした",
        "ただで使えるんですか",
        "結果がだめなら返すのですか",
        "相手が足りなければどうすればいいですか",
        "同じ金額を一般型で出すと?",
        "何か先に受けておく支援があるとか。",
        "この機会に支援機関に相談したい",
        "口座はいつ開きますか",
    ],
)
def test_standard_japanese_stays(text: str, understander: Understander) -> None:
    assert plain(understander, text) == text


def test_names_figures_and_quotations_keep_their_place(understander: Understander) -> None:
    read = plain(understander, "「〆はいづだべ」っつう紙に、持続化は2,000万円かがるって書いてあっぺが")
    assert "「〆はいづだべ」" in read
    assert "持続化" in read
    assert "2,000万円かかる" in read


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("小規模事業社の補助立は", "小規模事業者の補助率は"),
        ("問合せ咲きはどこ", "問い合わせ先はどこ"),
        ("人手不測なのでロボットを入れたい", "人手不足なので"),
        ("補助金の申請機嫌は", "申請期限は"),
        ("対象敬費を教えて", "対象経費を"),
        ("最択率は何パーセント", "採択率は"),
    ],
)
def test_slips(typed: str, standard: str, understander: Understander) -> None:
    assert standard in plain(understander, typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("how much can I get for installing a robot system?", ("導入", "ロボット", "いくらもらえますか?")),
        ("When is the deadline for monozukuri?", ("締切", "monozukuri", "いつですか?")),
        ("Does jizokuka cover a trade show booth?", ("対象", "展示会", "ですか?")),
        ("jizokuka no shimekiri wa itsu desu ka", ("の 締切 は いつ ですか",)),
        ("5gatsu 20nichi made desu ka", ("5月 20日",)),
        ("Is the deadline May 20th?", ("締切", "5月20日", "ですか?")),
    ],
)
def test_latin_letters(typed: str, said: tuple[str, ...], understander: Understander) -> None:
    read = plain(understander, typed)
    assert all(word in read for word in said), read


@pytest.mark.parametrize(
    "text", ["qwerty uiop", "https://portal.monodukuri-hojo.jp/about.html", "DX", "Zoomを使いたい"]
)
def test_other_latin_text_stays(text: str, understander: Understander) -> None:
    assert plain(understander, text) == text


def test_the_plain_reading_is_what_is_understood(understander: Understander) -> None:
    (ask,) = understander.read("持続化の通常枠さ出してえんだげんと、いづまでだべが")
    assert "dates" in ask.sure_topics
    (ask,) = understander.read("省力化の一般型で二千万の機械ば入れだら、なんぼもらえっぺ")
    assert [amount.yen for amount in ask.amounts] == [20_000_000]
    assert ask.how_much


def test_a_robot_system_is_no_order(understander: Understander) -> None:
    (ask,) = understander.read("ロボットのsystem")
    assert not ask.injected


def reader(**speech: object) -> PlainReader:
    return PlainReader(Spoken.model_validate({"speeches": [{"id": "x", "label": "x", **speech}]}))


def test_what_stands_around_a_word() -> None:
    rewrite = {"spoken": ["さ"], "plain": ["に"], "after": ["<漢字>"], "before": ["<漢字>"], "always": True}
    assert reader(rewrites=[rewrite]).read("店さ行く、東さん、行くさ") == "店に行く、東さん、行くさ"


def test_a_word_that_reads_worse_is_left() -> None:
    rewrite = {"spoken": ["さ"], "plain": ["に"]}
    assert reader(rewrites=[rewrite]).read("高さの制限") == "高さの制限"


def test_only_what_is_no_word_is_taken_for_one_that_sounds_like_it() -> None:
    assert PlainReader(Spoken(homophones=("申請期限", "機械"))).read("申請機嫌までに機会を") == "申請期限までに機会を"


def test_words_left_in_kana_are_written_with_kanji_where_nothing_else_is() -> None:
    plain = PlainReader(Spoken(in_kana=("何年", "使える", "創業")))
    assert plain.read("なんねんまで つかえるの") == "何年まで 使えるの"
    assert (
        plain.read("補助金は創業から何年もつかえるのか、窓口で聞いた")
        == "補助金は創業から何年もつかえるのか、窓口で聞いた"
    )


@pytest.mark.parametrize("typed", ["syouryokuka", "shouryokuka", "SHORYOKUKA"])
def test_one_word_has_many_spellings_in_latin_letters(typed: str) -> None:
    assert LatinReader((), ["shoryokuka"]).respelled(f"{typed} katarogu").casefold() == "shoryokuka katarogu"


@pytest.mark.parametrize("quoted", ['"syouryokuka"', "「syouryokuka」"])
def test_what_stands_in_quotation_marks_is_not_respelled(quoted: str, understander: Understander) -> None:
    assert quoted in plain(understander, f"{quoted} toha nan desu ka")
    assert "syouryokuka" not in plain(understander, "syouryokuka toha nan desu ka")


def test_quotation_marks_hold_over_the_end_of_a_sentence(understander: Understander) -> None:
    read = plain(understander, '"shimekiri. itsu desu ka" toha nan desu ka')
    assert "shimekiri" in read and "itsu" in read


def test_what_is_known_is_not_respelled() -> None:
    assert LatinReader((), ["shoryokuka", "syouryokuka"]).respelled("syouryokuka") == "syouryokuka"


def test_sounds_need_a_mark() -> None:
    speech = reader(marks=["べ"], sounds=[{"heard": "で", "plain": "て"}])
    assert speech.read("機械を入れで使う") == "機械を入れで使う"
    assert speech.read("機械を入れで使うべ") == "機械を入れて使うべ"


@pytest.mark.parametrize(
    ("rewrite", "field"),
    [
        ({"spoken": ["さ"], "plain": ["に"], "after": ["<かな>"]}, "after"),
        ({"spoken": [""], "plain": ["に"]}, "spoken"),
        ({"spoken": ["さ"]}, "plain"),
        ({"spoken": ["さ"], "plain": ["に"], "befor": ["行"]}, "befor"),
    ],
)
def test_a_wrong_file_is_told_by_line_and_field(tmp_path: Path, rewrite: dict[str, object], field: str) -> None:
    for file in LANGUAGE.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    wrong = {"speeches": [{"id": "x", "label": "x", "rewrites": [rewrite]}]}
    (tmp_path / "spoken.yaml").write_text(yaml.safe_dump(wrong, allow_unicode=True), encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"spoken\.yaml.*行目.*{field}"):
        load_vocabulary(tmp_path)
