"""A real counter on a port of its own: the corpus, an index, records in a temporary folder, and the staff's application."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import uvicorn

from assistant import Assistant
from assistant.accounts.roles import Role
from assistant.settings import Settings
from tests.ui.conftest import axe_script, chromium, new_context
from ui.staff.workbench import Workbench

__all__ = ["axe_script", "chromium", "new_context"]

PASSWORD = "correct horse staple"
DAY = date(2026, 4, 10)
STAFF: dict[Role, str] = {"checker": "hanako", "editor": "taro", "admin": "boss"}
NAMES = {"hanako": "花子", "taro": "太郎", "boss": "責任者"}


@dataclass(frozen=True)
class Counter:
    """A running application and what is behind it."""

    url: str
    bench: Workbench


@pytest.fixture
def settings(assistant: Assistant, tmp_path: Path) -> Settings:
    """Settings of a fresh data folder, with a copy of the corpus that the test may change and of everything that opening
    the assistant made of it: nothing is embedded or fitted anew but what the test changes."""
    made = Settings(data=tmp_path / "var", corpus=tmp_path / "corpus")
    shutil.copytree(assistant.settings.index, made.index)
    shutil.copytree(assistant.settings.corpus, made.corpus)
    return made


@pytest.fixture
def counter(settings: Settings) -> Iterator[Counter]:
    with Running(settings) as found:
        yield found


class Running:
    """The application on a free port, as a context manager."""

    def __init__(self, settings: Settings) -> None:
        from ui.app import create_app
        from ui.opening import open_desk
        from ui.staff.app import create_staff_app

        desk = open_desk(settings, day=DAY)
        self.bench = Workbench.open(settings, desk)
        app = create_app(
            desk, mounts=[lambda app, _desk: app.mount("/staff", create_staff_app(self.bench), name="staff")]
        )
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Counter:
        for role, login in STAFF.items():
            self.bench.accounts.add(login, NAMES[login], role, PASSWORD)
        self._thread.start()
        deadline = time.monotonic() + 120
        while not self._server.started or self.bench.desk.opening.state == "starting":
            assert time.monotonic() < deadline and self._thread.is_alive(), "the counter did not open"
            time.sleep(0.05)
        assert self.bench.desk.opening.state == "ready", self.bench.desk.opening
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return Counter(f"http://127.0.0.1:{port}", self.bench)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self.bench.database.close()
