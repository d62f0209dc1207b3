"""The bench holds both pipelines to the same labels, by the same ruler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from evals.items import Item
from evals.labelled import questions_of
from evals.peers.answering import measure_stock_answers, model_questions
from evals.peers.run import ratios
from evals.peers.search import BUDGETS, Found, measure_search
from evals.peers.stock import build_stock
from evals.sources import Sources


class _Letters:
    """A stand-in embedder: counts of letters, which is enough for a text to be nearest to itself."""

    identity = "letters"

    def passages(self, texts: Sequence[str]) -> Any:
        vectors = np.zeros((len(texts), 512), np.float32)
        for row, text in enumerate(texts):
            for char in text:
                vectors[row, ord(char) % 512] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)

    queries = passages


@pytest.fixture(scope="module")
def stock(sources: Sources) -> Any:
    return build_stock("\n".join(sources.main.lines), _Letters())  # type: ignore[arg-type]


def test_a_perfect_search_scores_full(items: list[Item], sources: Sources) -> None:
    questions = questions_of(items)[:100]
    by_text = {question.text: question.expect.cite for question in questions}

    def perfect(question: str, k: int) -> list[Found]:
        return [Found(sources.main.verbatim(*lines), lines, True) for lines in by_text[question]][:k]

    measured = measure_search(questions, perfect)
    assert measured.first.value == 1.0
    assert measured.reciprocal_rank == 1.0
    assert measured.recall[10].value == 1.0
    assert ratios(measured, measured)["recall_3"] == 1.0

    nothing = measure_search(questions, lambda question, k: [Found("x", (1, 1), True)])
    assert nothing.first.value == nothing.recall[10].value == nothing.reciprocal_rank == 0.0
    assert ratios(measured, nothing)["first"] is None


def test_only_what_is_read_within_the_budget_counts() -> None:
    passage = Found("a\nbb\ncc", (10, 12), True)
    assert passage.lines_within(2) == (10, 11)
    assert passage.lines_within(100) == (10, 12)
    assert Found("abc", (10, 12), False).lines_within(2) is None


def test_stock_chunks_know_their_lines(stock: Any, sources: Sources) -> None:
    found = stock.search("ものづくり補助金", 20)
    assert len(found) == stock.chunks
    for passage in found:
        first = next(line for line in passage.text.split("\n") if line.strip())
        assert first in sources.main.verbatim(*passage.lines)
    assert stock.cut_figures >= 0


def test_stock_answers_come_from_its_passages(stock: Any, items: list[Item]) -> None:
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

    class Echo(CustomLLM):  # type: ignore[misc]
        """Says what it was given, and one figure that it was not."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(context_window=8192)

        def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
            return CompletionResponse(text="補助上限は9億9,999万円です。")

        def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
            raise NotImplementedError

    asked = model_questions(questions_of(items), 3)
    assert len(asked) == 3
    assert {question.item.split for question in asked} == {"dev"}
    measured = measure_stock_answers(asked, stock, Echo())
    assert measured.proven.value == 0.0
    assert measured.right.n == 3
    assert tuple(sorted(BUDGETS)) == BUDGETS
