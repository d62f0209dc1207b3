"""Pages of the staff's application: Jinja templates with escaping always on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.accounts.actions import ACTIONS
from assistant.accounts.store import Member
from assistant.library.datafiles import DataFile
from assistant.money import format_yen
from assistant.records.reviews import REASONS, TOKYO, VERDICTS
from ui.staff.security import CSRF_FIELD

if TYPE_CHECKING:
    from ui.staff.workbench import Workbench

STATUSES = {
    "answered": "回答した",
    "clarify": "聞き返した",
    "not_in_sources": "資料にない",
    "declined": "お断りした",
}
ENGINES = {"template": "定型文", "verified": "窓口確認済み", "llm": "AIが文章を作成"}
_NOTES = {
    "saved": "保存しました。",
    "published": "公開しました。同じ質問には、この回答が使われます。",
    "withdrawn": "取り下げました。",
    "case": "評価問題を作りました。",
    "password": "パスワードを変えました。もう一度サインインしてください。",
    "added": "加えました。",
    "changed": "変えました。",
    "uploaded": "読み込みました。左右を見比べて、確かめてください。",
    "approved": "承認しました。次に「新しい版を作る」を押してください。",
    "switched": "新しい版に切り替えました。",
    "rolled-back": "前の版に戻しました。",
    "discarded": "下書きを消しました。",
    "signed-out": "サインアウトしました。",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("ui.staff", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "yen": format_yen,
        "moment": say_moment,
        "day": say_day,
        "status": lambda value: STATUSES.get(value, value),
        "engine": say_engine,
        "span": say_lines,
        "action": lambda value: ACTIONS.get(value, value),
        "verdict": lambda value: VERDICTS.get(value, value),
        "reason": lambda value: REASONS.get(value, value),
        "percent": lambda value: "―" if value is None else f"{value * 100:.0f}％",
    }
    return made


def page(request: Request, template: str, member: Member | None, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. `member` is who sees it; None for pages before the sign-in."""
    bench: Workbench = request.app.state.bench
    html = (
        environment()
        .get_template(template)
        .render(
            member=member,
            root=request.scope.get("root_path", ""),
            csrf_field=CSRF_FIELD,
            csrf=member.csrf_token if member else "",
            version=_version(),
            told=_NOTES.get(request.query_params.get("told", ""), ""),
            here=request.url.path,
            programme_name=bench.programme_name,
            topic_name=bench.topic_name,
            file_name=bench.file_name,
            file_at=DataFile.of_place,
            editor_of=editor_of,
            **values,
        )
    )
    return HTMLResponse(html, status)


def editor_of(file: DataFile) -> str:
    """The page on which a data file stands as it is written, line by line."""
    match file.kind:
        case "programmes":
            return f"/programmes/{file.name}?part=yaml"
        case "statements":
            return f"/statements/{file.name}?tab=yaml"
        case _:
            return f"/words/{file.key}"


def go_to(request: Request, path: str, told: str = "", **query: str) -> RedirectResponse:
    """Lead to a page after something was done; `told` is a key of what the page then says."""
    root = request.scope.get("root_path", "")
    query = {key: value for key, value in {**query, "told": told}.items() if value}
    return RedirectResponse(f"{root}{path}{'?' + urlencode(query) if query else ''}", 303)


def say_moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(TOKYO):%Y年%-m月%-d日 %H:%M}" if moment else "―"


def say_day(day: date | datetime | None) -> str:
    if isinstance(day, datetime):
        day = day.astimezone(TOKYO).date()
    return f"{day.year}年{day.month}月{day.day}日" if day else "―"


def say_lines(lines: Sequence[int]) -> str:
    """`182行目`, `182～184行目`."""
    if not lines:
        return ""
    first, last = lines[0], lines[-1]
    return f"{first}行目" if first == last else f"{first}～{last}行目"


def say_engine(engine: str) -> str:
    return ENGINES.get(engine.split(":", maxsplit=1)[0], engine)


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes with script and styles, so that browsers fetch them anew."""
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parent / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
