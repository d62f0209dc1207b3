"""Days as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from assistant.programmes.model import JST
from assistant.schedule.asked_day import DayError, parse_day


@pytest.mark.parametrize(
    "text", ["2026-04-10", "2026/4/10", "２０２６年４月１０日", "令和8年4月10日", "2026年4月10日（金）"]
)
def test_a_day(text: str) -> None:
    found = parse_day(text)
    assert found == date(2026, 4, 10) and not isinstance(found, datetime)


@pytest.mark.parametrize("text", ["2026-05-08T17:00", "2026-05-08 17:00", "2026-05-08T08:00+00:00"])
def test_an_instant(text: str) -> None:
    assert parse_day(text) == datetime(2026, 5, 8, 17, tzinfo=JST)


@pytest.mark.parametrize(
    "text", ["", "明日", "2026-02-30", "2026-13-01", "4月10日", "2026-05-08T25:00", "2026-04-10ごろ"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(DayError, match="2026-04-10"):
        parse_day(text)
