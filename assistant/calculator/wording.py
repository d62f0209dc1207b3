"""The Japanese of calculation steps: sentences a clerk can read aloud, and formulas with amounts in 万円 and 億円, or to the yen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.money import format_in_formula, format_range, format_rate, format_yen

CUT = "（1円未満切捨て）"
RAISED = "（1円未満切上げ）"


def amount(low: int, high: int) -> str:
    """One amount, or a range where it is open."""
    return format_yen(low) if low == high else format_range(low, high)


def multiplied(cost: int, rate: Fraction) -> str:
    """`6,000万円 × 1/2 = 3,000万円`, cut to whole yen."""
    exact = cost * rate
    return f"{format_in_formula(cost)} × {format_rate(rate)} = {format_in_formula(int(exact))}{_cut(exact)}"


def filled_band(room: int, rate: Fraction) -> str:
    """The cost that fills a band: `3,000万円 × 1/2 = 1,500万円`."""
    cost = room / rate
    if cost.denominator == 1:
        return f"{format_in_formula(int(cost))} × {format_rate(rate)} = {format_in_formula(room)}"
    return f"費用 {format_in_formula(room)} ÷ {format_rate(rate)} = {format_in_formula(int(cost))}{CUT}までで、{format_in_formula(room)}"


def rest_of_cost(cost: int, filled: list[tuple[int, Fraction]], rate: Fraction, exact: Fraction) -> str:
    """What is left above the bands already filled: `（6,000万円 - 3,000万円）× 1/3 = 1,000万円`."""
    used = [format_in_formula(int(room / band)) if (room / band).denominator == 1 else f"{format_in_formula(room)} ÷ {format_rate(band)}"
            for room, band in filled]  # fmt: skip
    rest = " - ".join([format_in_formula(cost), *used])
    return f"（{rest}）× {format_rate(rate)} = {format_in_formula(int(exact))}{_cut(exact)}"


def cost_for(bands: Sequence[tuple[int, Fraction]], cost: Fraction) -> str:
    """The cost that gives a grant: `1,500万円 ÷ 1/2 + 1,000万円 ÷ 1/3 = 6,000万円`, raised to whole yen."""
    terms = " + ".join(f"{format_in_formula(room)} ÷ {format_rate(rate)}" for room, rate in bands)
    whole = -int(-cost // 1)
    return f"{terms} = {format_in_formula(whole)}{'' if cost.denominator == 1 else RAISED}"


def case_label(parts: tuple[str, ...]) -> str:
    """`中小企業の場合`; several facts are joined."""
    return "、".join(f"{part}の場合" for part in parts)


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    return text.rstrip("。") + "。"


def _cut(exact: Fraction) -> str:
    return "" if exact.denominator == 1 else CUT
