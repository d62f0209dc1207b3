"""A small OpenAI-compatible server that answers well or misbehaves, as real ones do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[dict[str, Any]], Sequence[str] | int | dict[str, Any]]
"""From a request to the pieces of the stream, an HTTP status, or the tool calls of a message."""


class Pause(str):
    """A piece of the stream before which the server waits for two seconds."""


class Break(str):
    """The connection is cut in the middle of this piece."""


class _Handler(BaseHTTPRequestHandler):
    script: Script
    requests: list[dict[str, Any]]

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.requests.append(body)
        answer = type(self).script(body)
        if isinstance(answer, int):
            self.send_error(answer)
            return
        if isinstance(answer, dict):
            self._json(answer)
            return
        if not body.get("stream"):
            self._json({"role": "assistant", "content": "".join(answer)})
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for piece in answer:
            if isinstance(piece, Pause):
                time.sleep(2)
            if isinstance(piece, Break):
                self.wfile.write(b'data: {"choices": [{"del')
                self.wfile.flush()
                self.connection.close()
                return
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake",
                     "choices": [{"index": 0, "delta": {"role": "assistant", "content": str(piece)}, "finish_reason": None}]}  # fmt: skip
            try:
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return
        self.wfile.write(b"data: [DONE]\n\n")

    def _json(self, message: dict[str, Any]) -> None:
        reason = "tool_calls" if message.get("tool_calls") else "stop"
        content = json.dumps(
            {"id": "1", "object": "chat.completion", "created": 0, "model": "fake",
             "choices": [{"index": 0, "message": message, "finish_reason": reason}],
             "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
        ).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def fake_server(script: Script) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The base URL of a running server, and the requests that it gets."""
    requests: list[dict[str, Any]] = []
    handler = type("Handler", (_Handler,), {"script": staticmethod(script), "requests": requests})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", requests
    finally:
        server.shutdown()
        server.server_close()
