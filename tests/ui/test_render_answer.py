"""A reply as HTML: complete, escaped, and the same for every spelling of a tag."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from typing import ClassVar

import pytest

from assistant.programmes.model import JST
from assistant.reply import Calculation, Contact, Round
from ingest.documents import Document
from tests.ui.scripted import NASTY, citation, nasty_reply, reply, rich_reply
from ui import words
from ui.render.answer import Renderer, badge_of, links_of, spoken_answer
from ui.render.environment import say_as_of, say_moment
from ui.render.names import Names
from ui.render.source import source_card, web_link

NAMES = Names({"shoryokuka": "省力化投資補助金"}, {("shoryokuka", "ippan"): "一般型"})


class Markup(HTMLParser):
    """Every element with its attributes, and that elements close in order."""

    void: ClassVar = {"br", "input", "path", "img", "meta", "line", "circle"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def renderer(documents: dict[str, Document]) -> Renderer:
    return Renderer(documents, NAMES, [Contact(programme="shoryokuka", name="みんなの窓口")])


def test_everything_in_a_reply_is_shown(renderer: Renderer) -> None:
    html = str(renderer.turn("t-1", "一般型はいくら？", rich_reply()))
    Markup(html)
    for shown in (
        "一般型はいくら？",
        "省力化投資補助金（一般型）の補助額",
        "50万円",
        "66万6,666円",
        "33万3,334円",
        "小規模事業者の場合",
        "100万円 × 2/3 = 666,666円（1円未満切捨て）",
        "2026年2月27日（金）まで",
        "終了",
        "区分はどれですか。",
        "最大1億円",
        "読み替え",
        "2026年2月",
        "0570-099-660",
        "mailto:a@example.jp",
        "一般型の締切は？",
        words.NOT_AI,
    ):
        assert shown in html


def test_no_text_becomes_markup(renderer: Renderer) -> None:
    """Whatever stands in a question, a document or a model's answer, the page gets our elements and no others."""
    for made in (
        renderer.turn("t-1", NASTY, nasty_reply(NASTY)),
        renderer.turn("t-1", "{{7*7}}${1}`", nasty_reply("x")),
    ):
        html = str(made)
        elements = Markup(html).elements
        assert not {"script", "img", "iframe", "object"} & {tag for tag, _ in elements}
        for _, attributes in elements:
            assert not any(name.startswith("on") for name in attributes)
            assert not (attributes.get("href") or "").startswith("javascript:")
        assert "&lt;img src=x" in html
    assert "{{7*7}}${1}`" in html


def test_markers_point_to_their_cards(renderer: Renderer) -> None:
    elements = Markup(str(renderer.turn("t-7", "q", rich_reply()))).elements
    ids = {attributes.get("id") for _, attributes in elements}
    targets = [attributes["data-source"] for _, attributes in elements if attributes.get("class") == "marker"]
    assert targets == ["t-7-source-1", "t-7-source-2"]
    assert set(targets) <= ids


def test_ids_are_unique_over_turns(renderer: Renderer) -> None:
    both = str(renderer.turn("t-1", "q", rich_reply())) + str(renderer.turn("t-2", "q", rich_reply()))
    ids = [attributes["id"] for _, attributes in Markup(both).elements if attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_a_refusal_leads_to_a_person_at_once(renderer: Renderer) -> None:
    refused = str(renderer.answer("t-1", reply(status="not_in_sources", text="書かれていません。", citations=[])))
    assert '<details class="contacts" open>' in refused and "みんなの窓口" in refused
    assert words.STATUS_HEADINGS["not_in_sources"] in refused
    assert '<details class="contacts">' in str(renderer.answer("t-1", reply()))


def test_the_model_is_named_where_one_wrote(renderer: Renderer) -> None:
    assert words.AI_WRITES in str(renderer.answer("t-1", reply(engine="llm:some-model")))
    told = str(renderer.answer("t-1", reply(notices=["AIではなく、資料にもとづく自動回答です。"])))
    assert told.count("AIではなく") == 1


def test_an_open_amount_is_not_shown_as_a_number(renderer: Renderer) -> None:
    html = str(renderer.calculation(Calculation(programme="jizokuka", cost_yen=1_000_000)))
    assert "金額は決まりません" in html


@pytest.mark.parametrize(
    ("status", "days", "text", "tone"),
    [
        ("before", 50, "受付前", "before"),
        ("open", 20, "受付中・あと20日", "open"),
        ("open", 3, "受付中・あと3日", "soon"),
        ("open", 0, "受付中・きょうまで", "soon"),
        ("open", None, "受付中", "open"),
        ("closed", None, "終了", "closed"),
        ("always", None, "随時受付", "open"),
    ],
)
def test_badges_say_the_state_in_words(status: str, days: int | None, text: str, tone: str) -> None:
    badge = badge_of(Round(programme="a", name="b", status=status, days_left=days))  # type: ignore[arg-type]
    assert (badge.text, badge.tone) == (text, tone)


def test_a_card_shows_the_words_in_their_row(documents: dict[str, Document]) -> None:
    card = source_card(
        citation(quote="令和8年4月30日（木）", lines=(201, 201), section=["小規模事業者持続化補助金"]), documents
    )
    assert card.row == "一般型（通常枠：第19回）"
    assert "".join(piece.text for piece in card.pieces) == documents[citation().document_id].verbatim(201, 201)
    assert card.place == "原文の201行目"
    assert card.glance == "「令和8年4月30日（木）」"


def test_a_card_of_a_document_that_is_gone_shows_the_quote(documents: dict[str, Document]) -> None:
    card = source_card(citation(document_id="gone", lines=(9999, 9999)), documents)
    assert "".join(piece.text for piece in card.pieces) == citation().quote
    assert source_card(citation(lines=(9999, 9999)), documents).pieces == card.pieces


def test_only_web_addresses_are_links() -> None:
    assert web_link("https://a.example/") and web_link("http://a.example/")
    assert web_link("javascript:alert(1)") is None and web_link("data:text/html,x") is None and web_link(None) is None
    assert "javascript:window.hacked=1" not in links_of(nasty_reply("x")).values()


def test_days_and_moments_are_said_as_people_say_them() -> None:
    assert say_as_of("2026-02") == "2026年2月" and say_as_of("2026-02-03") == "2026年2月3日"
    assert say_as_of("令和8年2月") == "令和8年2月"
    assert say_moment(datetime(2026, 5, 8, 17, 0, tzinfo=JST)) == "2026年5月8日（金） 17:00"
    assert say_moment(datetime(2026, 4, 30, 23, 59, 59, tzinfo=JST)) == "2026年4月30日（木）"


def test_a_screen_reader_hears_the_question_back() -> None:
    assert spoken_answer(rich_reply()).endswith("区分はどれですか。")
