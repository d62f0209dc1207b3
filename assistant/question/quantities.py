"""Prices that are told apiece or by the month, as what they come to: `15万円を4台`, `80万ずつ2台`, `月5万を2年`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
_MONTHS = "ヶ月|か月|カ月|ヵ月|ケ月|箇月"
_LENGTH = rf"\d+(?:{_MONTHS}|年)"
_NEXT_THING = re.compile(r"円?\s*(?:と|や|\+|および|及び)")
"""What begins another thing behind a price (`28万円とパソコン2台`)."""
_AMOUNT = r"[\d,.億万千百十]+円?"
_SIGN = "(?:[×xX*✕]|掛ける|かける)"
_TIMES = re.compile(rf"\s*{_SIGN}\s*({NUMBER})")
_FOR = "分"
_NOWHERE = (-1, -1)
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
    pieces: int = 1
    """How many pieces are paid for at each time (`20台` of `月1,500円で20台、2年`); `counted` is how that was said."""
    counted: str = ""

    def lasting(self, months: int, said: str) -> Price:
        """The same price for so many months, which were `said` as that (`2年`)."""
        assert self.each_months is not None
        by = months // self.each_months * self.pieces
        times = " × ".join(part for part in (self.counted, said) if part)
        return replace(self, yen=self.each_yen * by, by=by, times=times, months=months)


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
    timed = _by_time(text, span, cues)
    start = timed.start if timed else span[0]
    count = _pieces(text, (start, span[1]), others, cues, facts, elsewhere, only_each=timed is not None)
    if count is not None and timed and timed.length and count.span[1] > timed.length.span[0] >= count.span[0]:
        count = None  # `4,000円×24か月`
    if count is None or not 1 < count.value <= _MOST:
        paid = Price(yen, yen)
    else:
        said = f"{count.value:,}{count.unit}"
        paid = Price(yen * count.value, yen, count.value, said, pieces=count.value, counted=said)
    if timed is None:
        return paid
    length = timed.length or next(_lengths(elsewhere), None)
    paid = replace(paid, each_months=timed.months)
    return paid if length is None else paid.lasting(length.value, length.unit)


@dataclass(frozen=True)
class _ByTime:
    """Months of one payment, the time in all where it is told, and where the words for it begin."""

    months: int
    length: _Count | None
    start: int


def _by_time(text: str, span: Span, cues: QuantityCues) -> _ByTime | None:
    """How an amount is paid by time; None where it isn't."""
    before, after = text[: span[0]], text[span[1] :]
    for words, per in ((cues.monthly, 1), (cues.yearly, _MONTHS_OF_A_YEAR)):
        leading = re.search(
            rf"(?<![\d一二三四五六七八九十来今先翌同何半ヶかカ商])(?:{any_of(words)}|{any_of(_long(words))}{_BOUGHT})"
            rf"{_JOINING}$",
            before,
        )
        trailing = re.match(rf"(?:円)?\s*(?:/|毎)\s*{any_of(words)}", after)
        if leading or trailing:
            start = leading.start() if leading else span[0]
            return _ByTime(per, _months(text, start, span[1]), start)
    return None


def _months(text: str, start: int, end: int) -> _Count | None:
    """For how long: the nearest length behind the price, else in front of it."""
    found = [length for length in _lengths(text) if not start <= length.span[0] < end]
    behind = [length for length in found if length.span[0] >= end]
    ahead = [length for length in found if length.span[0] < start]
    return behind[0] if behind else ahead[-1] if ahead else None


def _lengths(text: str) -> Iterator[_Count]:
    """Every length of time in months, with how it was said as its unit."""
    for match in re.finditer(rf"(?<![\d第令和成])({NUMBER})\s*({_MONTHS}|年)(?!度|商|目|前|月|[\d])", text):
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
    *,
    only_each: bool = False,
) -> _Count | None:
    """How many pieces the price is paid for; `only_each`, only where words say that it is that of one piece."""
    if multiplied := _times_before(text[: span[0]], cues):
        return multiplied
    if times := _TIMES.match(text, span[1]):
        number = _whole(times[1])
        unit = re.match(rf"\s*({any_of(cues.counters)})", text[times.end() :])
        return _Count(number, unit[1] if unit else "", times.span()) if number else None
    before = text[max(0, span[0] - _NEAR) : span[0]]
    one = re.search(rf"(?:[1一]|ひと)({any_of(cues.counters)}){_JOINING}$", before)
    apiece = re.search(rf"{any_of(cues.each_before)}{_JOINING}$", before)
    if spread := _one_each(text[: span[0]], cues, right_before=True):
        return spread
    is_of_each = one or apiece or re.match(any_of(cues.each_after), text[span[1] :])
    following = min((start for start, _ in others if start >= span[1]), default=len(text))
    counts = _counts(text, cues, facts)
    behind = [count for count in counts if span[1] <= count.span[0] < following]
    if not is_of_each and only_each:
        # `月額8,000円を3拠点に1台ずつ`, `月600円を15台分`
        return _one_each(text[span[1] :], cues) or next((c for c in behind if _is_multiple(text, span, c, cues)), None)
    if not is_of_each:
        return next((count for count in behind if _is_joined(text, span, count, cues)), None)
    unit_said = one[1] if one else None
    # `1個3万円の看板を6枚`: the next count of things, where none is told in the unit of the price.
    fitting = [count for count in counts if unit_said in (None, count.unit)]
    fitting = fitting or [count for count in counts if _is_joined(text, span, count, cues)]
    is_first = not any(end <= span[0] for _, end in others)
    found = [
        *(count for count in fitting if count in behind),
        *(count for count in reversed(fitting) if is_first and count.span[1] <= span[0]),
        *(count for count in _elsewhere(elsewhere, cues, facts) if count.unit == unit_said),
    ]
    if found:
        return found[0]
    each_person = re.search(rf"(?<![\d十百])[1一](?:{any_of(cues.people)})", text)  # `社員12人に1人1台、10万円ずつ`
    return (_one_each(text, cues) or _people(text, elsewhere, cues)) if one or each_person else None


