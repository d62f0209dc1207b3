"""Puts verified answers together with the assistant that consults them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.filling import Filler
from assistant.programmes.book import load_programmes
from assistant.question.linking import NameIndex
from assistant.question.understanding import Understander
from assistant.question.vocabulary import load_vocabulary
from assistant.records.database import Database, open_database, records_exist
from assistant.records.reviews import ReviewStore
from assistant.settings import Settings
from assistant.verified.book import VerifiedBook
from assistant.verified.desk import VerifiedDesk
from assistant.verified.meaning import INTERCHANGEABLE, MeaningReader, load_interchangeable
from assistant.verified.sources import why_ended
from assistant.verified.store import VerifiedStore
from ingest.documents import load_documents

if TYPE_CHECKING:
    from assistant.service import Assistant


def meaning_reader(settings: Settings) -> MeaningReader:
    """A reader for the corpus of the settings. Raises MadoguchiError when a file of it is wrong."""
    documents = {document.id: document for document in load_documents(settings.documents)}
    programmes = load_programmes(settings.corpus, documents)
    names = NameIndex(programmes.names())
    vocabulary = load_vocabulary(settings.corpus / "language")
    return MeaningReader(
        Understander(vocabulary, names),
        Filler(programmes, lambda ask: None),
        names,
        load_interchangeable(settings.corpus / "language" / INTERCHANGEABLE),
    )


def verified_desk(assistant: Assistant, database: Database) -> VerifiedDesk:
    """Verified answers read with an assistant's own understanding, against its documents."""
    desk = assistant.desk
    words = load_interchangeable(assistant.settings.corpus / "language" / INTERCHANGEABLE)
    reader = MeaningReader(desk.understander, desk.filler, desk.understander.names, words)
    store = VerifiedStore(database)
    documents = desk.knowledge.documents
    book = VerifiedBook(
        store, reader, assistant.retriever.embedder.queries, stands=lambda answer: why_ended(answer, documents) is None
    )
    programmes = desk.knowledge.programmes

    def names() -> list[str]:
        return [text for programme in programmes for _, text in programme.names.all()]

    return VerifiedDesk(store, ReviewStore(database), book, reader, documents, names)


def with_verified(assistant: Assistant, database: Database) -> Assistant:
    """The assistant, consulting the verified answers that still stand on its documents."""
    verified = verified_desk(assistant, database)
    verified.expire_changed()
    return replace(assistant, desk=replace(assistant.desk, verified=verified.book))


def consulting_verified(assistant: Assistant, settings: Settings) -> Assistant:
    """The assistant, consulting the verified answers of these settings' records; nothing is written there.

    Without records, or without a published answer, it is the assistant as it was.

    Raises:
        RecordsError: the records can't be opened.
    """
    if not records_exist(settings):
        return assistant
    database = open_database(settings)
    if not VerifiedStore(database).published():
        database.close()
        return assistant
    return replace(assistant, desk=replace(assistant.desk, verified=verified_desk(assistant, database).book))
