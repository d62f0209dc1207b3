"""Reads figures out of Japanese text: amounts, rates, dates, times, durations, phone numbers, counts.

Written apart from `ingest.japanese` and `assistant.grounding` on purpose. The evaluation judges the product, so it must
not share the product's reading of a figure: a mistake made in both places would never be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

Kind = Literal["yen", "rate", "date", "month", "year", "time", "months", "days", "hours", "minutes", "number", "phone"]

ERA_START = 2018
"""令和1年 is 2019."""

_WAVES = dict.fromkeys(map(ord, "〜∼～"), "~")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_DOTS = dict.fromkeys(map(ord, "･·•"), "・")
# NFKC would turn ① into 1 and glue it to the number beside it.
_CIRCLED = {ord(char): chr(0xE000 + index) for index, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")}
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=\d)ー(?=\d)")
_EMPHASIS = re.compile(r"\*{1,3}")
MARKER = re.compile(r"\[\d{1,3}\]")


def fold(text: str) -> str:
    """Text as it is compared: NFKC, one kind of dash, wave and middle dot, lower case, no emphasis marks."""
    folded = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_WAVES).translate(_DASHES)
    folded = folded.translate(_DOTS).replace("⁄", "/")
    return _EMPHASIS.sub("", _LONG_VOWEL_AS_DASH.sub("-", folded)).casefold()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a figure.

    `amount` is yen, the rate, minutes since midnight, months, days, hours, minutes or the count; for a date or a month
    it is month * 100 + day (day 0 for a month alone), for a year the year. `year` is None where none is written.
    """

    kind: Kind
    amount: Fraction
    year: int | None = None
    form: str = ""
    """Rates: `fraction` or `percent`. Phone: its digits. Counts: the counter word after it, or empty."""

    def equals(self, other: Reading, *, strict: bool = False) -> bool:
        """Whether both mean the same. `strict` also wants the year and the way a rate is written to agree."""
        if {self.kind, other.kind} == {"date", "month"}:
            return self.amount // 100 == other.amount // 100 and self._same_year(other, strict)
        if self.kind != other.kind or self.amount != other.amount:
            return False
        if self.kind in ("date", "month"):
            return self._same_year(other, strict)
        if self.kind == "rate":
            return not strict or self.form == other.form
        if self.kind == "phone":
            return self.form == other.form
        if self.kind == "number":
            return not (self.form and other.form) or _counter_group(self.form) == _counter_group(other.form)
        return True

    def _same_year(self, other: Reading, strict: bool) -> bool:
        if self.year is None or other.year is None:
            return not strict or self.year == other.year
        return self.year == other.year


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, where it stands in the folded text, and the ways to read it (`5/8` has two)."""

    text: str
    span: tuple[int, int]
    readings: tuple[Reading, ...]
    scale: int | None = None
    """What one more of the written number is worth (`150万円`: 10,000), where the number is one plain number."""

    def equals(self, other: Figure, *, strict: bool = False) -> bool:
        return any(a.equals(b, strict=strict) for a in self.readings for b in other.readings)


# --- numerals ---------------------------------------------------------------------------------------------------

_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
_KANJI_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}


@dataclass(frozen=True, slots=True)
class _Numeral:
    value: Fraction
    end: int
    kanji_only: bool
    big: bool
    """Whether 万, 億 or 兆 is in it."""
    scale: int | None


def _numeral(text: str, start: int) -> _Numeral | None:
    """The numeral that begins at `start`: 1,500 / 37.5万 / 2億8,500万 / 二千五百万 / 一二〇〇."""
    total, section = Fraction(0), Fraction(0)
    current: Fraction | None = None
    positional = False
    arabic = big = False
    parts = 0
    last_big = max(_BIG.values()) + 1
    scale = 1
    at = start
    while at < len(text):
        char = text[at]
        found = _ARABIC.match(text, at) if char.isascii() and char.isdigit() else None
        if found:
            if current is not None:
                break
            current, arabic, positional = Fraction(found[0].replace(",", "")), True, False
            parts += 1
            at = found.end()
            continue
        if char in _KANJI_DIGIT:
            if current is not None and not positional:
                break
            current = (current or Fraction(0)) * 10 + _KANJI_DIGIT[char]
            positional = True
        elif char in _SMALL:
            section += (Fraction(1) if current is None else current) * _SMALL[char]
            scale *= _SMALL[char]
            current, positional = None, False
        elif char in _BIG and _BIG[char] < last_big and (section or current is not None):
            total += (section + (current or 0)) * _BIG[char]
            last_big = _BIG[char]
            scale *= _BIG[char]
            section, current, positional, big = Fraction(0), None, False, True
        elif char == " " and current is not None and arabic and at + 1 < len(text) and text[at + 1] in "万億":
            at += 1
            continue
        else:
            break
        at += 1
    if at == start or (current is None and not section and not total):
        return None
    return _Numeral(total + section + (current or 0), at, not arabic, big, scale if arabic and parts == 1 else None)


def _small_int(text: str) -> int:
    """1–2 digits or a kanji number below 100."""
    if text == "元":
        return 1
    numeral = _numeral(text, 0)
    return int(numeral.value) if numeral else 0


# --- patterns that are more than a numeral with a unit ----------------------------------------------------------------

_N = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = rf"(?:(?P<ad>(?:19|20)\d\d)\s?年|令和\s?(?P<era>{_N}|元)\s?年|r\s?(?P<r>\d{{1,2}})年?)"
_DATE = [
    re.compile(rf"{_YEAR}\s?(?P<m>{_N})\s?月\s?(?P<d>{_N})\s?日"),
    re.compile(r"(?P<ad>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?:r|令和)\s?(?P<r>\d{1,2})(?P<sep>[/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?P<m>{_N})\s?月\s?(?P<d>{_N})\s?日(?!間)"),
]
_MONTH = [
    re.compile(rf"{_YEAR}\s?(?P<m>{_N})\s?月"),
    re.compile(r"(?P<ad>20\d\d)-(?P<m>\d\d)(?![\d-])"),
    re.compile(rf"(?P<m>{_N})\s?月(?!間)"),
]
_YEAR_ALONE = re.compile(rf"(?:(?P<ad>(?:19|20)\d\d)\s?年|令和\s?(?P<era>{_N}|元)\s?年)")
_PHONE = re.compile(r"(?:0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,4}\(\d{1,4}\)\d{3,4}|0\d{9,10})(?![\d-])")
_SLASH = re.compile(r"(\d{1,4})\s?/\s?(\d{1,4})(?![\d/])")
_WEEKDAY = re.compile(r"\s?\(([月火水木金土日])")
_CLOCK = re.compile(r"(?P<pm>午後|午前|夕方|夜|朝)?の?\s?(?P<h>\d{1,2}):(?P<m>\d\d)(?!\d)")
_HOUR = re.compile(r"(?P<pm>午後|午前|夕方|夜|朝)?の?\s?(?P<h>\d{1,2})\s?時(?!間|点)(?:(?P<m>\d{1,2})分|(?P<half>半))?")
_BUN_NO = re.compile(r"\s?分の\s?")
_HALF = re.compile(r"半分|半額")

_UNIT_YEN = re.compile(r"\s?(千)?\s?円")
_UNIT_PERCENT = re.compile(r"\s?(?:%|パーセント)")
_UNIT_WARI = re.compile(r"\s?割(?![引り当])(?:(\d)分(?!の))?")
_UNIT_MONTHS = re.compile(r"\s?[かカヵヶケ箇個]月")
_UNIT_YEARS = re.compile(r"\s?年(?!度|前期)")
_UNIT_WEEKS = re.compile(r"\s?週(?:間)?")
_UNIT_DAYS = re.compile(r"\s?日(?!本)")
_UNIT_HOURS = re.compile(r"\s?時間")
_UNIT_MINUTES = re.compile(r"\s?分(?!の|野|類|析|割|け|か)")

_COUNTER = re.compile(
    r"\s?(事業者|業務領域|領域|機能|種類|段階|講座|店舗|[かヶカ]所|費目|[次回者社人名件個つ型枠点台倍軸番本度部歳])"
)
_GROUPS = [
    {"者", "社", "人", "名", "事業者", "店舗"},
    {"つ", "種類", "個", "件", "点", "型", "枠", "段階", "費目"},
    {"領域", "業務領域"},
]
# A number of these is not money even with 万: 約140万者.
_NOT_MONEY = re.compile(r"\s?(?:者|社|人|名|件|個|台|回|講座|点|本|倍|事業者|か所|店)")

_LINK = re.compile(
    r"https?://[^\s<>()「」、。|]+|[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:jp|com|org|net|info|io)\b(?:/[a-z0-9_./?=&%#-]*)?"
)


def _counter_group(counter: str) -> str:
    for group in _GROUPS:
        if counter in group:
            return min(group)
    return counter


def links(folded: str) -> list[tuple[int, int]]:
    """Spans of URLs, bare host names and e-mail addresses in folded text."""
    spans = []
    for found in _LINK.finditer(folded):
        end = found.end()
        while folded[end - 1] in ".,":
            end -= 1
        spans.append((found.start(), end))
    return spans


def figures(folded: str) -> list[Figure]:
    """Every figure of folded text (see `fold`), in order. Digits in links and in words (`e5`) are no figures."""
    return list(_distribute(folded, list(_scan(folded))))


def _scan(text: str) -> Iterator[Figure]:
    in_link = links(text)
    at = 0
    while at < len(text):
        if in_link and at >= in_link[0][0]:
            at = max(at, in_link.pop(0)[1])
            continue
        figure = _at(text, at)
        if figure is None:
            # A number that is part of a word (`e5`) is skipped whole, not read from its second digit.
            digits = _ARABIC.match(text, at)
            at = digits.end() if digits else at + 1
        else:
            yield figure
            at = figure.span[1]


_STARTS = frozenset("0123456789〇一二三四五六七八九十百千零令r¥午半夕夜朝")


def _at(text: str, at: int) -> Figure | None:
    if text[at] not in _STARTS:
        return None
    if at and text[at - 1].isascii() and (text[at - 1].isalpha() or text[at - 1] == "_"):
        return None
    return _special(text, at) or _counted(text, at)


def _figure(text: str, start: int, end: int, *readings: Reading, scale: int | None = None) -> Figure:
    return Figure(text[start:end], (start, end), readings, scale)


def _year_of(groups: dict[str, str | None]) -> int | None:
    if groups.get("ad"):
        return int(groups["ad"] or 0)
    era = groups.get("era") or groups.get("r")
    return ERA_START + _small_int(era) if era else None


def _date(year: int | None, month: int, day: int) -> Reading | None:
    return Reading("date", Fraction(month * 100 + day), year) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _special(text: str, at: int) -> Figure | None:
    """Figures that need more than one number or a fixed form."""
    if found := _PHONE.match(text, at):
        return _figure(text, at, found.end(), Reading("phone", Fraction(0), form=re.sub(r"\D", "", found[0])))
    for pattern in _DATE:
        if found := pattern.match(text, at):
            groups = found.groupdict()
            reading = _date(_year_of(groups), _small_int(groups["m"]), _small_int(groups["d"]))
            if reading:
                return _figure(text, at, found.end(), reading)
    for pattern in _MONTH:
        if found := pattern.match(text, at):
            groups = found.groupdict()
            month = _small_int(groups["m"])
            if 1 <= month <= 12:
                return _figure(text, at, found.end(), Reading("month", Fraction(month * 100), _year_of(groups)))
    if found := _YEAR_ALONE.match(text, at):
        return _figure(text, at, found.end(), Reading("year", Fraction(_year_of(found.groupdict()) or 0)))
    if found := _HALF.match(text, at):
        return _figure(text, at, found.end(), Reading("rate", Fraction(1, 2), form="fraction"))
    return _slash(text, at) or _time(text, at)


def _slash(text: str, at: int) -> Figure | None:
    """`1/2` is a rate, `4/30` a date, and `5/8` may be either unless a weekday follows."""
    found = _SLASH.match(text, at)
    if not found:
        return None
    left, right = int(found[1]), int(found[2])
    date = _date(None, left, right)
    rate = Reading("rate", Fraction(left, right), form="fraction") if 0 < left < right else None
    if date and _WEEKDAY.match(text, found.end()):
        rate = None
    elif rate and (right <= 4 or (left, right) in {(4, 5), (9, 10), (1, 5), (1, 10)}):
        date = None
    readings = tuple(reading for reading in (rate, date) if reading)
    return _figure(text, at, found.end(), *readings) if readings else None


def _time(text: str, at: int) -> Figure | None:
    found = _CLOCK.match(text, at) or _HOUR.match(text, at)
    if not found:
        return None
    groups = found.groupdict()
    hour, minute = int(groups["h"]), int(groups["m"] or 0) + (30 if groups.get("half") else 0)
    if groups["pm"] in ("午後", "夕方", "夜") and hour < 12:
        hour += 12
    if hour > 24 or minute > 59:
        return None
    return _figure(text, at, found.end(), Reading("time", Fraction(hour * 60 + minute)))


def _counted(text: str, at: int) -> Figure | None:
    """A numeral and the unit after it."""
    start = at
    if text[at] == "¥":
        at += 1
    numeral = _numeral(text, at)
    if numeral is None:
        return None
    value, end = numeral.value, numeral.end
    if start != at:
        return _figure(text, start, end, Reading("yen", value), scale=numeral.scale)
    if found := _BUN_NO.match(text, end):
        upper = _numeral(text, found.end())
        if upper and 0 < upper.value < value:
            return _figure(text, at, upper.end, Reading("rate", upper.value / value, form="fraction"))
    if found := _UNIT_YEN.match(text, end):
        factor = 1000 if found[1] else 1
        scale = numeral.scale * factor if numeral.scale else None
        return _figure(text, at, found.end(), Reading("yen", value * factor), scale=scale)
    if found := _UNIT_PERCENT.match(text, end):
        return _figure(text, at, found.end(), Reading("rate", value / 100, form="percent"), scale=1)
    if found := _UNIT_WARI.match(text, end):
        rate = value / 10 + Fraction(int(found[1] or 0), 100)
        return _figure(text, at, found.end(), Reading("rate", rate, form="percent"), scale=10)
    for pattern, kind, factor in _DURATIONS:
        if found := pattern.match(text, end):
            return _figure(text, at, found.end(), Reading(kind, value * factor), scale=factor)
    counter = _COUNTER.match(text, end)
    if numeral.big and not _NOT_MONEY.match(text, end):
        return _figure(text, at, end, Reading("yen", value), scale=numeral.scale)
    # 一般, 三重, 十分: kanji is a count only where a counter follows it.
    if numeral.kanji_only and not counter:
        return None
    return _figure(text, at, end, Reading("number", value, form=counter[1] if counter else ""), scale=1)


_DURATIONS: list[tuple[re.Pattern[str], Kind, int]] = [
    (_UNIT_MONTHS, "months", 1),
    (_UNIT_YEARS, "months", 12),
    (_UNIT_WEEKS, "days", 7),
    (_UNIT_DAYS, "days", 1),
    (_UNIT_HOURS, "hours", 1),
    (_UNIT_MINUTES, "minutes", 1),
]
_BETWEEN = re.compile(r"\s?(?:~|から|-)\s?")
_OR = re.compile(r"[、,]")


def _distribute(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Gives the first number of a range the unit of the second: `5~150万円`, `2、3ヶ月`, `750~2,500万円`."""
    for index, figure in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        low = figure.readings[0]
        if following and low.kind == "number" and not low.form and following.scale:
            gap = text[figure.span[1] : following.span[0]]
            high = following.readings[0]
            near = _OR.fullmatch(gap) and low.amount < 10 and high.amount == (low.amount + 1) * following.scale
            if high.kind not in ("number", "phone") and (_BETWEEN.fullmatch(gap) or near):
                yield replace(figure, readings=(_scaled(high, low.amount, following.scale),))
                continue
        yield figure


def _scaled(high: Reading, amount: Fraction, scale: int) -> Reading:
    if high.kind == "rate":
        return replace(high, amount=amount / (10 if scale == 10 else 100))
    return replace(high, amount=amount * scale)
