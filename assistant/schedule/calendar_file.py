"""Rounds as an iCalendar file (`.ics`), for any calendar application."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import Instant
from assistant.schedule.rounds import JudgedRound

_DOMAIN = "madoguchi"


def calendar_file(book: ProgrammeBook, rounds: Iterable[JudgedRound], stamp: datetime) -> bytes:
    """The openings and closings of rounds as iCalendar data.

    A day without a time of day becomes an all-day event. Each event keeps its identity from file to file, so that
    reading a newer file replaces it. `stamp` is the instant that the file is made at.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Madoguchi//deadlines//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "補助金の申請期間")
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    for item in rounds:
        for what, instant in (("受付開始", item.rule.opens), ("申請締切", item.rule.closes)):
            if instant is not None:
                calendar.add_component(_event(book, item, what, instant, stamp))
    return bytes(calendar.to_ical())


def _event(book: ProgrammeBook, item: JudgedRound, what: str, instant: Instant, stamp: datetime) -> Any:
    from icalendar import Event

    found = item.round
    programme = book.get(found.programme)
    track = programme.track(found.track) if found.track else None
    title = " ".join(filter(None, (programme.names.official, track.names.official if track else None, found.name)))
    kind = "opens" if instant is item.rule.opens else "closes"
    event = Event()
    event.add("uid", f"{found.programme}-{found.track or 'all'}-{item.rule.id}-{kind}@{_DOMAIN}")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", f"{what}: {title}")
    if instant.has_time:
        # In UTC, so that no time zone has to be defined in the file.
        event.add("dtstart", instant.start.astimezone(UTC))
    else:
        event.add("dtstart", instant.day)
        event.add("dtend", instant.day + timedelta(days=1))
    lines = [*item.notes, "申請の前に、公式サイトで最新の情報を確かめてください。"]
    event.add("description", "\n".join(lines))
    for link in programme.links:
        if not link.tracks or found.track in link.tracks:
            event.add("url", link.url)
            break
    event.add("transp", "TRANSPARENT")
    return event
