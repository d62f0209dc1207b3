"""Every way of writing a figure gives the same value, and figures that differ never agree."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.japanese.comparing import same, states, weekday_is_right
from ingest.japanese.figures import figures


def only(text: str):
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1200万", 12_000_000),
        ("1,200万円", 12_000_000),
        ("１，２００万円", 12_000_000),
        ("千二百万", 12_000_000),
        ("一千二百万円", 12_000_000),
        ("一二〇〇万円", 12_000_000),
        ("1千2百万円", 12_000_000),
        ("¥12,000,000", 12_000_000),
        ("￥１２，０００，０００", 12_000_000),
        ("12,000,000円", 12_000_000),
        ("12 million yen", 12_000_000),
        ("1.5億円", 150_000_000),
        ("1億2,000万円", 120_000_000),
        ("3億5千万円", 350_000_000),
        ("800まんえん", 8_000_000),
        ("上限50億", 5_000_000_000),
        ("六千万", 60_000_000),
    ],
)
def test_amounts_in_every_style(text: str, yen: int) -> None:
    assert (only(text).kind, only(text).value) == ("yen", yen)


@pytest.mark.parametrize("text", ["2/3", "２／３", "3分の2", "三分の二"])
def test_rates_in_every_style(text: str) -> None:
    assert same(only("2/3"), only(text))
    assert same(only(text), only("3分の2"))
    assert not same(only(text), only("1/2"))


@pytest.mark.parametrize("text", ["50%", "５０％", "半分", "5割", "1/2", "二分の一"])
def test_a_half_in_every_style(text: str) -> None:
    assert same(only(text), only("50パーセント"))


@pytest.mark.parametrize(
    "text",
    ["4月30日", "4/30", "４月３０日", "令和8年4月30日（木）", "2026-04-30", "2026/4/30", "R8.4.30", "四月三十日"],
)
def test_dates_in_every_style(text: str) -> None:
    assert same(only("令和8年4月30日（木）"), only(text))
    assert not same(only("令和8年4月30日"), only("5月30日"))


def test_a_claim_may_say_less_than_its_evidence_but_not_more() -> None:
    assert same(only("2026年4月30日"), only("4月30日"))
    assert not same(only("4/30"), only("2026年4月30日"))


@pytest.mark.parametrize("text", ["17:00", "17時", "午後5時", "十七時", "１７：００"])
def test_times_in_every_style(text: str) -> None:
    assert same(only("17:00"), only(text))


def test_phones_mail_and_addresses() -> None:
    found = figures("電話：０５７０−６６６−３７６、050-3133-3272 isec-pr-nw@ipa.go.jp <https://it-shien.smrj.go.jp/>")
    assert [(figure.kind, figure.value) for figure in found] == [
        ("phone", "0570666376"),
        ("phone", "05031333272"),
        ("email", "isec-pr-nw@ipa.go.jp"),
        ("url", "https://it-shien.smrj.go.jp"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("750万円～2,500万円", [7_500_000, 25_000_000]),
        ("5~150万円", [50_000, 1_500_000]),
        ("50～100万円", [500_000, 1_000_000]),
    ],
)
def test_the_first_amount_of_a_range_takes_the_unit_of_the_second(text: str, values: list[int]) -> None:
    assert [figure.value for figure in figures(text)] == values


def test_counts_keep_their_unit() -> None:
    assert [(figure.value, figure.unit) for figure in figures("約2、3ヶ月間、第19回、約0.9万者")] == [
        (2, "ヶ月"),
        (3, "ヶ月"),
        (19, "回"),
        (9000, "者"),
    ]
    assert not same(only("3ヶ月"), only("3年"))
    assert not same(only("3人"), only("3ヶ月"))


@pytest.mark.parametrize("text", ["一般型の一部", "十分な説明", "第三者に聞く", "一緒に一歩ずつ", "マナビDX"])
def test_words_with_numerals_in_them_state_no_figure(text: str) -> None:
    assert figures(text) == []


def test_weekdays_are_checked_against_the_calendar() -> None:
    assert weekday_is_right(only("2026年5月8日（金）"))
    assert not weekday_is_right(only("2026年5月8日（土）"))


@given(st.integers(1, 10**12))
def test_an_amount_survives_every_way_of_writing_it(yen: int) -> None:
    from assistant.money import format_yen

    written = only(f"{yen:,}円")
    assert written.value == yen
    assert same(written, only(format_yen(yen)))
    assert same(only(format_yen(yen)), written)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_different_amounts_never_agree(one: int, other: int) -> None:
    assert states(figures(f"{one}円"), only(f"{other}円")) == (one == other)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for figure in figures(text):
        assert figure.kind
        assert not isinstance(figure.value, Fraction) or figure.value >= 0
