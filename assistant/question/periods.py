"""Days, months and parts of the year as periods of the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date
    until: bool = False
    """Whether it is said as an end (`明日まで`), not as a time to do something in."""
    between: bool = False
    """Whether both its ends are said (`5月7日から15日`)."""
    closing: bool = False
    """Whether it is said to be that of a closing (`7月21日の締切`)."""
    loosely: date | None = None
    """The first of the days around a day that is said as the end of a month (`3月末に始まる`), where something falls."""
    ends_all: bool = False
    """Whether it is said that nothing comes after it (`8月25日で終わり`)."""

    @property
    def is_open(self) -> bool:
        """Whether it goes on for good (`6月以降`)."""
        return self.last == date.max

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def around(self) -> Period:
        """The days on which something said to fall in it, or to end with it, may fall."""
        exact = self.until and not (self.ends_all or self.closing)  # `2月末まで出せる` says more than `2月末で終わり`
        return replace(self, first=self.loosely) if self.loosely and not exact else self

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def day_period(year: int, month: int, day: int) -> Period | None:
    """A day as a period; None where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Period(found, found)


def month_period(year: int, month: int) -> Period:
    """All days of a month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def months_on(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month."""
    year, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months, _MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def coming(asked_on: date, first: str, last: str) -> Period:
    """The days between two days of the year that aren't over yet; `last` may lie in the year after `first`."""
    for year in (asked_on.year - 1, asked_on.year, asked_on.year + 1):
        begins = _on(year, first)
        ends = _on(year, last)
        if ends < begins:
            ends = _on(year + 1, last)
        if ends >= asked_on:
            return Period(begins, ends)
    raise ValueError(f"{first}-{last} never ends after {asked_on}")


def _on(year: int, said: str) -> date:
    """`05-07`, or `02-end` for the last day of a month."""
    month, day = said.split("-")
    return date(year, int(month), calendar.monthrange(year, int(month))[1] if day == "end" else int(day))
