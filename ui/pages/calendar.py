"""The calendar page: every round on a time line, filters, days left, and a file for one's own calendar."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.reply import RoundStatus
from ui import words
from ui.desk import Desk
from ui.pages.panel import panel
from ui.render.environment import render
from ui.render.timeline import timeline

_log = logging.getLogger(__name__)

STATUSES: dict[RoundStatus, str] = {"open": "受付中", "always": "随時受付", "before": "受付前", "closed": "終了"}
_LEAD = "資料に書かれた申請の受付期間です。日を変えると、その日の状態を確かめられます。"


class Wanted(BaseModel):
    """What is to be shown; empty means all."""

    model_config = ConfigDict(extra="forbid")

    day: date | None = None
    programmes: list[str] = Field(default_factory=list, max_length=100)
    statuses: list[RoundStatus] = Field(default_factory=list)


def calendar_page(desk: Desk) -> None:
    """Build the page inside the current Gradio context."""
    panel(render("page_head.html.j2", title="申請の締切", lead=_LEAD), "simple")
    markup = render("calendar_filters.html.j2", statuses=STATUSES)

    def show(data: dict[str, Any]) -> dict[str, Any]:
        """The time line for what is wanted."""
        try:
            html = str(calendar_html(desk, Wanted.model_validate(data)))
            return {"html": html, "programmes": programmes_with_rounds(desk)}
        except ValidationError:
            return {"problem": "日付を確かめてください。例：2026年4月10日"}
        except Exception:
            _log.exception("the calendar could not be shown")
            return {"problem": words.FAILED}

    panel(markup, "calendar", calls=(show,), elem_id="calendar")


def programmes_with_rounds(desk: Desk) -> list[tuple[str, str]]:
    """(id, name) of the programmes that have rounds. Asked for each time: the corpus may be changed by the staff."""
    found = dict.fromkeys(item.round.programme for item in desk.rounds(desk.now))
    return [(programme, desk.names.programme(programme)) for programme in found]


def calendar_html(desk: Desk, wanted: Wanted) -> Markup:
    """The time line, the rounds without dates, and the link to the calendar file."""
    when: date | datetime = wanted.day or desk.now
    day = wanted.day or desk.day
    rounds = [
        item
        for item in desk.rounds(when)
        if (not wanted.programmes or item.round.programme in wanted.programmes)
        and (not wanted.statuses or item.round.status in wanted.statuses)
    ]
    undated = [item for item in desk.schedule.undated() if not wanted.programmes or item.programme in wanted.programmes]
    asked = [("as_of", day.isoformat())]
    asked += [("programme", programme) for programme in wanted.programmes]
    asked += [("status", status) for status in wanted.statuses]
    line = timeline(rounds, day, desk.names)
    return render(
        "calendar.html.j2",
        open_now=sum(bar.judged.round.status in ("open", "always") for bar in line.bars),
        line=line,
        undated=[(desk.names.full(item.programme, item.track), item.reason) for item in undated],
        ics=f"api/deadlines.ics?{urlencode(asked)}",
        is_today=wanted.day is None or wanted.day == desk.day,
    )
