"""A statement file with a mistake is refused, in one line that names file, line and field."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.statements import StatementError
from ingest.yaml_file import YamlFileError
from tests.statements.conftest import SOUND, Bench

Broken = Callable[[str, str], Bench]


def test_a_sound_file_loads(bench: Bench) -> None:
    book = bench.load()
    assert [entry.key for entry in book.statements("todai")] == ["todai/ceiling", "todai/dates"]
    assert [entry.say for entry in book.near(next(book.unknowns("todai")))] == ["通常枠の補助上限は、50万円です。"]


MISTAKES = {
    "a quote that isn't in its lines": ('"通常枠：50万円"', '"通常枠：60万円"', 9, "evidence[0].quote", "ありません"),
    "a quote from another line": ("[2, 2]", "[1, 1]", 9, "evidence[0].quote", "1行目"),
    "lines around the quote": ("[2, 2]", "[2, 3]", 9, "evidence[0].lines", "引用のある行だけ"),
    "lines outside the document": ("[2, 2]", "[2, 200]", 9, "evidence[0].lines", "1から7まで"),
    "lines in the wrong order": ("[2, 2]", "[3, 2]", 9, "evidence[0].lines", "小さい順"),
    "a figure that no quote states": ("補助上限は、50万円です", "補助上限は、60万円です", 7, "say", "60万円"),
    "a figure in the condition that no quote states": ("more: 賃金引上げ特例も選べます。", "more: 5月1日も選べます。", 15, "more", "5月1日"),
    "a time that no quote states": ("17時です", "18時です", 14, "say", "18時"),
    "a garbled word passed on": ("more: 賃金引上げ", "more: 資金引上げ", 15, "more", "賃金引上げ特例」と書いて"),
    "an unknown's figure that nothing near it states": ("say: 50万円の何割か", "say: 80万円の何割か", 21, "unknowns[0].say", "80万円"),
    "an unknown that points to nothing": ("near: [ceiling]", "near: [celing]", 24, "near[0]", "celing"),
    "an id that stands twice": ("- id: dates", "- id: ceiling", 12, "statements[1].id", "2回"),
    "one way of asking for two entries": ("補助率はいくつですか", "いくらまで出ますか", 23, "asks[0]", "ceiling"),
    "an unknown track": ("tracks: [tsujo]", "tracks: [yoko]", 6, "tracks[0]", "あるもの: tsujo"),
    "an unknown programme": ("programme: todai", "programme: minato", 1, "programme", "todai.yaml"),
    "a topic that doesn't exist": ("topic: ceiling", "topic: ceilings", 5, "topic", "ceiling"),
    "a misspelt field": ("    asks:\n      - いくら", "    ask:\n      - いくら", 10, "ask", "使えません"),
    "a missing field": ("    topic: dates\n", "", 12, "topic", "必要な項目"),
    "an empty sentence": ("say: 通常枠の補助上限は、50万円です。", 'say: ""', 7, "say", "空"),
    "text where a list belongs": ("near: [ceiling]", "near: ceiling", 24, "near", "一覧"),
    "no evidence": ('    evidence:\n      - {lines: [2, 2], quote: "通常枠：50万円"}\n', "    evidence: []\n", 8, "evidence", "1つ以上"),
    "an id with capitals": ("- id: rate", "- id: Rate", 19, "unknowns[0].id", "英小文字"),
    "not_for outside general.yaml": ("near: [ceiling]", "near: [ceiling]\n    not_for: [todai]", 25, "not_for", "general.yaml"),
    "a field that stands twice": ("    topic: dates\n", "    topic: dates\n    topic: dates\n", 14, "topic", "二度"),
    "another document": ("document: leaflet", "document: poster", 9, "evidence[0].document", "poster"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_field(broken: Broken, name: str) -> None:
    old, new, line, field, words = MISTAKES[name]
    with pytest.raises(YamlFileError) as caught:
        broken(old, new).load()
    message = str(caught.value)
    assert f"todai.yamlの{line}行目" in message
    assert re.search(rf"「[^」]*{re.escape(field)}」", message), message
    assert words in message
    assert message.endswith("。")
    assert "\n" not in message
    assert caught.value.exit_code == 2


def test_a_mended_figure_may_be_said(bench: Bench) -> None:
    bench.write(
        SOUND.replace("    more: 賃金", "    more: 賃金")
        .replace("通常枠の補助上限は、50万円です。", "10以上の事業者が対象です。")
        .replace('{lines: [2, 2], quote: "通常枠：50万円"}', '{lines: [5, 5], quote: "1.0以上の事業者"}')
        .replace("50万円の何割か", "何割か")
    )
    assert bench.load().get("todai/ceiling").say == "10以上の事業者が対象です。"


@pytest.mark.parametrize("said", ["設営・設片費も対象です。", "設営・設備費も対象です。"])
def test_an_uncertain_reading_is_never_said(bench: Bench, said: str) -> None:
    text = SOUND.replace("通常枠の補助上限は、50万円です。", said).replace(
        '{lines: [2, 2], quote: "通常枠：50万円"}', '{lines: [6, 6], quote: "設営・設片費も対象"}'
    )
    bench.write(text)
    with pytest.raises(StatementError, match=r"設営・設"):
        bench.load()


def test_a_note_on_the_layout_proves_no_figure(bench: Bench) -> None:
    text = SOUND.replace("通常枠の補助上限は、50万円です。", "99件あります。").replace(
        '{lines: [2, 2], quote: "通常枠：50万円"}', '{lines: [7, 7], quote: "図は左の欄に移した"}'
    )
    bench.write(text)
    with pytest.raises(StatementError, match="99件"):
        bench.load()


def test_two_files_for_one_programme_are_refused(bench: Bench) -> None:
    bench.write(SOUND, "todai2.yaml")
    with pytest.raises(StatementError, match=r"todai2\.yamlの1行目「programme」.*もう1つ"):
        bench.load()


def test_a_programme_without_data_is_refused(bench: Bench) -> None:
    bench.tracks = {"minato": ()}
    with pytest.raises(StatementError, match=r"制度「todai」は登録されていません"):
        bench.load()


def test_general_unknowns_name_known_programmes(bench: Bench) -> None:
    general = SOUND.replace("programme: todai", "programme: general").replace("    tracks: [tsujo]\n", "")
    bench.write(general.replace("near: [ceiling]", "near: [ceiling]\n    not_for: [minato]"), "general.yaml")
    with pytest.raises(StatementError, match=r"general\.yamlの24行目「unknowns\[0\]\.not_for\[0\]」: 制度「minato」"):
        bench.load()


def test_near_may_stand_in_another_file(bench: Bench) -> None:
    general = SOUND.replace("programme: todai", "programme: general").replace("    tracks: [tsujo]\n", "")
    bench.write(general.replace("near: [ceiling]", "near: [todai/dates, todai/ceiling]"), "general.yaml")
    book = bench.load()
    unknown = next(entry for entry in book.unknowns("general"))
    assert [entry.key for entry in book.near(unknown)] == ["todai/dates", "todai/ceiling"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("programme: [", "YAMLとして読めません"),
        ("", "中身がありません"),
        ("- a\n- b\n", "中身がありません"),
    ],
)
def test_what_isnt_a_statement_file_is_refused(bench: Bench, content: str, words: str) -> None:
    bench.write(content)
    with pytest.raises(YamlFileError, match=words):
        bench.load()


def test_a_file_in_another_encoding_is_refused(bench: Bench) -> None:
    (bench.folder / "todai.yaml").write_bytes(SOUND.encode("cp932"))
    with pytest.raises(YamlFileError, match="UTF-8"):
        bench.load()


def test_an_empty_folder_is_refused(bench: Bench) -> None:
    (bench.folder / "todai.yaml").unlink()
    with pytest.raises(StatementError, match=r"ありません。場所を確かめてください"):
        bench.load()
