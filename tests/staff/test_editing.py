"""An editor adds a round, a statement and words on the pages, and sees each mistake beside its field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from assistant.library.datafiles import DataFile
from tests.staff.conftest import PASSWORD, STAFF, Counter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def page(new_context: Callable[..., Any], counter: Counter) -> Any:
    """The editor's browser, signed in."""
    opened = new_context(viewport={"width": 1400, "height": 1000}).new_page()
    opened.set_default_timeout(60_000)
    opened.goto(f"{counter.url}/staff/sign-in")
    opened.get_by_label("ログイン名").fill(STAFF["editor"])
    opened.get_by_label("パスワード").fill(PASSWORD)
    opened.get_by_role("button", name="サインイン").click()
    opened.wait_for_url(re.compile(r"/staff/corpus"))
    return opened


def press_save(page: Any) -> None:
    page.get_by_role("button", name="確かめて保存").click()


def test_rounds_statements_and_words(counter: Counter, page: Any) -> None:
    changes = counter.bench.builder.changes
    add_a_round(counter, page)
    assert "id: r23-b" in changes.text(DataFile("programmes", "monodukuri"))
    add_and_withdraw_a_statement(counter, page)
    mend_words(counter, page)
    # All of it stands on the page of the next version, and nothing answers from it yet.
    page.goto(f"{counter.url}/staff/corpus")
    listed = page.locator(".changes").inner_text()
    assert "ものづくり補助金" in listed and "太郎" in listed and "言葉" in listed
    assert counter.bench.library.current == "0000"


def add_a_round(counter: Counter, page: Any) -> None:
    page.goto(f"{counter.url}/staff/programmes")
    page.get_by_role("link", name="ものづくり補助金", exact=True).click()
    closes = page.locator("[name='f.rounds.0.closes.at']")
    before = closes.input_value()
    closes.fill("2026-05-09 17:00")
    press_save(page)
    # The mistake stands beside its field, and what was typed is still there.
    error = page.locator(".field-error").first
    assert "5月9日" in error.inner_text()
    assert closes.input_value() == "2026-05-09 17:00" and closes.get_attribute("aria-invalid") == "true"
    closes.fill(before)

    page.get_by_role("button", name="公募回を足す").click()
    page.get_by_text("まだ保存していません").wait_for()
    page.locator("[name='f.rounds.1.name']").fill("23次公募")
    page.locator("[name='f.rounds.1.id']").fill("r23-b")
    page.locator("button[value='put:f.rounds.1.closes']").click()
    page.locator("[name='f.rounds.1.closes.at']").fill(before)
    for place, line in (("f.rounds.1.evidence", 126), ("f.rounds.1.closes.evidence", 129)):
        page.locator(f"button[value='add:{place}']").click()
        page.locator(f"[name='{place}.0.lines.0']").fill(str(line))
    press_save(page)
    page.get_by_text("保存しました。").wait_for()
    # Empty quotes became the words of their lines.
    quoted = page.locator("[name='f.rounds.1.closes.evidence.0.quote']").input_value()
    assert "2026年5月8日" in quoted
    text = (counter.bench.library.corpus / "programmes" / "monodukuri.yaml").read_text("utf-8")
    assert "r23-b" not in text, "the version in force is never written to"


def add_and_withdraw_a_statement(counter: Counter, page: Any) -> None:
    page.goto(f"{counter.url}/staff/statements/monodukuri")
    page.get_by_role("link", name="言える文を足す").click()
    page.locator("[name='f.say']").fill("23次公募の締切は、2026年5月18日の17:00です。")
    page.locator("[name='f.topic']").select_option("dates")
    page.locator("[name='f.asks']").fill("二十三次の締切日を念のため確認したい")
    page.locator("[name='f.id']").fill("deadline-again")
    page.locator("[name='f.evidence.0.lines.0']").fill("129")
    press_save(page)
    assert "引用の中にありません" in page.locator(".field-error").first.inner_text()
    page.locator("[name='f.say']").fill("締切は、2026年5月8日の17:00です。")
    press_save(page)
    page.get_by_text("保存しました。").wait_for()
    page.get_by_role("searchbox").fill("二十三次の締切日")
    page.get_by_role("button", name="絞り込む").click()
    page.locator("a.row").first.click()
    page.wait_for_url(re.compile(r"/statements/deadline-again$"))
    page.get_by_role("button", name="この文を取り下げる").click()
    page.get_by_text("取り下げました。").wait_for()
    text = counter.bench.builder.changes.text(DataFile("statements", "monodukuri"))
    assert "deadline-again" not in text


def mend_words(counter: Counter, page: Any) -> None:
    page.goto(f"{counter.url}/staff/words/language/needs")
    editor = page.locator("textarea[data-markdown]")
    text = editor.input_value()
    editor.fill(text.replace("programmes:", "programs:", 1))
    press_save(page)
    problem = page.get_by_role("alert")
    assert "行目" in problem.inner_text() and "programs" in editor.input_value()
    problem.get_by_role("link").first.click()
    chosen = page.evaluate(
        "(() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); })()"
    )
    assert "programs" in chosen or "- id:" in chosen, "the link leads to the line"
    editor.fill(f"{text.rstrip()}\n# 見直した\n")
    # Somebody else is quicker.
    file = DataFile("language", "needs")
    from assistant.library.pending import stamp

    kept = counter.bench.builder.changes.text(file)
    counter.bench.builder.changes.save(file, f"{kept.rstrip()}\n# 別の人\n", by="次郎", seen=stamp(kept))
    press_save(page)
    assert "次郎さんが先に変えました" in page.get_by_role("alert").inner_text()
    assert "# 見直した" in editor.input_value(), "what was typed is still there"
