"""A version that one process puts in force is answered from by the others too, without a restart or a lost question."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.library.pointer import PACKAGED
from assistant.library.versions import Library, settings_of
from assistant.settings import Settings
from ingest.errors import MadoguchiError
from tests.staff.conftest import DAY, Counter, Running
from tests.ui.conftest import free_port, wait_for
from ui.following import Follower

pytestmark = pytest.mark.timeout(600)

QUESTION = "ものづくり補助金の締切はいつですか"


class Pointer:
    """What is in force and what answers, without any files."""

    def __init__(self) -> None:
        self.in_force: str | None = "a"
        self.answering: str | None = "a"
        self.tried = 0
        self.problem: Exception | None = None
        self.now = 0.0
        self.follower = Follower(lambda: self.in_force, lambda: self.answering, self.follow, clock=lambda: self.now)

    def follow(self) -> None:
        self.tried += 1
        if self.problem:
            raise self.problem
        self.answering = self.in_force


def test_nothing_is_opened_while_nothing_changes() -> None:
    pointer = Pointer()
    assert not pointer.follower.look() and pointer.tried == 0
    pointer.in_force = None
    assert not pointer.follower.look() and pointer.tried == 0
    pointer.in_force = "b"
    assert pointer.follower.look() and pointer.answering == "b"


@pytest.mark.parametrize("problem", [MadoguchiError("壊れています。"), RuntimeError("broken")])
def test_a_version_that_cannot_be_opened_leaves_the_old_one_answering(problem: Exception) -> None:
    pointer = Pointer()
    pointer.in_force, pointer.problem = "b", problem
    assert not pointer.follower.look() and pointer.answering == "a"
    assert not pointer.follower.look() and pointer.tried == 1, "it isn't tried again and again"
    pointer.now, pointer.problem = 61.0, None
    assert pointer.follower.look() and pointer.answering == "b"
    pointer.in_force, pointer.problem = "c", problem
    assert not pointer.follower.look()
    pointer.in_force, pointer.problem = "d", None
    assert pointer.follower.look(), "another version is tried at once"


def a_version(settings: Settings) -> str:
    """A version whose document is of another month."""
    from assistant.retrieval.retriever import embedder_of, store_of
    from ingest.documents import load_documents
    from ingest.pipeline import ingest

    library = Library(settings)
    folder = library.building_folder(library.next_name())
    shutil.copytree(library.corpus, folder / "corpus")
    shutil.copytree(settings.index, folder / "index")
    [path] = (folder / "corpus" / "documents").glob("*/document.md")
    text = path.read_text("utf-8")
    assert "as_of: 2026-02" in text
    path.write_text(text.replace("as_of: 2026-02", "as_of: 2026-03", 1), "utf-8")
    value = {
        "made_at": datetime.now(UTC).isoformat(),
        "made_by": "",
        "note": "",
        "documents": [],
        "changes": [],
        "asked": 0,
    }
    name = library.finish(folder, value).name
    opened = settings_of(settings, name)
    ingest(load_documents(opened.documents), store_of(opened), embedder_of(opened))
    return name


@pytest.fixture
def other(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """Another process of the same counter."""
    port = free_port()
    environment = {
        **os.environ,
        "MADOGUCHI_DATA": str(settings.data),
        "MADOGUCHI_CORPUS": str(settings.corpus),
    }
    log = tmp_path / "other.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", "from ui.commands import serve; serve()", "--port", str(port), "--as-of", f"{DAY}"],
            env=environment,
            stdout=out,
            stderr=out,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: httpx.get(f"{url}/api/health").json()["status"] == "ready", 300)
        yield url
    finally:
        process.terminate()
        process.wait(15)


def test_another_process_follows_the_switch_and_loses_no_question(
    settings: Settings, counter_of: Callable[[Settings], Counter], other: str
) -> None:
    counter = counter_of(settings)
    name = a_version(settings)
    http = httpx.Client(base_url=other, timeout=60)

    def ask(**more: Any) -> dict[str, Any]:
        answer = http.post("/api/ask", json={"question": QUESTION, **more})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found["status"] == "answered"
        return found

    def month() -> str:
        return str(ask()["citations"][0]["as_of"])

    assert month() == "2026-02"
    begun = http.post("/api/ask", json={"question": QUESTION})
    conversation = begun.headers["madoguchi-conversation"]
    counter.bench.switch(name)
    # Questions go on all the while, and the new version answers within seconds.
    until = time.monotonic() + 60
    while month() != "2026-03":
        assert time.monotonic() < until, "the other process did not notice"
    assert http.get("/api/health").json()["as_of"] == "2026-03"
    assert ask(conversation=conversation)["citations"][0]["as_of"] == "2026-02", (
        "begun conversations keep their version"
    )
    counter.bench.switch(PACKAGED)
    until = time.monotonic() + 60
    while month() != "2026-02":
        assert time.monotonic() < until, "the other process did not notice the way back"


@pytest.fixture
def counter_of() -> Iterator[Callable[[Settings], Counter]]:
    opened = []

    def make(settings: Settings) -> Counter:
        one = Running(settings)
        opened.append(one)
        return one.__enter__()

    yield make
    for one in opened:
        one.__exit__()
