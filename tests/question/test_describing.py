"""Tracks and programmes spoken of by what they are for, by half a name, and with a word for a track behind a name."""

from __future__ import annotations

import pytest

from assistant.question.understanding import Understander


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("ものづくり補助金の海外に売る方の枠は何割ですか", ("monodukuri", "global")),
        ("もの補助で新サービスを作るほうは上限いくら", ("monodukuri", "kofuka")),
        ("持続化で、起業したばっかりの人のやつはいつまで", ("jizokuka", "sogyo")),
        ("持続化補助金の青年部が使える型の上限", ("jizokuka", "community")),
        ("IT導入補助金でレジを入れられる枠の補助率", ("digital-ai", "invoice")),
        ("デジタル化補助金のセキュリティの枠は何割", ("digital-ai", "security")),
        ("省力化のオーダーメイドの方の締切は", ("shoryokuka", "ippan")),
        ("登録された製品から選ぶ型は、交付決定までどれくらい", ("shoryokuka", "catalog")),
        ("クエストの実際の会社に入って取り組む方は何か月", ("manabi-dx-quest", "regional")),
        ("被災した人の枠はいくらまで", ("jizokuka", "saigai")),
    ],
)
def test_a_track_is_known_by_what_it_is_for(understander: Understander, text: str, track: tuple[str, str]) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.tracks == (track,)


def test_both_of_two_things_set_side_by_side_are_described(understander: Understander) -> None:
    (ask,) = understander.read("省力化、リストから選ぶのと自前の設計でいくのと、上限はどれだけ違うか知りたい")
    assert set(ask.scope.tracks) == {("shoryokuka", "catalog"), ("shoryokuka", "ippan")}


@pytest.mark.parametrize(
    "text",
    [
        "海外の方が店に来るので翻訳機を買いたい",  # people
        "配膳ロボットをリストから選んで入れたい。省力化のどっちの型？",  # asked
        "デジタル化補助金でレジを入れるのはいくらまで",  # what is bought
        "省力化でロボットを作る方法は",  # part of another word
    ],
)
def test_nothing_else_is_taken_for_a_track(understander: Understander, text: str) -> None:
    assert all(not ask.scope.tracks for ask in understander.read(text))


def test_the_latest_programme_spoken_of_is_described(understander: Understander) -> None:
    (ask,) = understander.read("特注の方は？", ["shoryokuka", "monodukuri"])
    assert ask.scope.tracks == (("shoryokuka", "ippan"),)


def test_half_a_name_stands_for_all_that_begin_so(understander: Understander) -> None:
    (ask,) = understander.read("マナビなんとかってやつは無料？")
    assert set(ask.scope.programmes) == {"manabi-dx", "manabi-dx-quest"}
    (ask,) = understander.read("お助けなんとかって、いくらかかるの")
    assert ask.scope.programmes == ("otasuketai",)


def test_a_word_for_a_track_behind_its_name_asks_for_no_tracks(understander: Understander) -> None:
    (ask,) = understander.read("ものづくり補助金の高付加価値化の枠は何割")
    assert ask.sure_topics == ("rate",)
    (ask,) = understander.read("ものづくり補助金の枠は何がありますか")
    assert "tracks" in ask.topics


def test_cases_of_one_track_set_side_by_side_are_nobodys_own(understander: Understander) -> None:
    for text in (
        "通常枠で業務領域が3つの場合と4つの場合で上限はどう変わる？",
        "災害支援枠の直接被害と間接被害で上限はどれだけ違う？",
        "電子取引類型、大企業と中小で率はどう変わる",
    ):
        (ask,) = understander.read(text)
        assert not ask.facts.values


def test_what_varies_between_two_tracks_is_compared(understander: Understander) -> None:
    (ask,) = understander.read("カタログ注文型と一般型で上限はどう変わりますか")
    assert ask.operation == "compare"
    assert ask.sure_topics == ("ceiling",)


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("カタログじゃないほうの省力化の締切", ("shoryokuka", "ippan")),
        ("デジタル化補助金でお助け隊に使える枠の上限は", ("digital-ai", "security")),
        ("持続化で何社かまとめて支援する団体向けの型の締切", ("jizokuka", "kyodo")),
        ("ものづくりの、海外でも売りたいって会社が出すほうの枠の上限額", ("monodukuri", "global")),
    ],
)
def test_the_other_one_and_longer_descriptions(understander: Understander, text: str, track: tuple[str, str]) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.tracks == (track,)


def test_everything_about_one_special_case_is_asked_of_every_programme(understander: Understander) -> None:
    (ask,) = understander.read("賃上げで優遇される補助金を全部挙げて")
    assert not ask.scope.programmes
    (ask,) = understander.read("持続化の賃上げ特例を全部教えて")
    assert ask.scope.programmes == ("jizokuka",)
    (ask,) = understander.read("賃上げすると有利になる補助金や特例を列挙してください")
    assert not ask.scope.programmes


@pytest.mark.parametrize("text", ["賃金引上げ特例の要件を全部教えて", "インボイス特例のある補助金を列挙"])
def test_what_is_asked_of_the_one_special_case_named_is_asked_of_its_programme(
    understander: Understander, text: str
) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.programmes == ("jizokuka",)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("URLだけまとめて。4つの補助金の", ["4つの補助金のURLだけまとめて。"]),
        ("対象経費を知りたい。創業型の", ["創業型の対象経費を知りたい。"]),
        ("締切を教えて。まだ出せるの", ["締切を教えて。", "まだ出せるの"]),
    ],
)
def test_of_what_something_is_asked_may_stand_behind_it(
    understander: Understander, text: str, clauses: list[str]
) -> None:
    assert [ask.text for ask in understander.read(text)] == clauses


def test_joined_counts_are_nobodys_own(understander: Understander) -> None:
    (ask,) = understander.read("インボイス対応類型の1機能と2機能以上の上限を教えて")
    assert "functions" not in ask.facts.values
