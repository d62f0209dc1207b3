"""An amount of money as a person types it into a field: `800万円`, `8,000,000`, `八百万`, `0.8億`."""

from __future__ import annotations

import re
from fractions import Fraction

from ingest.japanese.figures import figures
from ingest.japanese.normalise import normalise

LARGEST_YEN = 10**15
"""More than this is a slip of the keyboard, not a plan."""


def parse_yen(text: str) -> int:
    """The amount in yen; digits alone are yen.

    Raises:
        ValueError: in Japanese, what is wrong and how to write it.
    """
    plain = re.sub(r"[\s_]", "", normalise(text)).removeprefix("+")
    if plain.startswith("-"):
        raise ValueError(f"金額「{text}」はマイナスです。0より大きい金額を入れてください。")
    value = _value(plain)
    if value is None:
        raise ValueError(f"金額「{text}」を読めません。「8000000」や「800万円」のように入れてください。")
    if value.denominator != 1:
        raise ValueError(f"金額「{text}」に1円未満の端数があります。円の単位で入れてください。")
    if value <= 0:
        raise ValueError(f"金額「{text}」は使えません。0より大きい金額を入れてください。")
    if value > LARGEST_YEN:
        raise ValueError(f"金額「{text}」は大きすぎます。桁を確かめてください。")
    return int(value)


def _value(plain: str) -> Fraction | None:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", plain):
        return Fraction(plain.replace(",", ""))
    found = figures(plain)
    if len(found) != 1 or found[0].kind != "yen" or found[0].span != (0, len(plain)):
        return None
    value = found[0].value
    assert isinstance(value, int | Fraction)
    return Fraction(value)
