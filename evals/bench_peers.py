"""Beside a stock pipeline, in the same run: what library defaults find and answer on our labelled passages.

The stock pipeline is LlamaIndex's SentenceSplitter with its defaults, Chroma with its defaults and the same embedder as
ours. Both are asked the same questions on the same machine at the same time, so ratios mean something and absolute
times do not.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings, load_settings
from evals.checks import content_findings
from evals.figures import figures, fold
from evals.items import Expect, Item, load_items
from evals.matching import contains_any
from evals.sources import Sources
from evals.statistics import Estimate, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.embedding import Embedder

DEPTH = 30
"""Passages asked for, so that short ones fill the largest budget too; ranks and times are of the first ten."""
_RANKED = 10
STOCK_TOP_K = 2
"""LlamaIndex's own default of `similarity_top_k`: what a stock answer is made of."""
BUDGETS = (500, 1000, 2000)
"""Characters of passages that a reader, or a model, is given."""
ASKED = 200
"""Questions of one run, drawn by the hash of their id: enough for intervals of a few points."""
ASKED_OF_MODEL = 40
_LOOKUPS = ("facts", "dates", "contacts", "lists", "noisy", "false_premise", "yes_no")


@dataclass(frozen=True)
class Found:
    """A passage: its text, its source lines, and whether its text is these very lines (so that a part can be counted)."""

    text: str
    lines: tuple[int, int]
    contiguous: bool

    def lines_within(self, characters: int) -> tuple[int, int] | None:
        """Source lines that the first so many characters show."""
        if characters >= len(self.text):
            return self.lines
        if not self.contiguous or characters <= 0:
            return None
        return self.lines[0], self.lines[0] + self.text[:characters].count("\n")


Search = Callable[[str, int], Sequence[Found]]
"""The k best passages for a question, best first."""


@dataclass(frozen=True)
class Question:
    """A question on its own and the source lines that answer it."""

    text: str
    expect: Expect
    item: Item


def questions_of(items: Iterable[Item]) -> list[Question]:
    """First turns with labelled passages; later turns can't be understood without what went before."""
    return [
        Question(item.turns[0].ask, expect, item) for item in items if (expect := item.turns[0].expect) and expect.cite
    ]


@dataclass(frozen=True)
class Measured:
    """How well one search finds the labelled passages."""

    first: Estimate
    """A labelled passage is the first result."""
    recall: dict[int, Estimate]
    """Labelled passages among the first 3 and 10 results."""
    reciprocal_rank: float
    within: dict[int, Estimate]
    """Labelled passages in so many characters of results."""
    facts: dict[int, Estimate]
    """Questions whose facts all stand in so many characters of results: no model can do better from them alone."""
    characters: float
    """Mean length of a result."""
    milliseconds: float
    """Median time of a search."""

    def to_json(self) -> dict[str, Any]:
        return {
            "first": self.first.to_json(),
            "recall": {str(k): estimate.to_json() for k, estimate in self.recall.items()},
            "reciprocal_rank": round(self.reciprocal_rank, 4),
            "within_characters": {str(budget): estimate.to_json() for budget, estimate in self.within.items()},
            "facts_within_characters": {str(budget): estimate.to_json() for budget, estimate in self.facts.items()},
            "characters": round(self.characters, 1),
            "milliseconds": round(self.milliseconds, 2),
        }


def measure_search(questions: Sequence[Question], search: Search) -> Measured:
    """Ask every question and hold the results against the labelled lines."""
    found: list[Sequence[Found]] = []
    times: list[float] = []
    for question in questions:
        began = time.perf_counter()
        search(question.text, _RANKED)
        times.append((time.perf_counter() - began) * 1000)
        found.append(search(question.text, DEPTH))
    pairs = list(zip(questions, found, strict=True))
    ones = [1.0] * len(pairs)
    labels = [float(len(question.expect.cite)) for question in questions]
    ranks = [_first_rank(question, results) for question, results in pairs]
    with_facts = [(question, results) for question, results in pairs if question.expect.facts]
    return Measured(
        first=ratio([float(rank == 1) for rank in ranks], ones),
        recall={
            k: ratio([_recalled(q, [r.lines for r in results[:k]]) for q, results in pairs], labels)
            for k in (3, _RANKED)
        },
        reciprocal_rank=sum(1 / rank for rank in ranks if rank) / len(ranks),
        within={
            budget: ratio([_recalled(q, _lines_in(results, budget)) for q, results in pairs], labels)
            for budget in BUDGETS
        },
        facts={
            budget: ratio(
                [float(_says_all(q.expect, results, budget)) for q, results in with_facts], [1.0] * len(with_facts)
            )
            for budget in BUDGETS
        },
        characters=sum(len(r.text) for results in found for r in results) / sum(map(len, found)),
        milliseconds=median(times),
    )


