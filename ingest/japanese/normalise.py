"""One spelling for each character: widths, dashes, wave dashes, spaces and invisible characters."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－➖"), "-")
_WAVES = dict.fromkeys(map(ord, "〜～∼˜⁓"), "~")
_INVISIBLE = dict.fromkeys(
    [
        *range(0x00, 0x09),
        *range(0x0B, 0x20),
        0x7F,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        0x2060,
        0xFEFF,
        0xAD,
    ],
    None,
)
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("￥"): "¥"}
_TABLE = {**_DASHES, **_WAVES, **_INVISIBLE, **_QUOTES}

# A prolonged sound mark between or after digits was meant as a dash: 050ー3821ー7013.
_DIGIT_DASH = re.compile(r"(?<=\d)ー(?=\d)")
_SPACES = re.compile(r"[ \t\u3000]+")
_JAPANESE = r"\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〇ー、。「」"
_SPACE_IN_JAPANESE = re.compile(rf"(?<=[{_JAPANESE}]) +(?=[{_JAPANESE}])")


def normalise(text: str) -> str:
    """NFKC with one kind of dash, wave dash and space; line breaks stay. Idempotent."""
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    text = unicodedata.normalize("NFKC", text.translate(_TABLE))
    return _SPACES.sub(" ", _DIGIT_DASH.sub("-", text))


def squeeze(text: str) -> str:
    """Normalised, and without spaces between Japanese characters (`売 上` reads `売上`)."""
    return _SPACE_IN_JAPANESE.sub("", normalise(text))


def to_hiragana(text: str) -> str:
    """Katakana as hiragana, so that `もの` and `モノ` compare equal."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)
