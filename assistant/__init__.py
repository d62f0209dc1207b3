"""Madoguchi: answers on support programmes, each figure with its source.

>>> from assistant import Assistant, Settings
>>> assistant = Assistant.open(Settings())
>>> reply = assistant.conversation().ask("ものづくり補助金の締切は？")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.conversation.turn import Conversation
    from assistant.reply import Reply
    from assistant.service import Assistant
    from assistant.settings import Settings

__all__ = ["Assistant", "Conversation", "Reply", "Settings"]

_HOMES = {
    "Assistant": "assistant.service",
    "Conversation": "assistant.conversation.turn",
    "Reply": "assistant.reply",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used: commands that need no index stay quick to start."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
