"""Programmes, tracks and special cases are found by every name they go by."""

from __future__ import annotations

import pytest

from assistant.programmes.book import UnknownNameError
from assistant.programmes.names import fold
from tests.programmes.real import book

IDS = [
    "monodukuri", "jizokuka", "digital-ai", "shoryokuka", "manabi-dx", "manabi-dx-quest", "otasuketai",
    "tabletop-exercise", "chuken-daikibo", "hyakuoku-sengen", "seicho-kasoku", "shinjigyo-monodukuri", "shokei-ma",
]  # fmt: skip


def test_there_are_thirteen_programmes_in_the_documents_order() -> None:
    assert list(book().programmes) == IDS


@pytest.mark.parametrize(
    ("name", "programme"),
    [
        ("ものづくり補助金", "monodukuri"),
        ("もの補助", "monodukuri"),
        ("モノ補助", "monodukuri"),
        ("ﾓﾉ補助", "monodukuri"),
        ("ものほじょ", "monodukuri"),
        ("MONOHOJO", "monodukuri"),
        ("持続化", "jizokuka"),
        ("じぞくか", "jizokuka"),
        ("jizokuka", "jizokuka"),
        ("ＩＴ導入補助金", "digital-ai"),
        ("IT補助金", "digital-ai"),
        ("デジタル化補助金", "digital-ai"),
        ("AI導入補助金", "digital-ai"),
        ("デジタル化・AI導入補助金", "digital-ai"),
        ("デジタル化AI導入補助金", "digital-ai"),
        ("省力化", "shoryokuka"),
        ("しょうりょくか", "shoryokuka"),
        ("マナビDX（デラックス）", "manabi-dx"),
        ("manabi-dx", "manabi-dx"),
        ("マナビＤＸクエスト", "manabi-dx-quest"),
        ("お助け隊", "otasuketai"),
        ("おたすけたい", "otasuketai"),
        ("机上演習", "tabletop-exercise"),
        ("ttx", "tabletop-exercise"),
        ("成長加速化補助金", "seicho-kasoku"),
        ("M&A補助金", "shokei-ma"),
        ("Ｍ＆Ａ補助金", "shokei-ma"),
        ("新事業進出補助金", "shinjigyo-monodukuri"),
        ("100億宣言", "hyakuoku-sengen"),
        ("中堅等大規模成長投資補助金", "chuken-daikibo"),
    ],
)
def test_a_programme_is_found_by_its_names(name: str, programme: str) -> None:
    assert book().find(name).id == programme


@pytest.mark.parametrize(
    ("programme", "name", "tracks"),
    [
        ("monodukuri", "高付加価値化枠", ["kofuka"]),
        ("monodukuri", "グローバル", ["global"]),
        ("jizokuka", "通常枠", ["tsujo"]),
        ("jizokuka", "一般型 通常枠", ["tsujo"]),
        ("jizokuka", "一般型", ["tsujo", "saigai"]),
        ("digital-ai", "インボイス枠", ["invoice", "denshi"]),
        ("digital-ai", "ｲﾝﾎﾞｲｽ対応類型", ["invoice"]),
        ("digital-ai", "複数社連携", ["fukusu"]),
        ("shoryokuka", "ippan", ["ippan"]),
        ("shoryokuka", "カタログ", ["catalog"]),
    ],
)
def test_a_track_is_found_by_its_names(programme: str, name: str, tracks: list[str]) -> None:
    entry = book().get(programme)
    assert [track.id for track in book().find_tracks(entry, name)] == tracks


def test_a_special_case_is_found_even_by_its_misprint() -> None:
    entry = book().get("jizokuka")
    assert book().find_special(entry, "資金引上げ特例") == "chinage"
    assert book().find_special(entry, "インボイス特例") == "invoice"


def test_a_name_nobody_has_says_what_there_is() -> None:
    with pytest.raises(UnknownNameError, match="shoryokuka（省力化投資補助金）"):
        book().find("宇宙補助金")
    with pytest.raises(UnknownNameError, match="catalog（カタログ注文型）"):
        book().find_tracks(book().get("shoryokuka"), "宇宙枠")
    with pytest.raises(UnknownNameError, match="記載はありません"):
        book().find_special(book().get("monodukuri"), "宇宙特例")


def test_every_programme_has_names_of_several_kinds_and_no_name_means_two() -> None:
    owners: dict[str, str] = {}
    for programme in book():
        kinds = {kind for kind, _ in programme.names.all()}
        assert {"official", "short", "kana", "romaji", "typo"} <= kinds, programme.id
        for _, text in programme.names.all():
            assert owners.setdefault(fold(text), programme.id) == programme.id


def test_the_tracks_have_their_fixed_ids() -> None:
    assert {key: value for key, value in book().tracks().items() if value and key != "manabi-dx-quest"} == {
        "monodukuri": ("kofuka", "global"),
        "jizokuka": ("tsujo", "saigai", "sogyo", "kyodo", "community"),
        "digital-ai": ("tsujo", "fukusu", "invoice", "denshi", "security"),
        "shoryokuka": ("catalog", "ippan"),
        "otasuketai": ("network", "endpoint"),
    }


def test_contacts_and_links_are_the_briefings() -> None:
    phones = {programme.id: [phone for item in programme.contacts for phone in item.phones] for programme in book()}
    assert {key: value for key, value in phones.items() if value} == {
        "monodukuri": ["050-3821-7013"],
        "digital-ai": ["0570-666-376", "050-3133-3272"],
        "shoryokuka": ["0570-099-660", "03-4335-7595"],
        "otasuketai": ["03-5978-7508"],
    }
    emails = {programme.id: item.email for programme in book() for item in programme.contacts if item.email}
    assert emails == {"otasuketai": "isec-otasuketai@ipa.go.jp", "tabletop-exercise": "isec-pr-nw@ipa.go.jp"}
    links = {programme.id: [link.url for link in programme.links] for programme in book() if programme.links}
    assert links == {
        "monodukuri": ["https://portal.monodukuri-hojo.jp/about.html"],
        "jizokuka": ["https://www.jizokukanb.com/jizokuka_r6h/", "https://r6.jizokukahojokin.info/sogyo/"],
        "digital-ai": ["https://it-shien.smrj.go.jp/"],
        "shoryokuka": ["https://shoryokuka.smrj.go.jp/"],
        "manabi-dx": ["https://manabi-dx.ipa.go.jp/"],
        "manabi-dx-quest": ["https://dxq.manabi-dx.ipa.go.jp/index.html"],
        "otasuketai": ["https://www.ipa.go.jp/security/otasuketai-pr/"],
        "tabletop-exercise": ["https://www.ipa.go.jp/security/sec-tools/ttx.html"],
    }
