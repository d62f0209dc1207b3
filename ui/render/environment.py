"""The one place where HTML is made: Jinja templates with escaping always on."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.money import format_yen

_WEEKDAYS = "月火水木金土日"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment. An undefined name is an error, so a renamed field can't vanish from the page."""
    made = Environment(
        loader=PackageLoader("ui", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["yen"] = format_yen
    made.filters["as_of"] = say_as_of
    made.filters["day"] = say_day
    made.filters["moment"] = say_moment
    return made


def render(template: str, **values: Any) -> Markup:
    """A template of `ui/templates` filled in. Strings among the values are escaped, `Markup` is not."""
    return Markup(environment().get_template(template).render(values))


def say_as_of(as_of: str) -> str:
    """`2026-02` as `2026年2月`; what isn't of that form as it is."""
    parts = as_of.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return as_of
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def say_day(day: date) -> str:
    """`2026年5月8日（金）`."""
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def say_moment(moment: datetime) -> str:
    """A day, with the time where it isn't the first or the last moment of the day."""
    whole_day = (moment.hour, moment.minute) in ((0, 0), (23, 59))
    return say_day(moment.date()) if whole_day else f"{say_day(moment.date())} {moment:%H:%M}"
