"""Servers and browsers for the page's tests. What is missing on a machine is said; under CI=true it is a failure."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest

from assistant.programmes.book import ProgrammeBook, load_programmes
from assistant.settings import project_root
from ingest.documents import Document, load_documents
from tests.ui.scripted import MemoryStore, ScriptedAssistant
from ui.desk import Desk, OpenAssistant

DAY = date(2026, 4, 10)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
READY_SECONDS = 900
_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(what: str) -> NoReturn:
    """Skip and say what is missing; fail where everything should be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"missing: {what}")
    pytest.skip(f"missing: {what}")


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    return {document.id: document for document in load_documents(project_root() / "corpus" / "documents")}


@pytest.fixture(scope="session")
def book(documents: dict[str, Document]) -> ProgrammeBook:
    return load_programmes(project_root() / "corpus", documents)


@dataclass
class Scripted:
    """A running counter with scripted answers."""

    url: str
    desk: Desk
    assistant: ScriptedAssistant
    store: MemoryStore


@pytest.fixture
def make_desk(documents: dict[str, Document], book: ProgrammeBook) -> Callable[..., Desk]:
    """Makes a desk with scripted answers; `open_assistant` and other fields may be given."""

    def make(open_assistant: OpenAssistant | None = None, **fields: Any) -> Desk:
        scripted = ScriptedAssistant()
        given = {"feedback": MemoryStore(), "fixed_day": DAY, **fields}
        return Desk(documents, book, open_assistant or (lambda tell: scripted), **given)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """An open desk."""
    made = make_desk()
    made.open()
    assert made.wait(10).state == "ready"
    return made


@pytest.fixture(scope="module")
def scripted(documents: dict[str, Document], book: ProgrammeBook) -> Iterator[Scripted]:
    """A counter with scripted answers behind a real port."""
    assistant, store = ScriptedAssistant(), MemoryStore()
    made = Desk(documents, book, lambda tell: assistant, feedback=store, fixed_day=DAY)
    with serving(made) as url:
        yield Scripted(url, made, assistant, store)


@contextmanager
def serving(made: Desk, port: int | None = None) -> Iterator[str]:
    """Serve a desk from a thread of this process."""
    import uvicorn

    from ui.app import create_app

    port = port or free_port()
    config = uvicorn.Config(
        create_app(made), host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: httpx.get(f"{url}/api/health").is_success, 30)
        yield url
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def office_records(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the office's records."""
    return f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.db'}"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, office_records: str) -> Iterator[str]:
    """`madoguchi serve` as a process of its own, with the real assistant, on 2026-04-10."""
    port = free_port()
    environment = {**os.environ, "MADOGUCHI_DATABASE_URL": office_records}
    log = tmp_path_factory.mktemp("office") / "log.txt"
    command = [sys.executable, "-c", "from ui.commands import serve; serve()"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--as-of", DAY.isoformat()],
            cwd=project_root(),
            env=environment,
            stdout=out,
            stderr=out,
        )
    url = f"http://127.0.0.1:{port}"

    def ready() -> bool:
        if process.poll() is not None:
            pytest.fail(f"the server stopped: {log.read_text()[-2000:]}")
        state = httpx.get(f"{url}/api/health").json()["status"]
        if state == "failed":
            pytest.fail(f"the counter could not be opened: {log.read_text()[-2000:]}")
        return bool(state == "ready")

    try:
        wait_for(ready, READY_SECONDS)
        yield url
    finally:
        process.terminate()
        process.wait(15)


def wait_for(done: Callable[[], bool], seconds: float) -> None:
    """Wait until `done`; a refused connection counts as not yet."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if done():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"not done in {seconds} seconds")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium through Playwright. Of a module, not the session: while Playwright is open, its event loop
    counts as running, and tests of other modules couldn't start one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the Python package playwright (pip install -e '.[dev]')")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("Chromium (apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Makes browser contexts (each a visitor of their own) and closes them."""
    made = []

    def make(**options: Any) -> Any:
        context = chromium.new_context(**{"locale": "ja-JP", "timezone_id": "Asia/Tokyo", **DESKTOP, **options})
        context.set_default_timeout(15_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture(params=["desktop", "phone"])
def device(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each test that uses this runs on a desktop and on a phone."""
    return {"desktop": DESKTOP, "phone": PHONE}[request.param]


@pytest.fixture(scope="session")
def axe_script() -> Path:
    """axe-core, as bundled in a Python package."""
    try:
        import axe_playwright_python
    except ImportError:
        missing("the Python package axe-playwright-python (pip install -e '.[dev]')")
    return Path(axe_playwright_python.__file__).parent / "axe.min.js"
