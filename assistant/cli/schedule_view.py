"""Rounds as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Console
from rich.table import Table

from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import Instant
from assistant.reply import RoundStatus
from assistant.schedule import JudgedRound, UndatedProgramme

_STATUS: dict[RoundStatus, str] = {"open": "受付中", "always": "随時受付", "before": "受付前", "closed": "終了"}
_WEEKDAYS = "月火水木金土日"


def show(
    book: ProgrammeBook, as_of: date | datetime, rounds: Sequence[JudgedRound], undated: Sequence[UndatedProgramme]
) -> None:
    """Print rounds as a table, then what the documents give no dates for."""
    console = Console(highlight=False)
    console.print(f"基準日: {say_day(as_of)}")
    if rounds:
        table = Table(box=None, padding=(0, 1))
        for heading in ("状態", "制度・枠", "公募回", "受付開始", "締切", "残り"):
            table.add_column(heading, overflow="fold", no_wrap=heading in ("状態", "受付開始", "締切", "残り"))
        for items in _together(rounds):
            found = items[0].round
            left = "" if found.days_left is None else ("今日まで" if found.days_left == 0 else f"{found.days_left}日")
            table.add_row(
                _STATUS[found.status],
                _names(book, items),
                found.name,
                _short(items[0].rule.opens),
                _short(items[0].rule.closes),
                left,
            )
        console.print(table)
    else:
        console.print("該当する公募回は、資料にありません。")
    for note in dict.fromkeys(note for item in rounds for note in item.notes):
        console.print(f"※{note}", soft_wrap=True)
    for gap in undated:
        console.print(f"・{gap.reason}", soft_wrap=True)


def say_day(day: date | datetime) -> str:
    """`2026年5月8日（金）17:00`."""
    text = f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"
    return f"{text}{day:%H:%M}" if isinstance(day, datetime) else text


def _short(instant: Instant | None) -> str:
    """`2026/5/8(金)17:00`, for a column of a table."""
    if instant is None:
        return ""
    day = instant.day
    text = f"{day.year}/{day.month}/{day.day}({_WEEKDAYS[day.weekday()]})"
    return f"{text}{instant.start:%H:%M}" if instant.has_time else text


def _together(rounds: Sequence[JudgedRound]) -> list[list[JudgedRound]]:
    """Rounds of one programme that share everything but the track, in one row."""
    rows: dict[tuple[object, ...], list[JudgedRound]] = {}
    for item in rounds:
        found = item.round
        rows.setdefault((found.programme, found.name, found.opens, found.closes), []).append(item)
    return list(rows.values())


def _names(book: ProgrammeBook, items: Sequence[JudgedRound]) -> str:
    programme = book.get(items[0].round.programme)
    tracks = [track for item in items if item.round.track and (track := programme.track(item.round.track))]
    names = "・".join(track.names.official for track in tracks)
    return f"{programme.names.official} {names}".strip()
