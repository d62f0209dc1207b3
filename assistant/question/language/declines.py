"""`declines.yaml`: what isn't this counter's job, and orders to this system."""

from __future__ import annotations

import re

from assistant.question.language.data import LanguageData


class Decline(LanguageData):
    """Something that isn't this counter's job: what is said, and what is offered instead."""

    id: str
    say: str
    instead: str
    contact: bool = False
    yields: bool = False
    """Whether a real question beside it is answered all the same."""
    yields_to_claims: bool = False
    """Whether it is answered all the same where a listed claim settles what is asked (`外注費だけで通りますか`)."""
    yields_to_unsaid: bool = False
    """Whether it gives way to what decisively asks for something unsaid (`申請代行の手数料の相場は`)."""
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = ()
    """What asks for it in more ways than words can list."""
    unless: tuple[re.Pattern[str], ...] = ()
    """What asks for a fact with the same words (`何割が受かる`)."""
    subjects: tuple[str, ...] = ()
    """What such a question may be about, and what a person's trade may be as well (`居酒屋`): a programme, a need or a
    word of this counter beside it shows that something else is asked."""
    asks: tuple[str, ...] = ()


class Injection(LanguageData):
    decline: str
    """The id of the decline for a message that holds nothing but orders."""
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = ()
    """What gives orders in more ways than words can list."""
    endings: tuple[str, ...] = ()
    """What is an order only at the end of a clause."""


class DeclinesFile(LanguageData):
    """The whole file."""

    declines: tuple[Decline, ...]
    injection: Injection
    trade_after: tuple[str, ...] = ()
    """What follows the word for a person's trade (`旅行会社`, `居酒屋をやって`)."""
