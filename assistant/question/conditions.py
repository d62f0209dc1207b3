"""Whether a text names a condition (`開業しただけで申し込めますか`), so that what it asks is whether that is enough."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.blanking import BLANK
from assistant.question.days import names_other_day
from assistant.question.folded import Folded, fold
from assistant.question.language.times import DayWords
from ingest.japanese.readings import content_words


def names_condition(text: Folded, place: int, marks: Sequence[str], days: DayWords) -> bool:
    """Whether a condition that is no day stands before a place of a text whose names are blanked.

    `創業型なら出せる?` and `今なら出せる?` name none.

    Args:
        text: the text.
        place: where what hangs on the condition begins, in the folded text.
        marks: what ends a condition.
        days: how days are said.
    """
    if names_other_day(text, days) or text.has_any(days.now):
        return False
    return any(
        _says_something(text, start) for mark in marks for start, end in text.find_all(fold(mark)) if end <= place
    )


def _says_something(text: Folded, end: int) -> bool:
    """Whether what stands before a mark is more than a name, or a word that only joins (`それなら`)."""
    before = text.text[: text.span(end, end + 1)[0]].rstrip("、, ")
    return not before.endswith(BLANK) and bool(content_words(before.replace(BLANK, "、")))
