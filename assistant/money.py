"""Amounts and rates as a clerk writes and says them. Integer yen and fractions only."""

from __future__ import annotations

from fractions import Fraction

_UNITS = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def format_yen(yen: int) -> str:
    """An amount in Japanese units: `2,500万円`, `1億2,000万円`, `12万3,456円`, `0円`, `-5万円`."""
    sign, rest = ("-", -yen) if yen < 0 else ("", yen)
    text = ""
    for size, unit in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            text += f"{count:,}{unit}"
    if rest or not text:
        text += f"{rest:,}"
    return f"{sign}{text}円"


def format_in_formula(yen: int) -> str:
    """An amount in a formula: `2,500万円`, and to the last digit where it is no whole thousand (`6,583,333円`)."""
    return format_yen(yen) if yen % 1_000 == 0 else f"{yen:,}円"


def format_rate(rate: Fraction) -> str:
    """A rate as the sources print it: `2/3`."""
    return f"{rate.numerator}/{rate.denominator}"


def format_range(low: int, high: int) -> str:
    """Two amounts as a range: `750万円～2,500万円`."""
    return f"{format_yen(low)}～{format_yen(high)}"
