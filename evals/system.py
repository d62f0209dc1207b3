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
