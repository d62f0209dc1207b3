"""The days that a question means: a date in it, or `来週`, `今月末` and `夏に` counted from the day asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from assistant.question.folded import Folded, fold
from assistant.question.hours import part_of_day
from assistant.question.language.times import DayWords, RelativeDay
from assistant.question.periods import Period, coming, day_period, month_period, months_on
from ingest.japanese.figures import Figure, figures

# `5/8` is a day; `2/3` and `3/4` are rates.
_HIGHEST_DENOMINATOR = 4
_WEEK = 7
_MONTHS_OF_A_YEAR = 12
_WEEKDAYS = "月火水木金土日"
_WHICH = "何"
_WEEKDAY = re.compile(rf"の?([{_WEEKDAYS}])曜")
# Which days are named doesn't depend on the day asked; whether any is, does not either.
_SOME_DAY = date(2026, 1, 1)
_ROUND = re.compile(r"^(?:の|が|は)?(?:第?[0-9]+(?:次|回目?)の?)?")
_MONTH_NUMBER = re.compile(r"(?<![0-9/.])([0-9]{1,2})(\D)$")
_LENGTHS = {"日": 1, "週間": _WEEK}
_MOST_COUNTED = 10_000
"""More days, weeks or months than this are no plan, and lead past what a calendar holds."""


class _Said(NamedTuple):
    """A period said with a number."""

    period: Period
    after: str
    """The text that follows it."""
    figure: Figure


def names_other_day(text: Folded, words: DayWords) -> bool:
    """Whether a text names a day other than the one it is asked on, or that day as an end (`今日まで`)."""
    relative = [word for entry in words.relative_days if entry.days != 0 for word in entry.words]
    found = figures(text.text)
    if any(figure.kind in ("date", "time") for figure in found) or part_of_day(text, words):
        return True
    if text.has_any(relative):
        return True
    period = period_meant(text, _SOME_DAY, words)
    return period is not None and (period.until or period.first != _SOME_DAY or not period.is_day)


def names_open_days(text: Folded, words: DayWords) -> bool:
    """Whether a text names days that go on for good (`8月25日のあと`)."""
    period = period_meant(text, _SOME_DAY, words)
    return period is not None and period.is_open


def weekday_named(text: Folded) -> int | None:
    """The weekday that a text names, Monday as 0; not one of a week that it names too (`来週の金曜`)."""
    named = _WEEKDAY.search(text.text)
    if named is None or text.text[: named.start()].endswith(("何", "週")):
        return None
    return _WEEKDAYS.index(named[1])


def period_meant(text: Folded, asked_on: date, words: DayWords) -> Period | None:
    """The period, or None where the text names none. A date without a year is of the year asked."""
    every = [said for said in _written(text, asked_on, words) if not _has_begun(text, said, asked_on, words)]
    # `半年後の9月に` names the month; how far off it is only tells the same.
    written = [said[:2] for said in every if not _is_named_again(said, every)]
    # `4月末じゃなくて5月末`: what is taken back isn't meant.
    kept = [pair for pair in written if not pair[1].startswith(words.denied)] or written
    found = next(iter(kept), None) or _in_words(text, asked_on, words)
    if found is None:
        return None
    if months := _months_side_by_side([period for period, _ in kept]):
        return months
    period, rest = found
    if between := _between(period, rest, asked_on, words):
        return between
    if opened := _opened(period, rest, asked_on, words):
        return opened
    folded = fold(rest)
    ends = any(folded.startswith(fold(word)) for word in words.until)
    until = ends and not any(folded.startswith(fold(word)) for word in words.by)
    return replace(period, until=until, closing=_is_of_closing(rest, words), ends_all=rest.startswith(words.ending_all))


def _is_named_again(said: _Said, every: Sequence[_Said]) -> bool:
    """Whether other days stand right behind days that are counted from the day asked (`半年後の9月`)."""
    after = said.after.removeprefix("の")
    return said.figure.kind == "count" and any(
        other.figure.span[0] > said.figure.span[0] and after.startswith(other.figure.text) for other in every
    )


def _is_of_closing(rest: str, words: DayWords) -> bool:
    """Whether what follows days says that they are those of a closing, by its number or without (`の3次締切に`)."""
    return _ROUND.sub("", rest).startswith(words.closings)


def figures_of_now(text: Folded, asked_on: date, words: DayWords) -> tuple[str, ...]:
    """The figures, as they stand in a text, that only tell what day it is: `3月に入ったので、もう始まった?`."""
    return tuple(
        said.figure.text for said in _written(text, asked_on, words) if _has_begun(text, said, asked_on, words)
    )


def _has_begun(text: Folded, said: _Said, asked_on: date, words: DayWords) -> bool:
    """Whether days only tell what day it is; those of a closing are claimed (`締切は4月ですが、合ってる?`)."""
    before = text.text[: said.figure.span[0]].rstrip(" 、")
    subjects = [before.removesuffix(particle) for particle in words.today_particles if before.endswith(particle)]
    if any(subject.removesuffix("日").endswith(words.closings) for subject in subjects):
        return False
    return said.period.holds(asked_on) and any(
        said.after.startswith(word) and not said.after.startswith(words.supposed, len(word)) for word in words.begun
    )


def _opened(period: Period, rest: str, asked_on: date, words: DayWords) -> Period | None:
    """`6月以降`, `5月8日より後` and `連休の前` reach beyond the days that they name."""
    after = rest.removeprefix("の") if rest.startswith("の") and not rest.startswith(words.beyond) else rest
    if rest.startswith(words.before) or after.startswith(words.before):
        return Period(min(asked_on, period.first), period.first - timedelta(days=1))
    if after.startswith(words.onwards):
        return Period(period.first, date.max)
    if rest.startswith(words.beyond) or after.startswith(words.beyond):
        return Period(period.last + timedelta(days=1), date.max)
    return None


def _months_side_by_side(said: Sequence[Period]) -> Period | None:
    """`5月締切のものと6月締切のもの`: months that follow each other, both named, are one period."""
    months = sorted(set(said), key=lambda period: period.first)
    whole = [period.first.day == 1 and (period.last + timedelta(days=1)).day == 1 for period in months]
    if len(months) < 2 or not all(whole):
        return None
    joined = all(one.last + timedelta(days=1) == other.first for one, other in pairwise(months))
    return Period(months[0].first, months[-1].last) if joined else None


def _between(period: Period, rest: str, asked_on: date, words: DayWords) -> Period | None:
    """`5月7日から15日`, `4/20~5/1`, `4月から6月` and `5月と6月`: days that begin with one and end with the other."""
    rest = _behind_hour(rest) if period.is_day else rest
    joint = next((word for word in (*words.through, *words.beside) if rest.startswith(word)), "")
    other = Folded.of(rest.removeprefix(joint).lstrip("、 "))
    figure = next(iter(figures(other.text)), None)
    if not joint or figure is None or figure.span[0] != 0:
        return None
    end = next((said.period for said in _written(other, asked_on, words)), None)
    if figure.kind == "count":
        # `5月7日から10日後` is a length, and so is what is less than the day it begins with.
        after = other.text[figure.span[1] :].lstrip()
        of_month = figure.unit == "日" and isinstance(figure.value, Fraction) and figure.value > period.first.day
        if not of_month or after.startswith(words.later):
            return None
        assert isinstance(figure.value, Fraction)
        end = day_period(period.first.year, period.first.month, int(figure.value))
    if end is None or end.last <= period.last:
        return None
    if joint in words.beside and (period.is_day or period.last + timedelta(days=1) != end.first):
        return None
    return Period(period.first, end.last, between=joint in words.through)


def _behind_hour(rest: str) -> str:
    """What follows a day, without the hour of it that is said (`5月7日の17時から`)."""
    said = rest.removeprefix("の").lstrip()
    first = next(iter(figures(said)), None)
    return said[first.span[1] :].lstrip() if first and first.kind == "time" and first.span[0] == 0 else rest


def day_of(figure: Figure, year: int) -> date | None:
    """The day that a figure states, of this year where it names none; None where it states no day."""
    parts = figure.value if isinstance(figure.value, tuple) else ()
    said, month, day = parts if figure.kind == "date" and len(parts) == 3 else (None, *parts, None, None)[:3]
    is_rate = figure.kind == "slash" and isinstance(day, int) and day <= _HIGHEST_DENOMINATOR
    if figure.kind not in ("date", "slash") or is_rate or not (isinstance(month, int) and isinstance(day, int)):
        return None
    found = day_period(said if isinstance(said, int) else year, month, day)
    return found.first if found else None


def _written(text: Folded, asked_on: date, words: DayWords) -> Iterator[_Said]:
    """Periods said with a number."""
    for figure in figures(text.text):
        after = text.text[figure.span[1] :].lstrip()
        this_year = asked_on.year + text.text[: figure.span[0]].rstrip().endswith(words.next_year)
        if day := day_of(figure, this_year):
            yield _Said(Period(day, day), after, figure)
        elif figure.kind == "date" and isinstance(figure.value, tuple) and len(figure.value) == 3:
            year, month, of_month = figure.value
            if month and not of_month:
                whole, rest = _part(month_period(year or this_year, month), after, words)
                yield _Said(_from_month(text.text[: figure.span[0]], whole, words), rest, figure)
        elif figure.kind == "count" and isinstance(figure.value, Fraction) and figure.value.denominator == 1:
            left = text.text[: figure.span[0]].rstrip().endswith(words.remaining)
            yield from _counted_on(figure, after, asked_on, words, left=left)


def _from_month(before: str, period: Period, words: DayWords) -> Period:
    """A month with those before it that only a number says (`4~5月`, `4・5月`)."""
    found = _MONTH_NUMBER.search(before)
    if not found or found[2] not in (*words.through, *words.beside) or not 0 < int(found[1]) < period.first.month:
        return period
    return replace(period, first=period.first.replace(month=int(found[1]), day=1))


def _counted_on(figure: Figure, after: str, asked_on: date, words: DayWords, *, left: bool) -> Iterator[_Said]:
    """`3日後`, `2週間以内`, and the day of a month that isn't said (`8日まで`): the next one."""
    count = int(figure.value) if isinstance(figure.value, Fraction) else 0
    if count > _MOST_COUNTED:
        return
    day = None
    if figure.unit in _LENGTHS:
        day = asked_on + timedelta(days=count * _LENGTHS[figure.unit])
    elif figure.unit == "ヶ月":
        day = months_on(asked_on, count)
    if day is None:
        return
    if left and not after.startswith(words.later):
        yield _Said(Period(asked_on, day), after, figure)
        return
    for word in words.later:
        if after.startswith(word):
            yield _Said(Period(day, day), after[len(word) :], figure)
            return
    for word in words.within:
        if after.startswith(word):
            yield _Said(Period(asked_on, day), after[len(word) :], figure)
            return
    if figure.unit == "日" and after.startswith(words.until) and not after.startswith(words.by):
        month = asked_on if count >= asked_on.day else months_on(asked_on.replace(day=1), 1)
        if found := day_period(month.year, month.month, count):
            yield _Said(found, after, figure)


