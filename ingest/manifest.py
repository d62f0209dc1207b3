"""What an index was made from and with: the card that is read before the index is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from ingest.chunk import CHUNKER_VERSION
from ingest.documents import Document
from ingest.errors import MadoguchiError
from ingest.words import tokenizer_version

FORMAT = 1
"""Raise it when the stored form changes: an index of another format is rebuilt."""

REBUILD = "madoguchi ingest を実行してください"


class IndexNotBuilt(MadoguchiError):
    """There is no index yet."""


class IndexMismatch(MadoguchiError):
    """The index was made with another model, tokenizer or chunker, or from other documents."""


class IndexDamaged(MadoguchiError):
    """The index can't be read."""


@dataclass(frozen=True)
class IndexedDocument:
    """A document as it was when it was indexed. `folder` is where it was read from."""

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None
    folder: str
    content_hash: str

    @classmethod
    def of(cls, document: Document) -> IndexedDocument:
        return cls(
            id=document.id,
            title=document.title,
            publisher=document.publisher,
            as_of=document.as_of,
            url=document.url,
            folder=str(document.folder.resolve()),
            content_hash=document.content_hash,
        )


@dataclass(frozen=True)
class Manifest:
    """One version of the index. `documents` maps ids to what was indexed; `nodes` counts everything stored."""

    version: str
    created: str
    embedder: str
    dimension: int
    tokenizer: str
    chunker: str
    documents: Mapping[str, IndexedDocument]
    nodes: int
    format: int = FORMAT

    @classmethod
    def new(cls, *, embedder: str, dimension: int, documents: Mapping[str, IndexedDocument], nodes: int) -> Manifest:
        now = datetime.now(UTC)
        return cls(
            version=f"{now:%Y%m%d-%H%M%S}-{uuid4().hex[:8]}",
            created=now.isoformat(timespec="seconds"),
            embedder=embedder,
            dimension=dimension,
            tokenizer=tokenizer_version(),
            chunker=CHUNKER_VERSION,
            documents=dict(documents),
            nodes=nodes,
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str, where: str) -> Manifest:
        """Raises IndexDamaged, naming `where`, and IndexMismatch for another format."""
        try:
            fields = json.loads(text)
            if fields["format"] != FORMAT:
                raise IndexMismatch(f"索引（{where}）は別の版の形式（{fields['format']}）で作られています。{REBUILD}。")
            documents = {key: IndexedDocument(**value) for key, value in fields.pop("documents").items()}
            return cls(documents=documents, **fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamaged(f"索引の目録（{where}）が壊れています。{REBUILD}。") from error

    def made_with(self, embedder: str) -> str | None:
        """How this index differs from what this program would make with an embedder; None where it doesn't."""
        for what, was, now in (
            ("埋め込みモデル", self.embedder, embedder),
            ("語の切り方", self.tokenizer, tokenizer_version()),
            ("文書の分け方", self.chunker, CHUNKER_VERSION),
        ):
            if was != now:
                return f"{what}が索引（{was}）と今の設定（{now}）で違います"
        return None

    def made_from(self, documents: Mapping[str, Document]) -> str | None:
        """How the documents differ from those that were indexed; None where they don't.

        Documents that were indexed from elsewhere (`madoguchi ingest PATH`) are no difference.
        """
        for id_, document in documents.items():
            indexed = self.documents.get(id_)
            if indexed is None:
                return f"文書「{id_}」がまだ索引にありません"
            if indexed.content_hash != document.content_hash:
                return f"文書「{id_}」が索引を作った後に変わっています"
        folders = {document.folder.resolve().parent for document in documents.values()}
        for id_, indexed in self.documents.items():
            if id_ not in documents and Path(indexed.folder).parent in folders:
                return f"索引にある文書「{id_}」がフォルダーにありません"
        return None
