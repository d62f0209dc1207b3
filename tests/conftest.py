"""What the tests of every room share: this machine's index of the corpus, one assistant over it, and the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from assistant import Assistant
from assistant.cli import main
from assistant.settings import load_settings


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant over the corpus. Its index is brought up to date first, and opening it keeps the vectors of the
    examples and what is fitted to them beside the index: other tests that open one of their own copy that folder."""
    from assistant.retrieval.retriever import embedder_of, store_of
    from ingest.documents import load_documents
    from ingest.pipeline import ingest

    settings = load_settings()
    ingest(load_documents(settings.documents), store_of(settings), embedder_of(settings))
    return Assistant.open(settings)


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    error: str


Command = Callable[..., Ran]


@pytest.fixture
def madoguchi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `madoguchi` with arguments as a person would, in this process."""

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["madoguchi", *arguments])
        monkeypatch.setenv("COLUMNS", "200")
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Ran(code, *capsys.readouterr())

    return run
