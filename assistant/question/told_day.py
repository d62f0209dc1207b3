"""The day that a person says it is (`今日は5月20日です`): what they ask is asked on that day."""

from __future__ import annotations

from datetime import date

from assistant.question.days import day_of
from assistant.question.folded import Folded, fold
from assistant.question.language.times import DayWords
from ingest.japanese.figures import figures


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
        after = text.text[figure.span[1] :].lstrip()
        if fold(before).endswith(tuple(map(fold, today))) and after.startswith(words.today_ends):
            return day_of(figure, asked_on.year)
    return None
