"""Which kinds of figures speak of money: a ceiling is an amount, a rate may be written `2/3` and then reads as a slash."""

from __future__ import annotations

from fractions import Fraction

from ingest.japanese.figures import Figure

RATES = ("rate", "slash")
MONEY = ("yen", *RATES)
OF_TOPIC = {"ceiling": ("yen",), "rate": RATES}
"""The kinds of figures that a statement on a topic states."""


def topic_of(figure: Figure) -> str | None:
    """The topic that a figure is one of: `ceiling`, `rate`, or none."""
    return next((topic for topic, kinds in OF_TOPIC.items() if figure.kind in kinds), None)


def number(figure: Figure) -> Fraction | None:
    """A figure as a number, a slash as the rate that it may be; None for what is no number."""
    value = figure.value
    if figure.kind == "slash" and isinstance(value, tuple):
        over, under = value[:2]
        return Fraction(over, under) if over is not None and under else None
    return Fraction(value) if isinstance(value, int | Fraction) else None
