"""Whether figures stand where they belong: rates with the applicants they are for, and sums that come out.

A figure can be in the passage cited and still be said of the wrong applicant (`中小企業は2/3` from `中小企業1/2、小規模2/3`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from assistant.reply import Calculation, Reply
from evals.figures import MARKER, Figure, figures, fold

_CLASSES = {
    "中小企業": "中小企業",
    "小規模": "小規模",
    "再生": "再生",
    "大企業": "大企業",
    "赤字": "赤字",
    "最低賃金近傍": "最低賃金近傍",
    "最低賃金近隣": "最低賃金近傍",
}
_WORD = "|".join(_CLASSES)
# The first figure behind the word must be a rate, in the same clause: 中小企業1/2 and 小規模・再生2/3, but neither
# 中小企業は1,500万円まで1/2 nor 1/2(中小企業)または2/3.
_PAIR = re.compile(rf"((?:{_WORD})(?:[^0-9。、)\n]|(?<=[はがら])、){{0,14}}?)(?=[0-9])")
_RATE_OPERATORS = {"×": "×", "*": "×", "÷": "÷", "+": "+", "-": "-"}


def misplaced_rates(reply: Reply) -> list[str]:
    """Rates said of an applicant for whom the cited passages print only other rates."""
    printed = {citation.marker: _pairs(f"{citation.quote}\n{citation.reading or ''}") for citation in reply.citations}
    found: list[str] = []
    for sentence in _sentences(reply.text):
        markers = [int(number) for number in re.findall(r"\[(\d{1,3})\]", sentence)]
        known: dict[str, set[Fraction]] = {}
        for marker in markers or printed:
            for who, rates in printed.get(marker, {}).items():
                known.setdefault(who, set()).update(rates)
        for who, rates in _pairs(MARKER.sub("", sentence)).items():
            if who in known and not rates <= known[who]:
                found.append(f"{who} {'、'.join(str(rate) for rate in sorted(rates - known[who]))}")
    return list(dict.fromkeys(found))


def _pairs(text: str) -> dict[str, set[Fraction]]:
    """Applicant -> rates printed right behind the word."""
    folded = fold(text)
    rates = {figure.span[0]: figure for figure in figures(folded)}
    pairs: dict[str, set[Fraction]] = {}
    for match in _PAIR.finditer(folded):
        figure = rates.get(match.end())
        rate = next((reading for reading in figure.readings if reading.kind == "rate"), None) if figure else None
        if rate is not None:
            for word in re.findall(_WORD, match[1]):
                pairs.setdefault(_CLASSES[word], set()).add(rate.amount)
    return pairs


def _sentences(text: str) -> list[str]:
    return [part for part in re.findall(r"[^。\n]*。(?:\s*\[\d{1,3}\])*|[^。\n]+", text) if part.strip()]


def wrong_sums(reply: Reply) -> list[str]:
    """Equations of two figures that don't come out, in the text and in the steps; less than a yen may be cut off."""
    texts = [reply.text, *(step.formula for case in _cases(reply.calculation) for step in case.steps)]
    return list(dict.fromkeys(wrong for text in texts for wrong in _wrong_in(fold(MARKER.sub("", text)))))


def _cases(calculation: Calculation | None) -> Iterator[Calculation]:
    if calculation:
        yield calculation
        for scenario in calculation.scenarios:
            yield from _cases(scenario)


def _wrong_in(folded: str) -> Iterator[str]:
    found = figures(folded)
    for left, right, result in zip(found, found[1:], found[2:], strict=False):
        operator = _RATE_OPERATORS.get(folded[left.span[1] : right.span[0]].strip())
        equals = folded[right.span[1] : result.span[0]].strip() in ("=", "≒")
        before = folded[: left.span[0]].rstrip()[-1:]
        if not operator or not equals or before in {*_RATE_OPERATORS, ")", "/"}:
            continue
        right_answers = set(_results(left, operator, right))
        if right_answers and not any(_close(result, answer) for answer in right_answers):
            yield folded[left.span[0] : result.span[1]]


def _amounts(figure: Figure) -> Iterable[Fraction]:
    return [reading.amount for reading in figure.readings if reading.kind in ("yen", "rate", "number")]


def _results(left: Figure, operator: str, right: Figure) -> Iterator[Fraction]:
    for a in _amounts(left):
        for b in _amounts(right):
            if operator == "×":
                yield a * b
            elif operator == "+":
                yield a + b
            elif operator == "-":
                yield a - b
            elif b:
                yield a / b


def _close(result: Figure, answer: Fraction) -> bool:
    return any(abs(amount - answer) < 1 for amount in _amounts(result))
