"""The hour that a text names: a time of day (`午後5時`), or a part of the day that stands for one (`今晩`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.programmes.model import JST
from assistant.question.folded import Folded, fold
from assistant.question.language.times import DayWords
from ingest.japanese.figures import Figure, figures

_LAST_HOUR = 23


@dataclass(frozen=True)
class PartOfDay:
    """A part of the day that is named without an hour."""

    word: str
    hour: int
    """From which on it is meant."""
    ends: bool
    """Whether it is said as an end (`お昼まで`)."""


def time_named(text: str) -> Figure | None:
    """The first time of day in a normalised text."""
    return next((figure for figure in figures(text) if figure.kind == "time"), None)


def instant(day: date, time: Figure) -> datetime | None:
    """A time of day on a day, in Asia/Tokyo; 24時 is within its last hour."""
    if not isinstance(time.value, tuple):
        return None
    hour, minute = time.value[0], time.value[1]
    if not isinstance(hour, int) or not isinstance(minute, int):
        return None
    return datetime(day.year, day.month, day.day, min(hour, _LAST_HOUR), minute, tzinfo=JST)


def part_of_day(text: Folded, words: DayWords) -> PartOfDay | None:
    """The part of the day that a text names."""
    for part in words.day_parts:
        for word in part.words:
            for _, end in text.find_all(fold(word)):
                last = text.span(end - 1, end)[1]
                within = any(fold(word).endswith(fold(until)) for until in words.until)
                return PartOfDay(word, part.hour, within or is_end(text.text, last, words))
    return None


def is_end(text: str, place: int, words: DayWords) -> bool:
    """Whether what stands before this place is said as an end: `17時まで`, and not `17時までに出せば`."""
    return text.startswith(words.until, place) and not text.startswith(words.by, place)
