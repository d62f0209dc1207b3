"""Signing in and out, and one's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.accounts.store import SignInError
from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import (
    COOKIE,
    Require,
    Visit,
    after_sign_in,
    cookie_path,
    read_form,
    same_origin,
    set_cookie,
)
from ui.staff.workbench import Workbench

router = APIRouter()
Anyone = Annotated[Visit, Depends(Require(None))]


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "") -> Response:
    bench: Workbench = request.app.state.bench
    return page(request, "sign_in.html.j2", None, problem="", login="", next=next, empty=bench.accounts.is_empty())


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Public: this is how a session begins. A page of another site can't begin one."""
    same_origin(request)
    bench: Workbench = request.app.state.bench
    form = await read_form(request)
    login, password, wanted = (str(form.get(name, "")) for name in ("login", "password", "next"))
    address = request.client.host if request.client else ""

    def proven() -> tuple[str, str]:
        if not bench.throttle.allows(address):
            return "", "試した回数が多すぎます。10分ほど待ってください。"
        # Hashing is heavy on purpose: a flood of attempts must not take the processors from visitors.
        with bench.signing_in:
            try:
                token, member = bench.accounts.sign_in(login, password[:1000])
            except SignInError as error:
                return "", str(error)
        bench.throttle.forget(address)
        bench.accounts.log(member.login, "signed_in")
        return token, ""

    token, problem = await run_in_threadpool(proven)
    if problem:
        empty = await run_in_threadpool(bench.accounts.is_empty)
        return page(
            request, "sign_in.html.j2", None, status=401, problem=problem, login=login[:64], next=wanted, empty=empty
        )
    response = go_to(request, "/")
    response.headers["location"] = after_sign_in(request, wanted)
    set_cookie(response, request, token)
    return response


@router.post("/sign-out")
def sign_out(request: Request, visit: Anyone) -> Response:
    bench: Workbench = request.app.state.bench
    bench.accounts.sign_out(request.cookies.get(COOKIE, ""))
    bench.accounts.log(visit.member.login, "signed_out")
    response = go_to(request, "/sign-in", "signed-out")
    response.delete_cookie(COOKIE, path=cookie_path(request))
    response.headers["clear-site-data"] = '"cache"'
    return response


@router.get("/password")
def password_page(request: Request, visit: Anyone) -> Response:
    return page(request, "password.html.j2", visit.member, problem="")


@router.post("/password")
def change_password(request: Request, visit: Anyone) -> Response:
    bench: Workbench = request.app.state.bench
    new = visit.text("new")
    try:
        if new != visit.text("again"):
            raise MadoguchiError("新しいパスワードが、二つの欄で違います。")
        with bench.signing_in:
            bench.accounts.change_password(visit.member.login, visit.text("old"), new)
    except MadoguchiError as error:
        return page(request, "password.html.j2", visit.member, status=400, problem=str(error))
    bench.accounts.log(visit.member.login, "password_changed", visit.member.login)
    return go_to(request, "/sign-in", "password")
