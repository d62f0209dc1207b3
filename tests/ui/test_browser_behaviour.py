"""How the page behaves when things are not as usual: keyboards, tabs, faults, restarts, shared computers."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from assistant.programmes.book import ProgrammeBook
from ingest.documents import Document
from tests.ui.conftest import DAY, Scripted, free_port, serving, wait_for
from tests.ui.scripted import NASTY, MemoryStore, ScriptedAssistant
from tests.ui.visits import answered, ask, enter
from ui import words
from ui.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def page(scripted: Scripted, new_context: Callable[..., Any]) -> Any:
    scripted.assistant.gate.clear()
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return enter(context.new_page(), scripted.url)


def compose(page: Any, *steps: tuple[str, dict[str, Any]]) -> None:
    """Send input events to the browser as an input method does."""
    session = page.context.new_cdp_session(page)
    for method, parameters in steps:
        session.send(method, parameters)


def test_enter_that_ends_a_conversion_does_not_send(page: Any, scripted: Scripted) -> None:
    """With real composition events: kana is being converted, Enter chooses the conversion, a second Enter sends."""
    field = page.get_by_label("知りたいこと", exact=True)
    field.focus()
    before = len(scripted.assistant.asked)
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "しめきりは", "selectionStart": 5, "selectionEnd": 5})
    # While the input method is at work, the browser reports every key as 229 and says that it is composing.
    enter_key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter_key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter_key})
    page.wait_for_timeout(200)
    assert page.locator(".turn").count() == 0 and len(scripted.assistant.asked) == before
    session.send("Input.insertText", {"text": "締切は"})
    # Safari ends the conversion before it reports the key: no longer composing, but still 229.
    page.evaluate(
        """() => document.querySelector('#question').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    assert page.locator(".turn").count() == 0
    assert field.input_value() == "締切は"
    field.press("Enter")
    answered(page, 0)
    assert scripted.assistant.asked[before:] == ["締切は"]
    assert field.input_value() == ""


def test_shift_enter_makes_a_new_line(page: Any) -> None:
    field = page.get_by_label("知りたいこと", exact=True)
    field.fill("一行目")
    field.press("Shift+Enter")
    field.press_sequentially("二行目")
    assert field.input_value() == "一行目\n二行目" and page.locator(".turn").count() == 0


def test_enter_on_a_phone_makes_a_new_line(scripted: Scripted, new_context: Callable[..., Any]) -> None:
    from tests.ui.conftest import PHONE

    page = enter(new_context(**PHONE).new_page(), scripted.url)
    field = page.get_by_label("知りたいこと", exact=True)
    field.fill("一行目")
    field.press("Enter")
    assert field.input_value() == "一行目\n"


def test_a_double_click_sends_once(page: Any, scripted: Scripted) -> None:
    before = len(scripted.assistant.asked)
    page.get_by_label("知りたいこと", exact=True).fill("二度押し")
    page.get_by_role("button", name="送る").dblclick()
    page.evaluate("document.querySelector('[data-part=composer]').requestSubmit()")
    answered(page, 0)
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 1 and scripted.assistant.asked[before:] == ["二度押し"]


def test_a_long_question_is_refused_kindly_and_kept(page: Any, scripted: Scripted) -> None:
    before = len(scripted.assistant.asked)
    field = page.get_by_label("知りたいこと", exact=True)
    field.fill("あ" * 2001)
    assert "2,001文字" in page.locator("[data-part=count]").inner_text()
    page.get_by_role("button", name="送る").click()
    assert "2,000文字まで" in page.locator("[data-part=problem]").inner_text()
    assert len(field.input_value()) == 2001 and len(scripted.assistant.asked) == before
    field.fill("")
    page.get_by_role("button", name="送る").click()
    assert words.EMPTY_QUESTION in page.locator("[data-part=problem]").inner_text()


def test_markup_from_anywhere_is_shown_as_text(page: Any, scripted: Scripted) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    turn = ask(page, f"あぶない {NASTY} {{{{7*7}}}} ${{window.hacked=1}} `")
    assert turn.locator("script, .reply img, iframe").count() == 0
    assert turn.locator("a[href^='javascript']").count() == 0
    assert NASTY in turn.locator(".question-text").inner_text()
    assert NASTY in turn.locator(".reply-text").inner_text()
    page.reload()
    page.wait_for_selector(".turn")
    page.goto(f"{scripted.url}/memo")
    page.wait_for_selector(".memo-turn")
    assert page.evaluate("window.hacked") is None
    assert "{{7*7}}" in page.locator(".memo-turn h2").inner_text()


