"""What the tests of every room share: this machine's index of the corpus, and one assistant over it."""

from __future__ import annotations

import pytest

from assistant import Assistant
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