def _in_words(text: Folded, asked_on: date, words: DayWords) -> tuple[Period, str] | None:
    """A period said without a number: the longest of the words that stand in the text."""
    if both := _two_wholes(text, asked_on, words):
        return both
    best: tuple[int, RelativeDay, int] | None = None
    for entry in words.relative_days:
        for word in entry.words:
            folded = fold(word)
            places = _meant(text, word, words)
            if places and (best is None or len(folded) > best[0]):
                best = len(folded), entry, places[0][1]
    if best is None:
        named = _WEEKDAY.search(text.text)
        if named and not text.text[: named.start()].endswith(_WHICH):
            ahead = (_WEEKDAYS.index(named[1]) - asked_on.weekday()) % _WEEK
            day = asked_on + timedelta(days=ahead)
            return Period(day, day), text.text[named.end() :].removeprefix("日")
        return None
    _, entry, end = best
    after = text.text[text.span(0, end)[1] :]
    period = _counted(asked_on, entry)
    if entry.weeks is not None and (weekday := _WEEKDAY.match(after)):
        day = period.first + timedelta(days=_WEEKDAYS.index(weekday[1]))
        return Period(day, day), after[weekday.end() :].removeprefix("日")
    if entry.months is not None:
        return _part(period, after, words)
    return period, after


