"""Opening an index: checked against the settings and the documents, then held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.documents import Document
from ingest.manifest import REBUILD, IndexDamaged, IndexMismatch, IndexNotBuilt, Manifest
from ingest.store import Store, StoredNodes

__all__ = ["Index", "IndexDamaged", "IndexMismatch", "IndexNotBuilt", "open_index"]


@dataclass(frozen=True)
class Index:
    """One version of the index, whole. It doesn't change when a newer version is built: open it again for that."""

    manifest: Manifest
    stored: StoredNodes


def open_index(store: Store, embedder: str, documents: Mapping[str, Document] | None = None) -> Index:
    """The current version.

    `embedder` is the identity of the model that questions will be embedded with. With `documents`, the index must have
    been made from exactly these.

    Raises:
        IndexNotBuilt: there is none yet.
        IndexMismatch: made with another model, tokenizer or chunker, or from other documents.
        IndexDamaged: it can't be read.
        IndexUnreachable: the Chroma server doesn't answer.
    """
    manifest = _current(store)
    try:
        stored = store.read(_checked(manifest, store, embedder, documents))
    except IndexDamaged:
        # A build elsewhere may have replaced and pruned this version between the two reads.
        later = _current(store)
        if later.version == manifest.version:
            raise
        manifest = later
        stored = store.read(_checked(manifest, store, embedder, documents))
    return Index(manifest, stored)


def _current(store: Store) -> Manifest:
    manifest = store.current()
    if manifest is None:
        raise IndexNotBuilt(f"索引がまだありません（{store.where}）。{REBUILD}。")
    return manifest


def _checked(manifest: Manifest, store: Store, embedder: str, documents: Mapping[str, Document] | None) -> Manifest:
    difference = manifest.made_with(embedder) or (manifest.made_from(documents) if documents is not None else None)
    if difference:
        raise IndexMismatch(f"{difference}（{store.where}）。{REBUILD}。")
    return manifest
