"""The day and the time that a person says it is (`今日は5月20日です`, `今は4月1日ですが`, `いま15時です`): what they ask is asked then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from assistant.question.days import day_of
from assistant.question.folded import Folded, fold
from assistant.question.hours import instant
from assistant.question.language.times import DayWords
from ingest.japanese.figures import Figure, figures


class ToldDay(NamedTuple):
    """The day that a message tells to be today."""

    day: date
    supposed: bool
    """Whether it is only supposed for one question (`今日が5月9日として`)."""


def told_today(message: str, asked_on: date, words: DayWords) -> ToldDay | None:
    """The day that a message tells to be today; None where it tells none, or only asks (`今日は5月8日ですか`).

    A day without a year is of the year asked. In `締切は今日、5月8日、で合ってる?` today is said of something else.
    """
    text = Folded.of(message)
    relative = [word for entry in words.relative_days if entry.days == 0 for word in entry.words]
    today = [fold(word) for word in (*relative, *words.now)]
    for figure in figures(text.text):
        before = text.text[: figure.span[0]].rstrip(" 、,")
        for particle in words.today_particles:
            before = before.removesuffix(particle)
        after = _behind(text.text, figure)
        if _begins(fold(before), today, words) and after.startswith(words.today_ends):
            day = day_of(figure, asked_on.year)
            return ToldDay(day, after.startswith(words.today_supposed)) if day else None
    return None


def told_time(message: str, day: date, words: DayWords) -> datetime | None:
    """The instant of a day that a message tells to be now; None where it tells no time of day."""
    text = Folded.of(message).text
    for figure in figures(text):
        before, after = text[: figure.span[0]].rstrip(" 、,"), _behind(text, figure)
        if figure.kind == "time" and before.endswith(words.now) and after.startswith(words.today_ends):
            return instant(day, figure)
    return None


def _begins(before: str, today: Sequence[str], words: DayWords) -> bool:
    """Whether a folded text ends with today, and today isn't said of what stands before it."""
    for word in today:
        if before.endswith(word):
            return not before.removesuffix(word).rstrip(" 、,").endswith(tuple(map(fold, words.today_particles)))
    return False


def _behind(text: str, figure: Figure) -> str:
    """What follows a figure; where a bracket or the text ends, a sentence does."""
    return f"{text[figure.span[1] :].lstrip()}。".replace(")", "。")
