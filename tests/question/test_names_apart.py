"""Names without their ending, misspelt tracks, and special cases told by what is done for them."""

from __future__ import annotations

import pytest

from assistant.question.understanding import Understander


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("ITの補助金の締切は？", {"digital-ai"}),
        ("デジタル系のやつの上限", {"digital-ai"}),
        ("持続化とITの率を教えて", {"jizokuka", "digital-ai"}),
        ("全部でなくて、IT関係と省力化", {"digital-ai", "shoryokuka"}),
        ("ものづくり、IT、省力化の電話", {"monodukuri", "digital-ai", "shoryokuka"}),
        ("大規模のやつの率", {"chuken-daikibo"}),
    ],
)
def test_a_stem_names_a_programme_before_its_word_and_in_a_list(
    understander: Understander, text: str, programmes: set[str]
) -> None:
    assert {p for ask in understander.read(text) for p in ask.scope.programmes} == programmes


@pytest.mark.parametrize(
    "text",
    [
        "うちはIT系の会社です",
        "デジタル人材を育てたい",
        "AIのサービスを開発したい",
        "中堅の方は何割ですか",
        "設備やITの補助金で今日申し込めるもの",
    ],
)
def test_a_stem_alone_names_nothing(understander: Understander, text: str) -> None:
    assert not any(ask.scope.programmes for ask in understander.read(text))


def test_a_track_is_listed_by_its_stem_beside_another_of_its_programme(understander: Understander) -> None:
    (ask,) = understander.read("持続化の創業型と災害の締切")
    assert set(ask.scope.tracks) == {("jizokuka", "sogyo"), ("jizokuka", "saigai")}


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("省力加投資補助金のカタロク注文がたの率", ("shoryokuka", "catalog")),
        ("省力化投資補助金の一搬型の上限", ("shoryokuka", "ippan")),
        ("しょうりょくかの一ぱん型の上限", ("shoryokuka", "ippan")),
        ("ものづくりのぐろうばる枠の上限", ("monodukuri", "global")),
        ("持続化の通乗枠の締切", ("jizokuka", "tsujo")),
        ("持続化の総業型の上限", ("jizokuka", "sogyo")),
    ],
)
def test_a_misspelt_track_is_known_beside_its_programme(
    understander: Understander, text: str, track: tuple[str, str]
) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.tracks == (track,)


@pytest.mark.parametrize("text", ["持続化の卒業枠に出したい", "省力化で一体型の機械を入れたい"])
def test_what_is_a_word_of_its_own_is_no_misspelt_track(understander: Understander, text: str) -> None:
    assert not any(ask.scope.tracks for ask in understander.read(text))


@pytest.mark.parametrize(
    ("text", "special"),
    [
        ("省力化の一般型で給料をぐんと上げたら上限は", ("shoryokuka", "ohaba-chinage")),
        ("賃上げをがばっとやったら一般型の上限はどれだけ上がる", ("shoryokuka", "ohaba-chinage")),
        ("持続化で時給を大幅に上げたら上限は", ("jizokuka", "chinage")),
    ],
)
def test_a_special_case_is_told_by_what_is_done_for_it(
    understander: Understander, text: str, special: tuple[str, str]
) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.specials == (special,)
    assert ask.scope.programmes == (special[0],)


@pytest.mark.parametrize(
    "text",
    [
        "持続化の通常枠で時給は上げません",
        "持続化の通常枠で給料は上げられません",
        "持続化の通常枠で時給を上げる余裕はありません",
        "持続化の通常枠、時給は上げずに申請すると上限は",
        "持続化の通常枠、最近給料を上げたばかりです",
        "持続化の通常枠、給料が安いので売上を上げたい",
        "持続化の通常枠で給料を上げるべきですか",
        "持続化の通常枠は時給を上げないと申請できませんか",
        "省力化の一般型、最低賃金を上げない場合の上限は",
    ],
)
def test_what_is_not_done_is_no_special_case(understander: Understander, text: str) -> None:
    assert not any(ask.scope.specials for ask in understander.read(text))


@pytest.mark.parametrize(
    "text",
    ["持続化の通常枠で時給を60円上げたら上限は変わらないですか", "持続化の通常枠で給料を上げて、赤字ではありません"],
)
def test_what_is_denied_of_something_else_leaves_the_deed(understander: Understander, text: str) -> None:
    assert any(("jizokuka", "chinage") in ask.scope.specials for ask in understander.read(text))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("クエスト、デジタルの経験ない人は参加できないの", False),
        ("クエスト、デジタル、ものづくりの締切は", True),
    ],
)
def test_behind_a_comma_alone_a_stem_is_listed_where_the_list_goes_on(
    understander: Understander, text: str, listed: bool
) -> None:
    assert any("digital-ai" in ask.scope.programmes for ask in understander.read(text)) is listed


def test_the_raise_told_by_a_deed_keeps_its_amount(understander: Understander) -> None:
    (ask,) = understander.read("持続化の通常枠で時給を60円上げたら上限は")
    assert ask.facts.values["wage_raise_yen"] == 60
    assert not ask.amount("cost")


def test_a_wage_raise_without_a_programme_is_no_special_case(understander: Understander) -> None:
    (ask,) = understander.read("時給を大幅に上げたい")
    assert not ask.scope.specials


def test_a_word_for_a_track_says_that_a_shared_name_is_no_special_case(understander: Understander) -> None:
    (ask,) = understander.read("インボイスの枠の上限は")
    assert ask.scope.programmes == ("digital-ai",)


def test_what_is_asked_of_something_described_needs_no_name(understander: Understander) -> None:
    (ask,) = understander.read("協業するやつの率は？")
    assert ask.scope.tracks == (("jizokuka", "kyodo"),)
    (wish,) = understander.read("看板のやつを作りたい")
    assert not wish.scope.programmes


def test_the_programme_named_elsewhere_says_whose_a_shared_name_is(understander: Understander) -> None:
    asks = understander.read("一般型の締切は？持続化のほう")
    assert asks[0].scope.programmes == ("jizokuka",)


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("なんちゃら加速化の上限は", ("seicho-kasoku",)),
        ("なんとか持続化の締切は", ("jizokuka",)),
        ("お助けなんとかの電話", ("otasuketai",)),
        ("なんとか補助金の締切は", ()),
    ],
)
def test_half_a_name_may_be_its_beginning_or_its_end(
    understander: Understander, text: str, programmes: tuple[str, ...]
) -> None:
    (ask,) = understander.read(text)
    assert ask.scope.programmes == programmes
