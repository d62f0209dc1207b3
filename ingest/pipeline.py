"""Documents to a new version of the index. Only what changed is embedded; nothing is half-written."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ingest.bundled import Vectors, unit
from ingest.chunk import Node, document_nodes
from ingest.documents import Document
from ingest.manifest import IndexDamaged, IndexedDocument, IndexMismatch, Manifest
from ingest.store import Store, StoredNodes
from ingest.words import words


class PassageEmbedder(Protocol):
    """What the pipeline needs of an embedder."""

    @property
    def identity(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def passages(self, texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Vectors: ...


@dataclass(frozen=True)
class IngestReport:
    """What a run did. `embedded` counts texts that went through the model, `reused` those whose vectors were kept."""

    manifest: Manifest
    changed: bool
    embedded: int
    reused: int
    seconds: float
    embedding_seconds: float


class ProgressBar(Protocol):
    def __call__(self, total: int) -> Callable[[int], object]: ...


def ingest(
    documents: Sequence[Document],
    store: Store,
    embedder: PassageEmbedder,
    *,
    keep_others: bool = False,
    rebuild: bool = False,
    progress: ProgressBar | None = None,
) -> IngestReport:
    """Build the index from documents and make it current.

    With `keep_others`, documents of the current index that aren't given stay; otherwise they leave. Nothing happens
    when the index already is what would be made, unless `rebuild`. `progress(total)` is called once before texts are
    embedded and returns what is told how many more are done.

    Raises IndexBusy when another process is writing, IndexUnreachable, EmbedderError.
    """
    started = time.perf_counter()
    given = {document.id: document for document in documents}
    with store.writing():
        before, old = _usable(store, must=keep_others)
        if before and not rebuild and _is_same(before, given, embedder.identity, keep_others):
            return IngestReport(before, False, 0, 0, time.perf_counter() - started, 0.0)
        nodes, indexed = _all_nodes(given, before if keep_others else None, old)
        known = {} if rebuild else _known_vectors(before, old, embedder.identity)
        vectors, made, seconds = _vectors(nodes, known, embedder, progress)
        manifest = Manifest.new(
            embedder=embedder.identity, dimension=vectors.shape[1], documents=indexed, nodes=len(nodes)
        )
        store.publish(manifest, StoredNodes(nodes, vectors, tuple(_words(node) for node in nodes)))
    wanted = len({node.searched for node in nodes if node.kind != "section"})
    return IngestReport(manifest, True, made, wanted - made, time.perf_counter() - started, seconds)


def _usable(store: Store, *, must: bool) -> tuple[Manifest | None, StoredNodes | None]:
    """The current version, or nothing where there is none that can be built upon.

    It is read to its end even when nothing may have changed: "up to date" must not be said of a damaged index. With
    `must`, damage is raised, because other documents that only this index holds would be lost.
    """
    try:
        before = store.current()
        return before, store.read(before) if before else None
    except (IndexDamaged, IndexMismatch):
        if must:
            raise
        return None, None


def _is_same(before: Manifest, given: Mapping[str, Document], embedder: str, keep_others: bool) -> bool:
    if before.made_with(embedder):
        return False
    wanted = {id_: IndexedDocument.of(document) for id_, document in given.items()}
    held = {id_: document for id_, document in before.documents.items() if id_ in wanted or not keep_others}
    return held == wanted


def _all_nodes(
    given: Mapping[str, Document], before: Manifest | None, old: StoredNodes | None
) -> tuple[tuple[Node, ...], dict[str, IndexedDocument]]:
    nodes: list[Node] = []
    indexed: dict[str, IndexedDocument] = {}
    if before and old:
        indexed = {id_: document for id_, document in before.documents.items() if id_ not in given}
        nodes = [node for node in old.nodes if node.document_id in indexed]
    for id_, document in given.items():
        nodes += document_nodes(document)
        indexed[id_] = IndexedDocument.of(document)
    return tuple(nodes), indexed


def _known_vectors(before: Manifest | None, old: StoredNodes | None, embedder: str) -> dict[str, Vectors]:
    """Vectors of the version before by the text that was embedded, if the same model made them."""
    if not before or not old or before.embedder != embedder:
        return {}
    return {
        node.searched: vector for node, vector in zip(old.nodes, old.vectors, strict=True) if node.kind != "section"
    }


def _vectors(
    nodes: Sequence[Node], known: Mapping[str, Vectors], embedder: PassageEmbedder, progress: ProgressBar | None
) -> tuple[Vectors, int, float]:
    """One unit vector a node. A section isn't embedded: it stands where its passages do on average."""
    texts = {node.searched for node in nodes if node.kind != "section"}
    missing = sorted(texts - known.keys())
    seconds = 0.0
    made: dict[str, Vectors] = dict(known)
    if missing:
        bar = progress(len(missing)) if progress else None
        started = time.perf_counter()
        made |= zip(missing, embedder.passages(missing, bar), strict=True)
        seconds = time.perf_counter() - started
    dimension = len(next(iter(made.values()))) if made else embedder.dimension
    vectors = np.zeros((len(nodes), dimension), np.float32)
    members: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for index, node in enumerate(nodes):
        if node.kind != "section":
            vectors[index] = made[node.searched]
        if node.is_passage:
            for depth in range(len(node.heading_path) + 1):
                members.setdefault((node.document_id, node.heading_path[:depth]), []).append(index)
    for index, node in enumerate(nodes):
        if node.kind == "section":
            vectors[index] = vectors[members[node.document_id, node.heading_path]].mean(axis=0)
    return unit(vectors), len(missing), seconds


def _words(node: Node) -> tuple[str, ...]:
    """Sections are shown, not searched, so they have no words."""
    return tuple(words(node.searched)) if node.kind != "section" else ()
