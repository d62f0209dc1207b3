"""Names that people use for programmes, tracks and special cases, and finding what one of them means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.japanese.normalise import squeeze, to_hiragana

NameKind = Literal["official", "short", "old", "kana", "romaji", "typo", "other", "described", "deed"]
Target = Literal["programme", "track", "special"]


def fold(text: str) -> str:
    """A name as it is compared: widths, case, kana script, spaces, hyphens and brackets make no difference."""
    folded = to_hiragana(squeeze(text)).casefold()
    return "".join(char for char in folded if char not in " -_・·/()[]{}<>「」『』【】《》〈〉、,.")


@dataclass(frozen=True)
class NameEntry:
    """One name and what it stands for."""

    text: str
    kind: NameKind
    target: Target
    programme: str
    tracks: tuple[str, ...] = ()
    """The track named, or several where the name covers them all (`インボイス枠`)."""
    special: str | None = None