def _first_rank(question: Question, results: Sequence[Found]) -> int | None:
    return next(
        (
            rank
            for rank, r in enumerate(results[:_RANKED], 1)
            if any(_overlap(r.lines, label) for label in question.expect.cite)
        ),
        None,
    )


def _recalled(question: Question, ranges: Sequence[tuple[int, int]]) -> float:
    return float(sum(any(_overlap(lines, label) for lines in ranges) for label in question.expect.cite))


def _lines_in(results: Sequence[Found], budget: int) -> list[tuple[int, int]]:
    ranges, left = [], budget
    for result in results:
        if left <= 0:
            break
        lines = result.lines_within(left)
        if lines:
            ranges.append(lines)
        left -= len(result.text)
    return ranges


def _says_all(expect: Expect, results: Sequence[Found], budget: int) -> bool:
    text = "\n".join(result.text for result in results)[:budget]
    return all(contains_any(text, fact.any) for fact in expect.facts)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


# --- the two systems ---------------------------------------------------------------------------------------------


def our_search(settings: Settings) -> tuple[Search, Embedder]:
    """The search of this machine, and the embedder that the stock pipeline shares."""
    from assistant.retrieval.retriever import Retriever

    retriever = Retriever.open(settings)

    def search(question: str, k: int) -> Sequence[Found]:
        return [Found(passage.body, passage.lines, False) for passage in retriever.search(question, k)]

    return search, retriever.embedder


@dataclass(frozen=True)
class StockPipeline:
    """A LlamaIndex index over the raw source, every choice left to the libraries."""

    index: Any
    chunks: int
    cut_figures: int
    """Figures of the source that no chunk holds whole."""

    def search(self, question: str, k: int) -> Sequence[Found]:
        nodes = self.index.as_retriever(similarity_top_k=k).retrieve(question)
        return [_as_found(node.node) for node in nodes]

    def answer(self, question: str, llm: Any) -> str:
        """What a model says from the stock pipeline, with LlamaIndex's own prompts."""
        return str(self.index.as_query_engine(llm=llm, similarity_top_k=STOCK_TOP_K).query(question))


def build_stock(text: str, embedder: Embedder) -> StockPipeline:
    """Split, embed and store a text with the defaults of LlamaIndex and Chroma."""
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    nodes = SentenceSplitter().get_nodes_from_documents([Document(text=text)])
    for node in nodes:
        first = text.count("\n", 0, node.start_char_idx) + 1
        node.metadata = {"first_line": first, "last_line": first + node.text.count("\n")}
        # Line numbers are for the measurement; neither the embedder nor a model is to read them.
        node.excluded_embed_metadata_keys = node.excluded_llm_metadata_keys = list(node.metadata)
    client = chromadb.EphemeralClient()
    name = f"stock-{id(nodes)}"
    # Everything else is Chroma's default; its default embedding function would fetch a model and is never used here.
    collection = client.create_collection(name, embedding_function=None)
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    index = VectorStoreIndex(nodes, storage_context=storage, embed_model=_same_embedder(embedder))
    return StockPipeline(index, len(nodes), _cut_figures(text, [node.text for node in nodes]))


def _same_embedder(embedder: Embedder) -> Any:
    """Our embedder as LlamaIndex's."""
    from llama_index.core.embeddings import BaseEmbedding

    class SameEmbedder(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            # `embedder.query` remembers questions: stock would find them embedded already, and look too quick.
            return [float(part) for part in embedder.queries([query])[0]]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(part) for part in vector] for vector in embedder.passages(texts)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return SameEmbedder(model_name=embedder.identity)


