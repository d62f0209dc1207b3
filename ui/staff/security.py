"""Who is calling, and may they: session cookie, role, CSRF token, and headers, checked on the server for every call."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from assistant.accounts.roles import Permission
from assistant.accounts.store import Member

if TYPE_CHECKING:
    from ui.staff.workbench import Workbench

COOKIE = "madoguchi_staff"
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
MAX_UPLOAD = 60 * 1024 * 1024
_MAX_FORM = 2 * 1024 * 1024

HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class NotSignedIn(Exception):
    """The caller has no session: pages lead to the sign-in, other calls get 401."""


class Forbidden(Exception):
    """The caller may not do this. The message is for people."""


class TooLarge(Exception):
    """The request is larger than any file that is taken."""


@dataclass(frozen=True)
class Visit:
    """One call of a signed-in member of staff. `form` is empty unless something was sent."""

    member: Member
    form: FormData

    def text(self, field: str, default: str = "") -> str:
        value = self.form.get(field, default)
        return value if isinstance(value, str) else default

    def texts(self, field: str) -> list[str]:
        return [value for value in self.form.getlist(field) if isinstance(value, str)]

    def number(self, field: str, default: int = 0) -> int:
        text = self.text(field).strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default

    def file(self, field: str) -> UploadFile | None:
        value = self.form.get(field)
        return value if isinstance(value, UploadFile) and value.filename else None


@dataclass(frozen=True)
class Require:
    """A dependency that lets only signed-in staff with this permission through (None: any of them).

    For a call that changes something it also wants the session's CSRF token and an origin of our own.
    """

    permission: Permission | None

    async def __call__(self, request: Request) -> Visit:
        bench: Workbench = request.app.state.bench
        member = await run_in_threadpool(bench.accounts.member, request.cookies.get(COOKIE, ""))
        if member is None:
            raise NotSignedIn
        if self.permission is not None and not member.may(self.permission):
            raise Forbidden("この操作をする権限がありません。管理者に相談してください。")
        if member.must_change_password and not request.url.path.endswith(("/password", "/sign-out")):
            raise Forbidden("先にパスワードを変えてください。")
        if request.method in ("GET", "HEAD"):
            return Visit(member, FormData())
        same_origin(request)
        form = await read_form(request)
        sent = request.headers.get(CSRF_HEADER) or form.get(CSRF_FIELD)
        if not isinstance(sent, str) or not secrets.compare_digest(sent.encode(), member.csrf_token.encode()):
            raise Forbidden("画面が古くなっています。開き直してから、もう一度操作してください。")
        return Visit(member, form)


async def read_form(request: Request) -> FormData:
    """The form of a request. Raises TooLarge before anything is read that no page sends."""
    length = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "")
    limit = MAX_UPLOAD + _MAX_FORM if kind.startswith("multipart/") else _MAX_FORM
    if not length.isdigit() or int(length) > limit:
        raise TooLarge
    return await request.form(max_files=1, max_fields=6000, max_part_size=_MAX_FORM)


def same_origin(request: Request) -> None:
    """Refuse a call that another site's page makes. Raises Forbidden."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site is not None and site not in ("same-origin", "none")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        foreign = True
    if foreign:
        raise Forbidden("ほかのサイトからの操作は受け付けません。")


def set_cookie(response: Response, request: Request, token: str) -> None:
    """Hand the session's secret to the browser: unreadable for scripts, never sent for another site's page."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https", path=cookie_path(request)
    )


def cookie_path(request: Request) -> str:
    root: str = request.scope.get("root_path", "")
    return root or "/"


def after_sign_in(request: Request, wanted: str) -> str:
    """Where to go after signing in: only a page of ours."""
    root: str = request.scope.get("root_path", "")
    parts = urlsplit(wanted)
    safe = not parts.scheme and not parts.netloc and wanted.startswith(f"{root}/") and "\\" not in wanted
    return wanted if safe and "/sign-" not in wanted else f"{root}/"


def sign_in_address(request: Request) -> str:
    root: str = request.scope.get("root_path", "")
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{root}/sign-in?next={quote(wanted)}" if request.method == "GET" else f"{root}/sign-in"


class Headers:
    """ASGI middleware: the staff's headers on every answer."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].decode().lower() not in HEADERS]
                static = scope.get("path", "").find("/static/") >= 0
                added = {**HEADERS, **({"cache-control": "max-age=300"} if static else {})}
                message = {
                    **message,
                    "headers": [*kept, *((name.encode(), value.encode()) for name, value in added.items())],
                }
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)
