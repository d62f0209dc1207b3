"""BM25 over any kind of token, with a measure of how much of a question it found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1 = 1.5
B = 0.75


@dataclass(frozen=True)
class LexicalScores:
    """What BM25 says of every passage for one question.

    `scores` has shape (passages,), 0.0 where no token is shared. `coverage` is the same as a part (0 to 1) of the score
    of an ideal passage, one that holds every token of the question often. It is small everywhere when the question is
    put in words that the passages don't use.
    """

    scores: NDArray[np.float32]
    coverage: NDArray[np.float32]

    @property
    def best_coverage(self) -> float:
        return float(self.coverage.max(initial=0.0))


class Bm25:
    """A BM25 index in memory (bm25s, Lucene's formula). Immutable once built, so threads may share it."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._count = len(passages)
        self._document_frequency: Counter[str] = Counter()
        for tokens in passages:
            self._document_frequency.update(set(tokens))
        self._bm25: Any = None
        if self._document_frequency:
            import bm25s

            self._bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
            self._bm25.index([list(tokens) for tokens in passages], show_progress=False)

    def search(self, question: Sequence[str]) -> LexicalScores:
        """Scores of every passage. A token that the question repeats counts once."""
        tokens = list(dict.fromkeys(question))
        known = [token for token in tokens if token in self._document_frequency]
        if not known:
            nothing = np.zeros(self._count, np.float32)
            return LexicalScores(nothing, nothing)
        scores = np.asarray(self._bm25.get_scores(known), np.float32)
        # Lucene's term weight tends to the token's idf as it fills the passage: their sum is what no passage exceeds.
        ideal = sum(self._idf(token) for token in tokens)
        return LexicalScores(scores, np.minimum(scores / np.float32(ideal), np.float32(1.0)))

    def _idf(self, token: str) -> float:
        held_by = self._document_frequency[token]
        return math.log(1 + (self._count - held_by + 0.5) / (held_by + 0.5))
