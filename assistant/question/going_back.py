"""Going back to what was spoken of before something else: `さっきの類型に戻るけど`, `先ほどの補助金の電話は?`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.question.folded import Folded
from assistant.question.language.dialogue import GoingBack
from assistant.question.patterns import any_of

_NOUN = "(?P<noun>[一-龠々ァ-ヶーA-Za-z]{2,})"


@dataclass(frozen=True)
class Back:
    """What a clause goes back to."""

    kind: Literal["track", "programme"] | None
    """What it calls the earlier thing: a track or a grant; None where it calls it neither."""
    leaves: bool
    """Whether it says that it goes back, and so leaves what was spoken of last."""
    noun: str = ""
    """What it calls the earlier thing, where that is neither (`さっきの演習`): maybe a part of its name."""


def going_back(text: Folded, words: GoingBack) -> Back | None:
    """What a clause goes back to; None where it goes on."""
    leaves = text.has_any(words.going)
    if _calls(text, words.earlier, words.programmes):
        return Back("programme", leaves)
    if _calls(text, words.earlier, words.tracks):
        return Back("track", leaves)
    called = re.search(f"{any_of(words.earlier)}{_NOUN}", text.text) if words.earlier else None
    noun = called.group("noun") if called else ""
    return Back(None, leaves, noun) if leaves or noun else None


def _calls(text: Folded, earlier: Iterable[str], kinds: Iterable[str]) -> bool:
    return text.has_any(f"{word}{kind}" for word in earlier for kind in kinds)
