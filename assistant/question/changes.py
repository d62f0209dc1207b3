"""A plan told by the one before: `倍だと`, `半分の金額なら`, `2割安くなったら`, `あと200万円増やすと`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from assistant.question.language.amount_roles import ChangeCues
from assistant.question.patterns import any_of
from ingest.japanese.numerals import NUMBER, parse_number

Direction = Literal["more", "less"]
_LOOSE = r"(?:くらい|ぐらい|ほど|程度|分|だけ|ばかり)?"
_OF_A_SHARE = {"割": 10, "%": 100, "パーセント": 100}


def direction(text: str, span: tuple[int, int], cues: ChangeCues) -> Direction | None:
    """Whether an amount is what a plan grows or shrinks by (`あと200万円`, `50万円値引き`); None where it is a plan's own.

    `500万円に増やす` tells the plan itself.
    """
    behind = re.compile(rf"円?{_LOOSE}(?:を|が|も|の)?\s*(?:(?P<more>{any_of(cues.more)})|{any_of(cues.less)})")
    if found := behind.match(text, span[1]):
        return "more" if found["more"] else "less"
    further = re.search(rf"{any_of(cues.further)}\s*$", text[: span[0]])
    return "more" if further and not text.startswith(cues.reaching, span[1]) else None


def times(text: str, cues: ChangeCues) -> Fraction | None:
    """How many times the plan before a plan is; None where it isn't told so."""
    supposed = rf"(?:{any_of(cues.supposed)}|$)"
    if found := re.search(rf"(?<!人一)({NUMBER})?\s*(?:倍|ばい)額?{supposed}", text):
        return _number(found[1]) if found[1] else Fraction(2)
    if re.search(rf"{any_of(cues.half)}{supposed}", text):
        return Fraction(1, 2)
    shares, more, less = any_of(tuple(_OF_A_SHARE)), any_of(cues.more), any_of(cues.less)
    if found := re.search(rf"({NUMBER})\s*({shares}){_LOOSE}(?:も|ほど)?\s*(?:(?P<more>{more}|増)|{less}|減)", text):
        share = _number(found[1])
        part = share / _OF_A_SHARE[found[2]] if share is not None else None
        if part is None or not 0 < part < 1:
            return None
        return 1 + part if found["more"] else 1 - part
    return None


def _number(text: str) -> Fraction | None:
    try:
        return parse_number(text)
    except ValueError:
        return None
