"""Evaluation cases made of verdicts: making one, running it, leaving it out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.records.cases import make_item
from assistant.reply import Citation, Reply
from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Checker = Annotated[Visit, Depends(Require("review"))]


@router.post("/review/{turn_id}/case")
def make_case(request: Request, turn_id: str, visit: Checker) -> Response:
    """One click: an evaluation case of the verdict that is kept."""
    bench: Workbench = request.app.state.bench
    turn = bench.turns.get(turn_id)
    if turn is None or turn.review is None or turn.review.verdict is None:
        raise MadoguchiError("先に判定を保存してください。")
    review, verdict = turn.review, turn.review.verdict
    verified = bench.verified_store.for_turn(turn_id)
    answer = review.corrected_answer or (turn.answer if verdict == "correct" else "")
    citations = list(Reply.model_validate(turn.reply).citations)
    if verified and verified.state == "published":
        answer = verified.answer
        citations = [Citation.model_validate(citation) for citation in verified.citations]
    before = [one for one in bench.turns.conversation(turn.conversation_id) if one.position < turn.position]
    full = [found for one in before if (found := bench.turns.get(one.id))]
    item = make_item(
        turn,
        before=full,
        verdict=verdict,
        answer=answer,
        citations=citations,
        facts=visit.text("facts").splitlines(),
        note=review.note,
    )
    bench.cases.add(item, turn_id=turn_id, by=visit.member.name)
    bench.accounts.log(visit.member.login, "case_made", turn_id)
    return go_to(request, f"/review/{turn_id}", "case")


@router.get("/cases")
def cases(request: Request, visit: Checker) -> Response:
    bench: Workbench = request.app.state.bench
    return page(
        request, "cases.html.j2", visit.member, cases=bench.cases.cases(), results={}, folder=str(bench.cases.folder)
    )


@router.post("/cases/run")
def run(request: Request, visit: Checker) -> Response:
    """Ask every active case now and show which are right."""
    from evals.from_work import judge_now
    from evals.sources import Sources

    bench: Workbench = request.app.state.bench
    kept = bench.cases.cases()
    assistant = bench.assistant
    sources = Sources.load(assistant.settings.corpus)
    results = {case.id: judge_now(case.item, assistant.conversation, sources) for case in kept if case.active}
    bench.accounts.log(
        visit.member.login, "cases_run", "", {"asked": len(results), "right": sum(not one for one in results.values())}
    )
    return page(request, "cases.html.j2", visit.member, cases=kept, results=results, folder=str(bench.cases.folder))


@router.post("/cases/{case_id}")
def set_active(request: Request, case_id: int, visit: Checker) -> Response:
    bench: Workbench = request.app.state.bench
    bench.cases.set_active(case_id, visit.text("active") == "1")
    bench.accounts.log(visit.member.login, "case_changed", str(case_id), {"active": visit.text("active") == "1"})
    return go_to(request, "/cases", "changed")
