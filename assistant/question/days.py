"""The day that a question means: a date in it, or `来週` and `今月末` counted from the day asked."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.question.folded import Folded, fold
from assistant.question.vocabulary import RelativeDay
from ingest.japanese.figures import figures

# `5/8` is a day; `2/3` and `3/4` are rates.
_HIGHEST_DENOMINATOR = 4


def day_meant(text: Folded, asked_on: date, relative: Sequence[RelativeDay]) -> date | None:
    """The day, or None where the text names none. A date without a year is of the year asked."""
    for figure in figures(text.text):
        if figure.kind == "date" and isinstance(figure.value, tuple) and len(figure.value) == 3:
            year, month, day = figure.value
            if month and not day and text.text[figure.span[1] :].lstrip().startswith(("末", "いっぱい", "中")):
                return date(year or asked_on.year, month, calendar.monthrange(year or asked_on.year, month)[1])
            if month and day:
                return _day(year or asked_on.year, month, day)
        if figure.kind == "slash" and isinstance(figure.value, tuple) and len(figure.value) == 2:
            month, day = figure.value
            if month and day and day > _HIGHEST_DENOMINATOR:
                return _day(asked_on.year, month, day)
    for entry in relative:
        if any(text.has(fold(word)) for word in entry.words):
            return _counted(asked_on, entry)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_meant(text: Folded, asked_on: date, relative: Sequence[RelativeDay]) -> tuple[date, date] | None:
    """The first and last day of a month that the text means as a whole (`5月中に`, `来月`); None where it means a day."""
    for figure in figures(text.text):
        if figure.kind == "date" and isinstance(figure.value, tuple) and len(figure.value) == 3:
            year, month, day = figure.value
            if day or not month or text.text[figure.span[1] :].lstrip().startswith("末"):
                return None
            return _month(year or asked_on.year, month)
    for entry in relative:
        if any(text.has(fold(word)) for word in entry.words):
            if entry.months is None:
                return None
            meant = _counted(asked_on, entry)
            return _month(meant.year, meant.month)
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _counted(asked_on: date, entry: RelativeDay) -> date:
    if entry.days is not None:
        return asked_on + timedelta(days=entry.days)
    months = entry.months if entry.months is not None else entry.month_end or 0
    year, month = divmod(asked_on.year * 12 + asked_on.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if entry.month_end is not None else min(asked_on.day, last))
