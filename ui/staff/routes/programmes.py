"""Programme files: the names in a form, everything as YAML, with what is wrong told before it is kept."""

from __future__ import annotations

from typing import Annotated

import yaml
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import Visit, require
from ui.staff.workbench import Workbench
from ui.staff.yaml_section import replace_section

router = APIRouter()
Editor = Annotated[Visit, Depends(require("corpus"))]

NAME_FIELDS = {
    "short": "短い呼び方",
    "old": "以前の名前",
    "kana": "よみがな",
    "romaji": "ローマ字・英語",
    "typo": "よくある書き間違い",
    "other": "そのほかの呼び方",
}


@router.get("/programmes")
def programmes(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    return page(
        request,
        "programmes.html.j2",
        visit.member,
        programmes=list(bench.desk.book),
        edited=bench.builder.pending.programmes,
    )


@router.get("/programmes/{programme_id}")
def programme_page(request: Request, programme_id: str, visit: Editor) -> Response:
    return _programme_page(request, visit, programme_id)


@router.post("/programmes/{programme_id}")
def save(request: Request, programme_id: str, visit: Editor) -> Response:
    """Keep an edited file for the next version: as YAML, or its names from the form."""
    bench: Workbench = request.app.state.bench
    if visit.text("action") == "drop":
        bench.builder.drop_programme(programme_id)
        return go_to(request, f"/programmes/{programme_id}", "changed")
    text = visit.text("text")
    try:
        if visit.text("action") == "names":
            text = _with_names(bench.builder.programme_text(programme_id), visit)
        bench.builder.save_programme(programme_id, text)
    except MadoguchiError as error:
        return _programme_page(request, visit, programme_id, problem=str(error), typed=text)
    bench.accounts.log(visit.member.login, "programme_edited", programme_id)
    return go_to(request, f"/programmes/{programme_id}", "saved")


def _with_names(text: str, visit: Visit) -> str:
    """The file with the names of the form; the rest, comments too, stays as it is."""
    names: dict[str, object] = {"official": visit.text("official").strip()}
    for field in NAME_FIELDS:
        values = [line.strip() for line in visit.text(field).splitlines() if line.strip()]
        if values:
            names[field] = list(dict.fromkeys(values))
    return replace_section(text, "names", names)


def _programme_page(
    request: Request, visit: Visit, programme_id: str, *, problem: str = "", typed: str | None = None
) -> Response:
    bench: Workbench = request.app.state.bench
    text = typed or bench.builder.programme_text(programme_id)
    try:
        names = yaml.safe_load(text).get("names", {})
    except (yaml.YAMLError, AttributeError):
        names = {}
    return page(
        request,
        "programme.html.j2",
        visit.member,
        status=400 if problem else 200,
        programme_id=programme_id,
        text=text,
        names=names if isinstance(names, dict) else {},
        fields=NAME_FIELDS,
        problem=problem,
        edited=programme_id in bench.builder.pending.programmes,
    )
