"""Ways to rank the same passages, for the ablation table: each leg alone, ways to add them, headings in or apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.fusion import FusedScores, standardised
from ingest.bundled import BUNDLED, EmbedderError, Vectors, bundled_identity
from ingest.embedding import EmbedderChoice

Array = NDArray[np.float32]

_RECIPROCAL_RANK_K = 60
_PLAIN_LEXICAL = 0.4
_HEADING_BESIDE = 0.5
"""Weight of the heading's own likeness beside the body's 1, where both are embedded apart."""

SEARCH = "検索（全部）"


@dataclass(frozen=True)
class Apart:
    """Passages embedded without their headings, and the headings by themselves, shape (…, dimension) each;
    `heading_of` gives each passage the row of its heading, -1 for none."""

    bodies: Vectors
    headings: Vectors
    heading_of: NDArray[np.int64]

    def body(self, query: Vectors) -> Array:
        """Likeness of a question to each body."""
        return np.asarray(self.bodies @ query, np.float32)

    def heading(self, query: Vectors) -> Array:
        """Likeness of a question to each passage's heading; a passage without one counts as its own mean."""
        if not len(self.headings):
            return np.zeros(len(self.bodies), np.float32)
        likeness = np.asarray(self.headings @ query, np.float32)
        return np.where(self.heading_of >= 0, likeness[self.heading_of], likeness.mean()).astype(np.float32)


@dataclass(frozen=True)
class Scored:
    """All that a way to rank may use for one question: the search's own parts, and the likenesses of body and heading
    where they were embedded apart."""

    search: FusedScores
    body: Array | None = None
    heading: Array | None = None


Way = Callable[[Scored], Array]


def _reciprocal_rank(scored: Scored) -> Array:
    dense, by_words = (1 / (_RECIPROCAL_RANK_K + _ranks(leg)) for leg in (scored.search.dense, scored.search.words))
    return np.asarray(dense + by_words, np.float32)


def _plain_sum(scored: Scored) -> Array:
    return np.asarray(scored.search.dense + _PLAIN_LEXICAL * standardised(scored.search.words), np.float32)


def _three_standardised(scored: Scored) -> Array:
    both = standardised(scored.search.words) + standardised(scored.search.characters)
    return np.asarray(scored.search.dense + _PLAIN_LEXICAL / 2 * both, np.float32)


WAYS: Mapping[str, Way] = {
    "意味だけ（見出しと本文を一緒に）": lambda scored: scored.search.dense,
    "語だけ": lambda scored: scored.search.words,
    "文字だけ": lambda scored: scored.search.characters,
    "逆順位の和": _reciprocal_rank,
    "標準化した点の和（意味+0.4語）": _plain_sum,
    "標準化した点の和（意味+0.2語+0.2文字）": _three_standardised,
    SEARCH: lambda scored: scored.search.fused,
}
"""Ways that need nothing but the search's own parts. The last is what a search does."""


def _body(scored: Scored) -> Array:
    assert scored.body is not None
    return scored.body


def _heading(scored: Scored) -> Array:
    assert scored.heading is not None
    return scored.heading


def _both(scored: Scored) -> Array:
    return np.asarray(standardised(_body(scored)) + _HEADING_BESIDE * standardised(_heading(scored)), np.float32)


WAYS_APART: Mapping[str, Way] = {
    "意味だけ（本文だけ）": _body,
    "意味だけ（見出しだけ）": _heading,
    "意味だけ（見出しと本文を別々に）": _both,
    "検索（見出しと本文を別々に）": lambda scored: np.asarray(
        standardised(_both(scored)) + scored.search.lexical, np.float32
    ),
}
"""Ways that need bodies and headings embedded apart."""


def installed_embedders(chosen: EmbedderChoice) -> list[EmbedderChoice]:
    """The embedder of the settings, then every other one that is on this machine: the bundled ones whose packages are
    installed, and sentence-transformers models in the Hugging Face cache."""
    others = [EmbedderChoice(name) for name in (*_installed_bundled(), *_cached_models()) if name != chosen.name]
    return [chosen, *others]


def _installed_bundled() -> list[str]:
    installed = []
    for name in BUNDLED:
        try:
            bundled_identity(name)
        except EmbedderError:
            continue
        installed.append(name)
    return installed


def _cached_models() -> list[str]:
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        cache = scan_cache_dir()
    except CacheNotFound:
        return []
    return sorted(
        repo.repo_id
        for repo in cache.repos
        if repo.repo_type == "model"
        and any(file.file_name == "modules.json" for revision in repo.revisions for file in revision.files)
    )


def _ranks(scores: Array) -> Array:
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
