"""Prices that are told apiece or by the month, as what they come to: `15万円を4台`, `80万ずつ2台`, `月5万を2年`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.language.amount_roles import GrantCues, QuantityCues, SpecialsCues
from assistant.question.patterns import any_of
from ingest.japanese.normalise import normalise
from ingest.japanese.numerals import NUMBER, parse_number

Span = tuple[int, int]

_MONTHS_OF_A_YEAR = 12
_MOST = 10_000
"""More pieces than this are no purchase of one plan."""
_NEAR = 12
"""Letters between a price and its count where nothing says that the price is that of one piece."""
_BREAKS = re.compile("[。?!\n、]")
_TIMES = re.compile(rf"\s*(?:[×xX*✕]|掛ける|かける)\s*({NUMBER})")
_BOUGHT = r"(?:の)?[ァ-ヶー一-龠A-Za-z]{1,8}(?:が|は|で|に|を)?"
"""What is paid for by time (`年間サブスク24万円`)."""
_JOINING = r"(?:[でにはの約:\s、]|あたり|当たり|につき|ごとに)*"


@dataclass(frozen=True)
class Price:
    """What a price comes to: `yen` is `each_yen` taken `by` times, which was said as `times` (`4台`, `24ヶ月`).

    `each_months` is how long one payment lasts, where it is paid by time, and `months` how long all of it does;
    both are None otherwise, and `months` also where that isn't said.
    """

    yen: int
    each_yen: int
    by: int = 1
    times: str = ""
    each_months: int | None = None
    months: int | None = None

    def lasting(self, months: int, said: str) -> Price:
        """The same price for so many months, which were `said` as that (`2年`)."""
        assert self.each_months is not None
        by = months // self.each_months
        return Price(self.each_yen * by, self.each_yen, by, said, self.each_months, months)


@dataclass(frozen=True)
class _Count:
    value: int
    unit: str
    span: Span


def priced(
    text: str,
    yen: int,
    span: Span,
    others: Sequence[Span],
    cues: QuantityCues,
    facts: Sequence[str] = (),
    elsewhere: str = "",
) -> Price:
    """What an amount comes to.

    Args:
        text: the normalised text.
        yen: the amount as it stands there.
        span: where it stands.
        others: where the other amounts stand.
        cues: the words that tell quantities.
        facts: words whose count is a fact of the plan (`業務領域`), no number of pieces.
        elsewhere: the rest of the message, where a count may stand that this clause leaves out.
    """
    if lasting := _by_time(text, span, cues):
        per, length = lasting
        length = length or next(_lengths(elsewhere), None)
        timed = Price(yen, yen, each_months=per)
        return timed if length is None else timed.lasting(length.value, length.unit)
    count = _pieces(text, span, others, cues, facts, elsewhere)
    if count is None or not 1 < count.value <= _MOST:
        return Price(yen, yen)
    return Price(yen * count.value, yen, count.value, f"{count.value:,}{count.unit}")


def _by_time(text: str, span: Span, cues: QuantityCues) -> tuple[int, _Count | None] | None:
    """Months of one payment, and the time in all; None where the amount isn't paid by time."""
    before, after = text[: span[0]], text[span[1] :]
    for words, per in ((cues.monthly, 1), (cues.yearly, _MONTHS_OF_A_YEAR)):
        leading = re.search(
            rf"(?<![\d一二三四五六七八九十来今先翌同何半ヶかカ商])(?:{any_of(words)}|{any_of(_long(words))}{_BOUGHT})"
            rf"{_JOINING}$",
            before,
        )
        trailing = re.match(rf"(?:円)?\s*(?:/|毎)\s*{any_of(words)}", after)
        if leading or trailing:
            return per, _months(text, leading.start() if leading else span[0], span[1])
    return None


def _months(text: str, start: int, end: int) -> _Count | None:
    """For how long: the nearest length behind the price, else in front of it."""
    found = [length for length in _lengths(text) if not start <= length.span[0] < end]
    behind = [length for length in found if length.span[0] >= end]
    ahead = [length for length in found if length.span[0] < start]
    return behind[0] if behind else ahead[-1] if ahead else None


