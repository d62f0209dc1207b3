"""Needs without a programme: proven reasons, and a mistake is named with file, line and field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.needs import NeedBook, NeedError, load_needs
from assistant.programmes.book import ProgrammeBook
from ingest.yaml_file import YamlFileError
from tests.statements.conftest import Leaflet

SOUND = """\
document: leaflet
needs:
  - id: lamp
    words: [灯りを直し, 電球]
    asks:
      - 灯りを直したい
    programmes:
      - programme: todai
        track: tsujo
        why: 50万円まで出ます。
        evidence:
          - {lines: [2, 2], quote: "通常枠：50万円"}
  - id: paint
    words: [ペンキ]
    asks:
      - 壁を塗りたい
    programmes:
      - programme: todai
        why: 賃金引上げ特例を選べます。
        evidence:
          - {lines: [4, 4], quote: "資金引上げ特例を選べます"}
"""


def load(path: Path, text: str) -> NeedBook:
    path.write_text(text, encoding="utf-8")
    return load_needs(path, {"leaflet": Leaflet()}, {"todai": ("tsujo",)})


def test_a_sound_file_loads(tmp_path: Path) -> None:
    assert [need.id for need in load(tmp_path / "needs.yaml", SOUND).needs] == ["lamp", "paint"]


MISTAKES = {
    "a quote that isn't there": ('"通常枠：50万円"', '"通常枠：60万円"', 12, "quote"),
    "a figure that no quote states": ("50万円まで出ます", "60万円まで出ます", 10, "why"),
    "a garbled word passed on": ("why: 賃金引上げ", "why: 資金引上げ", 19, "why"),
    "an unknown programme": ("      - programme: todai\n        why", "      - programme: minato\n        why", 18, "programme"),
    "an unknown track": ("track: tsujo", "track: yoko", 9, "track"),
    "an id that stands twice": ("- id: paint", "- id: lamp", 13, "needs[1].id"),
    "a word of two needs": ("words: [ペンキ]", "words: [電球]", 14, "words[0]"),
    "one way of asking for two needs": ("壁を塗りたい", "灯りを直したい", 16, "asks[0]"),
    "no programme": ("    words: [ペンキ]\n", "", 13, "words"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_field(tmp_path: Path, name: str) -> None:
    old, new, line, field = MISTAKES[name]
    assert SOUND.count(old) == 1
    with pytest.raises(NeedError) as caught:
        load(tmp_path / "needs.yaml", SOUND.replace(old, new))
    assert f"needs.yamlの{line}行目「" in str(caught.value)
    assert field in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(YamlFileError, match=r"needs\.yamlを読めません"):
        load_needs(tmp_path / "needs.yaml", {})


def test_every_programme_is_found_by_some_need(needs: NeedBook, programmes: ProgrammeBook) -> None:
    named = {choice.programme for need in needs.needs for choice in need.programmes}
    assert named == {programme.id for programme in programmes}


def test_every_track_of_the_grants_is_found_by_some_need(needs: NeedBook, programmes: ProgrammeBook) -> None:
    named = {(choice.programme, choice.track) for need in needs.needs for choice in need.programmes}
    whole = {choice.programme for need in needs.needs for choice in need.programmes if choice.track is None}
    for programme in programmes:
        for track in programme.tracks:
            assert (programme.id, track.id) in named or programme.id in whole


def test_needs_are_spoken_in_several_ways(needs: NeedBook) -> None:
    for need in needs.needs:
        assert len((*need.asks, *need.situations)) >= 4, need.id
        for choice in need.programmes:
            assert choice.why.endswith("。"), need.id


@pytest.mark.parametrize(
    ("word", "programme", "track"),
    [
        ("ロボット", "shoryokuka", None),
        ("チラシ", "jizokuka", "tsujo"),
        ("ホームページ", "jizokuka", "tsujo"),
        ("社員に学ば", "manabi-dx", None),
        ("ウイルス", "otasuketai", None),
        ("継ぐ", "shokei-ma", None),
        ("M&A", "shokei-ma", None),
        ("海外", "monodukuri", "global"),
        ("レジ", "digital-ai", "invoice"),
        ("会計ソフト", "digital-ai", None),
        ("創業", "jizokuka", "sogyo"),
        ("被災", "jizokuka", "saigai"),
        ("上場", "chuken-daikibo", None),
        ("訓練", "tabletop-exercise", None),
        ("店舗改装", "jizokuka", "tsujo"),
    ],
)
def test_a_need_leads_to_its_programme_first(needs: NeedBook, word: str, programme: str, track: str | None) -> None:
    need = next(need for need in needs.needs if word in need.words)
    assert (need.programmes[0].programme, need.programmes[0].track) == (programme, track)


@pytest.mark.parametrize(("within", "field"), [("paint", ""), ("lamp", "needs[0].within"), ("roof", "needs[0].within")])
def test_a_need_lies_within_another_one_that_is_there(tmp_path: Path, within: str, field: str) -> None:
    text = SOUND.replace("    words: [灯り", f"    within: [{within}]\n    words: [灯り")
    if not field:
        assert load(tmp_path / "needs.yaml", text).needs[0].within == ("paint",)
        return
    with pytest.raises(NeedError, match=re.escape(field)):
        load(tmp_path / "needs.yaml", text)


BEYOND = (
    SOUND
    + """\
beyond:
  - id: solar
    words: [太陽光]
    asks: [太陽光パネルを載せたい]
    say: 太陽光の制度は、資料に載っていません。
"""
)


def test_what_the_documents_have_nothing_for_is_read(tmp_path: Path) -> None:
    assert [each.id for each in load(tmp_path / "needs.yaml", BEYOND).beyond] == ["solar"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("- id: solar", "- id: lamp", "beyond[0].id"), ("words: [太陽光]", "words: [電球]", "beyond[0].words[0]")],
)
def test_what_is_beyond_shares_nothing_with_a_need(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(NeedError, match=re.escape(field)):
        load(tmp_path / "needs.yaml", BEYOND.replace(old, new))


def test_what_is_said_of_it_is_proven(tmp_path: Path) -> None:
    told = BEYOND.replace("太陽光の制度は", "太陽光に50万円の制度は")
    with pytest.raises(NeedError, match=r"needs\.yamlの\d+行目「beyond\[0\]\.say」.*50万円"):
        load(tmp_path / "needs.yaml", told)
    quoted = told + '    evidence:\n      - {lines: [2, 2], quote: "上限　通常枠：50万円"}\n'
    assert load(tmp_path / "quoted.yaml", quoted).beyond[0].evidence
    with pytest.raises(NeedError, match=r"beyond\[0\]\.evidence\[0\]\.quote"):
        load(tmp_path / "needs.yaml", quoted.replace("上限　通常枠：50", "上限　通常枠：60"))


AIMED = SOUND.replace(
    "needs:\n",
    """\
aims:
  - programme: todai
    say: 上限は50万円です。
    evidence:
      - {lines: [2, 2], quote: "通常枠：50万円"}
needs:
""",
)


@pytest.mark.parametrize(
    ("old", "new"), [("- programme: todai\n    say", "- programme: minato\n    say"), ("上限は50", "上限は60")]
)
def test_an_aim_is_proven_and_of_a_programme_that_is_there(tmp_path: Path, old: str, new: str) -> None:
    assert load(tmp_path / "sound.yaml", AIMED).aims[0].programme == "todai"
    with pytest.raises(NeedError, match=r"aims\[0\]"):
        load(tmp_path / "needs.yaml", AIMED.replace(old, new))
