"""What no visitor needs is shut: files can't be sent to the server, and no request is larger than a question."""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LARGEST_BODY = 256 * 1024
_SHUT = (
    "/gradio_api/upload",
    "/gradio_api/file",
    "/gradio_api/proxy",
    "/gradio_api/stream",
    "/gradio_api/deep_link",
    "/gradio_api/process_recording",
    "/gradio_api/vibe",
    "/gradio_api/undo-vibe",
    "/gradio_api/runs",
    "/gradio_api/run-history",
    "/gradio_api/dev",
    "/gradio_api/custom_component",
    "/monitoring",
    "/manifest.json",
)
_SIZE_IS_THEIRS = ("/staff",)
"""Applications that take larger requests, documents for instance, and check them themselves."""


class Guard:
    """ASGI middleware: 404 for what is shut, 413 for what is too large."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith(_SHUT):
            await _answer(send, 404, "ありません。")
            return
        if path.startswith(_SIZE_IS_THEIRS):
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > _LARGEST_BODY:
            await _answer(send, 413, "送る内容が大きすぎます。")
            return
        await self._app(scope, _limited(receive), send)


def _limited(receive: Receive) -> Receive:
    """Ends a body that goes on past the limit, whatever its headers said."""
    size = 0

    async def receiving() -> Message:
        nonlocal size
        message = await receive()
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            if size > _LARGEST_BODY:
                return {"type": "http.disconnect"}
        return message

    return receiving


async def _answer(send: Send, status: int, text: str) -> None:
    body = json.dumps({"error": text}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