def _lengths(text: str) -> Iterator[_Count]:
    """Every length of time in months, with how it was said as its unit."""
    for match in re.finditer(
        rf"(?<![\d第令和成])({NUMBER})\s*(ヶ月|か月|カ月|ヵ月|ケ月|箇月|年)(?!度|商|目|前|月|[\d])", text
    ):
        number = _whole(match[1])
        if number is not None and number <= 100:
            months = number * (_MONTHS_OF_A_YEAR if match[2] == "年" else 1)
            yield _Count(months, f"{number}{'年' if match[2] == '年' else 'ヶ月'}", match.span())
    for match in re.finditer("半年", text):
        yield _Count(_MONTHS_OF_A_YEAR // 2, "半年", match.span())


def _pieces(
    text: str,
    span: Span,
    others: Sequence[Span],
    cues: QuantityCues,
    facts: Sequence[str],
    elsewhere: str,
) -> _Count | None:
    """How many pieces the price is paid for."""
    if times := _TIMES.match(text, span[1]):
        number = _whole(times[1])
        unit = re.match(rf"\s*({any_of(cues.counters)})", text[times.end() :])
        return _Count(number, unit[1] if unit else "", times.span()) if number else None
    before = text[max(0, span[0] - _NEAR) : span[0]]
    one = re.search(rf"(?:[1一]|ひと)({any_of(cues.counters)}){_JOINING}$", before)
    apiece = re.search(rf"{any_of(cues.each_before)}{_JOINING}$", before)
    is_of_each = one or apiece or re.match(any_of(cues.each_after), text[span[1] :])
    following = min((start for start, _ in others if start >= span[1]), default=len(text))
    counts = _counts(text, cues, facts)
    if not is_of_each:
        behind = (count for count in counts if span[1] <= count.span[0] < following)
        return next((count for count in behind if _is_joined(text, span, count, cues)), None)
    unit_said = one[1] if one else None
    fitting = [count for count in counts if unit_said in (None, count.unit)]
    is_first = not any(end <= span[0] for _, end in others)
    found = [
        *(count for count in fitting if span[1] <= count.span[0] < following),
        *(count for count in reversed(fitting) if is_first and count.span[1] <= span[0]),
        *(count for count in _counts(elsewhere, cues, facts) if count.unit == unit_said),
    ]
    if found:
        return found[0]
    return _one_each(text, cues) if one else None


def _is_joined(text: str, span: Span, count: _Count, cues: QuantityCues) -> bool:
    """Whether a count behind a price says how many things are bought at it, and not what they cost together."""
    gap = text[span[1] : count.span[0]]
    return (
        count.unit in cues.things
        and len(gap) <= _NEAR
        and not _BREAKS.search(gap)
        and not re.search(any_of(cues.totals), gap)
        and not re.match(any_of(cues.totals_after), text[count.span[1] :])
    )


def says_all(text: str, cues: SpecialsCues) -> bool:
    """Whether a text speaks of every special case together (`特例を両方`, `二つの特例`)."""
    named, every = any_of(cues.named), any_of(cues.every)
    beside = rf"{named}[をはもがの、]?{every}|{every}[の、]?{named}"
    return re.search(beside, text) is not None or any(word in text for word in cues.words)


def speaks_of_grant(text: str, rest: Sequence[str], cues: GrantCues) -> bool:
    """Whether a text speaks of the grant, not of its limits, and of nothing else.

    `rest` are its nouns that are no names, no words of topics and no words that only ask.
    """
    if any(word in text for word in cues.limits) or not any(word in text for word in cues.words):
        return False
    known = re.compile(rf"{any_of((*cues.words, *cues.beside))}+")
    return all(known.fullmatch(noun) for noun in rest)


def asks_outcome(text: str, cues: GrantCues) -> bool:
    """Whether a text asks what a plan comes to (`いくらになる`), and not for a rate in those words (`率はいくらになる`)."""
    found = re.finditer(any_of(cues.outcomes), text)
    limited = any(word in text for word in cues.limits)
    return not limited and any(not text[: each.start()].endswith(cues.of_a_rate) for each in found)


def length_of(text: str) -> tuple[int, str] | None:
    """The first length of time that a text tells, in months, and how it is said."""
    found = next(_lengths(text), None)
    return None if found is None else (found.value, found.unit)


def pieces_of(text: str, cues: QuantityCues) -> tuple[int, str] | None:
    """The number of pieces that a text supposes of what was told before, and their counter (`3台だと`)."""
    match = re.search(rf"({NUMBER})\s*({any_of(cues.things)})(?:分|ずつ)?{any_of(cues.changes.supposed)}", text)
    number = _whole(match[1]) if match else None
    return (number, match[2]) if match and number and 1 < number <= _MOST else None


def _one_each(text: str, cues: QuantityCues) -> _Count | None:
    """How many get one piece each (`3店舗に1台ずつ`)."""
    counters = any_of(cues.counters)
    match = re.search(rf"({NUMBER})\s*({counters})(?:に|へ|で|の)?、?\s*(?:各|1|一)?\s*{counters}?(?:ずつ|づつ)", text)
    number = _whole(match[1]) if match else None
    return _Count(number, match[2], match.span()) if match and number and number > 1 else None


def _long(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) > 1)


def _counts(text: str, cues: QuantityCues, facts: Sequence[str]) -> list[_Count]:
    """Every number of pieces above one."""
    found = []
    for match in re.finditer(rf"({NUMBER})\s*({any_of(cues.counters)})", text):
        number = _whole(match[1])
        near = text[max(0, match.start() - 6) : match.end() + 4]
        if number is not None and number > 1 and not any(word in near for word in facts):
            found.append(_Count(number, match[2], match.span()))
    return found


def _whole(text: str) -> int | None:
    try:
        number = parse_number(normalise(text))
    except ValueError:
        return None
    return int(number) if number.denominator == 1 else None
