"""Accounts, and the log of who did what. For the admin."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from assistant.accounts.actions import Action
from assistant.accounts.roles import ROLES, role_named
from assistant.accounts.store import AccountError
from ingest.errors import MadoguchiError
from ui.staff.page import go_to, page
from ui.staff.security import Require, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Admin = Annotated[Visit, Depends(Require("accounts"))]


@router.get("/accounts")
def accounts(request: Request, visit: Admin) -> Response:
    return _show(request, visit)


@router.post("/accounts")
def add(request: Request, visit: Admin) -> Response:
    """Make an account with a password that is shown once and must be changed at the first sign-in."""
    bench: Workbench = request.app.state.bench
    login, role = visit.text("login"), visit.text("role")
    password = secrets.token_urlsafe(15)
    try:
        bench.accounts.add(login, visit.text("name") or login, role_named(role), password, must_change=True)
    except MadoguchiError as error:
        return _show(request, visit, problem=str(error))
    bench.accounts.log(visit.member.login, "account_added", login, {"role": role})
    return _show(request, visit, made=(login.strip().casefold(), password))


@router.post("/accounts/{login}")
def change(request: Request, login: str, visit: Admin) -> Response:
    """Switch off or on, unlock, change the role, or set a new first password."""
    bench: Workbench = request.app.state.bench
    try:
        match visit.text("action"):
            case "disable":
                if login == visit.member.login:
                    raise AccountError("自分自身は停止できません。")
                bench.accounts.set_active(login, False)
                done: Action = "account_disabled"
            case "enable":
                bench.accounts.set_active(login, True)
                done = "account_enabled"
            case "unlock":
                bench.accounts.unlock(login)
                done = "account_unlocked"
            case "role":
                if login == visit.member.login:
                    raise AccountError("自分自身の役割は変えられません。")
                bench.accounts.set_role(login, role_named(visit.text("role")))
                done = "role_set"
            case "password":
                password = secrets.token_urlsafe(15)
                bench.accounts.set_password(login, password, must_change=True)
                bench.accounts.log(visit.member.login, "password_set", login)
                return _show(request, visit, made=(login, password))
            case _:
                raise AccountError("この操作はできません。")
    except MadoguchiError as error:
        return _show(request, visit, problem=str(error))
    bench.accounts.log(visit.member.login, done, login, {"role": visit.text("role")})
    return go_to(request, "/accounts", "changed")


def _show(request: Request, visit: Visit, *, problem: str = "", made: tuple[str, str] | None = None) -> Response:
    bench: Workbench = request.app.state.bench
    return page(
        request,
        "accounts.html.j2",
        visit.member,
        status=400 if problem else 200,
        accounts=bench.accounts.accounts(),
        roles=ROLES,
        problem=problem,
        made=made,
        events=bench.accounts.events(60),
        keep_days=bench.settings.records_keep_days,
    )
