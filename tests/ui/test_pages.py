"""What the pages are made of: fields read off the rules, plots, time line, memo, examples."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.calculator import CalculationError, CalculationRequest, Curve, CurvePoint
from assistant.programmes.book import ProgrammeBook
from tests.ui.scripted import NASTY, nasty_reply, reply, rich_reply
from ui import words
from ui.conversations import Turn
from ui.desk import Desk
from ui.pages.calculator import NOT_SAID, answer, whole_number
from ui.pages.calendar import Wanted, calendar_html, programmes_with_rounds
from ui.pages.examples import examples
from ui.pages.fields import forms
from ui.pages.memo import memo_html
from ui.pages.panel import panel
from ui.render.environment import render
from ui.render.plots import curve_plot, ticks
from ui.render.timeline import timeline


def labels(book: ProgrammeBook, programme: str, track: str, *specials: str) -> list[str]:
    return [field.label for field in forms(book)[programme, track].fields(specials)]


def test_every_track_with_a_grant_has_a_form(book: ProgrammeBook) -> None:
    offered = forms(book)
    assert ("monodukuri", "kofuka") in offered and ("chuken-daikibo", "") in offered
    assert not any(programme == "manabi-dx" for programme, _ in offered)


def test_only_what_a_track_asks_for_is_asked(book: ProgrammeBook) -> None:
    assert len(labels(book, "jizokuka", "tsujo")) == 1, "its rate and ceiling turn on nothing"
    assert labels(book, "jizokuka", "saigai")[1:] == ["被害の種類"]
    assert labels(book, "shoryokuka", "ippan")[1:] == ["事業者の区分"]
    assert "ITツールの業務領域の数" in labels(book, "digital-ai", "tsujo")


def test_a_special_case_brings_its_own_questions(book: ProgrammeBook) -> None:
    with_special = labels(book, "jizokuka", "tsujo", "chinage")[1:]
    assert set(with_special) == {"赤字事業者かどうか", "事業場内最低賃金の引上げ額"}


def test_components_have_a_field_each(book: ProgrammeBook) -> None:
    fields = forms(book)["digital-ai", "invoice"].fields(())
    assert [field.part for field in fields if field.part] == ["software", "pc", "register"]


def test_only_classes_that_the_track_is_for_can_be_chosen(book: ProgrammeBook) -> None:
    field = forms(book)["shoryokuka", "ippan"].fields(())[1]
    assert [value for _, value in field.choices] == ["sme", "small", "turnaround"]


def test_the_page_gives_what_the_calculator_gives(desk: Desk) -> None:
    form = forms(desk.book)["shoryokuka", "ippan"]
    html = answer(desk, form, (), {"cost": "6,000万円", "fact-applicant": "small"})
    result = desk.calculator.calculate(
        CalculationRequest("shoryokuka", "ippan", 60_000_000, facts={"applicant": "small"})
    )
    assert "2,750万円" in html and result.calculation.subsidy_yen == 27_500_000
    for step in result.calculation.steps:
        assert step.formula in html
    assert "<svg" in html and "同じ費用で" in html and "計算の根拠" in html


def test_a_fact_left_open_gives_the_cases(desk: Desk) -> None:
    form = forms(desk.book)["shoryokuka", "ippan"]
    html = answer(desk, form, (), {"cost": "6,000万円", "fact-applicant": NOT_SAID})
    assert "2,500万円" in html and "2,750万円" in html and "事業者の区分" in html


def test_costs_by_component(desk: Desk) -> None:
    form = forms(desk.book)["digital-ai", "invoice"]
    html = answer(
        desk, form, (), {"part-software": "50万円", "part-pc": "20万円", "part-register": "", "fact-functions": "2"}
    )
    assert "47万5,000円" in html, "50万円 × 3/4 + 20万円 × 1/2"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cost": ""}, "費用を入れてください"),
        ({"cost": "たくさん"}, "読めません"),
        ({"cost": "-5万円"}, "マイナス"),
        ({"cost": NASTY}, "読めません"),
    ],
)
def test_what_cannot_be_calculated_is_explained(desk: Desk, given: dict[str, str], said: str) -> None:
    html = answer(desk, forms(desk.book)["shoryokuka", "ippan"], (), given)
    assert said in html and "<script" not in html and "<img" not in html


def test_counts_may_be_typed_in_any_way(book: ProgrammeBook) -> None:
    fact = book.facts["areas"]
    assert [whole_number(fact, text) for text in ("3", "３つ", "三つ", " 3 ")] == [3, 3, 3, 3]
    for text in ("1.5", "たくさん", "3と4"):
        with pytest.raises(CalculationError):
            whole_number(fact, text)


def test_axes_have_about_five_round_marks() -> None:
    for end in (1, 9, 70_000, 8_400_000, 112_000_000, 5_600_000_000):
        marks = ticks(end)
        assert marks[0] == 0 and marks[-1] <= end and 2 <= len(marks) <= 8, (end, marks)


def test_the_curve_can_be_read_without_seeing_it() -> None:
    points = (CurvePoint(0, 0, 0), CurvePoint(1_000_000, 500_000, 500_000), CurvePoint(2_000_000, 500_000, 500_000))
    svg = str(
        curve_plot("通常枠", [Curve("通常枠", "jizokuka", "tsujo", points, points[1:2])], 600_000, (300_000, 300_000))
    )
    assert 'role="img"' in svg and "補助額は最大で50万円です" in svg and "入れた費用60万円では30万円です" in svg
    assert "<table>" in svg and svg.count("<path") == 1 and "上限 50万円" in svg
    assert not re.search(r"href=|<script|url\(", svg)


def test_a_range_is_drawn_as_a_band() -> None:
    points = (CurvePoint(0, 0, 0), CurvePoint(1_000_000, 400_000, 500_000))
    svg = str(curve_plot("x", [Curve("x", "p", None, points, points[1:])], None, None))
    assert 'class="band' in svg and "40万円～50万円" in svg


def test_rounds_with_the_same_dates_share_a_line(desk: Desk) -> None:
    line = timeline(desk.rounds(desk.now), desk.day, desk.names)
    firsts = [bar for bar in line.bars if bar.programme.startswith("デジタル化") and bar.judged.round.name == "1次締切"]
    assert ["・".join(bar.tracks) for bar in firsts] == [
        "通常枠・インボイス対応類型・電子取引類型・セキュリティ対策推進枠",
        "複数者連携デジタル化・AI導入枠",
    ]
    for bar in line.bars:
        if bar.left is not None and bar.width is not None:
            assert 0 <= bar.left <= 100 and bar.left + bar.width <= 100.01
    assert line.today is not None and 0 < line.today < 100


def test_a_day_far_away_leaves_the_line_as_it_is(desk: Desk) -> None:
    assert timeline(desk.rounds(date(2035, 1, 1)), date(2035, 1, 1), desk.names).today is None
    assert timeline([], date(2026, 4, 10), desk.names).bars == ()


def test_the_calendar_is_filtered_and_says_its_day(desk: Desk) -> None:
    html = str(calendar_html(desk, Wanted(day=date(2026, 5, 9), programmes=["monodukuri"], statuses=["closed"])))
    assert "2026年5月9日（土）の状態" in html and "（きょう）" not in html and "終了" in html
    assert "api/deadlines.ics?as_of=2026-05-09&amp;programme=monodukuri&amp;status=closed" in html
    nothing = str(calendar_html(desk, Wanted(statuses=["before"], programmes=["shoryokuka"])))
    assert "資料にありません" in nothing


def test_the_memo_has_everything_once(desk: Desk) -> None:
    turns = [Turn("t-1", "一つ目", rich_reply()), Turn("t-2", "二つ目", rich_reply())]
    html = str(memo_html(desk, turns, words.NOT_AI))
    assert html.count("0570-099-660") == 1, "a contact is named once"
    for shown in ("一つ目", "二つ目", "2026年4月10日（金）", "66万6,666円", "最大1億円", "原文の129行目", words.NOT_AI):
        assert shown in html
    assert "<button" not in html, "nothing to press on paper"


def test_a_memo_without_questions_says_so_and_markup_stays_text(desk: Desk) -> None:
    assert "まだご質問がありません" in str(memo_html(desk, [], words.NOT_AI))
    html = str(memo_html(desk, [Turn("t-1", NASTY, nasty_reply(NASTY)), Turn("t-2", "q", reply())], ""))
    assert "<img" not in html and "<script" not in html


def test_panels_are_inert_as_templates() -> None:
    made = panel(render("problem.html.j2", text="{{7*7}} ${alert(1)} `x` \\u0041", again=False), "simple")
    assert not set("{}$`\\") & set(made.html_template)


def test_each_need_has_one_example() -> None:
    needs = [example.need for example in examples()]
    assert len(needs) == len(set(needs)) >= 8
    assert all(words.question_problem(example.question) is None for example in examples())


def test_the_pages_follow_when_staff_switch_the_corpus(desk: Desk) -> None:
    """A programme that staff have added is offered at once, and one that left is not."""
    from ui.pages.calculator import _Offered

    offered = _Offered(desk)
    before = [programme for _, programme in offered.programmes()]
    kept = {name: found for name, found in desk.book.programmes.items() if name != "shoryokuka"}
    desk.switch(desk.documents, ProgrammeBook(kept, desk.book.facts), desk.assistant)
    assert [programme for _, programme in offered.programmes()] == [name for name in before if name != "shoryokuka"]
    assert "shoryokuka" not in dict(programmes_with_rounds(desk))
    assert "省力化投資補助金" not in str(calendar_html(desk, Wanted()))
