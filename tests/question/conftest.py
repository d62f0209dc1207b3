"""The vocabulary and the names of the real corpus, read once."""

from __future__ import annotations

import pytest

from assistant.programmes.book import load_programmes
from assistant.question.linking import NameIndex
from assistant.question.understanding import Understander
from assistant.question.vocabulary import Vocabulary, load_vocabulary
from assistant.settings import Settings
from ingest.documents import load_documents


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Settings().corpus / "language")


@pytest.fixture(scope="module")
def names() -> NameIndex:
    settings = Settings()
    documents = {document.id: document for document in load_documents(settings.documents)}
    return NameIndex(load_programmes(settings.corpus, documents).names())


@pytest.fixture(scope="module")
def understander(vocabulary: Vocabulary, names: NameIndex) -> Understander:
    return Understander(vocabulary, names)
