"""Where index versions live: Chroma in a folder, or a Chroma server.

Chroma is used directly, not through LlamaIndex's ChromaVectorStore, where that is wrong for us: its `add` keeps the old
document where an id exists, it can't read a whole collection back with vectors, and it knows no versions. The records
are written in its format all the same, so `ChromaVectorStore(chroma_collection=...)` opens them.

A version is built aside and becomes the current one in one step: locally by replacing the small file CURRENT, on a
server by rewriting the one record that names the current collection. Whoever opens an index reads it whole into memory
and closes it again, so that pruning an old version never pulls it away under a running process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ingest.bundled import Vectors
from ingest.chunk import Node
from ingest.errors import MadoguchiError, shown_path
from ingest.llama_nodes import node_from_metadata, to_text_node
from ingest.manifest import REBUILD, IndexDamaged, Manifest

COLLECTION = "madoguchi"
_BATCH = 500
_PAGE = 2_000
KEEP = 2
"""Versions kept after a build: the current one, and the one before to go back to."""


class IndexBusy(MadoguchiError):
    """Another process is building the index."""


class IndexUnreachable(MadoguchiError):
    """The Chroma server doesn't answer."""


@dataclass(frozen=True)
class StoredNodes:
    """Everything of one version: nodes in reading order, unit vectors (nodes, dimension), and the words of each node."""

    nodes: tuple[Node, ...]
    vectors: Vectors
    words: tuple[tuple[str, ...], ...]


class Store(Protocol):
    """Versions of one index."""

    @property
    def where(self) -> str:
        """For messages: the folder, or the server."""

    def current(self) -> Manifest | None:
        """The manifest of the current version, None before the first. Raises IndexDamaged, IndexUnreachable."""

    def read(self, manifest: Manifest) -> StoredNodes:
        """All of a version. Raises IndexDamaged."""

    def publish(self, manifest: Manifest, stored: StoredNodes) -> None:
        """Write a version aside, then make it the current one in one step. Only inside `writing`."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; leftovers of builds that were killed are cleared first. Raises IndexBusy."""
        yield


def open_store(folder: Path, chroma_url: str | None = None) -> Store:
    """The store of the settings: `folder` for versions (and the writer's lock), or a server."""
    return ServerStore(chroma_url, folder) if chroma_url else FolderStore(folder)


