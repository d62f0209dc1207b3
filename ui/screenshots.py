"""Pictures of every screen for the documentation: `python -m ui.screenshots` writes them to `docs/screenshots`.

Needs the development extra (Playwright) and Chromium. The counter is started for it, on a fixed day, with records in
a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.settings import project_root
from ingest.errors import MadoguchiError

DAY = "2026-04-10"
_READY_SECONDS = 900
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
}


@dataclass(frozen=True)
class Shot:
    """A picture: what is done before it is taken, on which devices, and whether all of the page is in it."""

    name: str
    steps: Callable[[Any, str], None]
    devices: tuple[str, ...] = ("desktop", "phone", "dark")
    whole: bool = False


def _enter(page: Any, url: str, path: str = "") -> None:
    page.goto(f"{url}/{path}")
    page.wait_for_selector("body[data-ready]")


def _ask(page: Any, question: str) -> Any:
    before = page.locator(".turn").count()
    page.get_by_label("知りたいこと", exact=True).fill(question)
    page.get_by_role("button", name="送る").click()
    turn = page.locator(".turn").nth(before)
    turn.locator(".tools").wait_for()
    page.wait_for_timeout(600)
    return turn


def _start(page: Any, url: str) -> None:
    _enter(page, url)


def _source(page: Any, url: str) -> None:
    _enter(page, url)
    turn = _ask(page, "ものづくり補助金の23次公募はいつまで申請できますか")
    turn.locator(".marker").nth(1).click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)


def _amount(page: Any, url: str) -> None:
    _enter(page, url)
    _ask(page, "省力化の一般型、6,000万円だといくら？")


def _refusal(page: Any, url: str) -> None:
    _enter(page, url)
    _ask(page, "ものづくり補助金の採択率は何パーセントですか")


def _feedback(page: Any, url: str) -> None:
    _enter(page, url)
    turn = _ask(page, "ものづくり補助金の補助率は？")
    turn.get_by_role("button", name="役に立たなかった").click()
    turn.get_by_label("知りたいことが書かれていない").check()
    turn.locator(".tools").scroll_into_view_if_needed()
    page.wait_for_timeout(400)


def _calculator(page: Any, url: str) -> None:
    _enter(page, url, "keisan")
    page.get_by_label("省力化投資補助金").check()
    page.get_by_label("一般型", exact=True).check()
    page.get_by_label("小規模事業者", exact=True).check()
    page.get_by_label("かかる費用").fill("6,000万円")
    page.get_by_role("button", name="計算する").click()
    page.locator("#worked .amount").first.wait_for()
    page.wait_for_timeout(400)


def _calendar(page: Any, url: str) -> None:
    _enter(page, url, "shimekiri")
    page.locator(".timeline").wait_for()


def _memo(page: Any, url: str) -> None:
    _enter(page, url)
    _ask(page, "省力化の一般型、6,000万円だといくら？")
    _ask(page, "小規模事業者です")
    _ask(page, "今申請できますか？")
    _enter(page, url, "memo")
    page.wait_for_selector(".memo-turn")


SHOTS = (
    Shot("chat-start", _start),
    Shot("chat-source", _source),
    Shot("chat-amount", _amount),
    Shot("chat-refusal", _refusal, devices=("desktop", "phone")),
    Shot("chat-feedback", _feedback, devices=("phone",)),
    Shot("calculator", _calculator, whole=True),
    Shot("calendar", _calendar),
    Shot("memo", _memo, devices=("desktop",), whole=True),
)


@contextmanager
def counter() -> Iterator[str]:
    """A counter of its own, on the fixed day.

    Raises:
        MadoguchiError: it doesn't open.
    """
    with socket.socket() as found, tempfile.TemporaryDirectory() as folder:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        found.close()
        environment = {**os.environ, "MADOGUCHI_DATABASE_URL": f"sqlite:///{folder}/records.db"}
        command = [sys.executable, "-c", "from ui.commands import serve; serve()", "--port", str(port), "--as-of", DAY]
        process = subprocess.Popen(command, env=environment, cwd=project_root())
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(15)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api/health") as answer:
                if b'"ready"' in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.5)
    raise MadoguchiError("窓口を開けなかったため、画面の写真を撮れません。")


def take(url: str, folder: Path) -> list[Path]:
    """Take every picture of the counter at `url`.

    Raises:
        MadoguchiError: there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise MadoguchiError("Chromium がありません。apt-get install chromium fonts-noto-cjk で入れてください。")
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        for shot in SHOTS:
            for device in shot.devices:
                context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", **_DEVICES[device])
                page = context.new_page()
                page.emulate_media(reduced_motion="reduce")
                shot.steps(page, url)
                file = folder / f"{shot.name}-{device}.png"
                page.screenshot(path=file, full_page=shot.whole, animations="disabled")
                context.close()
                taken.append(file)
        browser.close()
    return taken


def main() -> None:
    folder = project_root() / "docs" / "screenshots"
    with counter() as url:
        for file in take(url, folder):
            print(file.relative_to(project_root()))


if __name__ == "__main__":
    main()