def _as_found(node: Any) -> Found:
    return Found(node.text, (int(node.metadata["first_line"]), int(node.metadata["last_line"])), True)


def _cut_figures(text: str, chunks: Sequence[str]) -> int:
    """Figures, by line, that are in no chunk together with the rest of their line's figures before them."""
    whole = {line.strip() for chunk in chunks for line in chunk.split("\n")}
    broken = [line for line in text.split("\n") if line.strip() and line.strip() not in whole]
    return sum(len(figures(fold(line))) for line in broken)


# --- answers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerShares:
    """Answers of one system on the same questions: right in content, and free of unproven figures."""

    right: Estimate
    proven: Estimate

    def to_json(self) -> dict[str, Any]:
        return {"right": self.right.to_json(), "proven": self.proven.to_json()}


def model_questions(questions: Sequence[Question], limit: int = ASKED_OF_MODEL) -> list[Question]:
    """Look-ups of the dev split that have an answer: what a stock pipeline can be expected to do."""
    return [
        q
        for q in questions
        if q.item.split == "dev"
        and q.item.kind in _LOOKUPS
        and "answered" in q.expect.statuses
        and len(q.item.turns) == 1
    ][:limit]


def measure_stock_answers(questions: Sequence[Question], stock: StockPipeline, llm: Any) -> AnswerShares:
    """A model answers from the stock pipeline's passages."""
    right, proven = [], []
    for question in questions:
        text = stock.answer(question.text, llm)
        given = "\n".join(result.text for result in stock.search(question.text, STOCK_TOP_K))
        known = figures(fold(given)) + figures(fold(question.text))
        right.append(float(not content_findings(text, question.expect)))
        proven.append(float(all(any(f.equals(k) for k in known) for f in figures(fold(text)))))
    ones = [1.0] * len(questions)
    return AnswerShares(ratio(right, ones), ratio(proven, ones))


def measure_our_answers(questions: Sequence[Question], settings: Settings, sources: Sources) -> AnswerShares:
    """The assistant answers the same questions, by its own engine of these settings."""
    from evals.answers import run_items
    from evals.system import open_system

    results = run_items([question.item for question in questions], open_system(settings), sources)
    ones = [1.0] * len(results)
    return AnswerShares(
        ratio([float(r.content_right) for r in results], ones), ratio([float(r.grounded) for r in results], ones)
    )


def settings_model(settings: Settings) -> Any | None:
    """The OpenAI-compatible model of the settings, or None where none is set."""
    if not settings.llm_base_url:
        return None
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model or "",
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
        is_chat_model=True,
        timeout=settings.llm_timeout,
        max_retries=settings.llm_retries,
        temperature=0.0,
    )


# --- the run ----------------------------------------------------------------------------------------------------


def bench(settings: Settings | None = None, limit: int = ASKED) -> dict[str, Any]:
    """Ours and stock on the same questions, with ratios (ours / stock), as JSON.

    Raises:
        MadoguchiError: the index isn't built; says what to run.
    """
    settings = settings or load_settings()
    sources = Sources.load(settings.corpus)
    every = questions_of(load_items())
    questions = every[:limit]
    ours, embedder = our_search(settings)
    stock = build_stock("\n".join(sources.main.lines), embedder)
    # Models and caches warm up on a question that is not measured.
    ours("補助金", _RANKED)
    stock.search("補助金", _RANKED)
    mine = measure_search(questions, ours)
    theirs = measure_search(questions, stock.search)
    report: dict[str, Any] = {
        "questions": len(questions),
        "stock": {"chunks": stock.chunks, "cut_figures": stock.cut_figures, **theirs.to_json()},
        "ours": mine.to_json(),
        "ratios": ratios(mine, theirs),
        "answers": None,
    }
    llm = settings_model(settings)
    if llm is not None:
        asked = model_questions(every)
        report["answers"] = {
            "model": settings.llm_model,
            "questions": len(asked),
            "stock": measure_stock_answers(asked, stock, llm).to_json(),
            "ours": measure_our_answers(asked, settings, sources).to_json(),
        }
    return report


