"""One score out of three: meaning, words, and pieces of two or three characters.

The likeness in meaning is standardised per question (mean 0, deviation 1 over all passages). To it is added what part
of the question's words, and of its characters, a passage covers, raised to 1.5: a passage that holds most of the
question gains several deviations, one that only shares とき and 場合 with it next to nothing. Standardising BM25 too, as
is usual, lets such a chance hit decide, the more so the larger the corpus, because a score that is zero almost
everywhere has next to no deviation. Measured in docs/retrieval.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.bundled import Vectors
from ingest.lexical import Bm25
from ingest.words import grams, words

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """Weights beside the meaning's 1, with their reasons (docs/retrieval.md has the numbers).

    `lexical`: words and characters together, the one to set: lower for questions in words of their own, higher for
    questions in the words of the text. From 0.3 to 0.7 no set changes by more than two points.
    `words`, `characters`: deviations that a full cover of the question is worth, before `lexical`. Characters find what
    Sudachi cuts or spells otherwise; they help most on long texts.
    `power`: 1 is better where the embedder is weak, 2 where it is strong; 1.5 is near the best of both.
    `heading`: likeness of a sentence-like heading beside the passage's own 1.
    """

    lexical: float = 0.5
    words: float = 45.0
    characters: float = 45.0
    power: float = 1.5
    heading: float = 0.3


@dataclass(frozen=True)
class FusedScores:
    """Arrays of shape (passages,): see `Scores` for what each means."""

    cosine: Array
    words: Array
    characters: Array
    coverage: Array
    dense: Array
    lexical: Array

    @property
    def fused(self) -> Array:
        return self.dense + self.lexical


class HybridScorer:
    """Scores all passages for a question. Immutable, so threads may share it.

    All of the passages' vectors are held in memory and compared exactly. Chroma's query would give an approximate few:
    standardising needs the scores of all, and a help desk's corpus is small (100,000 passages are 360 MB and 20 ms).
    """

    def __init__(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        passage_words: Sequence[Sequence[str]],
        headings: Vectors | None = None,
        heading_of: Sequence[int] | None = None,
        weights: Weights | None = None,
    ) -> None:
        """`headings` are vectors of sentence-like headings, shape (headings, dimension), and `heading_of` gives for
        each passage the row of its heading in it, -1 for none."""
        self.weights = weights or Weights()
        self._vectors = np.ascontiguousarray(vectors, np.float32)
        self._words = Bm25(passage_words)
        self._characters = Bm25([grams(text) for text in texts])
        has_headings = headings is not None and heading_of is not None and len(headings) > 0
        self._headings = headings if has_headings else None
        self._heading_of = np.array(heading_of if has_headings else [-1] * len(texts), np.int64)

    def __len__(self) -> int:
        return len(self._vectors)

    def scores(self, question: str, vector: Vectors) -> FusedScores:
        """`vector` is the question's unit vector, shape (dimension,)."""
        cosine = self._cosine(vector)
        by_words = self._words.search(words(question))
        by_characters = self._characters.search(grams(question))
        weights = self.weights
        lexical = weights.lexical * (
            weights.words * by_words.coverage**weights.power
            + weights.characters * by_characters.coverage**weights.power
        )
        return FusedScores(
            cosine=cosine,
            words=by_words.scores,
            characters=by_characters.scores,
            coverage=by_words.coverage,
            dense=standardised(cosine),
            lexical=np.asarray(lexical, np.float32),
        )

    def _cosine(self, vector: Vectors) -> Array:
        own = np.asarray(self._vectors @ vector, np.float32)
        if self._headings is None:
            return own
        of_heading = np.where(self._heading_of >= 0, (self._headings @ vector)[self._heading_of], own)
        share = np.float32(self.weights.heading / (1 + self.weights.heading))
        return np.asarray((1 - share) * own + share * of_heading, np.float32)


def standardised(scores: Array) -> Array:
    """Mean 0 and deviation 1 over all passages; zeros where all are alike."""
    deviation = float(scores.std()) if scores.size else 0.0
    if deviation < 1e-6:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, np.float32)
