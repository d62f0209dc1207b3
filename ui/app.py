"""The composition of the web application: one FastAPI app with REST, MCP and the owners' pages around one desk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from ui import words
from ui.api import add_error_answers, api_router
from ui.desk import Desk
from ui.guard import Guard
from ui.shell import Page, Shell

STATIC = Path(__file__).parent / "static"

PAGES = (
    Page("", "相談する", "相談する", "chat.js"),
    Page("keisan", "金額を計算する", "補助額の計算", "calculator.js"),
    Page("shimekiri", "締切を見る", "申請の締切", "calendar.js"),
    Page("memo", "相談メモ", "相談メモ", "memo.js"),
)

MOUNTS = "madoguchi.web"
Mount = Callable[[FastAPI, Desk], None]
"""Adds an application of its own (the staff's, for instance) to the app. Called before the owners' pages are mounted
at `/`, so its paths win."""


def find_mounts() -> list[Mount]:
    """The applications that are named in the entry point group `madoguchi.web` (`staff = "ui.staff:mount"`)."""
    return [entry.load() for entry in sorted(entry_points(group=MOUNTS), key=lambda entry: entry.name)]


def create_app(desk: Desk, *, engine: str = "template", mounts: Sequence[Mount] = ()) -> FastAPI:
    """The whole web application.

    Args:
        desk: what everything works on; opened when the application starts.
        engine: `Reply.engine` of the answers to come, which decides what visitors are told about AI.
        mounts: further applications.
    """
    # Before gradio is imported anywhere: it reports to its makers otherwise.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from ui.mcp import mount_mcp
    from ui.site import mount_site

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        desk.open()
        async with app.state.mcp:
            yield
        desk.close()

    app = FastAPI(
        title=words.SITE,
        description="経済産業省の支援事業の資料にもとづいて、出典つきで答える相談窓口です。",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    add_error_answers(app)
    app.include_router(api_router(desk))
    app.state.mcp = mount_mcp(app, desk)
    app.mount("/ui", StaticFiles(directory=STATIC), name="ui")
    for mount in mounts:
        mount(app, desk)
    note = words.engine_note(engine)
    mount_site(app, desk, note)
    app.add_middleware(
        Shell, pages={page.path: page for page in PAGES}, as_of=lambda: desk.as_of, note=note, version=version()
    )
    app.add_middleware(Guard)
    return app


@lru_cache(maxsize=1)
def version() -> str:
    """Changes whenever a script or style of ours does, so that browsers fetch it anew."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
