"""What the counter may say: each statement and each thing that the documents leave unsaid in a form, or all as YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.library.datafiles import DataFile, Problem
from assistant.library.pending import DataFileError, stamp
from assistant.library.yaml_text import dumped, rewritten
from assistant.statements import GENERAL, Statement, Unknown
from ingest.errors import MadoguchiError
from ingest.yaml_file import YamlFile, YamlFileError, parse_yaml
from ui.staff.editing import Attempt, keep_yaml
from ui.staff.forms.changing import fill_quotes, press
from ui.staff.forms.context import documents_to_come, put_beside, statement_options, topics
from ui.staff.forms.model_form import data_of, form_of
from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Editor = Annotated[Visit, Depends(Require("corpus"))]

KINDS: dict[str, tuple[str, type[Statement] | type[Unknown], tuple[str, ...]]] = {
    "statements": (
        "言える文",
        Statement,
        ("say", "more", "evidence", "topic", "asks", "keywords", "tracks", "applicants", "specials", "polarity", "detail", "id"),
    ),
    "unknowns": (
        "資料にないこと",
        Unknown,
        ("say", "topic", "asks", "keywords", "patterns", "tracks", "near", "near_topics", "evidence", "applicants", "specials", "not_for", "id"),
    ),
}  # fmt: skip
_NEW = "new"


@router.get("/statements")
def statement_files(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    files = changes.files("statements")
    rows = []
    for file in files:
        data = _read(changes.text(file), file).data
        counts = [len(data.get(kind) or []) if isinstance(data, dict) else 0 for kind in KINDS]
        rows.append((file.name, bench.called(file.name), *counts, changes.is_edited(file)))
    have = {file.name for file in files}
    without = [one.name for one in changes.files("programmes") if one.name not in have]
    return page(
        request,
        "statement_files.html.j2",
        visit.member,
        files=rows,
        without=[(name, bench.called(name)) for name in without],
    )


@router.get("/statements/{programme_id}")
def statement_file(
    request: Request, programme_id: str, visit: Editor, words: str = "", topic: str = "", tab: str = ""
) -> Response:
    file = DataFile("statements", programme_id)
    return _show_file(request, visit, file, Attempt(), words=words[:100], topic=topic[:40], as_yaml=tab == "yaml")


@router.post("/statements/{programme_id}")
def save_file(request: Request, programme_id: str, visit: Editor) -> Response:
    """Keep the whole file as YAML, or forget the edits."""
    file = DataFile("statements", programme_id)

    def show(attempt: Attempt) -> Response:
        return _show_file(request, visit, file, attempt, as_yaml=True)

    path = f"/statements/{programme_id}"
    return keep_yaml(request, visit, file, show, path=path, listed="/statements", logged="statements")


@router.get("/statements/{programme_id}/{kind}/{entry_id}")
def entry_page(request: Request, programme_id: str, kind: str, entry_id: str, visit: Editor) -> Response:
    return _show_entry(request, visit, programme_id, kind, entry_id)


@router.post("/statements/{programme_id}/{kind}/{entry_id}")
def save_entry(request: Request, programme_id: str, kind: str, entry_id: str, visit: Editor) -> Response:
    """Keep one entry (`new` adds one), or with `action=withdraw` take it out."""
    bench: Workbench = request.app.state.bench
    file, seen = DataFile("statements", programme_id), visit.text("seen")
    label, model, fields = _kind(kind)
    text = _text(bench, file)
    read = _read(text, file)
    at = None if entry_id == _NEW else _place(read, kind, entry_id)
    data: dict[str, Any] | None = None
    if visit.text("action") != "withdraw":
        data = data_of(model, visit.form, fields, statement_options(bench, programme_id))
        if visit.text("do"):
            fresh = press(data, visit.text("do"), added_fact={})
            return _show_entry(request, visit, programme_id, kind, entry_id, typed=data, seen=seen, fresh=fresh)
        default = str((read.data or {}).get("document") or next(iter(documents_to_come(bench)), ""))
        fill_quotes(data, documents_to_come(bench), default)
        kept = read.data[kind][at] if at is not None else {}
        # What the form doesn't show must not get lost.
        beside = {field: value for field, value in kept.items() if field not in fields}
        data = {**{field: data[field] for field in ("id", *fields) if field in data}, **beside}
    place = at if at is not None else len((read.data or {}).get(kind) or [])
    try:
        if read.data is None:
            document = next(iter(documents_to_come(bench)), "")
            made = dumped({"programme": programme_id, "document": document, kind: [data]})
            others = bench.builder.changes.save(file, made, by=visit.member.name)
        else:
            entries = list(read.data.get(kind) or [])
            entries[place : place + 1] = [] if data is None else [data]
            made = rewritten(text, {**read.data, kind: entries})
            others = bench.builder.changes.save(file, made, by=visit.member.name, seen=seen)
    except DataFileError as error:
        return _show_entry(
            request,
            visit,
            programme_id,
            kind,
            entry_id,
            typed=data,
            seen=seen,
            problems=[_as_kept(one, file, read, (kind, place) if data is None else None) for one in error.problems],
            base=(kind, place),
        )
    except MadoguchiError as error:
        return _show_entry(request, visit, programme_id, kind, entry_id, typed=data, seen=seen, problem=str(error))
    what = "withdrawn" if data is None else "edited"
    bench.accounts.log(visit.member.login, f"statement_{what}", f"{programme_id}/{entry_id}", {"kind": label})
    if others:
        return _show_file(request, visit, file, Attempt(others=tuple(others)))
    return go_to(request, f"/statements/{programme_id}", "withdrawn" if data is None else "saved")


def _show_file(
    request: Request,
    visit: Visit,
    file: DataFile,
    attempt: Attempt,
    *,
    words: str = "",
    topic: str = "",
    as_yaml: bool = False,
) -> Response:
    bench: Workbench = request.app.state.bench
    kept = bench.builder.changes.text(file)
    data = _read(kept, file).data
    entries = []
    for kind, (label, _, _) in KINDS.items():
        listed = data.get(kind) if isinstance(data, dict) else None
        entries += [
            (kind, label, entry) for entry in listed or [] if isinstance(entry, dict) and _wanted(entry, words, topic)
        ]
    return page(
        request,
        "statement_file.html.j2",
        visit.member,
        status=attempt.status,
        programme_id=file.name,
        place=file.place,
        title=bench.called(file.name),
        kinds=KINDS,
        entries=entries,
        words=words,
        topic=topic,
        topics=topics(bench),
        as_yaml=as_yaml,
        text=kept if attempt.typed is None else attempt.typed,
        seen=attempt.seen or stamp(kept),
        attempt=attempt,
        edited=bench.builder.changes.is_edited(file),
        along=[edit.file for edit in bench.builder.changes.edits if file in edit.along_with],
    )


def _show_entry(
    request: Request,
    visit: Visit,
    programme_id: str,
    kind: str,
    entry_id: str,
    *,
    typed: dict[str, Any] | None = None,
    seen: str = "",
    fresh: str = "",
    problem: str = "",
    problems: list[Problem] | None = None,
    base: tuple[str, int] | None = None,
) -> Response:
    bench: Workbench = request.app.state.bench
    file = DataFile("statements", programme_id)
    label, model, fields = _kind(kind)
    if programme_id != GENERAL:
        fields = tuple(field for field in fields if field != "not_for")
    text = _text(bench, file)
    read = _read(text, file)
    if typed is not None:
        data = typed
    elif entry_id == _NEW:
        data = {"evidence": [{}]} if kind == "statements" else {}
    else:
        data = read.data[kind][_place(read, kind, entry_id)]
    node = form_of(model, data, fields, statement_options(bench, programme_id), fresh=fresh)
    return page(
        request,
        "statement.html.j2",
        visit.member,
        status=400 if problem or problems else 200,
        programme_id=programme_id,
        place=file.place,
        title=bench.called(programme_id),
        kind=kind,
        label=label,
        entry_id=entry_id,
        is_new=entry_id == _NEW,
        node=node,
        facts=bench.desk.book.facts,
        seen=seen or stamp(text),
        problem=problem,
        problems=put_beside(node, problems or [], fields, base or (kind, -1)),
        wrong=len(problems or []),
        unsaved=typed is not None,
        mentions=[] if entry_id == _NEW else bench.builder.changes.mentions(file, entry_id),
    )


def _kind(kind: str) -> tuple[str, type[Statement] | type[Unknown], tuple[str, ...]]:
    if kind not in KINDS:
        raise MadoguchiError("このページはありません。")
    return KINDS[kind]


def _text(bench: Workbench, file: DataFile) -> str:
    """The file's text; empty for a programme that has no statements yet."""
    changes = bench.builder.changes
    if changes.exists(file):
        return changes.text(file)
    if changes.exists(DataFile("programmes", file.name)):
        return ""
    raise MadoguchiError("このファイルはありません。")