def test_the_answer_appears_while_it_is_written_and_can_be_stopped(page: Any) -> None:
    page.get_by_label("知りたいこと", exact=True).fill("ゆっくり話して")
    page.get_by_role("button", name="送る").click()
    page.wait_for_function("document.querySelector('.streaming')?.textContent.includes('2番目の文です。')")
    assert not page.get_by_role("button", name="送る").is_visible()
    page.get_by_role("button", name="止める").click()
    turn = page.locator(".turn").first
    assert "ここで止めました" in turn.inner_text()
    text = turn.locator(".streaming").inner_text()
    page.wait_for_timeout(900)
    assert turn.locator(".streaming").inner_text() == text
    second = ask(page, "次の質問")
    assert "1回目" in second.inner_text(), "a stopped question leaves nothing in the conversation's memory"


def test_a_fault_is_told_and_can_be_tried_again(page: Any, scripted: Scripted) -> None:
    turn = ask(page, "こわれる質問")
    assert words.FAILED in turn.inner_text() and "fault of the test" not in page.content()
    before = len(scripted.assistant.asked)
    turn.get_by_role("button", name="もう一度試す").click()
    page.wait_for_function("document.querySelectorAll('.turn').length === 1")
    answered(page, 0)
    assert scripted.assistant.asked[before:] == ["こわれる質問"]


def test_thumbs_down_with_a_reason_is_stored(page: Any, scripted: Scripted) -> None:
    turn = ask(page, "評価する質問")
    turn.get_by_role("button", name="役に立たなかった").click()
    turn.get_by_label("金額や日付がちがう").check()
    turn.get_by_label("気づいたこと").fill("締切は来年です")
    turn.locator(".why").get_by_role("button", name="送る").click()
    turn.get_by_text("ありがとうございます").wait_for()
    turn.locator(".why").wait_for(state="hidden")
    identity = turn.locator(".reply-more").get_attribute("data-reply")
    assert scripted.store.given[-1] == {
        "turn": identity,
        "helpful": False,
        "reasons": ["金額や日付がちがう"],
        "comment": "締切は来年です",
    }
    assert identity in scripted.store.turns
    assert turn.get_by_role("button", name="役に立たなかった").get_attribute("aria-pressed") == "true"
    turn.get_by_role("button", name="役に立った").click()
    wait_for(lambda: scripted.store.given[-1]["helpful"], 5)


def test_an_answer_can_be_copied_with_its_sources(page: Any) -> None:
    turn = ask(page, "写す質問")
    turn.get_by_role("button", name="写す").click()
    turn.get_by_text("写しました").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "ご質問：写す質問" in copied and "へのお答えです[1]。" in copied
    assert "[1] ものづくり補助金 › 申請受付期間（23次公募）「2026年5月8日（金）17:00（厳守）」" in copied


def test_a_reload_keeps_the_conversation_of_this_tab(page: Any) -> None:
    ask(page, "一つ目の質問")
    page.reload()
    page.wait_for_selector(".turn")
    assert page.locator(".question-text").inner_text() == "一つ目の質問"
    turn = ask(page, "二つ目の質問")
    assert "2回目" in turn.inner_text()
    turn.locator(".marker").first.click()
    assert page.locator(".turn").nth(1).locator(".source[open]").count() == 1


def test_two_tabs_do_not_mix(page: Any, scripted: Scripted) -> None:
    ask(page, "最初のタブ")
    other = enter(page.context.new_page(), scripted.url)
    assert other.locator(".turn").count() == 0
    turn = ask(other, "二番目のタブ")
    assert "1回目" in turn.inner_text()
    assert "2回目" in ask(page, "最初のタブの続き").inner_text()


