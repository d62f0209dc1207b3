"""What a clause wants done: a figure looked up, an amount worked out, things compared, a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.question.amounts import Amount
from assistant.question.ask import STRONG
from assistant.question.blanking import without_words
from assistant.question.folded import Folded, cued
from assistant.question.language.operations import Operation, OperationCue


def read_operation(
    text: Folded,
    amounts: Sequence[Amount],
    topics: Sequence[str],
    scores: Mapping[str, float],
    cues: Sequence[OperationCue],
) -> tuple[Operation, bool]:
    """The operation, and whether words of the clause gave it; else it follows from the topic."""
    roles = {amount.role for amount in amounts}
    for cue in cues:
        if cue.needs == "cost" and "cost" not in roles:
            continue
        if cue.needs == "target_or_budget" and not roles & {"target", "budget", "ceiling"}:
            continue
        bare = without_words(text, cue.unless)
        if any(cued(bare, word) for word in cue.words):
            return cue.id, True
    sure = [topic for topic in topics if scores[topic] >= STRONG]
    if sure[:1] == ["dates"]:
        return "date", False
    if sure[:1] in (["contact"], ["url"]):
        return "contact", False
    return "lookup", False


def says(text: Folded, operation: Operation, cues: Sequence[OperationCue]) -> bool:
    """Whether a clause has words of an operation, whether or not that is what it wants done."""
    return any(cued(text, word) for cue in cues if cue.id == operation for word in cue.words)
