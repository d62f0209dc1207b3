"""Search: filters, breakdown, sections, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.retrieval.passage import Filters
from assistant.retrieval.rerank import Reranker
from assistant.retrieval.retriever import Retriever


def test_a_question_about_one_cell_finds_one_cell(retriever: Retriever) -> None:
    best = retriever.search("設備補助金の特別枠の補助上限")[0]
    assert (best.kind, best.row, best.column, best.text) == ("cell", "補助上限", "特別枠", "2,500万円")
    assert best.heading_path == ("設備補助金", "補助上限、補助率")
    assert best.programme == "設備補助金"
    assert best.document_id == "grants"
    assert best.title == "手引き"
    assert best.as_of == "2026-02"


def test_best_first_with_a_breakdown(retriever: Retriever) -> None:
    found = retriever.search("電話番号は050-3821-7013ですか", 5)
    scores = [passage.scores.fused for passage in found]
    assert scores == sorted(scores, reverse=True)
    for passage in found:
        assert passage.scores.fused == pytest.approx(passage.scores.dense + passage.scores.lexical, abs=1e-5)
        assert passage.scores.rerank is None
    assert "050-3821-7013" in found[0].text
    assert found[0].scores.words > 0


@pytest.mark.parametrize("number", ["2500万円", "２，５００万円", "25,000,000円"])
def test_an_amount_is_found_however_it_is_written(retriever: Retriever, number: str) -> None:
    best = max(retriever.search(number, 100), key=lambda passage: passage.scores.words)
    assert "2,500万円" in best.text


def test_a_row_is_not_said_again_beside_its_cell(retriever: Retriever) -> None:
    found = retriever.search("設備補助金の特別枠の補助率", 50)
    cells = {(passage.section_id, passage.row) for passage in found if passage.kind == "cell"}
    rows = {(passage.section_id, passage.row) for passage in found if passage.kind == "row"}
    assert not cells & rows
    assert not any(
        item.text in whole.text for item in found if item.kind == "item" for whole in found if whole.kind == "list"
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(programmes=frozenset({"販路補助金"})), {"販路補助金"}),
        (Filters(programmes=frozenset({"販路補助金", "暮らしの手引き"})), {"販路補助金", "暮らしの手引き"}),
        (Filters(documents=frozenset({"city"})), {"暮らしの手引き"}),
        (Filters(sections=frozenset({"問い合わせ"})), {"設備補助金"}),
        (Filters(sections=frozenset({"特別枠"})), {"設備補助金"}),
        (Filters(programmes=frozenset({"ない補助金"})), set()),
    ],
)
def test_filters(retriever: Retriever, filters: Filters, expected: set[str]) -> None:
    assert {passage.programme for passage in retriever.search("補助上限はいくらですか", 50, filters)} == expected


def test_kinds(retriever: Retriever) -> None:
    found = retriever.search("上限", 50, Filters(kinds=frozenset({"cell"})))
    assert {passage.kind for passage in found} == {"cell"}


def test_the_section_around_a_passage(retriever: Retriever) -> None:
    passage = retriever.search("設備補助金の申請はいつまで", 1)[0]
    section = retriever.section(passage.section_id or "")
    assert section is not None
    assert section.heading_path == ("設備補助金", "申請受付期間")
    above = retriever.section(section.parent or "")
    assert above is not None
    assert "050-3821-7013" in above.text
    assert retriever.section("nothing") is None


@pytest.mark.parametrize("question", ["", "　", "？！", "…"])
def test_a_question_without_words(retriever: Retriever, question: str) -> None:
    assert retriever.search(question) == ()


def test_k(retriever: Retriever) -> None:
    assert len(retriever.search("補助金", 3)) == 3
    assert 3 < len(retriever.search("補助金", 1000)) <= len(retriever)


def test_threads_agree(retriever: Retriever) -> None:
    questions = [f"{number}万円の補助率は" for number in range(60)]
    alone = [retriever.search(question) for question in questions]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(retriever.search, questions)) == alone


def test_a_reranker_decides_the_order(retriever: Retriever) -> None:
    class Longest(Reranker):
        def scores(self, question: str, texts: object) -> list[float]:
            assert isinstance(texts, list)
            return [float(len(text)) for text in texts]

    reranked = object.__new__(Retriever)
    reranked.__dict__.update(retriever.__dict__, _reranker=Longest("longest"))
    found = reranked.search("補助上限", 5)
    lengths = [passage.scores.rerank or 0 for passage in found]
    assert len(found) == 5
    assert lengths == sorted(lengths, reverse=True)
    assert {replace(passage, scores=replace(passage.scores, rerank=None)) for passage in found} <= set(
        retriever.search("補助上限", 1000)
    )


def test_llamaindex_can_ask(retriever: Retriever) -> None:
    from assistant.retrieval.llama import HybridLlamaRetriever

    question = "設備補助金の特別枠の補助上限"
    found = HybridLlamaRetriever(retriever, k=3).retrieve(question)
    ours = retriever.search(question, 3)
    assert [node.node.node_id for node in found] == [passage.id for passage in ours]
    assert [node.score for node in found] == [passage.scores.fused for passage in ours]
    assert found[0].node.metadata["column"] == "特別枠"
    assert found[0].node.parent_node.node_id == ours[0].section_id


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("ものづくり補助金の23次公募はいつまで申請できますか", (128, 129)),
        ("グローバル枠の補助率", (122, 122)),
        ("高付加価値化枠だといくらまで出ますか", (121, 121)),
        ("災害支援枠の上限は", (195, 195)),
        ("ものづくり補助金の電話番号", (133, 133)),
        ("お助け隊に相談するには何番に電話すればいいの", (628, 628)),
        ("100億円企業を目指す会社向けの支援", (55, 55)),
    ],
)
def test_the_briefing_is_found(briefing: Retriever, question: str, lines: tuple[int, int]) -> None:
    found = briefing.search(question, 3)
    assert any(p.lines[0] <= lines[1] and lines[0] <= p.lines[1] for p in found), [p.lines for p in found]
