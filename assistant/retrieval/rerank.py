"""An optional cross-encoder that reads question and passage together. Slow, off by default."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.errors import MadoguchiError

CANDIDATES = 30
"""How many of the best passages are read again."""


class RerankerError(MadoguchiError):
    """A cross-encoder that can't be loaded."""


class Reranker:
    """A CrossEncoder by name or folder, loaded on first use. Threads take turns."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: Any = None
        self._lock = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score a text, higher is better. Raises RerankerError."""
        with self._lock:
            if self._model is None:
                self._model = _load(self.name)
            found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in found]


def _load(name: str) -> Any:
    if Path(name).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(name, trust_remote_code=False)
    except Exception as error:
        reason = " ".join(str(error).split())[:160]
        raise RerankerError(
            f"再順位付けのモデル「{name}」を読み込めません（{reason}）。MADOGUCHI_RERANKER には、"
            "モデルのフォルダーか Hugging Face のモデル名を入れるか、空にしてください。"
        ) from error
