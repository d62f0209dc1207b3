"""A text as words are looked for in it: widths, case, kana script, spaces and brackets make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.japanese.normalise import normalise, to_hiragana
from ingest.japanese.readings import is_kana_text, reading

_SURE_READING = 4
"""A reading this long, typed out in kana, stands for its word in any text."""
_DROPPED = frozenset(" -_・·()[]{}<>「」『』【】《》〈〉")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The folded form of a word."""
    return "".join(char for char in to_hiragana(normalise(text)).casefold() if char not in _DROPPED)


@dataclass(frozen=True)
class Folded:
    """A normalised text, its folded form, and where each folded character stands in the normalised text."""

    text: str
    folded: str
    positions: tuple[int, ...]
    kana: bool | None = None
    """Whether the text that this one is a part of is typed in kana; None where it is whole."""

    @staticmethod
    def of(text: str) -> Folded:
        return _folded(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the normalised text of a span in the folded text."""
        if start >= len(self.positions):
            return len(self.text), len(self.text)
        return self.positions[start], self.positions[end - 1] + 1

    def find_all(self, word: str) -> list[tuple[int, int]]:
        """Every place of a folded word, as spans of the folded text. ASCII words must stand as whole words."""
        start = self.folded.find(word)
        if start < 0:
            return []
        found = []
        while start >= 0:
            end = start + len(word)
            if not (word[0].isascii() and word[0].isalnum() and self._glued(start, end)):
                found.append((start, end))
            start = self.folded.find(word, start + 1)
        return found

    def _glued(self, start: int, end: int) -> bool:
        """Whether an ASCII word is a piece of a longer one (`tel` in `hotel`)."""
        first, last = self.span(start, end)
        before = self.text[first - 1] if first else " "
        after = self.text[last] if last < len(self.text) else " "
        return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())

    def has(self, word: str) -> bool:
        """Whether the folded word stands in the text."""
        if word not in self.folded:
            return False
        return not (word[0].isascii() and word[0].isalnum()) or bool(self.find_all(word))

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether one of these words, as they are written, stands in the text."""
        return any(self.has(fold(word)) for word in words)

    @cached_property
    def reading(self) -> str:
        """How the text is read aloud, folded."""
        return fold(reading(self.text))

    @cached_property
    def typed_in_kana(self) -> bool:
        return is_kana_text(self.text) if self.kana is None else self.kana


@lru_cache(maxsize=2000)
def _folded(text: str) -> Folded:
    plain = normalise(text)
    kept = [(char, index) for index, char in enumerate(to_hiragana(plain).casefold()[: len(plain)])]
    kept = [(char, index) for char, index in kept if char not in _DROPPED]
    return Folded(plain, "".join(char for char, _ in kept), tuple(index for _, index in kept))


@lru_cache(maxsize=50_000)
def word_reading(word: str) -> str:
    """The folded reading of a word; empty where it has no kanji, so that nothing is gained by it."""
    if not any("\u3400" <= char <= "\u9fff" for char in word):
        return ""
    return fold(reading(word))


def only_kana(word: str) -> bool:
    """Whether a word is written in kana alone."""
    return all("\u3040" <= char <= "\u30ff" for char in word)


def begins_with(text: Folded, words: Sequence[str]) -> bool:
    """Whether the text begins with one of the words."""
    return any(text.folded.startswith(fold(word)) for word in words)


def mentions(text: Folded, word: str, *, shortest_reading: int = 4) -> bool:
    """Whether a word stands in the text, as written or, in a text typed in kana, as it is read."""
    folded, said = _forms(word)
    return text.has(folded) or _heard(text, said, shortest_reading)


def sounds(text: Folded, word: str, *, shortest_reading: int = 4) -> bool:
    """Whether a word stands in the text as it is read."""
    return _heard(text, word_reading(word), shortest_reading)


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    """A word's folded form, and its folded reading."""
    return fold(word), word_reading(word)


def _heard(text: Folded, said: str, shortest_reading: int) -> bool:
    """Whether a reading stands in the text, or in its own where it is typed in kana. A word without kanji has none."""
    if not said:
        return False
    if len(said) >= _SURE_READING and said in text.folded:
        return True
    return text.typed_in_kana and len(said) >= shortest_reading and said in text.reading


def cued(text: Folded, word: str) -> bool:
    """Whether a cue stands in the text. `…` in a cue stands for a few letters (`いくら…必要`)."""
    if "…" not in word:
        return mentions(text, word)
    return _gapped(word).search(text.folded) is not None


def cue_places(text: Folded, cue: str) -> list[tuple[int, int]]:
    """Where a cue stands in the folded text, as written; `…` in it stands for a few letters."""
    if "…" not in cue:
        return text.find_all(fold(cue))
    return [match.span() for match in _gapped(cue).finditer(text.folded)]


@lru_cache(maxsize=1000)
def _gapped(word: str) -> re.Pattern[str]:
    return re.compile("[^、。?]{0,10}?".join(re.escape(fold(piece)) for piece in word.split("…")))
