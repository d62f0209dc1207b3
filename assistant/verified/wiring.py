"""Puts verified answers together with the assistant that consults them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records.database import Database, open_database, records_exist
from assistant.records.reviews import ReviewStore
from assistant.settings import Settings
from assistant.verified.book import VerifiedBook
from assistant.verified.desk import VerifiedDesk
from assistant.verified.meaning import INTERCHANGEABLE, MeaningReader, load_interchangeable
from assistant.verified.sources import why_ended
from assistant.verified.store import VerifiedStore

if TYPE_CHECKING:
    from assistant.service import Assistant


def meaning_reader(assistant: Assistant) -> MeaningReader:
    """A reader with the assistant's own understanding.

    Raises:
        InterchangeableError: the file of words that may stand for each other is wrong.
    """
    desk = assistant.desk
    words = load_interchangeable(assistant.settings.corpus / "language" / INTERCHANGEABLE)
    return MeaningReader(desk.understander, desk.filler, desk.understander.names, words)


def verified_desk(assistant: Assistant, database: Database) -> VerifiedDesk:
    """Verified answers read with an assistant's own understanding, against its documents."""
    reader = meaning_reader(assistant)
    store = VerifiedStore(database)
    knowledge = assistant.desk.knowledge
    documents, programmes = knowledge.documents, knowledge.programmes
    book = VerifiedBook(
        store, reader, assistant.retriever.embedder.queries, stands=lambda answer: why_ended(answer, documents) is None
    )

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
