"""Small documents and a quick embedder, so that these tests say what they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.bundled import Vectors, unit
from ingest.documents import Document, load_document

CITY = """\
# 暮らしの手引き

## 住民票はどこで取れますか

市民課の窓口と支所で交付します。手数料は300円です。

## 手数料

| 証明書 | 窓口 | コンビニ |
|---|---|---|
| 住民票の写し | 300円 | 200円 |
| 印鑑登録証明書 | 300円 | 250円 |

## 持ち物

- 本人確認書類（運転免許証など）
- 窓口で支払う手数料
- 印鑑
"""


def write_document(folder: Path, body: str = CITY, id_: str | None = None) -> Path:
    """A document folder whose source is its own document.md."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f"---\nid: {id_ or folder.name}\ntitle: 手引き\npublisher: 市民課\nas_of: 2026-02\nsource: self\n---\n\n"
    (folder / "document.md").write_text(head + body, "utf-8")
    return folder


def document(folder: Path, body: str = CITY, id_: str | None = None) -> Document:
    return load_document(write_document(folder, body, id_))


class TinyEmbedder:
    """Counts character pairs in 512 buckets. Remembers what it was asked to embed."""

    dimension = 512

    def __init__(self, identity: str = "tiny 1") -> None:
        self.identity = identity
        self.embedded: list[str] = []

    def passages(self, texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Vectors:
        self.embedded += texts
        if progress:
            progress(len(texts))
        return unit(np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension))

    def query(self, text: str) -> Vectors:
        return unit(np.array([self._vector(text)], np.float32))[0]

    def _vector(self, text: str) -> list[float]:
        counts = [0.0] * self.dimension
        for at in range(len(text) - 1):
            counts[int(hashlib.sha256(text[at : at + 2].encode()).hexdigest()[:8], 16) % self.dimension] += 1.0
        return counts


def save_tiny_model(folder: Path) -> Path:
    """A SentenceTransformer that is made here: 32 dimensions, the sum of fixed random vectors of characters. It is
    loaded from its folder as any other model is."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    characters = [chr(code) for code in (*range(0x20, 0x7F), *range(0x3000, 0x30FF), *range(0x4E00, 0x9FA0))]
    vocabulary = {character: number for number, character in enumerate(["[UNK]", *characters])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    weights = np.random.default_rng(0).normal(size=(len(vocabulary), 32)).astype(np.float32)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts={"query": "質問: ", "document": ""},
        device="cpu",
    )
    model.save(str(folder))
    return folder
