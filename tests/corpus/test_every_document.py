"""Every document of the corpus, also those that staff add later: readable, and faithful to its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import list_documents, load_document, load_documents
from ingest.proofreading import proofread

DOCUMENTS = Path(__file__).parents[2] / "corpus/documents"


def test_no_two_documents_share_an_id() -> None:
    assert len(load_documents(DOCUMENTS)) == len(list_documents(DOCUMENTS))


@pytest.mark.parametrize("folder", list_documents(DOCUMENTS), ids=lambda folder: folder.name)
def test_the_document_is_faithful_to_its_source(folder: Path) -> None:
    document = load_document(folder)
    assert document.id == folder.name
    assert [str(finding) for finding in proofread(document)] == []
