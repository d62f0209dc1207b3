"""What can be told of a match: how much speaks for it, and what kind of statement it is."""

from __future__ import annotations

from collections.abc import Collection

from assistant.evidence.matching.catalogue import Match
from assistant.statements import Statement

VERBATIM = 2.0
"""Words and meaning together from which on a question is nearly one that the statement is known to answer."""
SPECIALS = "specials"
OF_A_SPECIAL = frozenset({"ceiling", "rate", "requirements", "overview", SPECIALS})
"""Topics on which the sentence on a special case says what it is."""
_LISTED = 2
"""So many commas or more make a sentence a list."""


def verbatim(match: Match) -> float:
    """How much its words and its meaning together are those of the question."""
    return match.parts["words"] + match.parts["meaning"]


def speaks(match: Match) -> float:
    """How much its own words, its meaning and its special case speak for a statement."""
    return match.own + match.parts["special"]


def enumerates(match: Match) -> bool:
    """Whether a statement is itself a list of some of what its topic lists (`共通の経費は…`)."""
    return isinstance(match.entry, Statement) and (match.entry.say.count("、") >= _LISTED or "\n・" in match.entry.say)


def is_detail(match: Match) -> bool:
    """Whether it is a statement on something particular, not the summary of a topic."""
    return isinstance(match.entry, Statement) and match.entry.detail


def without(word: str, others: Collection[str]) -> str:
    """What is left of a word without these, the longest first."""
    for other in sorted(others, key=len, reverse=True):
        word = word.replace(other, "")
    return word
