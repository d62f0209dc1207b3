"""What the evaluation's tests share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.reply import Citation, Reply
from evals.answers import ItemResult, run_items
from evals.items import Item, load_items
from evals.sources import Sources

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sources() -> Sources:
    return Sources.load(ROOT / "corpus")


@pytest.fixture(scope="session")
def items() -> list[Item]:
    return load_items()


@pytest.fixture
def cite(sources: Sources) -> Any:
    """A citation of whole source lines."""

    def make(marker: int, first: int, last: int | None = None, **changes: Any) -> Citation:
        lines = (first, last or first)
        given = {"quote": sources.main.verbatim(*lines), "lines": lines, **changes}
        return Citation(marker=marker, document_id=sources.main.id, title="資料", section=[], as_of="2026-02", **given)

    return make


@pytest.fixture
def reply() -> Any:
    """A reply with these words and whatever else is given."""

    def make(text: str, citations: Sequence[Citation] = (), **changes: Any) -> Reply:
        given = {"id": "x", "question": "質問", "standalone_question": "質問", "status": "answered", **changes}
        return Reply(text=text, citations=list(citations), **given)

    return make


@pytest.fixture(scope="session")
def assistant_results(items: list[Item], sources: Sources, assistant: Assistant) -> list[ItemResult]:
    """Every question asked of the assistant once, for all tests that look at the replies."""
    return run_items(items, assistant.conversation, sources)
