"""`declines.yaml`: what isn't this counter's job, and orders to this system."""

from __future__ import annotations

from assistant.question.language.data import LanguageData


class Decline(LanguageData):
    """Something that isn't this counter's job: what is said, and what is offered instead."""

    id: str
    say: str
    instead: str
    contact: bool = False
    yields: bool = False
    """Whether a real question beside it is answered all the same."""
    words: tuple[str, ...]
    asks: tuple[str, ...] = ()


class Injection(LanguageData):
    decline: str
    """The id of the decline for a message that holds nothing but orders."""
    words: tuple[str, ...]
    endings: tuple[str, ...] = ()
    """What is an order only at the end of a clause."""


class DeclinesFile(LanguageData):
    """The whole file."""

    declines: tuple[Decline, ...]
    injection: Injection
