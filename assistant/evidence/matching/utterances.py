"""Vectors of the example questions, kept on disk so that opening an assistant is quick.

A cache: it can be deleted at any time. A text that changed is embedded again, one that is gone is dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.evidence.matching.array_file import read_arrays, write_arrays
from ingest.bundled import Vectors
from ingest.pipeline import ProgressBar

_BATCH = 64


def cached_vectors(
    texts: Sequence[str],
    path: Path,
    identity: str,
    embed: Callable[[Sequence[str]], Vectors],
    progress: ProgressBar | None = None,
) -> Vectors:
    """Unit vectors of the texts, shape (texts, dimension). Only texts that the cache lacks are embedded.

    Args:
        path: the cache file; it may be missing or damaged.
        identity: the embedder's; vectors of another one aren't used.
        progress: called with the number of texts where several batches are to be embedded; what it returns is told how
            many more are done.
    """
    known = _read(path, identity)
    keys = [_key(text) for text in texts]
    missing = [index for index, key in enumerate(keys) if key not in known]
    more = progress(len(missing)) if progress and len(missing) > _BATCH else None
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        for index, vector in zip(batch, embed([texts[index] for index in batch]), strict=True):
            known[keys[index]] = vector
        if more:
            more(len(batch))
    vectors = np.stack([known[key] for key in keys]).astype(np.float32)
    if missing or len(known) > len(set(keys)):
        kept = list(dict.fromkeys(keys))
        write_arrays(path, identity, {"keys": np.array(kept), "vectors": np.stack([known[key] for key in kept])})
    return vectors


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(path: Path, identity: str) -> dict[str, Vectors]:
    stored = read_arrays(path, identity)
    return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True)) if len(stored) == 2 else {}
