"""The frame around Gradio's pages: Japanese, our styles and header from the first byte, and safe headers.

Gradio's index page is English, names its own project and shows nothing until its scripts have run. This wraps it: the
page says its language, carries header, notices and skip link as plain HTML, and tells people without scripts what to
do. No part of the page comes from another host; the content security policy makes sure of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import words
from ui.render.environment import render

# Gradio compiles its templates in the browser, hence 'unsafe-eval'; its styles and start-up script stand in the page.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
_LONG_LIVED = ("/assets/", "/static/", "/ui/")

_TITLE_META = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*?/>', re.DOTALL)
_LANGUAGE = re.compile(r'<html\s+lang="en"')
_BASE = re.compile(r"<base\b[^>]*>")
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')
_BODY = re.compile(r"<body[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """One page of the site. `path` is as in the address, without slashes; `script` is its file in `ui/static`."""

    path: str
    name: str
    title: str
    script: str


class ShellError(RuntimeError):
    """Gradio's index page isn't what it was: the frame doesn't fit it any more."""


class Shell:
    """ASGI middleware that frames the pages and sets headers on every response.

    `pages` are those of the owners' site by path; other HTML passes through as it is. `as_of` tells when the newest
    document is from.
    """

    def __init__(
        self, app: ASGIApp, pages: Mapping[str, Page], as_of: Callable[[], str], note: str, version: str
    ) -> None:
        self._app = app
        self._pages = pages
        self._as_of = as_of
        self._note = note
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page = self._pages.get(scope["path"].strip("/")) if scope["method"] in ("GET", "HEAD") else None
        if page is None:
            await self._app(scope, receive, _with_headers(send, scope["path"]))
            return
        # The page is rewritten, so it must not arrive compressed.
        scope = {**scope, "headers": [item for item in scope["headers"] if item[0] != b"accept-encoding"]}
        await self._app(scope, receive, self._framing(send, page))

    def _framing(self, send: Send, page: Page) -> Send:
        start: Message | None = None
        body = b""

        async def framed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body" or start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(raw=list(start["headers"]))
            if start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
                body = self.frame(body.decode(), page).encode()
                headers["content-length"] = str(len(body))
            headers["cache-control"] = "no-store"
            headers.update(_HEADERS)
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": body})

        return framed

    def frame(self, html: str, page: Page) -> str:
        """Gradio's index page with our head and header.

        Raises:
            ShellError: a place that is looked for isn't there.
        """
        html = _MANIFEST.sub("", _TITLE_META.sub("", html)).replace('control_page_title="true"', "")
        html, found = _LANGUAGE.subn('<html lang="ja"', html, count=1)
        body, base = _BODY.search(html), _BASE.search(html)
        if not found or body is None or base is None:
            raise ShellError("Gradio's index page has changed: see ui/shell.py")
        top = render(
            "shell_top.html.j2",
            page=page,
            pages=list(self._pages.values()),
            as_of=self._as_of(),
            note=self._note,
            site=words.SITE,
        )
        # Our scripts come before Gradio's, which call them.
        head = render("shell_head.html.j2", page=page, site=words.SITE, version=self._version)
        return f"{html[: base.end()]}{head}{html[base.end() : body.end()]}{top}{html[body.end() :]}"


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if not path.startswith(_LONG_LIVED):
                headers.setdefault("cache-control", "no-store")
            message = {**message, "headers": headers.raw}
        await send(message)

    return sending
