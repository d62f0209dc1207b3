"""Programme files: a form for each part of the file, everything as YAML, with what is wrong told beside its field."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.library.datafiles import DataFile, Problem
from assistant.library.pending import DataFileError, stamp
from assistant.library.yaml_text import dumped, rewritten
from assistant.programmes.model import Programme
from ingest.errors import MadoguchiError
from ingest.yaml_file import YamlFileError, parse_yaml
from ui.staff.editing import Attempt, forget, keep
from ui.staff.forms.changing import fill_quotes, press
from ui.staff.forms.context import documents_to_come, fact_choices, programme_options, put_beside
from ui.staff.forms.model_form import data_of, form_of
from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Editor = Annotated[Visit, Depends(Require("corpus"))]

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "rounds": ("公募回・締切", ("rounds", "no_rounds")),
    "basic": ("名前・種類", ("names", "kind", "menu_only", "document", "evidence", "inferred")),
    "contacts": ("問い合わせ先・サイト", ("contacts", "links")),
    "tracks": ("枠・上限・補助率", ("tracks", "groups", "grant", "funded_by")),
    "terms": ("対象・要件・経費", ("applicants", "requirements", "eligible_costs", "procedures", "other")),
    "specials": ("特例", ("specials",)),
    "unknown": ("資料にないこと", ("unknown",)),
    "yaml": ("ファイル全体", ()),
}
"""The parts of the page: label and top-level fields of the file."""
_FIRST = "rounds"
_NEW = ("id", "kind", "names", "document", "evidence")


@router.get("/programmes")
def programmes(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    files = changes.files("programmes")
    known = {one.id for one in bench.desk.book}
    order = {one.id: at for at, one in enumerate(bench.desk.book)}
    return page(
        request,
        "programmes.html.j2",
        visit.member,
        programmes=[
            (file.name, _official(changes.text(file)), changes.is_edited(file), file.name not in known)
            for file in sorted(files, key=lambda file: (order.get(file.name, len(order)), file.name))
        ],
    )


@router.get("/programmes/new")
def new_page(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    first = next(iter(documents_to_come(bench)), "")
    return _new_page(request, visit, {"kind": "subsidy", "document": first, "evidence": [{}]})


@router.post("/programmes/new")
def make(request: Request, visit: Editor) -> Response:
    """A new programme file with its name and proof; the rest is added in its form."""
    bench: Workbench = request.app.state.bench
    data = data_of(Programme, visit.form, _NEW, programme_options(bench, {}))
    if visit.text("do"):
        return _new_page(request, visit, data, fresh=press(data, visit.text("do"), added_fact={}))
    fill_quotes(data, documents_to_come(bench), str(data.get("document", "")))
    try:
        file = DataFile("programmes", str(data.get("id", "")))
        if file.name == "new":
            raise MadoguchiError("このIDは使えません。別のIDにしてください。")
        bench.builder.changes.save(file, dumped(data), by=visit.member.name)
    except DataFileError as error:
        return _new_page(request, visit, data, problems=list(error.problems))
    except MadoguchiError as error:
        return _new_page(request, visit, data, problem=str(error))
    bench.accounts.log(visit.member.login, "programme_added", file.name)
    return go_to(request, f"/programmes/{file.name}", "added")


@router.get("/programmes/{programme_id}")
def programme_page(request: Request, programme_id: str, visit: Editor, part: str = _FIRST) -> Response:
    return _show(request, visit, DataFile("programmes", programme_id), part, Attempt())


@router.post("/programmes/{programme_id}")
def save(request: Request, programme_id: str, visit: Editor) -> Response:
    """Keep an edited file for the next version; the small buttons of the form only change what is on the page."""
    bench: Workbench = request.app.state.bench
    file, part = DataFile("programmes", programme_id), visit.text("part")
    if part not in PARTS:
        raise MadoguchiError("この欄はありません。")
    if visit.text("action") == "drop":
        return forget(request, visit, file, "/programmes")
    show, path = partial(_show, request, visit, file, part), f"/programmes/{programme_id}"
    if part == "yaml":
        return keep(request, visit, file, visit.text("text"), show, path=path, part=part)
    text = bench.builder.changes.text(file)
    before: dict[str, Any] = parse_yaml(text, Path(file.place)).data
    fields = PARTS[part][1]
    data = data_of(Programme, visit.form, fields, programme_options(bench, before))
    if visit.text("do"):
        fresh = press(data, visit.text("do"), added_fact=fact_choices(visit.form))
        return _show(request, visit, file, part, Attempt(data, visit.text("seen")), fresh=fresh, unsaved=True)
    fill_quotes(data, documents_to_come(bench), str(data.get("document") or before.get("document", "")))
    after = {**before, **{field: data.get(field) for field in fields}}
    text = rewritten(text, {field: value for field, value in after.items() if value is not None})
    return keep(request, visit, file, text, show, path=path, data=data, part=part)


def _show(
    request: Request,
    visit: Visit,
    file: DataFile,
    part: str,
    attempt: Attempt,
    *,
    fresh: str = "",
    unsaved: bool = False,
) -> Response:
    bench: Workbench = request.app.state.bench
    part = part if part in PARTS else _FIRST
    kept = bench.builder.changes.text(file)
    try:
        data = parse_yaml(kept, Path(file.place)).data
    except YamlFileError as error:
        data, part, attempt = {}, "yaml", Attempt(attempt.typed, attempt.seen, str(error))
    fields, typed = PARTS[part][1], attempt.typed
    if isinstance(typed, dict):
        data = {**{field: one for field, one in data.items() if field not in fields}, **typed}
    node = form_of(Programme, data, fields, programme_options(bench, data), fresh=fresh)
    return page(
        request,
        "programme.html.j2",
        visit.member,
        status=attempt.status,
        programme_id=file.name,
        place=file.place,
        title=_official(kept),
        part=part,
        parts=PARTS,
        node=node,
        facts=bench.desk.book.facts,
        text=typed if isinstance(typed, str) else kept,
        seen=attempt.seen or stamp(kept),
        problem=attempt.problem,
        problems=put_beside(node, attempt.problems, fields),
        others=attempt.others,
        wrong=len(attempt.problems),
        unsaved=unsaved,
        edited=bench.builder.changes.is_edited(file),
    )


def _new_page(
    request: Request,
    visit: Visit,
    data: dict[str, Any],
    *,
    fresh: str = "",
    problem: str = "",
    problems: list[Problem] | None = None,
) -> Response:
    bench: Workbench = request.app.state.bench
    node = form_of(Programme, data, _NEW, programme_options(bench, {}), fresh=fresh)
    return page(
        request,
        "programme_new.html.j2",
        visit.member,
        status=400 if problem or problems else 200,
        node=node,
        facts=bench.desk.book.facts,
        problem=problem,
        problems=put_beside(node, problems or [], _NEW),
    )


def _official(text: str) -> str:
    try:
        return str(parse_yaml(text, Path("-")).data["names"]["official"])
    except (YamlFileError, KeyError, TypeError):
        return "（名前なし）"
