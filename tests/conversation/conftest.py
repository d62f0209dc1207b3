"""What the conversation's tests share: conversations as data, and how a reply is checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant import Assistant
from assistant.reply import Calculation, Reply

Converse = Callable[["Conversed"], None]


@dataclass(frozen=True)
class Turn:
    """What a person types, and what the reply must hold."""

    ask: str
    status: str = "answered"
    """One status, or two that are both defensible, with `|` between them."""
    says: tuple[str, ...] = ()
    """Each must be in the text; spellings of the same fact have `|` between them."""
    never: tuple[str, ...] = ()
    """None of these may be in the text."""
    lead: str = ""
    """What the text begins with; `|` between ones that will do."""
    carried: tuple[str, ...] = ()
    """Each must be in `standalone_question`."""


@dataclass(frozen=True)
class Conversed:
    """A conversation on one day."""

    as_of: str
    turns: tuple[Turn, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return f"{self.as_of} {' // '.join(turn.ask for turn in self.turns)}"


@pytest.fixture
def converse(assistant: Assistant) -> Converse:
    """Holds a conversation and checks every reply."""

    def hold(given: Conversed) -> None:
        conversation = assistant.conversation(date.fromisoformat(given.as_of))
        for turn in given.turns:
            check(turn, conversation.ask(turn.ask))

    return hold


def ask(assistant: Assistant, question: str) -> Reply:
    """The reply to the first question of a conversation on 10 April 2026."""
    return assistant.conversation(date(2026, 4, 10)).ask(question)


def granted(calculation: Calculation | None) -> set[int | None]:
    """The grants of a calculation and of its cases."""
    if calculation is None:
        return set()
    return {calculation.subsidy_yen, *(yen for case in calculation.scenarios for yen in granted(case))}


def check(turn: Turn, reply: Reply) -> None:
    assert reply.status in turn.status.split("|"), reply.text
    for fact in turn.says:
        assert any(holds(reply.text, spelling) for spelling in fact.split("|")), f"{fact} isn't in: {reply.text}"
    for figure in turn.never:
        assert not holds(reply.text, figure), f"{figure} is in: {reply.text}"
    if turn.lead:
        assert reply.text.startswith(tuple(turn.lead.split("|"))), reply.text
    for words in turn.carried:
        assert any(word in reply.standalone_question for word in words.split("|")), reply.standalone_question
    unproven = [step.decided["problems"] for step in reply.trace if step.step == "prove" and step.decided["problems"]]
    assert not unproven


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text, whatever the widths and commas; `5月8日` doesn't stand in `15月8日`."""
    plain, wanted = _plain(text), _plain(words)
    before = r"(?<![\d.])" if wanted[0].isdigit() else ""
    after = r"(?!\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, plain) is not None


def _plain(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).replace("〜", "~")
