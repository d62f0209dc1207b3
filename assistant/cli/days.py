"""`--as-of`: the day asked, on the command line."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _Param = click.ParamType[date | datetime]
else:
    _Param = click.ParamType


class DayType(_Param):
    """A day (`2026-04-10`, `2026/4/10`, `令和8年4月10日`) or an instant (`2026-05-08T17:00`)."""

    name = "日付"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        if isinstance(value, date):
            return value
        from assistant.schedule.asked_day import parse_day

        return parse_day(str(value))
