"""`topics.yaml`: what can be asked about."""

from __future__ import annotations

from pydantic import Field

from assistant.question.language.data import LanguageData


class Topic(LanguageData):
    """What can be asked about a programme. `words` decide, `hints` support, `asks` are compared by meaning."""

    id: str
    label: str
    whole: bool = False
    """Whether it is asked of the documents as a whole where no programme is named."""
    apart: bool = False
    """Whether it is always a question of its own: an amount or a phone number is no part of what else is said."""
    unless: tuple[str, ...] = ()
    """Words in which a word of the topic doesn't count (`売りたい` is no `売り`)."""
    vague: bool = False
    """Whether its words often only put a question about something else (`…って何ですか`)."""
    words: tuple[str, ...]
    able: tuple[str, ...] = ()
    """Those of the words that ask what can be done: they decide only where no condition is named (`赤字でも申し込めますか`)."""
    alone: tuple[str, ...] = ()
    """Words that decide only where nothing else is said, or after の (`上は?`)."""
    hints: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class TopicsFile(LanguageData):
    """The whole file."""

    topics: tuple[Topic, ...] = Field(min_length=1)
