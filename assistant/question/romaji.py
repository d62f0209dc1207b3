"""Japanese typed in Latin letters (`shimekiri`)."""

from __future__ import annotations

from assistant.question.folded import Folded, fold


def from_romaji(text: Folded) -> str:
    """A text typed in Latin letters as the kana that it stands for (`shimekiri`); empty for any other."""
    letters = [char for char in text.text if char.isalpha()]
    if not letters or sum(char.isascii() for char in letters) < 0.8 * len(letters):
        return ""
    from jaconv import alphabet2kana

    # Word by word: `jogen ikura` is no `jogenikura`, which would read じょげにくら.
    return short_vowels(fold(" ".join(alphabet2kana(word) for word in text.text.lower().replace("|", " ").split())))


def short_vowels(kana: str) -> str:
    """Kana without long vowels, which people leave out in Latin letters (`jogen` for `じょうげん`)."""
    return kana.replace("う", "").replace("ー", "")
