"""BM25 and how much of a question it covers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ingest.lexical import K1, B, Bm25

PASSAGES = [["申請", "締切"], ["補助", "率", "2/3"], ["申請", "書類", "申請"], []]


def test_scores_are_lucenes() -> None:
    found = Bm25(PASSAGES).search(["申請"])
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    average = np.mean([len(passage) for passage in PASSAGES])
    expected = [
        idf * f / (f + K1 * (1 - B + B * n / average)) if f else 0.0 for f, n in [(1, 2), (0, 3), (2, 3), (0, 0)]
    ]
    assert found.scores == pytest.approx(expected, rel=1e-5)


def test_coverage_tells_how_much_was_found() -> None:
    index = Bm25(PASSAGES)
    everything, half = index.search(["補助", "率"]), index.search(["補助", "率", "天気", "予報"])
    assert everything.best_coverage > half.best_coverage > 0
    assert everything.scores.argmax() == half.scores.argmax() == 1


def test_a_repeated_word_counts_once() -> None:
    index = Bm25(PASSAGES)
    assert np.array_equal(index.search(["申請", "申請"]).scores, index.search(["申請"]).scores)


@pytest.mark.parametrize("question", [[], ["天気"]])
def test_nothing_shared_scores_nothing(question: list[str]) -> None:
    found = Bm25(PASSAGES).search(question)
    assert not found.scores.any()
    assert found.best_coverage == 0.0


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_nothing_to_search(passages: list[list[str]]) -> None:
    assert Bm25(passages).search(["申請"]).scores.shape == (len(passages),)