def _people(text: str, elsewhere: str, cues: QuantityCues) -> _Count | None:
    """How many people there are to have one piece each (`従業員15名`), where only one number of them is told."""
    told = (*_counts(text, cues, ()), *_elsewhere(elsewhere, cues, ()))
    found = [count for count in told if count.unit in cues.people]
    return found[0] if len({count.value for count in found}) == 1 else None


def _is_joined(text: str, span: Span, count: _Count, cues: QuantityCues) -> bool:
    """Whether a count behind a price says how many things are bought at it, and not what they cost together."""
    gap = text[span[1] : count.span[0]]
    return (
        count.unit in cues.things
        and len(gap) <= _NEAR
        and not _BREAKS.search(gap)
        and not _NEXT_THING.match(gap)
        and not re.search(any_of(cues.totals), gap)
        and not re.match(any_of(cues.totals_after), text[count.span[1] :])
    )


def _is_multiple(text: str, span: Span, count: _Count, cues: QuantityCues) -> bool:
    """Whether a count behind a price by time says for how many things it is paid (`月600円を15台`, `…、3拠点分`)."""
    after = text[count.span[1] :]
    taken = re.fullmatch("円?を", text[span[1] : count.span[0]]) or after.startswith(_FOR)
    return bool(taken) and not re.match(any_of(cues.totals_after), after)


def _times_before(before: str, cues: QuantityCues) -> _Count | None:
    """How many pieces a price is multiplied by in front of it (`15台×月600円`)."""
    found = re.search(rf"({NUMBER})\s*({any_of(cues.counters)})?\s*{_SIGN}\s*$", before)
    number = _whole(found[1]) if found else None
    return _Count(number, found[2] or "", found.span()) if found and number else None


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
    known = re.compile(rf"(?:{any_of((*cues.words, *cues.beside))}|{_AMOUNT}|{_LENGTH}間?)+")
    return all(known.fullmatch(noun) for noun in rest)


def asks_limit(text: str, cues: GrantCues) -> bool:
    """Whether a text asks for the limit itself (`上限は額でいうといくら`), not for what a plan comes to."""
    return re.search(f"{any_of(cues.limits)}{any_of(cues.asked_limits)}", text) is not None


def speaks_of_floor(text: str, words: Sequence[str]) -> bool:
    """Whether one of these words for the floor is there, with or without its amount (`下限の150万円に足りませんよね`)."""
    plain = re.sub(rf"の?{_AMOUNT}", "", text)
    return any(word in text or word in plain for word in words)


def asks_outcome(text: str, cues: GrantCues) -> bool:
    """Whether a text asks what a plan comes to (`いくらになる`), and not for a rate in those words (`率はいくらになる`)."""
    found = re.finditer(any_of(cues.outcomes), text)
    limited = any(word in text for word in cues.limits)
    return not limited and any(not text[: each.start()].endswith(cues.of_a_rate) for each in found)


def tells_rate(text: str, cues: GrantCues) -> bool:
    """Whether a text tells the rate that a plan is to be worked out by, and asks for none (`ふつうの率で何円？`)."""
    return any(word in text for word in cues.by_rate)


def length_of(text: str) -> tuple[int, str] | None:
    """The first length of time that a text tells, in months, and how it is said."""
    found = next(_lengths(text), None)
    return None if found is None else (found.value, found.unit)


def pieces_of(text: str, cues: QuantityCues) -> tuple[int, str] | None:
    """The number of pieces that a text supposes of what was told before, and their counter (`3台だと`, `2台目も`)."""
    things = rf"({NUMBER})\s*({any_of(cues.things)})"
    match = re.search(rf"{things}(?:(?:分|ずつ)?{any_of(cues.changes.supposed)}|目も)", text)
    number = _whole(match[1]) if match else None
    return (number, match[2]) if match and number and 1 < number <= _MOST else None


def _one_each(text: str, cues: QuantityCues, *, right_before: bool = False) -> _Count | None:
    """How many get one piece each (`3店舗に1台ずつ`); `right_before`, only where what they get ends the text."""
    counters = any_of(cues.counters)
    end = r"(?:の)?[ァ-ヶー一-龠A-Za-z]{0,12}(?:を|が|は|、)?$" if right_before else ""
    match = re.search(
        rf"({NUMBER})\s*({counters})(?:の[一-龠ァ-ヶー]{{1,8}})?(?:に|へ|で|の)?、?\s*(?:各|1|一)?\s*{counters}?(?:ずつ|づつ){end}",
        text,
    )
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


def _elsewhere(text: str, cues: QuantityCues, facts: Sequence[str]) -> list[_Count]:
    """The same of the rest of the message: each stands nowhere in the clause of the price."""
    return [replace(count, span=_NOWHERE) for count in _counts(text, cues, facts)]


def _whole(text: str) -> int | None:
    try:
        number = parse_number(normalise(text))
    except ValueError:
        return None
    return int(number) if number.denominator == 1 else None
