"""A day or an instant as a person types it."""

from __future__ import annotations

from datetime import date, datetime

from assistant.programmes.model import JST
from ingest.errors import MadoguchiError
from ingest.japanese.figures import figures
from ingest.japanese.normalise import normalise


class DayError(MadoguchiError):
    """A day can't be read."""


def parse_day(text: str) -> date | datetime:
    """`2026-04-10`, `2026/4/10` and `令和8年4月10日` as a day; `2026-05-08T17:00` as an instant in Asia/Tokyo.

    Raises:
        DayError: in Japanese, how to write it.
    """
    plain = normalise(text).strip()
    try:
        if "T" in plain or ":" in plain:
            instant = datetime.fromisoformat(plain)
            return instant.replace(tzinfo=JST) if instant.tzinfo is None else instant.astimezone(JST)
        found = figures(plain)
        if len(found) == 1 and found[0].kind == "date" and isinstance(found[0].value, tuple):
            year, month, day = (*found[0].value, None, None, None)[:3]
            if year and month and day and found[0].span == (0, len(plain)):
                return date(year, month, day)
    except ValueError:
        pass
    raise DayError(f"日付「{text}」を読めません。「2026-04-10」のように、年から指定してください。")