def _meant(text: Folded, word: str, words: DayWords) -> list[tuple[int, int]]:
    """Where a word for days stands for days to come: not in `1きのう` (機能), `何月末` and `去年の秋に`."""
    earlier = tuple(fold(each) for each in words.earlier)
    return [
        (start, end)
        for start, end in text.find_all(fold(word))
        if not (start and (text.folded[start - 1].isdigit() or text.folded[start - 1] == _WHICH))
        and not text.folded[:start].endswith(earlier)
    ]


def _two_wholes(text: Folded, asked_on: date, words: DayWords) -> tuple[Period, str] | None:
    """`今月と来月`: two weeks or months that follow each other are one period."""
    found: dict[str, tuple[Period, int]] = {}
    wholes = [entry for entry in words.relative_days if entry.weeks is not None or entry.months is not None]
    taken = text.folded
    for word, entry in sorted(((fold(w), e) for e in wholes for w in e.words), key=lambda pair: -len(pair[0])):
        if word in taken:
            found[word] = _counted(asked_on, entry), taken.index(word) + len(word)
            taken = taken.replace(word, "\n" * len(word))
    periods = sorted((period for period, _ in found.values()), key=lambda period: period.first)
    if len(periods) != 2 or periods[0].last + timedelta(days=1) != periods[1].first:
        return None
    end = max(end for _, end in found.values())
    return Period(periods[0].first, periods[1].last), text.text[text.span(0, end)[1] :]


