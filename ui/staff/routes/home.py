"""The first page, straight to the work of one's role, and the sources with their line numbers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()


@router.get("/")
def home(request: Request, visit: Annotated[Visit, Depends(Require(None))]) -> Response:
    return go_to(request, "/review" if visit.member.may("review") else "/corpus")


@router.get("/source")
def source(request: Request, visit: Annotated[Visit, Depends(Require(None))], document: str = "") -> Response:
    """A document in force as received, each line with its number."""
    bench: Workbench = request.app.state.bench
    documents = bench.desk.documents
    chosen = documents.get(document) or next(iter(documents.values()))
    return page(request, "source.html.j2", visit.member, document=chosen, documents=list(documents.values()))
