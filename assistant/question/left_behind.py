"""What a person turns away from before they ask: `持続化は落ちたので、ものづくりの締切を知りたい` asks of one grant only."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from assistant.question.folded import Folded
from assistant.question.language.dialogue import LeftBehind
from assistant.question.linking import Mention
from assistant.question.patterns import any_of

_ALSO = "も"
_REST = re.compile(r"[^。?!]*[?!]?")
_ENDING = "[ぁ-ん]{0,6}?"


def without_left_behind(
    message: str,
    words: LeftBehind,
    reasons: tuple[str, ...],
    names: Callable[[str], Sequence[Mention]],
    is_asked: Callable[[str], bool],
) -> str:
    """A normalised message without what is told of another programme than the one that is asked about.

    Args:
        message: the message.
        words: what is said of what is left behind, and what still holds it beside the other.
        reasons: what ends the half sentence that tells it.
        names: the names in a text.
        is_asked: whether a text asks something by itself.
    """
    pattern = re.compile(f"[^、。?!]*{any_of(words.told)}{_ENDING}{any_of(reasons)}、")
    kept, place = [], 0
    for told in pattern.finditer(message):
        rest = _REST.match(message, told.end())
        asked = rest.group() if rest else ""
        if _turns_away(told.group(), asked, words, names) and is_asked(asked):
            kept.append(message[place : told.start()])
            place = told.end()
    return "".join([*kept, message[place:]])


def _turns_away(told: str, asked: str, words: LeftBehind, names: Callable[[str], Sequence[Mention]]) -> bool:
    """Whether a question names another programme than what is told before it, and holds neither beside the other."""
    of_asked = names(asked)
    ends: Collection[int] = {mention.span[1] for mention in of_asked if mention.span}
    beside = Folded.of(asked).has_any(words.beside) or any(asked.startswith(_ALSO, end) for end in ends)
    owners, others = _owners(names(told)), _owners(of_asked)
    return bool(owners and others) and owners.isdisjoint(others) and not beside


def _owners(found: Sequence[Mention]) -> set[str]:
    """The programmes that are named: those of tracks only where no programme is."""
    named = [mention for mention in found if mention.entry.target == "programme"]
    return {mention.programme for mention in named or found}
