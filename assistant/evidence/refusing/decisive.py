"""What a question surely asks for though the documents don't say it, whatever else its words would bring.

`広島県が独自にやってる設備の補助金` names a purchase that grants of the documents serve, and asks for none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.evidence.refusing.refusal import near_statements, not_in_sources
from assistant.statements import GENERAL, Unknown

DECISIVE = "decisive"
"""The mark of such a finding: a clause that asks nothing answers nothing beside it."""


@dataclass(frozen=True)
class Decisive:
    """Finds what is unsaid by the way of writing that means it and nothing else."""

    knowledge: Knowledge

    def find(self, item: Resolved) -> Finding | None:
        """The refusal; None where no such way of writing fits."""
        unknown = self.unknown(item)
        if unknown is None:
            return None
        named = item.scope.programmes if item.new_need is None else ()
        owners = [unknown.programme] if unknown.programme != GENERAL else named if len(named) == 1 else []
        near = near_statements(self.knowledge, unknown, next(iter(owners), None))
        finding = not_in_sources(self.knowledge, owners, unknown, near)
        return replace(finding, decided={**finding.decided, DECISIVE: True})

    def unknown(self, item: Resolved) -> Unknown | None:
        """What is asked for; None where it isn't sure."""
        if item.ask.injected or item.earlier:
            return None
        told, asked = _told_before(item), item.ask.text
        for unknown in self._candidates(item):
            if any(_fits(pattern, told, asked) for pattern in unknown.decisive):
                return unknown
        return None

    def _candidates(self, item: Resolved) -> Sequence[Unknown]:
        """What is unsaid of a programme in question; and of all, unless one of them in question says it itself."""
        within = set(item.scope.programmes)
        of_all = within if item.new_need is None else set[str]()
        return [
            unknown
            for unknown in self.knowledge.statements.unknowns()
            if unknown.decisive
            and (
                unknown.programme in within
                or (
                    unknown.programme == GENERAL
                    and not of_all & set(unknown.not_for)
                    and (of_all or not unknown.not_for)
                )
            )
        ]


def _told_before(item: Resolved) -> str:
    """The clauses of the message that lead to the one that asks."""
    if item.ask not in item.message:
        return ""
    before = item.message[: item.message.index(item.ask)]
    return "".join(ask.text for ask in before if not ask.asks_in_words)


def _fits(pattern: re.Pattern[str], told: str, asked: str) -> bool:
    """Whether a pattern fits what is asked, with what leads to it."""
    return any(found.end() > len(told) for found in pattern.finditer(told + asked))
