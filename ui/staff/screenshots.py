"""Screenshots of the staff's pages for the guides: `python -m ui.staff.screenshots OUT_DIR`.

Opens a counter of its own in a temporary folder, with questions, verdicts and a document that are made up.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.records.models import Turn
from assistant.settings import Settings, project_root
from ui.staff.workbench import Workbench

_PASSWORD = "screenshots only 2026"
_QUESTIONS = (
    "持続化補助金でチラシを作れますか",
    "ものづくり補助金の補助率は？",
    "省力化の一般型、6,000万円だといくら？",
    "ものづくり補助金の採択率は？",
    "今申請できる補助金はありますか",
    "お助け隊サービスの問い合わせ先は？",
)


def main(out: Path) -> None:
    """Make every screenshot."""
    import uvicorn
    from playwright.sync_api import sync_playwright

    from ui.app import create_app
    from ui.opening import open_desk
    from ui.staff.app import create_staff_app

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="madoguchi-shots-") as folder:
        data, corpus = Path(folder) / "var", Path(folder) / "corpus"
        shutil.copytree(project_root() / "corpus", corpus)
        if (project_root() / "var" / "index").is_dir():
            shutil.copytree(project_root() / "var" / "index", data / "index")
        settings = Settings(data=data, corpus=corpus)
        day = datetime(2026, 4, 10).date()
        desk = open_desk(settings, day=day)
        bench = Workbench.open(settings, desk)
        bench.accounts.add("hanako", "花子", "admin", _PASSWORD)
        app = create_app(desk, mounts=[lambda app, _: app.mount("/staff", create_staff_app(bench), name="staff")])
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started or desk.opening.state == "starting":
            time.sleep(0.1)
        _ask_and_judge(bench, day)
        port = server.servers[0].sockets[0].getsockname()[1]
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(locale="ja-JP", viewport={"width": 1360, "height": 900}, color_scheme="light")
            page = context.new_page()
            page.set_default_timeout(60_000)
            _shoot(page, f"http://127.0.0.1:{port}/staff", out, bench, Path(folder))
            browser.close()
        server.should_exit = True


def _ask_and_judge(bench: Workbench, day: Any) -> None:
    """A week of made-up questions, some of them judged."""
    for number in range(36):
        question = _QUESTIONS[(number * 5) % len(_QUESTIONS)]
        reply = bench.assistant.conversation(day).ask(question)
        at = datetime(2026, 4, 10, 1, tzinfo=UTC) - timedelta(days=(number * 7) % 30, minutes=number)
        bench.turns.record(reply, conversation_id=f"c{number}", as_of=day, asked_at=at, index_version="0000")
        if number % 3 == 0:
            helpful = number % 2 == 0
            bench.turns.add_feedback(reply.id, helpful=helpful, reasons=[] if helpful else ["知りたいことと違う"])
        if number % 2 and number > 6:
            bench.reviews.decide(
                reply.id,
                seen_version=0,
                verdict="correct" if number % 5 else "incomplete",
                corrected_answer="",
                note="",
                reviewer_id=1,
                reviewer_name="花子",
            )


def _shoot(page: Any, root: str, out: Path, bench: Workbench, folder: Path) -> None:
    def shot(name: str, *, full: bool = False) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"staff-{name}.png", full_page=full)

    page.goto(f"{root}/sign-in")
    shot("sign-in")
    page.get_by_label("ログイン名").fill("hanako")
    page.get_by_label("パスワード").fill(_PASSWORD)
    page.get_by_role("button", name="サインイン").click()
    page.locator("table.queue").wait_for()
    shot("queue")
    item = next(item.turn for item in bench.reviews.queue(_everything()).items if item.turn.question == _QUESTIONS[0])
    _judge(page, root, item)
    shot("turn", full=True)
    page.locator("#publish").scroll_into_view_if_needed()
    shot("publish")
    page.locator("#publish form button").click()
    page.get_by_text("公開しました。").wait_for()
    page.get_by_role("button", name="この判定から評価問題を作る").click()
    page.goto(f"{root}/verified?ask=小規模事業者持続化補助金はチラシの作成に使えますか")
    shot("verified")
    page.goto(f"{root}/cases")
    page.get_by_role("button", name="いまの窓口に全部尋ねる").click()
    page.get_by_role("status").wait_for()
    shot("cases")
    page.goto(f"{root}/statistics")
    shot("statistics", full=True)
    page.goto(f"{root}/report/2026-04")
    shot("report")
    page.goto(f"{root}/accounts")
    shot("accounts")
    sample = folder / "youryou.html"
    sample.write_text(_SAMPLE, "utf-8")
    page.goto(f"{root}/corpus")
    pdf = folder / "youryou.pdf"
    printer = page.context.new_page()
    printer.goto(sample.as_uri())
    printer.pdf(path=pdf, format="A4", margin={"top": "20mm", "bottom": "20mm", "left": "18mm", "right": "18mm"})
    printer.close()
    page.locator("[name=file]").set_input_files(pdf)
    page.locator("[name=document_id]").fill("setsubi-2026-04")
    page.locator("[name=publisher]").fill("見本産業局")
    page.locator("[name=as_of]").fill("2026-04")
    shot("corpus")
    page.get_by_role("button", name="読み込む").click()
    page.locator("textarea[data-markdown]").wait_for()
    page.locator(".sides").scroll_into_view_if_needed()
    shot("draft")
    page.get_by_role("button", name="保存して承認する").click()
    page.get_by_label("何のための版か").fill("設備投資支援事業の要領を追加")
    page.get_by_role("button", name="新しい版を作る").click()
    shot("building")
    page.get_by_text("何が変わるかを確かめる").wait_for(timeout=590_000)
    page.get_by_text("何が変わるかを確かめる").click()
    shot("version")
    page.goto(f"{root}/corpus/documents/meti-digital-2026-02/withdraw")
    shot("withdraw")
    _edit(page, root, shot)


def _edit(page: Any, root: str, shot: Callable[[str], None]) -> None:
    """Programmes and statements in their forms, one of them with a mistake, and a file without a form."""
    page.goto(f"{root}/programmes/monodukuri")
    shot("programme")
    closes = page.locator("[name='f.rounds.0.closes.at']")
    closes.fill("2026-05-09 17:00")
    page.get_by_role("button", name="確かめて保存").click()
    page.locator(".field-error").first.wait_for()
    closes.scroll_into_view_if_needed()
    shot("programme-error")
    page.goto(f"{root}/statements/monodukuri")
    shot("statements")
    page.locator("a.row").first.click()
    page.locator("[name='f.say']").wait_for()
    shot("statement")
    page.goto(f"{root}/words/claims/jizokuka")
    page.locator(".legend summary").click()
    shot("words")


def _everything() -> Any:
    from assistant.records.reviews import Filter

    return Filter(state="open")


def _judge(page: Any, root: str, turn: Turn) -> None:
    page.goto(f"{root}/review/{turn.id}")
    page.locator("[name=verdict][value=incomplete]").check()
    page.locator("[name=corrected_answer]").fill(turn.answer)
    page.locator("[name=note]").fill("看板についても触れる")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("保存しました。").wait_for()


_SAMPLE = """<!doctype html><meta charset="utf-8"><title>設備投資支援事業 公募要領</title>
<style>body{font-family:"Noto Serif CJK JP";line-height:1.8}h1,h2{font-family:"Noto Sans CJK JP"}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #333;padding:6px 10px}</style>
<h1>見本・設備投資支援事業 公募要領</h1><p>この事業は、中小企業者の設備投資を支援するものです（画面の見本のために作った架空の資料です）。</p>
<h2>補助率と上限</h2><table><tr><th>枠</th><th>補助率</th><th>上限額</th></tr><tr><td>通常枠</td><td>1/2</td><td>1,000万円</td></tr>
<tr><td>特別枠</td><td>2/3</td><td>1,500万円</td></tr></table><h2>受付期間</h2><p>令和8年6月1日から7月31日までです。</p>"""


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
