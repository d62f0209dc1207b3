"""What a person has missed (`5回目を逃した`, `6月のに乗り遅れた`): the next round comes after it, and it isn't asked for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.language.times import RoundWords
from ingest.japanese.figures import Figure

_NEAR = 14
"""The most letters between a round and what says that it was missed."""
_PAUSES = "、。?!"


def says_missed(text: str, words: RoundWords) -> bool:
    """Whether a text tells that a round was missed."""
    return any(word in text for word in words.missed_words)


def asks_next(text: str, words: RoundWords) -> bool:
    """Whether a text that tells of something missed asks for what comes next."""
    return says_missed(text, words) and any(word in text for word in words.next_words)


def with_missed(clauses: Sequence[str], words: RoundWords) -> list[str]:
    """The clauses with one that tells of something missed put before the one that asks for the next.

    `6月のに乗り遅れた。次あります?` is one question.
    """
    kept = list(clauses)
    for place, clause in enumerate(clauses):
        if not says_missed(clause, words) or asks_next(clause, words) or clause.endswith(("?", "か", "か。")):
            continue
        asking = next((i for i in range(place + 1, len(kept)) if any(w in kept[i] for w in words.next_words)), None)
        if asking is not None:
            kept[asking] = f"{clause.rstrip('。、 ')}、{kept[asking]}"
            kept[place] = ""
    return [clause for clause in kept if clause]


def not_missed(rounds: Sequence[Figure], text: str, words: RoundWords) -> tuple[Figure, ...]:
    """The rounds that are not said to have been missed (`5回目を逃したので、第6回は?`)."""
    return tuple(figure for figure in rounds if not says_missed(_behind(text, figure), words))


def _behind(text: str, figure: Figure) -> str:
    after = text[figure.span[1] : figure.span[1] + _NEAR]
    end = min((after.index(pause) for pause in _PAUSES if pause in after), default=len(after))
    return after[:end]
