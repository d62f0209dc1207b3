"""Asks a system every question and checks every reply."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.reply import Reply
from evals.checks import CAUSES, Cause, Finding, TurnCheck, check_turn
from evals.items import Expect, Item
from evals.sources import Sources


class Conversation(Protocol):
    """One conversation: remembers its earlier turns."""

    def ask(self, question: str, /) -> Reply: ...


ConversationFactory = Callable[[date], Conversation]
"""Opens a conversation that takes place on a day."""


@dataclass(frozen=True)
class TurnResult:
    """One turn: what was asked, what came back, what is wrong with it. `check` is None where nothing is known."""

    question: str
    expect: Expect | None
    reply: Reply | None
    check: TurnCheck | None
    milliseconds: float

    @property
    def right(self) -> bool:
        return self.check is None or self.check.right

    @property
    def grounded(self) -> bool:
        return self.check is None or self.check.grounded

    @property
    def cause(self) -> Cause | None:
        """The gravest thing wrong with the turn."""
        causes = {finding.cause for finding in self.check.findings} if self.check else set()
        return next((cause for cause in CAUSES if cause in causes), None)


@dataclass(frozen=True)
class ItemResult:
    """One item with all its turns."""

    item: Item
    turns: tuple[TurnResult, ...] = field(default_factory=tuple)

    @property
    def right(self) -> bool:
        """Every turn right, every labelled passage cited."""
        return all(turn.right for turn in self.turns)

    @property
    def content_right(self) -> bool:
        """Every turn right in status, facts, amounts and rounds, whatever it cites."""
        return all(turn.check is None or turn.check.content_right for turn in self.turns)

    @property
    def grounded(self) -> bool:
        return all(turn.grounded for turn in self.turns)


def run_item(item: Item, open_conversation: ConversationFactory, sources: Sources) -> ItemResult:
    """Ask an item's turns in order, in one conversation. A crash is a finding and ends no run."""
    turns: list[TurnResult] = []
    try:
        conversation = open_conversation(item.as_of)
    except Exception as error:  # whatever the system under test raises is its failure, not ours
        return ItemResult(item, tuple(_crashed(turn.ask, turn.expect, error, 0.0) for turn in item.turns))
    said: list[str] = []
    for turn in item.turns:
        said.append(turn.ask)
        began = time.perf_counter()
        try:
            reply = conversation.ask(turn.ask)
        except Exception as error:
            turns.append(_crashed(turn.ask, turn.expect, error, _since(began)))
            continue
        took = _since(began)
        check = check_turn(reply, turn.expect, said, item.as_of, sources) if turn.expect else None
        turns.append(TurnResult(turn.ask, turn.expect, reply, check, took))
    return ItemResult(item, tuple(turns))


def run_items(
    items: Iterable[Item],
    open_conversation: ConversationFactory,
    sources: Sources,
    done: Callable[[ItemResult], None] = lambda result: None,
) -> list[ItemResult]:
    """Run items one after another; `done` is told of each, for a progress bar."""
    results = []
    for item in items:
        result = run_item(item, open_conversation, sources)
        results.append(result)
        done(result)
    return results


def recheck(result: ItemResult, change: Callable[[Reply, Item], Reply], sources: Sources) -> ItemResult:
    """The same item with its replies changed: what a bug would have made of them."""
    turns = []
    said: list[str] = []
    for turn in result.turns:
        said.append(turn.question)
        if turn.reply is None:
            turns.append(turn)
            continue
        reply = change(turn.reply, result.item)
        check = check_turn(reply, turn.expect, said, result.item.as_of, sources) if turn.expect else None
        turns.append(TurnResult(turn.question, turn.expect, reply, check, turn.milliseconds))
    return ItemResult(result.item, tuple(turns))


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _crashed(question: str, expect: Expect | None, error: Exception, took: float) -> TurnResult:
    finding = Finding("crash", f"{type(error).__name__}: {error}")
    labelled = len(expect.cite) if expect else 0
    check = TurnCheck((finding,), 0, 0, labelled, 0, 0, 0, bool(expect and expect.calculation), False)
    return TurnResult(question, expect, None, check, took)
