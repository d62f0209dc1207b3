"""Nodes of a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.chunk import LONGEST, Node, document_nodes, pieces
from ingest.documents import load_document
from tests.ingest.helpers import CITY, document

BRIEFING = Path(__file__).parents[2] / "corpus/documents/meti-digital-2026-02"


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Node, ...]:
    return document_nodes(document(tmp_path_factory.mktemp("docs") / "city"))


def of_kind(nodes: tuple[Node, ...], kind: str) -> list[Node]:
    return [node for node in nodes if node.kind == kind]


def test_a_cell_carries_its_headings(nodes: tuple[Node, ...]) -> None:
    [cell] = [node for node in of_kind(nodes, "cell") if node.text == "250円"]
    assert (cell.row, cell.column) == ("印鑑登録証明書", "コンビニ")
    assert cell.searched == "暮らしの手引き / 手数料\n印鑑登録証明書 コンビニ: 250円"


def test_a_row_names_its_columns(nodes: tuple[Node, ...]) -> None:
    row = of_kind(nodes, "row")[0]
    assert row.body == "証明書: 住民票の写し\n窓口: 300円\nコンビニ: 200円"


def test_a_list_and_its_items_are_nodes(nodes: tuple[Node, ...]) -> None:
    [whole] = of_kind(nodes, "list")
    assert whole.text == "本人確認書類（運転免許証など）\n窓口で支払う手数料\n印鑑"
    # An item of a word or two says nothing by itself.
    assert [item.text for item in of_kind(nodes, "item")] == ["本人確認書類（運転免許証など）", "窓口で支払う手数料"]


def test_only_a_heading_that_is_a_sentence_is_searched_by_itself(nodes: tuple[Node, ...]) -> None:
    assert [node.searched for node in of_kind(nodes, "heading")] == ["住民票はどこで取れますか"]


def test_every_passage_has_a_section_that_holds_it(nodes: tuple[Node, ...]) -> None:
    sections = {node.id: node for node in of_kind(nodes, "section")}
    for node in nodes:
        if node.is_passage:
            section = sections[node.parent or ""]
            assert section.heading_path == node.heading_path
            assert node.text.split("\n")[-1] in section.text
            assert section.lines[0] <= node.lines[0] <= node.lines[1] <= section.lines[1]
    [fees] = [section for section in sections.values() if section.heading_path[-1] == "手数料"]
    assert sections[fees.parent or ""].heading_path == ("暮らしの手引き",)


def test_an_edit_elsewhere_keeps_ids(tmp_path: Path, nodes: tuple[Node, ...]) -> None:
    edited = document_nodes(document(tmp_path / "city", CITY.replace("250円", "260円")))
    before, after = {node.id for node in nodes}, {node.id for node in edited}
    assert len(before) == len(nodes)
    assert {node.kind for node in nodes if node.id in before - after} == {"cell", "row"}


def test_a_long_paragraph_is_cut_after_sentences() -> None:
    text = "補助上限は1,250万円です。" * 100
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST and part.endswith("です。") for part in parts)


def test_one_endless_sentence_stays_whole() -> None:
    assert pieces("あ" * 1000) == ["あ" * 1000]


def test_the_briefing_has_the_cell_that_people_ask_for() -> None:
    nodes = document_nodes(load_document(BRIEFING))
    [rate] = [node for node in nodes if node.kind == "cell" and node.row == "補助率" and node.column == "グローバル枠"]
    assert rate.text == "中小企業1/2、小規模2/3"
    assert rate.programme == "ものづくり補助金"
    assert rate.lines == (122, 122)
    assert len({node.id for node in nodes}) == len(nodes)
