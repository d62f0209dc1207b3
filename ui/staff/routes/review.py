"""The queue, and one turn on one screen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.records.models import Turn
from assistant.records.reviews import REASONS, VERDICTS, Filter, Reason, ReviewConflictError, ReviewError
from assistant.reply import Citation, Reply
from assistant.verified.sources import cite
from ingest.errors import MadoguchiError
from ui.staff.page import STATUSES, go_to, page
from ui.staff.security import Require, Visit
from ui.staff.turn_view import view_of
from ui.staff.workbench import Workbench

router = APIRouter()
Checker = Annotated[Visit, Depends(Require("review"))]
_SIZE = 30


@router.get("/review")
def queue(request: Request, visit: Checker) -> Response:
    bench: Workbench = request.app.state.bench
    wanted = _filter(request)
    number = _page_number(request)
    found = bench.reviews.queue(wanted, page=number, size=_SIZE)
    return page(
        request,
        "queue.html.j2",
        visit.member,
        found=found,
        wanted=wanted,
        reasons=REASONS,
        verdicts=VERDICTS,
        statuses=STATUSES,
        programmes=[(programme.id, programme.names.official) for programme in bench.desk.book],
        number=number,
        pages=max(1, -(-found.total // _SIZE)),
        query=_query(wanted),
    )


@router.get("/review/{turn_id}")
def turn_page(request: Request, turn_id: str, visit: Checker) -> Response:
    return _turn_page(request, visit, turn_id)


@router.post("/review/{turn_id}")
def decide(request: Request, turn_id: str, visit: Checker) -> Response:
    """Keep the verdict; where another reviewer was quicker, show theirs and keep what was typed."""
    bench: Workbench = request.app.state.bench
    try:
        bench.reviews.decide(
            turn_id,
            seen_version=visit.number("version"),
            verdict=visit.text("verdict"),
            corrected_answer=visit.text("corrected_answer")[:4000],
            note=visit.text("note")[:4000],
            reviewer_id=visit.member.id,
            reviewer_name=visit.member.name,
        )
    except ReviewConflictError as error:
        return _turn_page(request, visit, turn_id, problem=str(error), typed=_typed(visit), status=409)
    except ReviewError as error:
        return _turn_page(request, visit, turn_id, problem=str(error), typed=_typed(visit), status=400)
    bench.accounts.log(visit.member.login, "verdict", turn_id, {"verdict": visit.text("verdict")})
    if visit.text("after") == "next":
        _, following = bench.reviews.neighbours(_filter(request), turn_id)
        if following:
            return go_to(request, f"/review/{following}", "saved", **dict(_pairs(request)))
        return go_to(request, "/review", "saved", **dict(_pairs(request)))
    return go_to(request, f"/review/{turn_id}", "saved", **dict(_pairs(request)))


@router.post("/review/{turn_id}/publish")
def publish(request: Request, turn_id: str, visit: Checker) -> Response:
    """Publish the corrected (or confirmed) answer of a turn as a verified answer."""
    bench: Workbench = request.app.state.bench
    turn = _turn(bench, turn_id)
    try:
        answer_id = bench.verified.publish(
            turn=turn,
            question=visit.text("question"),
            variants=visit.text("variants").splitlines(),
            answer=visit.text("answer"),
            citations=_citations(bench, turn, visit),
            by=visit.member.name,
            role=visit.member.role,
            day=turn.as_of,
        )
    except MadoguchiError as error:
        return _turn_page(request, visit, turn_id, publishing=_typed(visit), problem=str(error), status=400)
    bench.accounts.log(visit.member.login, "verified_published", str(answer_id), {"turn": turn_id})
    return go_to(request, f"/review/{turn_id}", "published", **dict(_pairs(request)))


def _turn_page(
    request: Request,
    visit: Visit,
    turn_id: str,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    publishing: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    bench: Workbench = request.app.state.bench
    turn = _turn(bench, turn_id)
    wanted = _filter(request)
    before, following = bench.reviews.neighbours(wanted, turn_id)
    conversation = bench.turns.conversation(turn.conversation_id)
    return page(
        request,
        "turn.html.j2",
        visit.member,
        status=status,
        turn=turn,
        view=view_of(turn, bench),
        earlier=[one for one in conversation if one.position < turn.position],
        later=[one for one in conversation if one.position > turn.position],
        history=bench.reviews.history(turn_id),
        verified=bench.verified_store.for_turn(turn_id),
        case=bench.cases.for_turn(turn_id),
        before=before,
        following=following,
        verdicts=VERDICTS,
        problem=problem,
        typed=typed,
        publishing=publishing,
        query=_query(wanted),
        documents=[(document.id, document.title) for document in bench.desk.documents.values()],
    )


def _turn(bench: Workbench, turn_id: str) -> Turn:
    turn = bench.turns.get(turn_id)
    if turn is None:
        raise ReviewError("この質問の記録は、ありません。保存期間を過ぎて消えたのかもしれません。")
    return turn


def _citations(bench: Workbench, turn: Turn, visit: Visit) -> list[Citation]:
    """The reply's citations that were kept, renumbered as on screen, and the lines that were added."""
    kept = {int(number) for number in visit.texts("cite") if number.isdigit()}
    documents = bench.assistant.desk.knowledge.documents
    found = [
        # Read anew from the documents in force: what the reply quoted may have changed since.
        cite(documents, citation.document_id, *citation.lines, citation.marker, citation.quote)
        for citation in Reply.model_validate(turn.reply).citations
        if citation.marker in kept
    ]
    marker = max([citation.marker for citation in Reply.model_validate(turn.reply).citations], default=0)
    for number in range(1, 6):
        first, last = visit.number(f"add_first_{number}"), visit.number(f"add_last_{number}")
        if first:
            marker += 1
            document = visit.text(f"add_document_{number}")
            found.append(cite(documents, document, first, last or first, marker))
    return found


def _typed(visit: Visit) -> dict[str, str]:
    return {field: visit.text(field) for field in visit.form}


def _filter(request: Request) -> Filter:
    """The queue's filter from the address; unknown values filter nothing."""
    query = request.query_params
    state = query.get("state", "open")
    reasons = [cast(Reason, reason) for reason in query.getlist("reason") if reason in REASONS]
    return Filter(
        state=cast(Any, state) if state in ("open", "done", "all") else "open",
        reasons=tuple(reasons),
        programme=query.get("programme", "")[:80],
        topic=query.get("topic", "")[:80],
        status=query.get("status", "")[:20],
        verdict=query.get("verdict", "")[:30],
        words=query.get("words", "")[:100],
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
    )


def _query(wanted: Filter) -> str:
    pairs: list[tuple[str, str]] = [("state", wanted.state)] if wanted.state != "open" else []
    pairs += [("reason", reason) for reason in wanted.reasons]
    for name in ("programme", "topic", "status", "verdict", "words"):
        if value := getattr(wanted, name):
            pairs.append((name, value))
    for name in ("since", "until"):
        if day := getattr(wanted, name):
            pairs.append((name, day.isoformat()))
    return urlencode(pairs)


def _pairs(request: Request) -> list[tuple[str, str]]:
    return [(key, value) for key, value in request.query_params.multi_items() if key != "told"]


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return min(max(int(text), 1), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