class FolderStore:
    """Versions as folders: `<version>/manifest.json` and `<version>/chroma/`, and `CURRENT`, which names one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"

    @property
    def where(self) -> str:
        return shown_path(self.folder)

    def current(self) -> Manifest | None:
        try:
            version = self._pointer.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(f"索引の {shown_path(self._pointer)} を読めません。{REBUILD}。") from error
        path = self.folder / version / "manifest.json"
        try:
            return Manifest.from_json(path.read_text("utf-8"), shown_path(path))
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(f"索引の {shown_path(path)} を読めません。{REBUILD}。") from error

    def read(self, manifest: Manifest) -> StoredNodes:
        path = self.folder / manifest.version / "chroma"
        if not path.is_dir():
            raise IndexDamaged(f"索引の {shown_path(path)} がありません。{REBUILD}。")
        with _damage_of(shown_path(path)), _folder_client(path) as client:
            return _read_collection(client.get_collection(COLLECTION, embedding_function=None), manifest)

    def publish(self, manifest: Manifest, stored: StoredNodes) -> None:
        building = self.folder / f"building-{manifest.version}"
        with _folder_client(building / "chroma") as client:
            _write_collection(_new_collection(client, COLLECTION), manifest, stored)
        (building / "manifest.json").write_text(manifest.to_json(), "utf-8")
        _sync_tree(building)
        building.rename(self.folder / manifest.version)
        following = self._pointer.with_suffix(".next")
        following.write_text(manifest.version, "utf-8")
        _sync(following)
        # The switch: before this line the old version answers, after it the new one.
        os.replace(following, self._pointer)
        _sync(self.folder)
        self._prune(manifest.version)

    @contextmanager
    def writing(self) -> Iterator[None]:
        with _lock(self.folder):
            for path in self.folder.glob("building-*"):
                shutil.rmtree(path, ignore_errors=True)
            yield

    def _prune(self, current: str) -> None:
        versions = sorted(path.name for path in self.folder.iterdir() if (path / "manifest.json").is_file())
        others = [version for version in versions if version != current]
        for version in others[: max(0, len(others) - (KEEP - 1))]:
            # The manifest goes first: what is left of a version that is half removed isn't taken for one.
            (self.folder / version / "manifest.json").unlink(missing_ok=True)
            shutil.rmtree(self.folder / version, ignore_errors=True)
        for path in self.folder.iterdir():
            if path.is_dir() and not (path / "manifest.json").is_file():
                shutil.rmtree(path, ignore_errors=True)


class ServerStore:
    """Versions as collections `madoguchi-<version>`; the record `current` of `madoguchi-current` names one.

    The lock is a file, so it keeps one machine to one writer. Two machines that build at once waste work, no more:
    each writes a collection of its own, and the later one becomes current.
    """

    _POINTER = f"{COLLECTION}-current"

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._folder = folder

    @property
    def where(self) -> str:
        return self.url

    def current(self) -> Manifest | None:
        with self._client() as client:
            if not any(_name(found) == self._POINTER for found in client.list_collections()):
                return None
            found = client.get_collection(self._POINTER, embedding_function=None).get(ids=["current"])
            documents = found["documents"] or []
            return Manifest.from_json(documents[0], self.url) if documents else None

    def read(self, manifest: Manifest) -> StoredNodes:
        with self._client() as client, _damage_of(f"{self.url} {manifest.version}"):
            return _read_collection(client.get_collection(_collection(manifest), embedding_function=None), manifest)

    def publish(self, manifest: Manifest, stored: StoredNodes) -> None:
        with self._client() as client:
            _write_collection(_new_collection(client, _collection(manifest)), manifest, stored)
            pointer = client.get_or_create_collection(self._POINTER, embedding_function=None)
            # The switch: one record, rewritten.
            pointer.upsert(ids=["current"], documents=[manifest.to_json()], embeddings=[[0.0]])
            names = sorted(_name(found) for found in client.list_collections())
            old = [name for name in names if name.startswith(f"{COLLECTION}-2") and name != _collection(manifest)]
            for name in old[: max(0, len(old) - (KEEP - 1))]:
                client.delete_collection(name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        # What a killed build left is an old collection that nobody names: the next `publish` prunes it.
        with _lock(self._folder):
            yield

    @contextmanager
    def _client(self) -> Iterator[Any]:
        from urllib.parse import urlsplit

        import chromadb

        parts = urlsplit(self.url if "//" in self.url else f"http://{self.url}")
        try:
            client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=_chroma_settings(),
            )
        except Exception as error:
            raise IndexUnreachable(
                f"Chroma サーバー（{self.url}）につながりません。サーバーと MADOGUCHI_CHROMA_URL を確かめてください。"
            ) from error
        with client:
            yield client


def _collection(manifest: Manifest) -> str:
    return f"{COLLECTION}-{manifest.version}"


def _name(collection: Any) -> str:
    return str(getattr(collection, "name", collection))


def _chroma_settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextmanager
def _folder_client(path: Path) -> Iterator[Any]:
    import chromadb

    with chromadb.PersistentClient(path=str(path), settings=_chroma_settings()) as client:
        yield client


def _new_collection(client: Any, name: str) -> Any:
    """An empty collection in cosine space. Without `embedding_function=None` Chroma would fetch a model of its own."""
    return client.create_collection(name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})


def _write_collection(collection: Any, manifest: Manifest, stored: StoredNodes) -> None:
    from llama_index.core.vector_stores.utils import node_to_metadata_dict

    for start in range(0, len(stored.nodes), _BATCH):
        part = range(start, min(start + _BATCH, len(stored.nodes)))
        metadatas = []
        for index in part:
            node = stored.nodes[index]
            text_node = to_text_node(node, manifest.documents[node.document_id])
            metadata = node_to_metadata_dict(text_node, remove_text=True, flat_metadata=True)
            metadatas.append({**metadata, "position": index, "words": " ".join(stored.words[index])})
        # Upsert, never add: `add` keeps the old document where an id exists.
        collection.upsert(
            ids=[stored.nodes[index].id for index in part],
            embeddings=[stored.vectors[index] for index in part],
            documents=[stored.nodes[index].body for index in part],
            metadatas=metadatas,
        )


def _read_collection(collection: Any, manifest: Manifest) -> StoredNodes:
    rows: list[tuple[int, Node, Any, tuple[str, ...]]] = []
    for offset in range(0, manifest.nodes, _PAGE):
        found = collection.get(include=["metadatas", "embeddings"], limit=_PAGE, offset=offset)
        for id_, metadata, vector in zip(found["ids"], found["metadatas"], found["embeddings"], strict=True):
            words = tuple(metadata["words"].split(" ")) if metadata["words"] else ()
            rows.append((int(metadata["position"]), node_from_metadata(id_, metadata), vector, words))
    if len(rows) != manifest.nodes:
        raise IndexDamaged(f"索引の件数（{len(rows)}）が目録（{manifest.nodes}）と合いません。{REBUILD}。")
    rows.sort(key=lambda row: row[0])
    vectors = np.array([row[2] for row in rows], np.float32).reshape(len(rows), manifest.dimension)
    return StoredNodes(tuple(row[1] for row in rows), vectors, tuple(row[3] for row in rows))


@contextmanager
def _damage_of(where: str) -> Iterator[None]:
    """Chroma's own errors while reading, as one line for people."""
    try:
        yield
    except MadoguchiError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise IndexDamaged(f"索引（{where}）を読めません（{reason}）。{REBUILD}。") from error


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One writer a folder. The system lets go of the lock when its process dies, however it dies."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "LOCK", timeout=0)
        lock.acquire()
    except Timeout:
        raise IndexBusy(
            f"別の取り込みが動いています（{shown_path(folder)}）。終わってから、もう一度実行してください。"
        ) from None
    except OSError as error:
        raise IndexDamaged(
            f"索引のフォルダー {shown_path(folder)} に書き込めません（{error.strerror}）。"
            "場所と権限を確かめるか、MADOGUCHI_DATA で別の場所を指定してください。"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _sync_tree(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        for name in names:
            _sync(Path(path) / name)
        _sync(Path(path))


def _sync(path: Path) -> None:
    """Have the system write a file or folder to disk, so that a power cut after the switch finds it whole."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
