"""Whether one figure states what another one does, in whatever words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ingest.japanese.figures import Figure

# Counters that only count: `3つの段階` states the same as `3段階`.
_GENERIC = frozenset({"", "つ", "個", "点", "種類", "項目", "段階", "区分", "件"})
_COUNTED_BARE = _GENERIC | {"者", "機能", "領域", "回", "次"}
"""Counters that a source may leave out (`3` of a table for `3者`)."""


def states(evidence: Iterable[Figure], claim: Figure) -> bool:
    """Whether one of the figures in the evidence states the claim, by value and unit."""
    return any(same(item, claim) for item in evidence)


def same(evidence: Figure, claim: Figure) -> bool:
    """Whether `evidence` states what `claim` states.

    A claim may say less than its evidence (`4月30日` of `令和8年4月30日`), never more.
    """
    for item in _readings(evidence):
        for other in _readings(claim):
            if _same_reading(item, other):
                return True
    return False


def _readings(figure: Figure) -> list[Figure]:
    """A slash is read both ways; every other figure one way."""
    if figure.kind != "slash":
        return [figure]
    assert isinstance(figure.value, tuple)
    a, b = figure.value[0], figure.value[1]
    assert a is not None and b is not None
    return [
        Figure("rate", Fraction(a, b), "", figure.text, figure.span),
        Figure("date", (None, a, b), "", figure.text, figure.span),
    ]


def _same_reading(evidence: Figure, claim: Figure) -> bool:
    if claim.kind == "number":
        return evidence.kind in ("number", "count", "yen", "fiscal_year") and evidence.value == claim.value
    if claim.kind != evidence.kind:
        return (
            claim.kind == "count"
            and evidence.kind == "number"
            and evidence.value == claim.value
            and claim.unit in _COUNTED_BARE
        )
    if claim.kind == "date":
        return _same_date(evidence, claim)
    if claim.kind == "count":
        generic = claim.unit in _GENERIC or evidence.unit in _GENERIC
        return evidence.value == claim.value and (generic or evidence.unit == claim.unit)
    return evidence.value == claim.value


def _same_date(evidence: Figure, claim: Figure) -> bool:
    assert isinstance(evidence.value, tuple) and isinstance(claim.value, tuple)
    parts_agree = all(said is None or said == shown for said, shown in zip(claim.value, evidence.value, strict=True))
    return parts_agree and (claim.weekday is None or evidence.weekday is None or claim.weekday == evidence.weekday)


def weekday_is_right(figure: Figure) -> bool:
    """Whether the weekday printed beside a full date is that date's weekday; true where there is nothing to check."""
    if figure.kind != "date" or figure.weekday is None or not isinstance(figure.value, tuple):
        return True
    if len(figure.value) != 3 or None in figure.value:
        return True
    year, month, day = figure.value
    assert year is not None and month is not None and day is not None
    try:
        return date(year, month, day).weekday() == figure.weekday
    except ValueError:
        return False
