"""What the counter may say: each statement and each thing that the documents leave unsaid in a form, or all as YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.accounts.actions import Action
from assistant.library.datafiles import DataFile, Problem
from assistant.library.pending import DataFileError, stamp
from assistant.library.yaml_text import dumped, rewritten
from assistant.statements import GENERAL, Statement, Unknown
from ingest.errors import MadoguchiError
from ingest.yaml_file import YamlFile, YamlFileError, parse_yaml
from ui.staff.editing import Attempt, keep_typed
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
        ("say", "more", "evidence", "topic", "asks", "keywords", "tracks", "applicants", "specials", "polarity", "goes_on", "detail", "compares", "id"),
    ),
    "unknowns": (
        "資料にないこと",
        Unknown,
        ("say", "topic", "asks", "keywords", "patterns", "decisive", "tracks", "near", "near_topics", "evidence", "applicants", "specials", "after_rounds", "of_several", "not_for", "not_for_tracks", "id"),
    ),
}  # fmt: skip
_NEW = "new"
_OF_GENERAL = {"not_for", "not_for_tracks"}
"""Fields that only entries of the documents as a whole have."""


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
    return keep_typed(request, visit, file, show, path=path, listed="/statements")


@router.get("/statements/{programme_id}/{kind}/{entry_id}")
def entry_page(request: Request, programme_id: str, kind: str, entry_id: str, visit: Editor) -> Response:
    return _show_entry(request, visit, _Entry.open(request.app.state.bench, programme_id, kind, entry_id))


@router.post("/statements/{programme_id}/{kind}/{entry_id}")
def save_entry(request: Request, programme_id: str, kind: str, entry_id: str, visit: Editor) -> Response:
    """Keep one entry (`new` adds one), or with `action=withdraw` take it out."""
    bench: Workbench = request.app.state.bench
    entry, seen = _Entry.open(bench, programme_id, kind, entry_id), visit.text("seen")
    show = partial(_show_entry, request, visit, entry, seen=seen)
    documents = documents_to_come(bench)
    document = str((entry.read.data or {}).get("document") or next(iter(documents), ""))
    withdrawn = visit.text("action") == "withdraw" and not entry.is_new
    data: dict[str, Any] | None = None
    if not withdrawn:
        data = data_of(entry.model, visit.form, entry.fields, statement_options(bench, programme_id))
        if visit.text("do"):
            return show(typed=data, fresh=press(data, visit.text("do"), added_fact={}))
        fill_quotes(data, documents, document)
        data = entry.completed(data)
    try:
        made = entry.written(data, document)
        others = bench.builder.changes.save(entry.file, made, by=visit.member.name, seen=seen if entry.text else None)
    except DataFileError as error:
        return show(typed=data, problems=[entry.as_kept(one, withdrawn=withdrawn) for one in error.problems])
    except MadoguchiError as error:
        return show(typed=data, problem=str(error))
    done: Action = "statement_withdrawn" if withdrawn else "statement_edited"
    bench.accounts.log(visit.member.login, done, f"{programme_id}/{entry_id}", {"kind": entry.label})
    if others:
        return _show_file(request, visit, entry.file, Attempt(others=tuple(others)))
    return go_to(request, f"/statements/{programme_id}", "withdrawn" if withdrawn else "saved")


@dataclass(frozen=True)
class _Entry:
    """One entry of a file of statements, as the next version has it, or a new one."""

    file: DataFile
    kind: str
    id: str
    text: str
    """The file's text; empty for a programme that has no statements yet."""
    read: YamlFile
    at: int
    """Its place among those of its kind."""

    @classmethod
    def open(cls, bench: Workbench, programme_id: str, kind: str, entry_id: str) -> _Entry:
        """The entry of a page's address. Raises MadoguchiError when there is none."""
        if kind not in KINDS:
            raise MadoguchiError("このページはありません。")
        file = DataFile("statements", programme_id)
        text = _text(bench, file)
        read = _read(text, file)
        entries = (read.data.get(kind) if isinstance(read.data, dict) else None) or []
        ids = [one.get("id") if isinstance(one, dict) else None for one in entries]
        if entry_id != _NEW and entry_id not in ids:
            raise MadoguchiError("この文はありません。ほかの担当者が消したのかもしれません。")
        return cls(file, kind, entry_id, text, read, len(ids) if entry_id == _NEW else ids.index(entry_id))

    @property
    def is_new(self) -> bool:
        return self.id == _NEW

    @property
    def label(self) -> str:
        return KINDS[self.kind][0]

    @property
    def model(self) -> type[Statement] | type[Unknown]:
        return KINDS[self.kind][1]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that its form shows."""
        return tuple(field for field in KINDS[self.kind][2] if field not in _OF_GENERAL or self.file.name == GENERAL)

    @property
    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = {} if self.is_new else self.read.data[self.kind][self.at]
        return found

    def completed(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What a form holds, its id first, with what the form doesn't show: that must not get lost."""
        beside = {field: value for field, value in self.kept.items() if field not in self.fields}
        return {**{field: data[field] for field in ("id", *self.fields) if field in data}, **beside}

    def written(self, data: Mapping[str, Any] | None, document: str) -> str:
        """The text of the file with this data in the entry's place, or with None without the entry."""
        if self.read.data is None:
            return dumped({"programme": self.file.name, "document": document, self.kind: [data]})
        entries = list(self.read.data.get(self.kind) or [])
        entries[self.at : self.at + 1] = [] if data is None else [data]
        return rewritten(self.text, {**self.read.data, self.kind: entries})

    def as_kept(self, problem: Problem, *, withdrawn: bool) -> Problem:
        """A problem of the file, with its place in the file as it is kept: the change that caused it isn't made."""
        if problem.place != self.file.place:
            return problem
        location = problem.location
        match location:
            case (self.kind, int(at), *rest) if withdrawn and self.at <= at:
                location = (self.kind, at + 1, *rest)
        return replace(problem, location=location, line=self.read.line_of(location))


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
    entry: _Entry,
    *,
    typed: dict[str, Any] | None = None,
    seen: str = "",
    fresh: str = "",
    problem: str = "",
    problems: Sequence[Problem] = (),
) -> Response:
    bench: Workbench = request.app.state.bench
    programme_id = entry.file.name
    begun = {"evidence": [{}]} if entry.is_new and entry.kind == "statements" else entry.kept
    node = form_of(
        entry.model,
        begun if typed is None else typed,
        entry.fields,
        statement_options(bench, programme_id),
        fresh=fresh,
    )
    return page(
        request,
        "statement.html.j2",
        visit.member,
        status=400 if problem or problems else 200,
        programme_id=programme_id,
        place=entry.file.place,
        title=bench.called(programme_id),
        kind=entry.kind,
        label=entry.label,
        entry_id=entry.id,
        is_new=entry.is_new,
        node=node,
        facts=bench.desk.book.facts,
        seen=seen or stamp(entry.text),
        problem=problem,
        problems=put_beside(node, problems, entry.fields, (entry.kind, entry.at)),
        wrong=len(problems),
        unsaved=typed is not None,
        mentions=[] if entry.is_new else bench.builder.changes.mentions(entry.file, entry.id),
    )


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
