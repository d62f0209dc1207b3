"""How well a search finds the labelled passages, whatever the search is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from evals.items import Expect
from evals.labelled import Question, overlap
from evals.matching import contains_any
from evals.statistics import Estimate, ratio

if TYPE_CHECKING:
    from ingest.embedding import Embedder

DEPTH = 30
"""Passages asked for, so that short ones fill the largest budget too; ranks and times are of the first ten."""
RANKED = 10
BUDGETS = (500, 1000, 2000)
"""Characters of passages that a reader, or a model, is given."""


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
        search(question.text, RANKED)
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
            for k in (3, RANKED)
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
            for rank, r in enumerate(results[:RANKED], 1)
            if any(overlap(r.lines, label) for label in question.expect.cite)
        ),
        None,
    )


def _recalled(question: Question, ranges: Sequence[tuple[int, int]]) -> float:
    return float(sum(any(overlap(lines, label) for lines in ranges) for label in question.expect.cite))


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


def our_search(settings: Settings) -> tuple[Search, Embedder]:
    """The search of this machine, and the embedder that the stock pipeline shares."""
    from assistant.retrieval.retriever import Retriever

    retriever = Retriever.open(settings)

    def search(question: str, k: int) -> Sequence[Found]:
        return [Found(passage.body, passage.lines, False) for passage in retriever.search(question, k)]

    return search, retriever.embedder
