"""A proof-reader that never objects proves nothing: each of these spoils the real briefing in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.documents import load_document
from ingest.proofreading import proofread

FOLDER = Path(__file__).parents[2] / "corpus/documents/meti-digital-2026-02"


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / FOLDER.name))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(folder: Path) -> str:
    return "\n".join(str(finding) for finding in proofread(load_document(folder)))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("3,000万円 |", "4,000万円 |", "4,000万円"),
        ("0570-666-376", "0570-666-367", "「70-666-367、050-3」"),
        ("最大1億円 <!-- L334 -->", "最大1億円 <!-- L310 -->", "最大1億円"),
        ("ロボットやIoTなどの製品や設備", "ロボットやIoT、AIなどの製品や設備", "AI"),
        ("省力化製品の販売事業者も随時募集中。", "", "省力化製品の販売事業者も随時募集中"),
        ("| その他 <!-- L124 --> | 収益納付は求めません。 | 収益納付は求めません。 |\n", "", "収益納付は求めません"),
        ("- 測量機 <!-- L323 -->\n", "", "測量機"),
        ("バラッサ装置", "バリ取り装置", "バリ取り装置"),
        ("## 申請受付期間 <!-- added -->", "## 第19回の申請受付期間 <!-- added -->", "数字"),
        ("reason: 表のけい線。\n", "reason: 表のけい線。\n  - lines: [104, 104]\n    reason: 空行。\n", ""),
    ],
)
def test_a_change_of_the_reading_edition_is_found(spoilt: Path, old: str, new: str, complaint: str) -> None:
    replace(spoilt / "document.md", old, new)
    found = findings(spoilt)
    assert complaint in found
    assert bool(found) == bool(complaint)


def test_a_mended_word_without_an_erratum_is_found(spoilt: Path) -> None:
    replace(spoilt / "errata.yaml", "printed: 産地法\n    reading: 産競法", "printed: 産地法\n    reading: 産業法")
    assert "産競法に基づき" in findings(spoilt)


def test_an_erratum_that_the_reading_edition_ignores_is_found(spoilt: Path) -> None:
    replace(spoilt / "document.md", "水道光熱費", "水通光熱費")
    assert "水通光熱費" in findings(spoilt)


def test_overlapping_errata_are_found(spoilt: Path) -> None:
    with (spoilt / "errata.yaml").open("a", encoding="utf-8") as errata:
        errata.write(
            "  - {lines: [194, 194], printed: 産地法に基づき, reading: 産競法に基づき, ground: 重ね書き, certainty: certain}\n"
        )
    assert "重なっています" in findings(spoilt)


def test_a_line_that_is_no_longer_omitted_is_found(spoilt: Path) -> None:
    replace(spoilt / "document.md", "lines: [522, 537]", "lines: [523, 537]")
    assert "source.txt 522行目: 「1.補助金」" in findings(spoilt)


def test_a_document_that_is_its_own_source_has_nothing_to_compare(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    head = "---\nid: own\ntitle: 題\npublisher: 発行者\nas_of: 2026-02\nsource: self\n---\n"
    (folder / "document.md").write_text(head + "\n# 見出し\n\n本文。\n", encoding="utf-8")
    assert proofread(load_document(folder)) == ()
