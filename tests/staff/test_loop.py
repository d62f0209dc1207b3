"""A wrong answer becomes a verified one, in a browser, as staff do it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.accounts.roles import Role
from tests.staff.conftest import PASSWORD, STAFF, Counter
from tests.ui.visits import ask as ask_on_page
from tests.ui.visits import enter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

NewContext = Callable[..., Any]

QUESTION = "持続化補助金でチラシを作れますか"
PARAPHRASE = "小規模事業者持続化補助金はチラシの作成に使えますか"
CONFIRMED = "窓口確認済み"
NEAR_MISS = "持続化補助金でパソコンを買えますか"


@pytest.fixture
def page(new_context: NewContext) -> Iterator[Any]:
    opened = new_context(viewport={"width": 1400, "height": 1000}).new_page()
    opened.set_default_timeout(90_000)
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
    yield opened
    # A refused save answers 4xx on purpose; anything else in the console is a fault of ours.
    assert [text for text in problems if "status of 4" not in text] == []


class Visitor:
    """An owner at the counter, in a browser of their own."""

    def __init__(self, new_context: NewContext, counter: Counter) -> None:
        self.context = new_context()
        self.counter = counter
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)
        enter(self.page, counter.url)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def ask(self, question: str) -> Any:
        """Ask on the page; returns the turn, once it is in the records too."""
        turn = ask_on_page(self.page, question)
        until = time.monotonic() + 10
        # Turns are written down behind the visitor's back.
        while self.counter.bench.turns.get(self.reply_of(turn)) is None:
            assert time.monotonic() < until, "the turn was not recorded"
            time.sleep(0.05)
        return turn

    def reply_of(self, turn: Any) -> str:
        return str(turn.locator(".reply-more").get_attribute("data-reply"))

    def thumb_down(self, turn: Any, reason: str) -> None:
        turn.get_by_role("button", name="役に立たなかった").click()
        turn.get_by_label(reason).check()
        turn.locator(".why").get_by_role("button", name="送る").click()
        turn.locator(".why").wait_for(state="hidden")


def shown_to_a_new_visitor(new_context: NewContext, counter: Counter, question: str) -> str:
    """What somebody who just came sees for this question."""
    with Visitor(new_context, counter) as visitor:
        return str(visitor.ask(question).inner_text())


def sign_in(page: Any, counter: Counter, role: Role) -> None:
    page.goto(f"{counter.url}/staff/")
    page.get_by_label("ログイン名").fill(STAFF[role])
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン").click()
    page.wait_for_url(re.compile(r"/staff/(review|corpus)"))


def test_from_a_wrong_answer_to_a_verified_one(
    counter: Counter, new_context: NewContext, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.staff.workbench._EVALUATION", 8)  # the report's length is not what is tested here
    with Visitor(new_context, counter) as owner:
        turn = owner.ask(QUESTION)
        assert CONFIRMED not in turn.inner_text()
        owner.thumb_down(turn, "知りたいことが書かれていない")
        asked = counter.bench.turns.get(owner.reply_of(turn))
    assert asked is not None and asked.feedback[-1].helpful is False
    reply = asked.reply
    lines = next(
        (number, text)
        for document in counter.bench.desk.documents.values()
        for number, text in enumerate(document.source_lines, 1)
        if "チラシ" in text
    )

    sign_in(page, counter, "checker")
    first = page.locator("table.queue a.row").first
    assert QUESTION in first.inner_text()
    assert "低い評価" in page.locator("table.queue tbody tr").first.inner_text()
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
        with Visitor(new_context, counter) as owner:
            turn = owner.ask(question)
            shown, given = turn.inner_text(), counter.bench.turns.get(owner.reply_of(turn))
        assert CONFIRMED in shown and "回答確認担当" in shown, question
        assert "はい、チラシの作成にも使えます" in shown and "花子" not in shown
        assert given is not None and given.engine == "verified"
        assert given.reply["citations"][0]["lines"] == [lines[0], lines[0]]
    assert CONFIRMED not in shown_to_a_new_visitor(new_context, counter, NEAR_MISS)

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
    assert CONFIRMED in shown_to_a_new_visitor(new_context, counter, QUESTION), "nothing is touched before the switch"
    page.get_by_text("何が変わるかを確かめる").click()
    page.get_by_text("答えが変わるのは").wait_for()
    page.get_by_role("button", name="この版に切り替える").click()
    page.get_by_text("新しい版に切り替えました。").wait_for()

    assert CONFIRMED not in shown_to_a_new_visitor(new_context, counter, QUESTION)
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
