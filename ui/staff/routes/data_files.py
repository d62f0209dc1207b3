"""The words that people use and the facts of the rules, as YAML: with every mistake told by its line."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.library.datafiles import DataFile, Problem
from assistant.library.pending import DataFileError, stamp
from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import Visit, require
from ui.staff.workbench import Workbench

router = APIRouter()
Editor = Annotated[Visit, Depends(require("corpus"))]

ABOUT = {
    "language/topics": ("話題", "補助率・締切・対象経費などの話題と、それを指す言葉"),
    "language/operations": ("質問の形", "いくら・いつ・比べて、など、何をしてほしいかを表す言葉"),
    "language/amount_roles": ("金額の役割", "かかる費用・ほしい補助額・売上など、金額の前後の言葉"),
    "language/applicant": ("申請者の条件", "小規模・赤字・賃上げなど、申請者を表す言葉"),
    "language/needs": ("困りごと", "「ロボットを入れたい」のような困りごとと、合う制度"),
    "language/declines": ("お断り", "窓口の仕事でないことと、その断り方"),
    "language/dialogue": ("会話", "あいさつ・つなぎの言葉・続けて聞けること"),
    "language/interchangeable": ("同じ意味の言葉", "確認済み回答を当てはめるときに、同じとみなす言葉"),
    "facts/facts": ("計算に使う事実", "聞き返すこと（事業者の区分など）と、その聞き方"),
}


@router.get("/words")
def word_files(request: Request, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    files = [*changes.files("language"), *changes.files("facts")]
    return page(
        request,
        "words.html.j2",
        visit.member,
        files=[(file, *ABOUT.get(file.key, (file.name, "")), changes.is_edited(file)) for file in files],
    )


@router.get("/words/{kind}/{name}")
def word_file(request: Request, kind: str, name: str, visit: Editor) -> Response:
    return _show(request, visit, _file(kind, name))


@router.post("/words/{kind}/{name}")
def save(request: Request, kind: str, name: str, visit: Editor) -> Response:
    """Keep an edited file for the next version, or forget the edits."""
    bench: Workbench = request.app.state.bench
    file = _file(kind, name)
    if visit.text("action") == "drop":
        bench.builder.changes.drop(file)
        bench.accounts.log(visit.member.login, "words_edit_dropped", file.key)
        return go_to(request, "/words", "changed")
    text, seen = visit.text("text"), visit.text("seen")
    try:
        others = bench.builder.changes.save(file, text, by=visit.member.name, seen=seen)
    except DataFileError as error:
        return _show(request, visit, file, typed=text, seen=seen, problems=list(error.problems))
    except MadoguchiError as error:
        return _show(request, visit, file, typed=text, seen=seen, problem=str(error))
    bench.accounts.log(visit.member.login, "words_edited", file.key)
    if others:
        return _show(request, visit, file, others=others)
    return go_to(request, f"/words/{kind}/{name}", "saved")


def _file(kind: str, name: str) -> DataFile:
    if kind not in ("language", "facts"):
        raise MadoguchiError("このファイルはありません。")
    return DataFile(kind, name)


def _show(
    request: Request,
    visit: Visit,
    file: DataFile,
    *,
    typed: str | None = None,
    seen: str = "",
    problem: str = "",
    problems: list[Problem] | None = None,
    others: list[Problem] | None = None,
) -> Response:
    bench: Workbench = request.app.state.bench
    kept = bench.builder.changes.text(file)
    title, about = ABOUT.get(file.key, (file.name, ""))
    return page(
        request,
        "word_file.html.j2",
        visit.member,
        status=400 if problem or problems else 200,
        file=file,
        title=title,
        about=about,
        text=kept if typed is None else typed,
        seen=seen or stamp(kept),
        problem=problem,
        problems=problems or [],
        others=others or [],
        edited=bench.builder.changes.is_edited(file),
    )
