"""Retrieval measured: the search that answers people, run over a task in BEIR's form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.fusion import HybridScorer, Weights, standardised
from evals.ablation import WAYS, WAYS_APART, Apart, Scored
from evals.beir import Task, TaskPassage
from ingest.bundled import Vectors
from ingest.chunk import Node, asks_or_says
from ingest.embedding import Embedder
from ingest.words import words

Array = NDArray[np.float32]
Progress = Callable[[int], object]

METRICS = ("nDCG@10", "recall@10", "MRR@10")
_DEPTH = 100
_CACHED_TOGETHER = 256


@dataclass(frozen=True)
class Embedded:
    """A task's texts as vectors. `headings` are of the sentence-like titles; `heading_of` gives each passage its row in
    it, -1 for none. `apart` is there where it was asked for."""

    nodes: tuple[Node, ...]
    passages: Vectors
    headings: Vectors
    heading_of: tuple[int, ...]
    queries: Vectors
    apart: Apart | None = None


def embed_task(
    task: Task, embedder: Embedder, cache: Path, progress: Callable[[str, int], Progress], *, apart: bool = False
) -> Embedded:
    """Vectors of everything, from `cache` where they were made before. `progress(what, total)` opens a bar. With
    `apart`, bodies and headings by themselves too: twice the work."""
    nodes = tuple(map(_node, task.passages))
    titles = sorted({passage.title for passage in task.passages if passage.title and asks_or_says(passage.title)})
    row = {title: index for index, title in enumerate(titles)}
    texts = [node.searched for node in nodes]
    queries = list(task.queries.values())
    # `identity` is what passages depend on; questions may also depend on the name and prompt that were chosen.
    of_passages, of_queries = f"passage {embedder.identity}", f"query {embedder.choice} {embedder.identity}"
    bar = progress("埋め込み", len(texts) + len(titles) + len(queries))
    passages = _cached(texts, of_passages, embedder.passages, cache, bar)
    headings = _cached(titles, of_passages, embedder.passages, cache, bar)
    asked = _cached(queries, of_queries, embedder.queries, cache, bar)
    heading_of = tuple(row.get(passage.title, -1) for passage in task.passages)
    by_itself = _apart(task, embedder, cache, progress) if apart else None
    return Embedded(nodes, passages, headings, heading_of, asked, by_itself)


def _apart(task: Task, embedder: Embedder, cache: Path, progress: Callable[[str, int], Progress]) -> Apart:
    titles = sorted({passage.title for passage in task.passages if passage.title})
    row = {title: index for index, title in enumerate(titles)}
    key = f"passage {embedder.identity}"
    bar = progress("見出しと本文を別々に", len(task.passages) + len(titles))
    bodies = _cached([passage.text for passage in task.passages], key, embedder.passages, cache, bar)
    headings = _cached(titles, key, embedder.passages, cache, bar)
    return Apart(bodies, headings, np.array([row.get(passage.title, -1) for passage in task.passages], np.int64))


def scorer_of(embedded: Embedded, weights: Weights | None = None) -> HybridScorer:
    """The scorer that answers people, over the task's passages."""
    texts = [node.searched for node in embedded.nodes]
    return HybridScorer(
        texts, embedded.passages, [words(text) for text in texts], embedded.headings, embedded.heading_of, weights
    )


def measure(
    task: Task,
    embedded: Embedded,
    weights: Weights,
    ways: Sequence[str],
    progress: Progress,
    blur: float = 0.0,
) -> dict[str, dict[str, float]]:
    """Metrics (mean over queries) of each way to rank (`WAYS`, and `WAYS_APART` where `embedded` has them). `blur` adds noise of that deviation to the standardised likeness in
    meaning, the same each time: how a way to add scores holds with an embedder that knows the field less well."""
    scorer = scorer_of(embedded, weights)
    rank = {**WAYS, **WAYS_APART}
    noise = np.random.default_rng(0)
    runs: dict[str, dict[str, dict[str, float]]] = {way: {} for way in ways}
    for (query, text), vector in zip(task.queries.items(), embedded.queries, strict=True):
        scores = scorer.scores(text, vector)
        if blur:
            blurred = scores.dense + blur * noise.standard_normal(len(scores.dense)).astype(np.float32)
            scores = replace(scores, dense=standardised(np.asarray(blurred, np.float32)))
        apart = embedded.apart
        scored = Scored(scores, apart.body(vector), apart.heading(vector)) if apart else Scored(scores)
        for way in ways:
            runs[way][query] = _best(rank[way](scored), task.passages)
        progress(1)
    return {way: score_run(task, run) for way, run in runs.items()}


def score_run(task: Task, run: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Metrics of a run: query ids to passage ids to scores."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "MRR@10": RR @ 10}
    found = ir_measures.calc_aggregate(list(measures.values()), _as_qrels(task), run)
    return {name: round(float(found[measure]), 4) for name, measure in measures.items()}


def _as_qrels(task: Task) -> dict[str, dict[str, int]]:
    return {query: dict(grades) for query, grades in task.judgements.items()}


def _node(passage: TaskPassage) -> Node:
    """A task's passage as a node of the index: its title is the heading above it."""
    path = (passage.title,) if passage.title else ()
    return Node(passage.id, "paragraph", passage.text, "task", path, (1, 1), None)


def _best(scores: Array, passages: Sequence[TaskPassage]) -> dict[str, float]:
    order = np.argsort(-scores, kind="stable")[:_DEPTH]
    # Ties keep the corpus's order in every metric: the rank decides, not the score.
    return {passages[at].id: float(_DEPTH - rank) for rank, at in enumerate(order)}


def _cached(
    texts: Sequence[str], key: str, make: Callable[[Sequence[str]], Vectors], cache: Path, progress: Progress
) -> Vectors:
    """Vectors of texts, some hundred at a time, so that a run that was stopped goes on where it was."""
    parts = list(_parts(texts, key, make, cache, progress))
    return np.vstack(parts) if parts else np.zeros((0, 1), np.float32)


def _parts(
    texts: Sequence[str], key: str, make: Callable[[Sequence[str]], Vectors], cache: Path, progress: Progress
) -> Iterator[Vectors]:
    cache.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(texts), _CACHED_TOGETHER):
        part = texts[start : start + _CACHED_TOGETHER]
        digest = hashlib.sha256("\0".join([key, *part]).encode()).hexdigest()[:32]
        path = cache / f"{digest}.npy"
        if path.is_file():
            vectors = np.load(path)
        else:
            vectors = make(part)
            half = path.with_suffix(".half.npy")
            np.save(half, vectors)
            half.replace(path)
        progress(len(part))
        yield np.asarray(vectors, np.float32)
