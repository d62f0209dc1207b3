"""The day and the time that a person says it is (`今日は5月20日です`, `いま15時です`): what they ask is asked then."""

from __future__ import annotations

from datetime import date, datetime

from assistant.question.days import day_of
from assistant.question.folded import Folded, fold
from assistant.question.hours import instant
from assistant.question.language.times import DayWords
from ingest.japanese.figures import Figure, figures


def told_today(message: str, asked_on: date, words: DayWords) -> date | None:
    """The day that a message tells to be today; None where it tells none, or only asks (`今日は5月8日ですか`).

    A day without a year is of the year asked.
    """
    text = Folded.of(message)
    today = [word for entry in words.relative_days if entry.days == 0 for word in entry.words]
    for figure in figures(text.text):
        before = text.text[: figure.span[0]].rstrip(" 、,")
        for particle in words.today_particles:
            before = before.removesuffix(particle)
        after = _behind(text.text, figure)
        if fold(before).endswith(tuple(map(fold, today))) and after.startswith(words.today_ends):
            return day_of(figure, asked_on.year)
    return None


def told_time(message: str, day: date, words: DayWords) -> datetime | None:
    """The instant of a day that a message tells to be now; None where it tells no time of day."""
    text = Folded.of(message).text
    for figure in figures(text):
        before, after = text[: figure.span[0]].rstrip(" 、,"), _behind(text, figure)
        if figure.kind == "time" and before.endswith(words.now) and after.startswith(words.today_ends):
            return instant(day, figure)
    return None


def _behind(text: str, figure: Figure) -> str:
    """What follows a figure; where a bracket or the text ends, a sentence does."""
    return f"{text[figure.span[1] :].lstrip()}。".replace(")", "。")
