"""Plots over the records, the monthly report to print, and taking records out."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.records.export import FORMATS, export
from assistant.records.reviews import TOKYO, VERDICTS
from assistant.records.statistics import overview
from ingest.errors import MadoguchiError
from ui.staff.charts import bars, line
from ui.staff.page import STATUSES, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Reader = Annotated[Visit, Depends(Require("statistics"))]
Admin = Annotated[Visit, Depends(Require("accounts"))]
_LONGEST = 400


@router.get("/statistics")
def statistics(request: Request, visit: Reader, days: int = 90) -> Response:
    bench: Workbench = request.app.state.bench
    days = min(max(days, 7), _LONGEST)
    today = bench.today()
    return _show(request, visit, "statistics.html.j2", today - timedelta(days=days - 1), today, days=days)


@router.get("/report/{month}")
def report(request: Request, month: str, visit: Reader) -> Response:
    """The monthly report, `2026-04`, laid out for paper."""
    try:
        first = datetime.strptime(month, "%Y-%m").date()
    except ValueError:
        raise MadoguchiError("月は 2026-04 のように指定してください。") from None
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return _show(request, visit, "report.html.j2", first, following - timedelta(days=1), days=0)


@router.get("/export")
def take_out(request: Request, visit: Admin, format: str = "csv", since: str = "", until: str = "") -> Response:
    """The records of some days as a file."""
    bench: Workbench = request.app.state.bench
    kind = FORMATS.get(format, "csv")
    start, end = _moment(since), _moment(until)
    out = io.StringIO()
    count = export(
        bench.database,
        out,
        kind,
        since=start,
        until=end + timedelta(days=1) if end else None,
    )
    bench.accounts.log(visit.member.login, "records_exported", kind, {"turns": count})
    media = "application/jsonl" if kind == "jsonl" else "text/csv"
    headers = {"content-disposition": f'attachment; filename="madoguchi-{date.today():%Y%m%d}.{kind}"'}
    return Response(out.getvalue().encode(), media_type=f"{media}; charset=utf-8", headers=headers)


def _show(request: Request, visit: Visit, template: str, first: date, last: date, *, days: int) -> Response:
    bench: Workbench = request.app.state.bench
    found = overview(bench.database, first, last)
    return page(
        request,
        template,
        visit.member,
        found=found,
        days=days,
        statuses=STATUSES,
        verdicts=VERDICTS,
        month=f"{last:%Y-%m}",
        made_at=datetime.now(TOKYO),
        asked_chart=bars("一日の質問数", [(f"{day.month}/{day.day}", count) for day, count in found.per_day]),
        accuracy_chart=line(
            "正答率（週ごと、判定した回答のうち）",
            [(f"{week.month}/{week.day}", share.value, share.whole) for week, share in found.accuracy_per_week],
        ),
        solved_chart=line(
            "解決した割合（週ごと、評価のうち「役に立った」）",
            [(f"{week.month}/{week.day}", share.value, share.whole) for week, share in found.solved_per_week],
        ),
        programme_chart=bars(
            "よく尋ねられる制度",
            [(bench.programme_name(id_), count) for id_, count in found.programmes[:10]],
            across=True,
        ),
        topic_chart=bars(
            "答えられなかった質問の話題",
            [(bench.topic_name(group.topic), group.count) for group in found.unanswered[:10]],
            across=True,
        ),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time.min, TOKYO) if text else None
    except ValueError:
        raise MadoguchiError("日付は 2026-04-01 のように指定してください。") from None
