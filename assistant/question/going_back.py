"""Going back to what was spoken of before something else: `さっきの類型に戻るけど`, `先ほどの補助金の電話は?`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.question.folded import Folded
from assistant.question.language.dialogue import GoingBack


@dataclass(frozen=True)
class Back:
    """What a clause goes back to."""

    kind: Literal["track", "programme"] | None
    """What it calls the earlier thing: a track or a grant; None where it calls it neither."""
    leaves: bool
    """Whether it says that it goes back, and so leaves what was spoken of last."""


def going_back(text: Folded, words: GoingBack) -> Back | None:
    """What a clause goes back to; None where it goes on."""
    leaves = text.has_any(words.going)
    if _calls(text, words.earlier, words.programmes):
        return Back("programme", leaves)
    if _calls(text, words.earlier, words.tracks):
        return Back("track", leaves)
    return Back(None, leaves) if leaves else None


def _calls(text: Folded, earlier: Iterable[str], kinds: Iterable[str]) -> bool:
    return text.has_any(f"{word}{kind}" for word in earlier for kind in kinds)
