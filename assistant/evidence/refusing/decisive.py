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
from assistant.evidence.statements.search import StatementSearch
from assistant.question.folded import Folded
from assistant.statements import GENERAL, Unknown

DECISIVE = "decisive"
"""The mark of such a finding: a clause that asks nothing answers nothing beside it."""


@dataclass(frozen=True)
class Decisive:
    """Finds what is unsaid by the way of writing that means it and nothing else."""

    knowledge: Knowledge
    search: StatementSearch

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
        if item.ask.injected or item.earlier or (item.ask.how_much and item.ask.amounts):
            return None  # a plan with a figure is computed: `お助け隊に月2万円払うと、年間いくら戻る`
        told, asked = _told_before(item), item.ask.text
        every = [unknown for unknown in self.knowledge.statements.unknowns() if unknown.decisive]
        for unknown in sorted(every, key=lambda unknown: unknown.programme != GENERAL):
            if any(
                self._can_be_meant(item, unknown, words)
                for pattern in unknown.decisive
                for words in _fitting(pattern, told, asked)
            ):
                return unknown
        return None

    def _can_be_meant(self, item: Resolved, unknown: Unknown, words: str) -> bool:
        """Whether it is unsaid of what the question names, and no programme that knows of it is meant by the words."""
        named = set(item.scope.programmes) if item.new_need is None else set[str]()
        if unknown.programme != GENERAL:
            return not named or unknown.programme in named
        if named:
            return not named & set(unknown.not_for)
        text = Folded.of(words)
        return not any(
            text.has_any(match.named)
            for programme in unknown.not_for
            for match in self.search.matches(item, programme)
            if match.named and not match.is_unknown and match.entry.topic == unknown.topic
        )


def _told_before(item: Resolved) -> str:
    """The clauses of the message that lead to the one that asks."""
    if item.ask not in item.message:
        return ""
    before = item.message[: item.message.index(item.ask)]
    return "".join(ask.text for ask in before if not ask.asks_in_words)


def _fitting(pattern: re.Pattern[str], told: str, asked: str) -> Sequence[str]:
    """The words of what is asked, with what leads to it, that a pattern fits."""
    return [found.group() for found in pattern.finditer(told + asked) if found.end() > len(told)]
