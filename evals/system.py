"""The product as the evaluation sees it: something that opens conversations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evals.answers import Conversation, ConversationFactory

if TYPE_CHECKING:
    from assistant.settings import Settings


def open_system(settings: Settings | None = None) -> ConversationFactory:
    """The assistant with these settings (this machine's by default); one instance serves every conversation.

    Raises:
        MadoguchiError: the index isn't built, doesn't match, or a setting is wrong; says what to run.
    """
    from assistant import Assistant
    from assistant.settings import load_settings

    assistant = Assistant.open(settings or load_settings())

    def open_conversation(as_of: date) -> Conversation:
        return assistant.conversation(as_of=as_of)

    return open_conversation


def open_system_with_index(settings: Settings) -> ConversationFactory:
    """The same, after the index has been brought up to date; unchanged documents are not embedded again."""
    from assistant.retrieval.retriever import embedder_of, store_of
    from ingest.documents import load_documents
    from ingest.pipeline import ingest

    ingest(load_documents(settings.documents), store_of(settings), embedder_of(settings))
    return open_system(settings)
