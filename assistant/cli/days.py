"""`--as-of`: the day asked, on the command line."""

from __future__ import annotations

from datetime import date

import click

from ingest.japanese.figures import figures


class DayType(click.ParamType):
    """A day: `2026-04-10`, `2026/4/10` or `令和8年4月10日`."""

    name = "日付"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def parse_day(text: str) -> date:
    """The day that a text names in full.

    Raises:
        ValueError: in Japanese, how to write it.
    """
    found = figures(text)
    if len(found) == 1 and found[0].kind == "date" and isinstance(found[0].value, tuple) and len(found[0].value) == 3:
        year, month, day = found[0].value
        if year and month and day:
            try:
                return date(year, month, day)
            except ValueError:
                pass
    raise ValueError(f"日付「{text}」を読めません。「2026-04-10」のように入れてください。")
