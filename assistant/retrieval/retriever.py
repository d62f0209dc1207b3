"""Search: a question in, passages with their scores out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assistant.retrieval.fusion import FusedScores, HybridScorer, Weights
from assistant.retrieval.passage import Filters, Passage, Scores, Section
from assistant.retrieval.rerank import CANDIDATES, Reranker
from assistant.settings import Settings
from ingest.chunk import Node
from ingest.documents import Document
from ingest.embedding import Embedder, EmbedderChoice
from ingest.index import Index, open_index
from ingest.japanese.normalise import normalise
from ingest.store import Store, open_store


def embedder_of(settings: Settings) -> Embedder:
    """The embedder that the settings name; it loads when it is first used."""
    choice = EmbedderChoice(settings.embedder, settings.embedder_query_prompt, settings.embedder_passage_prompt)
    return Embedder(choice)


def store_of(settings: Settings) -> Store:
    """Where the settings keep the index."""
    return open_store(settings.index, settings.chroma_url)


class Retriever:
    """Hybrid search over one version of the index. Threads may share it."""

    def __init__(
        self, index: Index, embedder: Embedder, weights: Weights | None = None, reranker: Reranker | None = None
    ) -> None:
        self.manifest = index.manifest
        self.embedder = embedder
        self._reranker = reranker
        nodes, vectors = index.stored.nodes, index.stored.vectors
        searched = [at for at, node in enumerate(nodes) if node.is_passage]
        headings = [at for at, node in enumerate(nodes) if node.kind == "heading"]
        row_of = {nodes[at].parent: row for row, at in enumerate(headings)}
        self._nodes = [nodes[at] for at in searched]
        self._sections = {node.id: _section(node) for node in nodes if node.kind == "section"}
        self._labels = [_labels(node) for node in self._nodes]
        self.scorer = HybridScorer(
            texts=[node.searched for node in self._nodes],
            vectors=vectors[searched],
            passage_words=[index.stored.words[at] for at in searched],
            headings=vectors[headings],
            heading_of=[row_of.get(node.parent, -1) for node in self._nodes],
            weights=weights,
        )

    @classmethod
    def open(cls, settings: Settings, documents: Mapping[str, Document] | None = None) -> Retriever:
        """The current index. Raises IndexNotBuilt, IndexMismatch, IndexDamaged or IndexUnreachable, which say what to
        run; with `documents` (by id), also when the index wasn't made from these."""
        embedder = embedder_of(settings)
        index = open_index(store_of(settings), embedder.identity, documents)
        weights = replace(Weights(), lexical=settings.lexical_weight)
        return cls(index, embedder, weights, Reranker(settings.reranker) if settings.reranker else None)

    def __len__(self) -> int:
        """How many passages can be found."""
        return len(self._nodes)

    def search(self, question: str, k: int = 10, filters: Filters | None = None) -> tuple[Passage, ...]:
        """The k best passages, best first. Of a table row and a cell of it, only the better one is kept, and the same
        for a list and an item of it. Empty for a question without letters or digits."""
        if not any(char.isalnum() for char in question) or not self._nodes:
            return ()
        fused = self.scorer.scores(question, self.embedder.query(question))
        order = np.argsort(-fused.fused, kind="stable")
        wanted = max(k, CANDIDATES) if self._reranker else k
        chosen: list[int] = []
        for at in map(int, order):
            if len(chosen) == wanted:
                break
            if self._passes(at, filters) and not any(_repeats(self._nodes[at], self._nodes[o]) for o in chosen):
                chosen.append(at)
        found = [self._passage(at, fused) for at in chosen]
        return tuple(self._reranked(question, found) if self._reranker else found)[:k]

    def section(self, section_id: str) -> Section | None:
        """A whole section, by the `section_id` of a passage or the `parent` of a section."""
        return self._sections.get(section_id)

    def text_node(self, passage: Passage) -> Node:
        """The index's node behind a passage. Raises KeyError for a passage of another index."""
        return next(node for node in self._nodes if node.id == passage.id)

    def _passes(self, at: int, filters: Filters | None) -> bool:
        if filters is None:
            return True
        node, labels = self._nodes[at], self._labels[at]
        return (
            (not filters.documents or node.document_id in filters.documents)
            and (not filters.kinds or node.kind in filters.kinds)
            and (not filters.programmes or not labels.isdisjoint(map(normalise, filters.programmes)))
            and (not filters.sections or not labels.isdisjoint(map(normalise, filters.sections)))
        )

    def _reranked(self, question: str, found: list[Passage]) -> list[Passage]:
        assert self._reranker is not None
        texts = [f"{' / '.join(passage.heading_path)}\n{passage.body}" for passage in found]
        scored = zip(found, self._reranker.scores(question, texts), strict=True)
        passages = [replace(passage, scores=replace(passage.scores, rerank=score)) for passage, score in scored]
        return sorted(passages, key=lambda passage: -(passage.scores.rerank or 0.0))

    def _passage(self, at: int, fused: FusedScores) -> Passage:
        node = self._nodes[at]
        document = self.manifest.documents[node.document_id]
        return Passage(
            id=node.id,
            text=node.text,
            kind=node.kind,
            document_id=node.document_id,
            title=document.title,
            publisher=document.publisher,
            as_of=document.as_of,
            url=document.url,
            heading_path=node.heading_path,
            lines=node.lines,
            row=node.row,
            column=node.column,
            section_id=node.parent,
            page=node.page,
            scores=Scores(
                cosine=float(fused.cosine[at]),
                words=float(fused.words[at]),
                characters=float(fused.characters[at]),
                coverage=float(fused.coverage[at]),
                dense=float(fused.dense[at]),
                lexical=float(fused.lexical[at]),
                fused=float(fused.dense[at] + fused.lexical[at]),
            ),
        )


def _section(node: Node) -> Section:
    return Section(node.id, node.document_id, node.heading_path, node.text, node.lines, node.parent, node.page)


def _labels(node: Node) -> frozenset[str]:
    """Headings that a filter may name, normalised."""
    return frozenset(normalise(label) for label in (*node.heading_path, node.row, node.column) if label)


_WHOLES = {"cell": "row", "item": "list"}


def _repeats(node: Node, other: Node) -> bool:
    """Whether one of the two is a part of the other, said again."""
    for part, whole in ((node, other), (other, node)):
        if _WHOLES.get(part.kind) == whole.kind and part.parent == whole.parent and part.text in whole.text:
            return part.kind == "item" or part.row == whole.row
    return False
