"""Verified answers: which are in force, how a question would be matched, withdrawing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.records.models import VerifiedAnswer
from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Checker = Annotated[Visit, Depends(Require("review"))]
_STATES = {"published": "公開中", "expired": "失効", "withdrawn": "取り下げ"}


@router.get("/verified")
def answers(request: Request, visit: Checker, state: str = "", ask: str = "") -> Response:
    """The answers of a state; with `ask`, how that question compares with each wording."""
    bench: Workbench = request.app.state.bench
    ask = ask.strip()[:400]
    trials = bench.verified.book.try_out(ask)[:10] if ask else []
    return page(
        request,
        "verified.html.j2",
        visit.member,
        answers=bench.verified_store.answers(state if state in _STATES else ""),
        state=state if state in _STATES else "",
        states=_STATES,
        ask=ask,
        trials=trials,
    )


@router.get("/verified/{answer_id}")
def answer_page(request: Request, answer_id: int, visit: Checker) -> Response:
    return _answer_page(request, visit, answer_id)


@router.post("/verified/{answer_id}/variants")
def change_variants(request: Request, answer_id: int, visit: Checker) -> Response:
    bench: Workbench = request.app.state.bench
    try:
        bench.verified.change_variants(
            answer_id, visit.text("variants").splitlines(), seen_version=visit.number("version")
        )
    except MadoguchiError as error:
        return _answer_page(request, visit, answer_id, problem=str(error), typed=visit.text("variants"))
    bench.accounts.log(visit.member.login, "verified_variants", str(answer_id))
    return go_to(request, f"/verified/{answer_id}", "saved")


@router.post("/verified/{answer_id}/withdraw")
def withdraw(request: Request, answer_id: int, visit: Checker) -> Response:
    bench: Workbench = request.app.state.bench
    try:
        bench.verified.withdraw(answer_id, visit.text("because")[:400], seen_version=visit.number("version"))
    except MadoguchiError as error:
        return _answer_page(request, visit, answer_id, problem=str(error))
    bench.accounts.log(visit.member.login, "verified_withdrawn", str(answer_id))
    return go_to(request, f"/verified/{answer_id}", "withdrawn")


def _answer_page(
    request: Request, visit: Visit, answer_id: int, *, problem: str = "", typed: str | None = None
) -> Response:
    bench: Workbench = request.app.state.bench
    answer: VerifiedAnswer | None = bench.verified_store.get(answer_id)
    if answer is None:
        raise MadoguchiError("この回答は、ありません。")
    return page(
        request,
        "verified_answer.html.j2",
        visit.member,
        status=400 if problem else 200,
        answer=answer,
        states=_STATES,
        problem=problem,
        typed=typed,
    )
