"""The same index on a real Chroma server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.index import IndexMismatch, IndexNotBuilt, open_index
from ingest.pipeline import ingest
from ingest.store import FolderStore, IndexUnreachable, ServerStore, open_store
from tests.ingest.helpers import CITY, TinyEmbedder, document

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that runs in a process of its own."""
    command = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    port = free_port()
    folder = tmp_path_factory.mktemp("chroma")
    arguments = [command, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=2).read()
                break
            except OSError:
                assert process.poll() is None, "chroma run ended"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_built_switched_and_pruned(server: str, tmp_path: Path) -> None:
    store = open_store(tmp_path / "index", server)
    assert isinstance(store, ServerStore)
    with pytest.raises(IndexNotBuilt):
        open_index(store, "tiny 1")
    city = document(tmp_path / "docs" / "city")
    first = ingest([city], store, TinyEmbedder())
    opened = open_index(store, "tiny 1", {"city": city})

    # The same nodes and vectors as in a folder.
    folder = FolderStore(tmp_path / "other")
    ingest([city], folder, TinyEmbedder())
    local = open_index(folder, "tiny 1")
    assert opened.stored.nodes == local.stored.nodes
    assert opened.stored.words == local.stored.words
    assert np.allclose(opened.stored.vectors, local.stored.vectors, atol=1e-6)

    assert not ingest([city], store, TinyEmbedder()).changed
    embedder = TinyEmbedder()
    for price in (1, 2, 3):
        edited = document(tmp_path / "docs" / "city", CITY.replace("250円", f"{price}円"))
        ingest([edited], store, embedder)
    assert all("円" in text for text in embedder.embedded)
    assert len(embedder.embedded) == 6
    last = open_index(store, "tiny 1", {"city": edited})
    assert last.manifest.version != first.manifest.version
    assert "3円" in [node.text for node in last.stored.nodes]
    with pytest.raises(IndexMismatch):
        open_index(store, "other")

    import chromadb

    with chromadb.HttpClient(host="127.0.0.1", port=int(server.rsplit(":", 1)[1])) as client:
        names = [getattr(found, "name", found) for found in client.list_collections()]
    assert len([name for name in names if name.startswith("madoguchi-2")]) == 2


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    store = open_store(tmp_path / "index", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(IndexUnreachable, match="MADOGUCHI_CHROMA_URL") as error:
        store.current()
    assert "\n" not in str(error.value)