def ratios(mine: Measured, theirs: Measured) -> dict[str, float | None]:
    """Ours over stock; above 1 is more. Less is better for `milliseconds`."""

    def over(a: float | None, b: float | None) -> float | None:
        return round(a / b, 3) if a is not None and b else None

    return {
        "first": over(mine.first.value, theirs.first.value),
        "recall_3": over(mine.recall[3].value, theirs.recall[3].value),
        "reciprocal_rank": over(mine.reciprocal_rank, theirs.reciprocal_rank),
        **{f"within_{b}": over(mine.within[b].value, theirs.within[b].value) for b in BUDGETS},
        **{f"facts_within_{b}": over(mine.facts[b].value, theirs.facts[b].value) for b in BUDGETS},
        "characters": over(mine.characters, theirs.characters),
        "milliseconds": over(mine.milliseconds, theirs.milliseconds),
    }


def print_report(report: dict[str, Any]) -> None:
    """A short table; the ratios are what counts."""
    from rich.console import Console
    from rich.table import Table

    ours, stock, over = report["ours"], report["stock"], report["ratios"]
    table = Table(title=f"標準の構成と並べて（{report['questions']} 問、同じ実行）", title_justify="left")
    for heading in ("", "窓口", "標準", "比"):
        table.add_column(heading, justify="left" if not heading else "right")
    rows: list[tuple[str, float | None, float | None, str, str]] = [
        ("1位が正しい箇所", ours["first"]["value"], stock["first"]["value"], "first", "%"),
        ("上位3件に入る箇所", ours["recall"]["3"]["value"], stock["recall"]["3"]["value"], "recall_3", "%"),
        ("順位の逆数の平均", ours["reciprocal_rank"], stock["reciprocal_rank"], "reciprocal_rank", "3"),
    ]
    for budget in BUDGETS:
        pair = (ours["within_characters"][str(budget)]["value"], stock["within_characters"][str(budget)]["value"])
        rows.append((f"{budget:,}文字以内に入る箇所", *pair, f"within_{budget}", "%"))
    for budget in BUDGETS:
        both = (ours["facts_within_characters"][str(budget)], stock["facts_within_characters"][str(budget)])
        name = f"{budget:,}文字以内に事実がそろう"
        rows.append((name, both[0]["value"], both[1]["value"], f"facts_within_{budget}", "%"))
    rows += [
        ("一件の文字数", ours["characters"], stock["characters"], "characters", "0"),
        ("検索の時間（ミリ秒）", ours["milliseconds"], stock["milliseconds"], "milliseconds", "1"),
    ]
    for name, a, b, key, how in rows:
        table.add_row(name, _shown(a, how), _shown(b, how), _shown(over[key], "2"))
    console = Console()
    console.print(table)
    console.print(f"標準の構成: {stock['chunks']} 個の断片。途中で切れた行にある数字 {stock['cut_figures']} 個。")
    answers = report["answers"]
    if answers is None:
        console.print("文章モデルの設定がないので、標準の構成に答えさせる比較は省きました（MADOGUCHI_LLM_BASE_URL）。")
        return
    for who, name in (("ours", "窓口"), ("stock", f"標準の構成＋{answers['model']}")):
        part = answers[who]
        console.print(
            f"{name}: 内容が正しい {_shown(part['right']['value'], '%')}、根拠のない数字がない "
            f"{_shown(part['proven']['value'], '%')}（{answers['questions']} 問）"
        )


def _shown(value: float | None, how: str) -> str:
    if value is None:
        return "－"
    return f"{value * 100:.1f}%" if how == "%" else f"{value:,.{how}f}"


def main(out: Path | None = None) -> dict[str, Any]:
    """Run, print and write `var/evals/bench-peers.json`."""
    settings = load_settings()
    report = bench(settings)
    print_report(report)
    path = (out or settings.data / "evals") / "bench-peers.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return report


if __name__ == "__main__":
    main()
