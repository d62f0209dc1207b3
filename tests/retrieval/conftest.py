"""A searchable index of two small documents, made without the real model."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from assistant.retrieval.retriever import Retriever
from ingest.embedding import Embedder
from ingest.index import open_index
from ingest.pipeline import ingest
from ingest.store import FolderStore
from tests.ingest.helpers import TinyEmbedder, document, save_tiny_model

GRANTS = """\
# 設備補助金

## 補助上限、補助率

| 項目 | 通常枠 | 特別枠 |
|---|---|---|
| 補助上限 | 750万円 | 2,500万円 |
| 補助率 | 1/2 | 2/3 |

## 申請受付期間

2026年4月3日から2026年5月8日17:00までです。

## 問い合わせ

- 事務局
- 電話 050-3821-7013

# 販路補助金

## 補助上限、補助率

上限は50万円、補助率は2/3です。
"""


@pytest.fixture(scope="session")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("retrieval")
    store = FolderStore(folder / "index")
    documents = [document(folder / "docs" / "grants", GRANTS), document(folder / "docs" / "city")]
    ingest(documents, store, TinyEmbedder())
    return Retriever(open_index(store, "tiny 1"), cast(Embedder, TinyEmbedder()))


@pytest.fixture(scope="session")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """The real briefing with the real model."""
    from ingest.documents import load_document

    root = Path(__file__).parents[2]
    store = FolderStore(tmp_path_factory.mktemp("briefing") / "index")
    embedder = Embedder()
    ingest([load_document(root / "corpus/documents/meti-digital-2026-02")], store, embedder)
    return Retriever(open_index(store, embedder.identity), embedder)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("model"))
