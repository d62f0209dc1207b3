"""Two closings side by side, where the hours of one day differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from assistant import Assistant
from assistant.conversation.memory import Memory
from assistant.evidence.dates import Dates
from assistant.schedule import JudgedRound, Schedule

DAY = date(2026, 4, 10)
QUESTION = "持続化の通常枠と創業型の締切、差は何日？"


class Noon(Schedule):
    """The schedule, where one of two tracks that close on the same day closes at noon."""

    def rounds(
        self, as_of: date | datetime, programme: str | None = None, track: str | None = None
    ) -> list[JudgedRound]:
        return [_at_noon(each) if track == "sogyo" else each for each in super().rounds(as_of, programme, track)]


def _at_noon(found: JudgedRound) -> JudgedRound:
    closes = found.round.closes
    assert closes is not None
    at_noon = found.round.model_copy(update={"closes": closes.replace(hour=12, minute=0, second=0)})
    return replace(found, round=at_noon, closes_has_time=True)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule, "締切の差はありません。どちらも2026年4月30日（木）です。"),
        (Noon, "締切の日は同じで、どちらも2026年4月30日（木）です。"),
    ],
)
def test_only_the_day_is_said_where_the_hours_differ(assistant: Assistant, schedule: type[Schedule], said: str) -> None:
    desk = assistant.desk
    (item,) = desk.filler.fill(desk.understander.read(QUESTION), Memory())
    found = Dates(desk.knowledge, schedule(desk.knowledge.programmes)).apart(item, DAY)
    assert found is not None
    assert found.points[0].text == said
    assert found.decided == {"days_apart": [0]}
    assert any("12:00" in point.text for point in found.points) is (schedule is Noon)