def test_a_duplicated_tab_gets_a_conversation_of_its_own(page: Any, scripted: Scripted) -> None:
    """A browser copies sessionStorage when a tab is duplicated, or opened by a page."""
    ask(page, "元のタブ")
    with page.context.expect_page() as opened:
        page.evaluate("url => window.open(url)", scripted.url)
    copy = opened.value
    copy.wait_for_selector("body[data-ready]")
    copy.wait_for_function("document.querySelector('[data-part=send]')?.disabled === false")
    copy.wait_for_timeout(400)
    assert copy.locator(".turn").count() == 0
    assert "1回目" in ask(copy, "写しのタブ").inner_text()
    assert "2回目" in ask(page, "元のタブの続き").inner_text()


def test_two_visitors_at_once_get_their_own_answers(scripted: Scripted, new_context: Callable[..., Any]) -> None:
    scripted.assistant.gate.clear()
    visitors = [enter(new_context().new_page(), scripted.url) for _ in range(2)]
    for number, visitor in enumerate(visitors):
        visitor.get_by_label("知りたいこと", exact=True).fill(f"まって 客{number}")
        visitor.get_by_role("button", name="送る").click()
    scripted.assistant.gate.set()
    for number, visitor in enumerate(visitors):
        turn = answered(visitor, 0)
        assert f"「まって 客{number}」へのお答え" in turn.inner_text() and "1回目" in turn.inner_text()


def test_forgetting_leaves_nothing(page: Any, scripted: Scripted) -> None:
    ask(page, "忘れてほしい質問")
    kept = len(scripted.desk.conversations)
    page.get_by_role("button", name="このやりとりを消す").click()
    assert page.locator(".turn").count() == 0 and page.locator(".welcome").is_visible()
    wait_for(lambda: len(scripted.desk.conversations) == kept - 1, 5)
    assert "忘れてほしい" not in page.content()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 0
    assert "1回目" in ask(page, "新しい質問").inner_text()


def test_nothing_is_left_in_the_browser(page: Any, scripted: Scripted) -> None:
    """On a shared computer the next visitor opens a new tab of the same browser."""
    ask(page, "ひみつの質問です")
    context = page.context
    page.close()
    visitor = enter(context.new_page(), scripted.url)
    assert visitor.locator(".turn").count() == 0
    stored = visitor.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
            (await indexedDB.databases()).map(found => found.name), await caches.keys()])"""
    )
    assert "ひみつ" not in stored
    for name in visitor.evaluate("async () => (await indexedDB.databases()).map(found => found.name)"):
        pytest.fail(f"something is kept in the browser: {name}")
    assert visitor.evaluate("Object.keys(localStorage)") == []
    visitor.get_by_label("知りたいこと", exact=True).press("ArrowDown")
    assert visitor.get_by_label("知りたいこと", exact=True).input_value() == ""
    assert visitor.get_by_label("知りたいこと", exact=True).get_attribute("autocomplete") == "off"


def test_closing_the_tab_lets_the_server_forget(page: Any, scripted: Scripted) -> None:
    ask(page, "閉じる前の質問")
    key = page.evaluate("sessionStorage.getItem('madoguchi-conversation')")
    conversation = scripted.desk.conversations.get(key)
    assert conversation is not None and conversation.left_at is None
    page.close(run_before_unload=True)
    wait_for(lambda: conversation.left_at is not None, 5)


def test_everything_can_be_done_with_the_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "honbun"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("example")
    page.keyboard.press("Enter")
    turn = answered(page, 0)
    turn.locator(".marker").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert turn.locator(".source").first.get_attribute("open") is not None
    page.keyboard.press("Enter")
    assert turn.locator(".source").first.get_attribute("open") is None
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus can be seen"


def test_a_screen_reader_is_told_what_happens(page: Any) -> None:
    ask(page, "読み上げる質問")
    page.wait_for_function("document.querySelector('[data-part=say]').textContent.includes('へのお答えです')")
    said = page.locator("[data-part=say]")
    assert said.get_attribute("role") == "status" and "[1]" not in said.inner_text()
    assert page.locator("html").get_attribute("lang") == "ja"


def test_the_page_stays_japanese_in_an_english_browser(scripted: Scripted, new_context: Callable[..., Any]) -> None:
    page = enter(new_context(locale="en-US").new_page(), scripted.url)
    page.wait_for_timeout(500)
    assert page.locator("html").get_attribute("lang") == "ja" and "相談する" in page.title()


def test_targets_are_large_enough_for_a_finger(scripted: Scripted, new_context: Callable[..., Any]) -> None:
    from tests.ui.conftest import PHONE

    page = enter(new_context(**PHONE).new_page(), scripted.url)
    ask(page, "ぜんぶ見せて")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a, summary, input, select, textarea, label.tick')]
            .filter(item => item.offsetParent && !item.closest('.visually-hidden, .skip, p:not(:has(.contact-way)) > .marker, .reply-text, dd'))
            .map(item => [item.outerHTML.slice(0, 90), item.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5 && box.width > 1)
            .map(([html, box]) => `${html} ${box.height}`)"""
    )
    assert [item for item in small if "checkbox" not in item] == []


