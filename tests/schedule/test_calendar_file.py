"""The calendar file is read back with a calendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from assistant.programmes.model import JST
from assistant.schedule import Schedule, calendar_file
from tests.programmes.real import book

STAMP = datetime(2026, 4, 10, 9, tzinfo=JST)


def events(programme: str | None = None) -> list[Any]:
    data = calendar_file(book(), Schedule(book()).rounds(date(2026, 4, 10), programme), STAMP)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_round_with_times_is_an_instant() -> None:
    opening, closing = events("monodukuri")
    assert opening["summary"] == "受付開始: ものづくり補助金 23次公募"
    assert closing["summary"] == "申請締切: ものづくり補助金 23次公募"
    assert closing["dtstart"].dt == datetime(2026, 5, 8, 8, 0, tzinfo=UTC)
    assert closing["url"] == "https://portal.monodukuri-hojo.jp/about.html"


def test_a_round_with_days_only_is_all_day() -> None:
    closing = next(
        item for item in events("jizokuka") if item["uid"].startswith("jizokuka-tsujo") and "closes" in item["uid"]
    )
    assert closing["dtstart"].dt == date(2026, 4, 30) and closing["dtend"].dt == date(2026, 5, 1)
    assert "時刻は資料に書かれていません" in closing["description"]


def test_identities_are_unique_and_stay() -> None:
    first, second = ([item["uid"] for item in events()] for _ in range(2))
    assert first == second and len(first) == len(set(first))
    assert len(first) == 2 * 24  # every dated round opens and closes; the catalogue has no dates
