"""A wrong answer becomes a verified one, in a browser, as staff do it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.staff.conftest import PASSWORD, STAFF, Counter

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

QUESTION = "持続化補助金でチラシを作れますか"
PARAPHRASE = "小規模事業者持続化補助金はチラシの作成に使えますか"
NEAR_MISS = "持続化補助金でパソコンを買えますか"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1400, "height": 1000})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    # A refused save answers 4xx on purpose; anything else in the console is a fault of ours.
    assert [text for text in problems if "status of 4" not in text] == []


def ask(counter: Counter, question: str) -> dict[str, Any]:
    """A visitor's question over the public interface."""
    answer = httpx.post(f"{counter.url}/api/ask", json={"question": question}, timeout=30)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    deadline = time.monotonic() + 10
    # Turns are written down behind the visitor's back.
    while counter.bench.turns.get(found["id"]) is None:
        assert time.monotonic() < deadline, "the turn was not recorded"
        time.sleep(0.02)
    return found


def sign_in(page: Any, counter: Counter, role: str) -> None:
    page.goto(f"{counter.url}/staff/")
    page.get_by_label("ログイン名").fill(STAFF[role])
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン").click()
    page.wait_for_url(re.compile(r"/staff/(review|corpus)"))


def test_from_a_wrong_answer_to_a_verified_one(counter: Counter, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.staff.workbench._EVALUATION", 8)  # the report's length is not what is tested here
    reply = ask(counter, QUESTION)
    assert reply["engine"] != "verified"
    counter.bench.turns.add_feedback(reply["id"], helpful=False, reasons=["知りたいことと違う"])
    lines = next(
        (number, text)
        for document in counter.bench.desk.documents.values()
        for number, text in enumerate(document.source_lines, 1)
        if "チラシ" in text
    )

    sign_in(page, counter, "checker")
    first = page.locator("table.queue a.row").first
    assert QUESTION in first.inner_text()
    # By keyboard: j takes the first row, Enter opens it, 2 chooses "wrong", c goes to the correction.
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/staff/review/.+"))
    page.keyboard.press("2")
    page.keyboard.press("c")
    page.keyboard.type("はい、チラシの作成にも使えます[9]。")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("保存しました。").wait_for()

    # A marker without a source is refused, and so is a figure that no source proves.
    publish = page.locator("#publish form")
    publish.get_by_role("button").click()
    page.get_by_role("alert").wait_for()
    publish.locator("[name=answer]").fill("はい、チラシに999万円まで使えます[1]。")
    for box in publish.get_by_role("checkbox").all():
        box.uncheck()
    publish.locator("[name=add_first_1]").fill(str(lines[0]))
    publish.get_by_role("button").click()
    page.get_by_role("alert").wait_for()

    marker = len(reply["citations"]) + 1
    publish.locator("[name=answer]").fill(f"はい、チラシの作成にも使えます[{marker}]。")
    for box in publish.get_by_role("checkbox").all():
        box.uncheck()
    publish.locator("[name=add_first_1]").fill(str(lines[0]))
    publish.get_by_role("button").click()
    page.get_by_text("公開しました。").wait_for()

    for question in (QUESTION, PARAPHRASE):
        again = ask(counter, question)
        assert again["engine"] == "verified", question
        assert again["text"] == f"はい、チラシの作成にも使えます[{marker}]。"
        assert again["citations"][0]["lines"] == [lines[0], lines[0]]
        assert any("窓口確認済み" in notice and "回答確認担当" in notice for notice in again["notices"])
        assert not any("花子" in notice for notice in again["notices"])
    assert ask(counter, NEAR_MISS)["engine"] != "verified"

    page.get_by_role("button", name="この判定から評価問題を作る").click()
    page.get_by_text("評価問題を作りました。").wait_for()
    page.goto(f"{counter.url}/staff/cases")
    page.get_by_role("button", name="いまの窓口に全部尋ねる").click()
    page.get_by_text("1問中 1問が正しく答えられました。").wait_for()

    # The source is replaced: the document is mended in place, approved, built and switched to.
    page.get_by_role("button", name="サインアウト").click()
    sign_in(page, counter, "editor")
    page.get_by_role("button", name="文字を直す").first.click()
    page.wait_for_url(re.compile(r"/staff/corpus/drafts/.+"))
    editor = page.locator("textarea[data-markdown]")
    text = editor.input_value()
    assert text.count("看板の設置等 |") == 1
    editor.fill(text.replace("看板の設置等 |", "看板の設置など |"))
    page.get_by_role("button", name="保存して承認する").click()
    page.get_by_text("承認しました。").wait_for()
    page.get_by_label("何のための版か").fill("表記を直した版")
    page.get_by_role("button", name="新しい版を作る").click()
    page.get_by_text("何が変わるかを確かめる").wait_for(timeout=240_000)
    assert ask(counter, QUESTION)["engine"] == "verified"  # nothing is touched before the switch
    page.get_by_text("何が変わるかを確かめる").click()
    page.get_by_text("答えが変わるのは").wait_for()
    page.get_by_role("button", name="この版に切り替える").click()
    page.get_by_text("新しい版に切り替えました。").wait_for()

    assert ask(counter, QUESTION)["engine"] != "verified"
    page.get_by_role("button", name="サインアウト").click()
    sign_in(page, counter, "checker")
    item = page.locator("table.queue tbody tr").first
    assert QUESTION in item.inner_text()
    assert "確認済みの回答が失効" in item.inner_text()
    page.goto(f"{counter.url}/staff/verified?state=expired")
    page.locator("a.row").first.click()
    page.get_by_text("が変わりました。").first.wait_for()

    # And back: the version before answers again as it did.
    page.get_by_role("button", name="サインアウト").click()
    sign_in(page, counter, "editor")
    page.goto(f"{counter.url}/staff/corpus/versions/0000")
    page.get_by_role("button", name="この版に戻す").click()
    page.get_by_text("前の版に戻しました。").wait_for()
    assert counter.bench.library.current == "0000"