@pytest.fixture
def restartable(documents: dict[str, Document], book: ProgrammeBook) -> Callable[[], Any]:
    port = free_port()

    def start() -> Any:
        made = Desk(documents, book, lambda tell: ScriptedAssistant(), feedback=MemoryStore(), fixed_day=DAY)
        return serving(made, port)

    return start


def test_a_restart_gives_a_clear_message(restartable: Callable[[], Any], new_context: Callable[..., Any]) -> None:
    page = new_context().new_page()
    with restartable() as url:
        enter(page, url)
        ask(page, "再起動の前の質問")
    page.get_by_label("知りたいこと", exact=True).fill("止まっている間の質問")
    page.get_by_role("button", name="送る").click()
    page.get_by_text("窓口につながりません").first.wait_for()
    assert page.get_by_role("button", name="もう一度試す").first.is_visible()
    with restartable() as url:
        wait_for(lambda: httpx.get(f"{url}/api/health").is_success, 10)
        page.wait_for_function(
            """() => document.querySelector('#alert')?.textContent.includes('再起動しました')
                || document.querySelectorAll('.turn').length === 0"""
        )
        if page.get_by_role("button", name="画面を読み込み直す").is_visible():
            page.get_by_role("button", name="画面を読み込み直す").click()
        page.wait_for_selector("body[data-ready]")
        page.wait_for_function("document.querySelector('[data-part=send]')?.disabled === false")
        assert "1回目" in ask(page, "再起動の後の質問").inner_text()


def test_an_index_that_is_still_building_shows_its_progress(
    documents: dict[str, Document], book: ProgrammeBook, new_context: Callable[..., Any]
) -> None:
    assistant = ScriptedAssistant()

    def opening(tell: Callable[[str, float | None], None]) -> ScriptedAssistant:
        tell("資料の索引を作っています（120／400）", 0.3)
        assistant.gate.wait(60)
        return assistant

    with serving(Desk(documents, book, opening, fixed_day=date(2026, 4, 10))) as url:
        page = new_context().new_page()
        page.goto(url)
        page.get_by_text("資料の索引を作っています（120／400）").wait_for()
        assert page.locator("progress").get_attribute("value") == "30"
        assert page.get_by_role("button", name="送る").is_disabled()
        page.goto(f"{url}/shimekiri")
        page.locator(".timeline").wait_for()
        page.goto(url)
        assistant.gate.set()
        page.wait_for_function("document.querySelector('[data-part=send]')?.disabled === false")
        assert "お答えです" in ask(page, "できましたか").inner_text()


def test_answers_reach_the_page_quickly(page: Any) -> None:
    started = time.perf_counter()
    ask(page, "はやく")
    assert time.perf_counter() - started < 5


def test_a_quick_hand_on_the_calculator_loses_nothing(scripted: Scripted, new_context: Callable[..., Any]) -> None:
    """Choosing, filling and pressing faster than the server answers gives the amount of what is on the page."""
    page = enter(new_context().new_page(), scripted.url, "keisan")
    page.get_by_label("かかる費用").fill("6,000万円")
    page.get_by_label("省力化投資補助金").check()
    page.get_by_label("一般型", exact=True).check()
    page.get_by_label("中小企業", exact=True).check()
    page.get_by_role("button", name="計算する").click()
    page.wait_for_function("document.querySelector('#worked .amount')?.textContent === '2,500万円'")
    assert page.get_by_label("かかる費用").input_value() == "6,000万円", "what was filled in stays"
    page.get_by_label("デジタル化・AI導入補助金").check()
    page.get_by_label("インボイス対応類型").check()
    page.get_by_label("ソフトウェア").first.wait_for()
    assert page.get_by_label("かかる費用").count() == 0, "only what the track asks for is shown"
