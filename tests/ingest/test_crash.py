"""Killed at any moment, the old index still answers and the next ingest succeeds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.documents import load_documents
from ingest.embedding import Embedder, EmbedderChoice
from ingest.index import open_index
from ingest.store import FolderStore
from tests.ingest.helpers import CITY, write_document

KILLS = 36
ROOT = Path(__file__).parents[2]


class Worker:
    """The process that forks a `madoguchi ingest` whenever it is told to."""

    def __init__(self, data: Path, corpus: Path, model: Path) -> None:
        environment = {
            **os.environ,
            "MADOGUCHI_DATA": str(data),
            "MADOGUCHI_CORPUS": str(corpus),
            "MADOGUCHI_EMBEDDER": str(model),
            "HF_HUB_OFFLINE": "1",
            # A fork must not inherit threads that hold locks.
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "TOKENIZERS_PARALLELISM": "false",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.crash_worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._line() == "ready"

    def start(self) -> int:
        """Process id of a new ingest."""
        return int(self._ask())

    def status(self) -> int:
        """How the last ingest ended: minus the signal, or the exit code."""
        return os.waitstatus_to_exitcode(int(self._ask()))

    def run(self) -> float:
        """A whole ingest; its seconds."""
        started = time.perf_counter()
        self.start()
        assert self.status() == 0
        return time.perf_counter() - started

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _ask(self) -> str:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture
def worker(tmp_path: Path, tiny_model: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path / "data", tmp_path / "corpus", tiny_model)
    yield worker
    worker.close()


@pytest.mark.slow
def test_dozens_of_kills(worker: Worker, tmp_path: Path, tiny_model: Path) -> None:
    documents_folder = tmp_path / "corpus" / "documents"
    store = FolderStore(tmp_path / "data" / "index")
    embedder = Embedder(EmbedderChoice(str(tiny_model)))
    chance = random.Random(20260410)

    def edit(price: int) -> str:
        """A new edition of the document, whose every passage changes; its hash."""
        body = "\n\n".join(
            CITY.replace("300円", f"{price}円").replace("# 暮らし", f"# {part}の暮らし") for part in range(8)
        )
        write_document(documents_folder / "city", body)
        return load_documents(documents_folder)[0].content_hash

    def answering() -> str:
        """The edition that the index answers from now, after a look at whether it is whole."""
        index = open_index(store, embedder.identity)
        price = next(node.text for node in index.stored.nodes if node.kind == "cell")
        assert sum(price in node.text for node in index.stored.nodes if node.kind == "cell") == 16
        assert len(index.stored.nodes) == index.manifest.nodes
        return index.manifest.documents["city"].content_hash

    edit(1000)
    worker.run()
    edit(1001)
    seconds = worker.run()
    served = answering()
    killed = survived = switched = 0
    price = 1001
    while killed < KILLS:
        price += 1
        wanted = edit(price)
        child = worker.start()
        time.sleep(chance.uniform(0, seconds * 1.1))
        os.kill(child, signal.SIGKILL)
        if worker.status() != -signal.SIGKILL:
            survived += 1
            assert answering() == wanted
        else:
            killed += 1
            # All of the old, or all of the new: never something between.
            assert answering() in (served, wanted)
            switched += answering() == wanted
        served = answering()
        if killed % 6 == 0:
            worker.run()
            served = answering()
            assert served == wanted
            assert not list(store.folder.glob("building-*"))
    print(f"{killed} killed ({switched} of them after the switch), {survived} were quicker")
    assert switched < KILLS
