"""What the evaluation's tests share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.reply import Citation, Reply
from assistant.settings import load_settings
from evals.answers import ConversationFactory, ItemResult, run_items
from evals.items import Item, load_items
from evals.sources import Sources
from evals.system import open_system, open_system_with_index
from ingest.errors import MadoguchiError

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
def open_conversation(tmp_path_factory: pytest.TempPathFactory) -> ConversationFactory:
    """The assistant of this checkout: its own index where that is up to date, else one made for the tests."""
    settings = load_settings()
    try:
        return open_system(settings)
    except MadoguchiError:
        return open_system_with_index(settings.model_copy(update={"data": tmp_path_factory.mktemp("data")}))


@pytest.fixture(scope="session")
def assistant_results(items: list[Item], sources: Sources, open_conversation: ConversationFactory) -> list[ItemResult]:
    """Every question asked of the assistant once, for all tests that look at the replies."""
    return run_items(items, open_conversation, sources)