def _read(text: str, file: DataFile) -> YamlFile:
    try:
        return parse_yaml(text, Path(file.place))
    except YamlFileError:
        return YamlFile(Path(file.place), {}, {})


def _place(read: YamlFile, kind: str, entry_id: str) -> int:
    entries = read.data.get(kind) if isinstance(read.data, dict) else None
    for at, entry in enumerate(entries or []):
        if isinstance(entry, dict) and entry.get("id") == entry_id:
            return at
    raise MadoguchiError("この文はありません。ほかの担当者が消したのかもしれません。")


def _as_kept(problem: Problem, file: DataFile, read: YamlFile, withdrawn: tuple[str, int] | None) -> Problem:
    """A problem of the file, with its place in the file as it is kept: the change that caused it isn't made."""
    if problem.place != file.place:
        return problem
    location = problem.location
    match location:
        case (kind, int(at), *rest) if withdrawn and withdrawn[0] == kind and withdrawn[1] <= at:
            location = (kind, at + 1, *rest)
    return replace(problem, location=location, line=read.line_of(location))


def _wanted(entry: dict[str, Any], words: str, topic: str) -> bool:
    text = "\n".join(
        [
            str(entry.get("say", "")),
            str(entry.get("more", "")),
            str(entry.get("id", "")),
            *map(str, entry.get("asks") or []),
        ]
    )
    return all(word in text for word in words.split()) and (not topic or entry.get("topic") == topic)
