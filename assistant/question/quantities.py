"""Prices that are told apiece or by the month, as what they come to: `15万円を4台`, `80万ずつ2台`, `月5万を2年`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.vocabulary import QuantityCues
from ingest.japanese.normalise import normalise
from ingest.japanese.numerals import NUMBER, parse_number

_MONTHS_OF_A_YEAR = 12
_MOST = 10_000
"""More pieces than this are no purchase of one plan."""
_NEAR = 12
"""Letters between a price and its count where nothing says that the price is that of one piece."""
_STOPS = "。?!\n"
_BREAKS = re.compile("[。?!\n、]")
_TIMES = re.compile(rf"\s*(?:[×xX*✕]|掛ける|かける)\s*({NUMBER})")
_JOINING = r"(?:[でにはの約:\s、]|あたり|当たり|につき|ごとに)*"


@dataclass(frozen=True)
class Price:
    """What a price comes to. `by` is the factor, `said` how it was told (`15万円 × 4台`).

    `monthly` is what a month costs, where it is paid by time, and `months` for how long; None where that isn't said.
    """

    yen: int
    by: int = 1
    said: str = ""
    monthly: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class _Count:
    value: int
    unit: str
    span: tuple[int, int]


def priced(
    text: str,
    yen: int,
    span: tuple[int, int],
    others: Sequence[tuple[int, int]],
    cues: QuantityCues,
    facts: str = "",
    elsewhere: str = "",
) -> Price:
    """What an amount comes to.

    Args:
        text: the normalised text.
        yen: the amount as it stands there.
        span: where it stands.
        others: where the other amounts stand.
        cues: the words that tell quantities.
        facts: a pattern of words whose count is a fact of the plan (`業務領域`), no number of pieces; may be empty.
        elsewhere: the rest of the message, where a count may stand that this clause leaves out.
    """
    shown = text[span[0] : span[1]]
    if lasting := _by_time(text, span, cues):
        per, months = lasting
        months = months or next((length for _, length in _lengths(elsewhere)), None)
        monthly = yen if per == 1 else None
        if months is None:
            return Price(yen, monthly=monthly)
        by = months // per
        return Price(yen * by, by, f"{shown} × {_length(months, per)}", monthly, months)
    count = _pieces(text, span, others, cues, facts, elsewhere)
    if count is None or not 1 < count.value <= _MOST:
        return Price(yen)
    return Price(yen * count.value, count.value, f"{shown} × {count.value:,}{count.unit}")


def _by_time(text: str, span: tuple[int, int], cues: QuantityCues) -> tuple[int, int | None] | None:
    """Months of one payment, and months in all; None where the amount isn't paid by time."""
    before, after = text[: span[0]], text[span[1] :]
    for words, per in ((cues.monthly, 1), (cues.yearly, _MONTHS_OF_A_YEAR)):
        leading = re.search(
            rf"(?<![\d一二三四五六七八九十来今先翌同何半ヶかカ商])(?:{_joined(words)}){_JOINING}$", before
        )
        trailing = re.match(rf"(?:円)?\s*(?:/|毎)\s*(?:{_joined(words)})", after)
        if leading or trailing:
            return per, _months(text, leading.start() if leading else span[0], span[1])
    return None


def _months(text: str, start: int, end: int) -> int | None:
    """For how long: the nearest length behind the price, else in front of it."""
    found = [(place, months) for place, months in _lengths(text) if not start <= place < end]
    behind = [months for place, months in found if place >= end]
    ahead = [months for place, months in found if place < start]
    return behind[0] if behind else ahead[-1] if ahead else None


def _lengths(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(
        rf"(?<![\d第令和成])({NUMBER})\s*(ヶ月|か月|カ月|ヵ月|ケ月|箇月|年)(?!度|商|目|前|月|[\d])", text
    ):
        number = _whole(match[1])
        if number is not None and number <= 100:
            yield match.start(), number * (_MONTHS_OF_A_YEAR if match[2] == "年" else 1)
    for match in re.finditer("半年", text):
        yield match.start(), _MONTHS_OF_A_YEAR // 2


def _length(months: int, per: int) -> str:
    return f"{months // per}年" if per > 1 else f"{months}ヶ月"


def _pieces(
    text: str,
    span: tuple[int, int],
    others: Sequence[tuple[int, int]],
    cues: QuantityCues,
    facts: str,
    elsewhere: str,
) -> _Count | None:
    """How many pieces the price is paid for."""
    if times := _TIMES.match(text, span[1]):
        number = _whole(times[1])
        unit = re.match(rf"\s*({_joined(cues.counters)})", text[times.end() :])
        return _Count(number, unit[1] if unit else "", times.span()) if number else None
    before = text[max(0, span[0] - _NEAR) : span[0]]
    one = re.search(rf"(?:[1一]|ひと)({_joined(cues.counters)}){_JOINING}$", before)
    apiece = re.search(rf"(?:{_joined(cues.each_before)}){_JOINING}$", before)
    each = one or apiece or re.match(rf"(?:{_joined(cues.each_after)})", text[span[1] :])
    counts = [count for count in _counts(text, cues, facts) if count.value > 1]
    if each:
        of_one = one[1] if one else None
        fitting = [count for count in counts if of_one is None or count.unit == of_one]
        behind = [count for count in fitting if count.span[0] >= span[1]]
        ahead = [count for count in fitting if count.span[1] <= span[0]]
        told = [count for count in _counts(elsewhere, cues, facts) if count.value > 1 and count.unit == of_one]
        return next(iter([*behind, *reversed(ahead), *told]), None)
    end = min((start for start, _ in others if start >= span[1]), default=len(text))
    for count in counts:
        gap = text[span[1] : count.span[0]]
        if (
            span[1] <= count.span[0] < end
            and len(gap) <= _NEAR
            and not _BREAKS.search(gap)
            and count.unit in cues.things
            and not re.search(rf"(?:{_joined(cues.totals)})", gap)
            and not re.match(rf"(?:{_joined(cues.totals_after)})", text[count.span[1] :])
        ):
            return count
    return None


def _counts(text: str, cues: QuantityCues, facts: str) -> Iterator[_Count]:
    for match in re.finditer(rf"({NUMBER})\s*({_joined(cues.counters)})", text):
        number = _whole(match[1])
        near = text[max(0, match.start() - 6) : match.end() + 4]
        if number is not None and not (facts and re.search(facts, near)):
            yield _Count(number, match[2], match.span())


def sums_up(yen: Sequence[int]) -> int | None:
    """The amount that is the sum of the others (`30万と50万、合わせて80万`), or None."""
    whole = sum(yen)
    return next((each for each in yen if len(yen) > 2 and each * 2 == whole), None)


def _whole(text: str) -> int | None:
    try:
        number = parse_number(normalise(text))
    except ValueError:
        return None
    return int(number) if number.denominator == 1 else None


@lru_cache(maxsize=100)
def _joined(words: tuple[str, ...]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) or "(?!)"
