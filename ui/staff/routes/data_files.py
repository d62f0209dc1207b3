"""The files without a form, as YAML with every mistake told by its line: words, facts, the menu, and, for each
programme, ways to ask and claims."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel

from assistant.claims import ClaimFile
from assistant.library.datafiles import KINDS, SINGLE, DataFile
from assistant.library.mentions import entries_of
from assistant.library.pending import stamp
from assistant.library.yaml_text import dumped
from assistant.menu import Menu
from assistant.needs import NeedBook
from assistant.programmes.facts import FactFile
from assistant.ways_to_ask import AskFile
from ingest.errors import MadoguchiError
from ingest.yaml_file import YamlFileError, parse_yaml
from ui.staff.editing import Attempt, keep_typed
from ui.staff.forms.model_form import legend
from ui.staff.page import page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Editor = Annotated[Visit, Depends(Require("corpus"))]

WORDS = ("language", "menu", "facts")
"""Kinds that concern every programme."""

BY_PROGRAMME = {
    "asks": "文のIDごとに、その文が答えになる聞き方を並べたものです。言い回しは、多いほど見つかりやすくなります",
    "claims": "「…ですよね」と確かめられることと、その決め手になる文のIDです。合っている（holds）、違う（wrong）などに分けます",
}
"""Kinds with a file for each programme, and what they are."""

ABOUT = {
    "language/topics": ("話題", "補助率・締切・対象経費などの話題と、それを指す言葉"),
    "language/operations": ("質問の形", "いくら・いつ・比べて、など、何をしてほしいかを表す言葉"),
    "language/amount_roles": ("金額の役割", "かかる費用・ほしい補助額・売上など、金額の前後の言葉"),
    "language/applicant": ("申請者の条件", "小規模・赤字・賃上げなど、申請者を表す言葉"),
    "language/needs": ("困りごと", "「ロボットを入れたい」のような困りごとと、合う制度"),
    "language/declines": ("お断り", "窓口の仕事でないことと、その断り方"),
    "language/dialogue": ("会話", "あいさつ・つなぎの言葉・続けて聞けること"),
    "language/times": ("日にちの言葉", "来月・年度末・連休など、時期を表す言葉と、その日付"),
    "language/spoken": ("話しことば", "方言・くだけた言い方・変換ミスと、それを読みかえる標準の言い方"),
    "language/interchangeable": ("同じ意味の言葉", "確認済み回答を当てはめるときに、同じとみなす言葉"),
    "menu/menu": ("投資支援メニュー", "売上規模ごとの事業者数と、その行に載っている補助金"),
    "facts/facts": ("計算に使う事実", "聞き返すこと（事業者の区分など）と、その聞き方"),
}

MODELS: dict[str, type[BaseModel]] = {
    "asks": AskFile,
    "claims": ClaimFile,
    "menu": Menu,
    "facts": FactFile,
    "language/needs": NeedBook,
}
"""The models that say what their fields are for, by kind or by file."""


@router.get("/words")
def word_files(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    files = [file for kind in WORDS for file in changes.files(kind)]
    programmes = [file.name for file in changes.files("statements")]
    beside = {kind: {file.name: file for file in changes.files(kind)} for kind in BY_PROGRAMME}
    return page(
        request,
        "words.html.j2",
        visit.member,
        kinds=KINDS,
        files=[(file, *_about(bench, file), changes.is_edited(file)) for file in files],
        beside=[
            (name, bench.called(name), [_listed(bench, DataFile(kind, name), name in beside[kind]) for kind in beside])
            for name in programmes
        ],
    )


@router.get("/words/{kind}/{name}")
def word_file(request: Request, kind: str, name: str, visit: Editor) -> Response:
    return _show(request, visit, _file(kind, name), Attempt())


@router.post("/words/{kind}/{name}")
def save(request: Request, kind: str, name: str, visit: Editor) -> Response:
    file = _file(kind, name)
    show = partial(_show, request, visit, file)
    return keep_typed(request, visit, file, show, path=f"/words/{file.key}", listed="/words")


def _file(kind: str, name: str) -> DataFile:
    if kind not in (*WORDS, *BY_PROGRAMME):
        raise MadoguchiError("このファイルはありません。")
    return DataFile(kind, name)


def _about(bench: Workbench, file: DataFile) -> tuple[str, str]:
    """What a file is called, and what stands in it."""
    if file.kind in BY_PROGRAMME:
        return bench.file_name(file.key), BY_PROGRAMME[file.kind]
    return ABOUT.get(file.key, (file.name, ""))


def _listed(bench: Workbench, file: DataFile, exists: bool) -> tuple[DataFile, int | None, bool]:
    """A file of a programme with how many entries it has, None where there is no file yet, and whether it is edited."""
    changes = bench.builder.changes
    if not exists:
        return file, None, False
    try:
        entries = parse_yaml(changes.text(file), Path(file.place)).data.get(file.kind) or ()
    except (YamlFileError, AttributeError):
        entries = ()
    return file, len(entries), changes.is_edited(file)


def _begun(bench: Workbench, file: DataFile) -> str:
    """What a new file begins with: its first statement, so that only words have to be added.

    Raises:
        MadoguchiError: there can't be such a file.
    """
    statements = DataFile("statements", file.name) if file.kind in BY_PROGRAMME else None
    if statements is None or statements not in bench.builder.changes.files("statements"):
        raise MadoguchiError("このファイルはありません。")
    first = next(iter(entries_of(bench.builder.changes.text(statements))), "overview")
    entries = {first: []} if file.kind == "asks" else [{"by": first, "holds": [], "wrong": []}]
    schema = f"# yaml-language-server: $schema=../schema/{file.kind}.schema.json\n"
    return schema + dumped({"programme": file.name, file.kind: entries})


def _show(request: Request, visit: Visit, file: DataFile, attempt: Attempt) -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    is_new = file not in changes.files(file.kind)
    kept = _begun(bench, file) if is_new else changes.text(file)
    title, about = _about(bench, file)
    return page(
        request,
        "word_file.html.j2",
        visit.member,
        status=attempt.status,
        file=file,
        title=title,
        about=about,
        programme_id="" if file.kind in SINGLE or file.kind == "language" else file.name,
        is_new=is_new,
        text=kept if attempt.typed is None else attempt.typed,
        seen=attempt.seen or ("" if is_new else stamp(kept)),
        attempt=attempt,
        legend=legend(model) if (model := MODELS.get(file.key) or MODELS.get(file.kind)) else (),
        edited=changes.is_edited(file),
    )
