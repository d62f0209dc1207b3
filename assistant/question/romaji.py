"""Japanese words that are left in Latin letters (`tokurei`) once `latin.py` has put those it knows into Japanese."""

from __future__ import annotations

from assistant.question.folded import Folded, fold
from assistant.question.latin import mostly_latin


def from_romaji(text: Folded) -> str:
    """A text typed in Latin letters as the kana that it stands for (`shimekiri`); empty for any other."""
    if not mostly_latin(text.text):
        return ""
    from jaconv import alphabet2kana

    # Word by word: `jogen ikura` is no `jogenikura`, which would read じょげにくら.
    return short_vowels(fold(" ".join(alphabet2kana(word) for word in text.text.lower().replace("|", " ").split())))


def short_vowels(kana: str) -> str:
    """Kana without long vowels, which people leave out in Latin letters (`jogen` for `じょうげん`)."""
    return kana.replace("う", "").replace("ー", "")