def _counted(asked_on: date, entry: RelativeDay) -> Period:
    if entry.days is not None:
        day = asked_on + timedelta(days=entry.days)
        return Period(day, day)
    if entry.weeks is not None:
        monday = asked_on - timedelta(days=asked_on.weekday()) + timedelta(days=_WEEK * entry.weeks)
        return Period(monday, monday + timedelta(days=_WEEK - 1))
    if entry.month_end is not None:
        month = months_on(asked_on.replace(day=1), entry.month_end)
        last = month_period(month.year, month.month).last
        return Period(last, last)
    if entry.between is not None:
        return coming(asked_on, *entry.between)
    if entry.year_ends is not None:
        return coming(asked_on, f"{entry.year_ends % _MONTHS_OF_A_YEAR + 1:02}-01", f"{entry.year_ends:02}-end")
    month = months_on(asked_on.replace(day=1), entry.months or 0)
    return month_period(month.year, month.month)


def _part(month: Period, after: str, words: DayWords) -> tuple[Period, str]:
    """A part of a month (`上旬`, `末`), or all of it."""
    plain = after.removeprefix("の")
    for part in words.month_parts:
        for word in part.words:
            if plain.startswith(word):
                last = min(part.last, month.last.day)
                first = min(part.first, last)
                loosely = month.first.replace(day=part.loosely) if part.loosely else None
                return Period(month.first.replace(day=first), month.first.replace(day=last), loosely=loosely), (
                    plain if word in words.until else plain[len(word) :]
                )
    return month, after
