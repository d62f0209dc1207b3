"""What a person does, with the real assistant, in a real browser: on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from assistant.records.database import open_url
from assistant.records.turns import TurnStore
from tests.ui.visits import answered, ask, enter, overflows, violations
from ui.pages.examples import examples

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def page(office: str, new_context: Callable[..., Any], device: dict[str, Any]) -> Any:
    """The chat page of a fresh visitor; a fault in its scripts fails the test."""
    opened = new_context(**device).new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    outside: list[str] = []
    opened.on("request", lambda request: outside.append(request.url) if not request.url.startswith(office) else None)
    yield enter(opened, office)
    assert faults == []
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == [], "nothing comes from elsewhere"


def test_a_deadline_and_its_source(page: Any) -> None:
    turn = ask(page, "ものづくり補助金の23次公募はいつまで申請できますか")
    assert "2026年5月8日" in turn.locator(".reply-text").inner_text()
    assert "あと28日" in turn.locator(".badge").first.inner_text()
    marker = turn.locator(".marker", has_text="2").first
    marker.click()
    source = page.locator(f"[id='{marker.get_attribute('data-source')}']")
    assert source.get_attribute("open") is not None and marker.get_attribute("aria-expanded") == "true"
    figure = source.locator("mark.figure").first
    figure.wait_for()
    assert figure.is_visible() and "2026年" in figure.inner_text()
    assert "2026年2月" in source.locator(".source-facts").inner_text()
    assert source.get_by_role("link").get_attribute("href") == "https://portal.monodukuri-hojo.jp/about.html"
    place, words = source.bounding_box(), turn.locator(".reply-main").bounding_box()
    assert place and words
    if page.viewport_size["width"] >= 1000:
        assert place["x"] > words["x"] + words["width"] - 1, "beside the answer"
    else:
        assert place["y"] > words["y"] + words["height"] - 1, "below the answer"
    assert not overflows(page)


def test_every_marker_opens_a_source_with_its_words(page: Any) -> None:
    turn = ask(page, "デジタル化・AI導入補助金のセキュリティ対策推進枠の補助率と上限は？")
    markers = turn.locator(".marker")
    for number in range(markers.count()):
        identity = markers.nth(number).get_attribute("data-source")
        assert page.locator(f"[id='{identity}'] mark.cited").count() > 0


def test_a_missing_fact_is_chosen_with_a_button(page: Any) -> None:
    turn = ask(page, "省力化の一般型、6,000万円だといくら？")
    assert turn.locator(".scenario").count() == 2
    assert "2,500万円" in turn.inner_text() and "2,750万円" in turn.inner_text()
    turn.get_by_role("button", name="小規模事業者", exact=True).click()
    chosen = answered(page, 1)
    assert chosen.locator(".amount").first.inner_text() == "2,750万円"
    assert "1,500万円" in chosen.locator(".steps").first.inner_text()


def test_the_next_question_knows_the_last(page: Any) -> None:
    ask(page, "ものづくり補助金の補助率は？")
    turn = ask(page, "じゃあ締切は？")
    assert "2026年5月8日" in turn.locator(".reply-text").inner_text()
    follow_up = turn.locator(".follow-up").first
    question = follow_up.inner_text()
    follow_up.click()
    third = answered(page, 2)
    assert third.locator(".question-text").inner_text() == question
    assert third.locator(".status-answered").count() == 1


def test_a_refusal_leads_to_a_person(page: Any) -> None:
    turn = ask(page, "ものづくり補助金の採択率は何パーセントですか")
    assert turn.locator(".reply-heading").inner_text() == "資料に書かれていません"
    phone = turn.locator("a[href='tel:05038217013']").first
    assert phone.is_visible()


def test_a_thumb_down_with_its_reason_reaches_the_records(page: Any, office_records: str) -> None:
    turn = ask(page, "ものづくり補助金の補助率は？ 連絡は 090-1234-5678 まで")
    turn.get_by_role("button", name="役に立たなかった").click()
    turn.get_by_label("言葉がむずかしい").check()
    turn.get_by_label("気づいたこと").fill("電話 090-1234-5678 に説明してください")
    turn.locator(".why").get_by_role("button", name="送る").click()
    turn.locator(".why").wait_for(state="hidden")
    kept = TurnStore(open_url(office_records)).get(turn.locator(".reply-more").get_attribute("data-reply"))
    assert kept is not None and kept.feedback[-1].helpful is False
    assert kept.feedback[-1].reasons == ["言葉がむずかしい"]
    assert "090" not in kept.feedback[-1].comment and "090" not in kept.question


@pytest.mark.parametrize("number", range(len(examples())))
def test_every_example_is_answered(office: str, new_context: Callable[..., Any], number: int) -> None:
    page = enter(new_context().new_page(), office)
    page.locator(".example").nth(number).click()
    turn = answered(page, 0)
    assert turn.locator(".status-answered").count() == 1, turn.inner_text()


def test_the_calculator_and_its_curve(page: Any, office: str) -> None:
    enter(page, office, "keisan")
    page.get_by_label("省力化投資補助金").check()
    page.get_by_label("一般型", exact=True).check()
    page.get_by_label("中小企業", exact=True).check()
    page.get_by_label("かかる費用").fill("6,000万円")
    page.get_by_role("button", name="計算する").click()
    page.locator("#worked .amount").first.wait_for()
    assert page.locator("#worked .amount").first.inner_text() == "2,500万円"
    curve = page.get_by_role("img", name="一般型の費用と補助額のグラフ")
    curve.scroll_into_view_if_needed()
    assert "入れた費用6,000万円では2,500万円です" in curve.get_attribute("aria-label")
    assert curve.locator(".spot").count() == 1 and curve.locator(".ceiling").count() == 1
    assert page.locator(".beside tbody tr").count() == 2
    assert not overflows(page)
    page.get_by_label("小規模事業者持続化補助金").check()
    page.get_by_label("一般型 通常枠").check()
    page.get_by_label("インボイス特例").check()
    page.get_by_label("かかる費用").fill("300万円")
    page.get_by_label("かかる費用").press("Enter")
    page.wait_for_function("document.querySelector('#worked .amount')?.textContent === '100万円'")


def test_the_calendar_and_its_file(page: Any, office: str) -> None:
    enter(page, office, "shimekiri")
    page.locator(".timeline").wait_for()
    assert "2026年4月10日（金）（きょう）" in page.locator(".calendar-head").inner_text()
    page.get_by_label("制度").select_option(label="ものづくり補助金")
    page.wait_for_function("document.querySelectorAll('.bar-row').length === 1")
    assert "あと28日" in page.locator(".bar-row").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="カレンダーに入れる").click()
    events = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) == 2 and download.value.suggested_filename == "shimekiri.ics"
    page.get_by_label("いつの状態を見ますか").fill("2026-05-09")
    page.wait_for_function("document.querySelector('.bar-row .badge')?.textContent === '終了'")
    page.get_by_label("受付中").check()
    page.locator(".empty-result").wait_for()
    assert not overflows(page)


def test_the_memo_to_take_along(page: Any, office: str) -> None:
    ask(page, "ものづくり補助金の23次公募はいつまで申請できますか")
    ask(page, "問い合わせ先は？")
    page.get_by_role("link", name="相談メモを作る").click()
    page.wait_for_selector(".memo-turn")
    memo = page.locator(".memo").inner_text()
    for shown in (
        "ものづくり補助金の23次公募はいつまで",
        "2026年5月8日",
        "050-3821-7013",
        "2026年4月10日（金）",
        "原文の129行目",
    ):
        assert shown in memo
    page.emulate_media(media="print")
    assert not page.locator(".site").is_visible() and not page.get_by_role("button", name="印刷する").is_visible()
    assert page.locator(".memo-turn").first.is_visible()
    if page.viewport_size["width"] >= 1000:
        assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.emulate_media(media="screen")
    page.get_by_role("link", name="相談に戻る").click()
    page.wait_for_selector(".turn >> nth=1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(
    office: str, new_context: Callable[..., Any], device: dict[str, Any], scheme: str, axe_script: Path
) -> None:
    """axe-core finds nothing on any page, with everything on it opened."""
    page = new_context(**device, color_scheme=scheme).new_page()
    enter(page, office)
    assert violations(page, axe_script) == []
    for question in ("省力化の一般型、6,000万円だといくら？", "今申請できる補助金は？", "ものづくり補助金の採択率は？"):
        turn = ask(page, question)
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    turn.get_by_role("button", name="役に立たなかった").click()
    page.locator(".why").last.wait_for()
    assert violations(page, axe_script) == []
    enter(page, office, "keisan")
    page.get_by_label("かかる費用").fill("900万円")
    page.get_by_role("button", name="計算する").click()
    page.locator("#worked .calculation").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert violations(page, axe_script) == []
    enter(page, office, "shimekiri")
    page.locator(".timeline").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert violations(page, axe_script) == []
    enter(page, office, "memo")
    page.wait_for_selector(".memo-turn")
    assert violations(page, axe_script) == []


@pytest.mark.parametrize("path", ["", "keisan", "shimekiri", "memo"])
@pytest.mark.parametrize("width", [320, 360, 640])
def test_narrow_screens_need_no_sideways_scrolling(
    office: str, new_context: Callable[..., Any], path: str, width: int
) -> None:
    """360 px is the narrowest phone; 640 px is 1,280 px at 200 %; 320 px is what WCAG 1.4.10 asks for."""
    page = new_context(viewport={"width": width, "height": 640}).new_page()
    enter(page, office)
    ask(page, "デジタル化・AI導入補助金の問い合わせ先と公式サイトは？")
    page.locator("details").evaluate_all("items => items.forEach(item => item.open = true)")
    assert not overflows(page)
    if path:
        enter(page, office, path)
        page.wait_for_timeout(500)
        assert not overflows(page)


def test_the_first_page_is_quick_once_the_server_is_warm(office: str, new_context: Callable[..., Any]) -> None:
    enter(new_context().new_page(), office)
    page = new_context().new_page()
    page.goto(office)
    page.wait_for_selector("body[data-ready]")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    usable = page.evaluate("performance.now()")
    print(f"first paint {painted:.0f} ms, usable after {usable:.0f} ms")
    assert usable < 2000
