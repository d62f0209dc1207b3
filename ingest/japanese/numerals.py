"""Numbers as Japanese writes them: 1,200 / 千二百 / 一二〇〇 / 1千2百 / 1.5億 / 800まん."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000, "せん": 1000, "ひゃく": 100, "じゅう": 10}
_LARGE = {
    "万": 10**4, "萬": 10**4, "まん": 10**4, "マン": 10**4,
    "億": 10**8, "おく": 10**8, "オク": 10**8,
    "兆": 10**12,
}  # fmt: skip

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_KANJI_DIGIT = "〇零一二三四五六七八九壱弐参"
NUMBER = rf"(?:(?:{_ARABIC}|[{_KANJI_DIGIT}十拾百千])(?:,?(?:{_ARABIC})|[{_KANJI_DIGIT}十拾百千万萬億兆]|まん|マン|おく|オク|せん|ひゃく|じゅう)*)"
"""A run of digits, kanji numerals and scales, on normalised text."""

_TOKEN = re.compile(rf"{_ARABIC}|まん|マン|おく|オク|せん|ひゃく|じゅう|.")


def parse_number(text: str) -> Fraction:
    """The value of a numeral on normalised text.

    Raises:
        ValueError: the text isn't a numeral.
    """
    total = Fraction(0)  # what 兆, 億 and 万 have closed
    section = Fraction(0)  # what 千, 百 and 十 have closed
    digit: Fraction | None = None
    last_scale: int | None = None
    for token in _TOKEN.findall(text):
        if token[0].isdigit() and token[0].isascii():
            if digit is not None:
                raise ValueError(f"数として読めません: {text}")
            digit = Fraction(token.replace(",", ""))
        elif token in _DIGITS:
            digit = (digit or Fraction(0)) * 10 + _DIGITS[token]
        elif token in _SMALL:
            section += (Fraction(1) if digit is None else digit) * _SMALL[token]
            digit = None
        elif token in _LARGE:
            scale = _LARGE[token]
            if last_scale is not None and scale >= last_scale:
                raise ValueError(f"数として読めません: {text}")
            section += digit or 0
            if not section and digit is None:
                raise ValueError(f"数として読めません: {text}")
            total += section * scale
            section, digit, last_scale = Fraction(0), None, scale
        else:
            raise ValueError(f"数として読めません: {text}")
    return total + section + (digit or 0)


def has_scale(text: str) -> bool:
    """Whether the numeral ends in 万, 億 or 兆, which without a counter means yen in this field."""
    return any(text.endswith(scale) for scale in _LARGE)


def large_scale(text: str) -> int:
    """The scale that the numeral ends in, 1 where it has none: `2,500万` gives 10,000."""
    return next((value for scale, value in _LARGE.items() if text.endswith(scale)), 1)


def is_kanji_only(text: str) -> bool:
    return not any(char.isascii() and char.isdigit() for char in text)
