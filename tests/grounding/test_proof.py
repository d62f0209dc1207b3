"""A figure that stands nowhere in the evidence never passes, however it is written."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.proof import Evidence, check, check_quotes, sentences
from assistant.reply import Calculation, Citation, Round, Step

JST = timezone(timedelta(hours=9))


def citation(marker: int, quote: str, lines: tuple[int, int] = (1, 1), reading: str | None = None) -> Citation:
    return Citation(
        marker=marker,
        document_id="d",
        title="t",
        section=["s"],
        quote=quote,
        lines=lines,
        as_of="2026-02",
        reading=reading,
    )


CITED = [
    citation(1, "令和8年4月30日（木）"),
    citation(2, "補助率2/3、上限2,500万円"),
    citation(3, "電話：0570-666-376"),
]


@pytest.mark.parametrize(
    "text",
    [
        "締切は4月30日です[1]。",
        "締切は2026年4月30日（木）です[1]。",
        "補助率は3分の2、上限は25,000,000円です[2]。",
        "上限は二千五百万円です。[2]",
        "電話は0570-666-376です[3]。",
        "資料をご確認ください。",
    ],
)
def test_what_is_cited_stands(text: str) -> None:
    assert check(text, Evidence(CITED)) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("締切は5月30日です[1]。", "5月30日"),
        ("締切は2025年4月30日です[1]。", "2025年4月30日"),
        ("締切は4月30日（金）です[1]。", "4月30日(金)"),
        ("上限は2,600万円です[2]。", "2,600万円"),
        ("上限は250万円です[2]。", "250万円"),
        ("補助率は3/4です[2]。", "3/4"),
        ("電話は0570-666-377です[3]。", "0570-666-377"),
        ("くわしくは https://example.com へ。", "https://example.com"),
        ("24次公募です。", "24次"),
    ],
)
def test_what_is_not_cited_falls(text: str, figure: str) -> None:
    problems = check(text, Evidence(CITED))
    assert [problem.figure for problem in problems] == [figure]


def test_a_marker_proves_only_by_its_own_passage() -> None:
    assert check("締切は4月30日です[2]。", Evidence(CITED))


def test_a_marker_that_points_nowhere_falls() -> None:
    assert check("締切は4月30日です[9]。", Evidence(CITED))[0].reason.startswith("[9]")


def test_a_figure_of_the_persons_plan_may_be_repeated_but_not_their_date() -> None:
    evidence = Evidence(CITED, question="6,000万円の設備です。締切は5月20日ですよね？")
    assert check("6,000万円の場合です。", evidence) == []
    assert check("締切は5月20日です。", evidence)
    assert check("締切は5月20日ではなく、4月30日です[1]。", evidence) == []


def test_calculations_and_rounds_prove_their_own_figures() -> None:
    calculation = Calculation(
        programme="p", cost_yen=60_000_000, subsidy_yen=25_000_000, own_cost_yen=35_000_000,
        steps=[Step(label="1段目", formula="3,000万円 × 1/2 = 1,500万円", yen=15_000_000)],
    )  # fmt: skip
    closes = datetime(2026, 5, 8, 17, tzinfo=JST)
    rounds = [Round(programme="p", name="23次公募", closes=closes, status="open", days_left=28)]
    evidence = Evidence((), [calculation], rounds, days=[date(2026, 4, 10)])
    assert check("補助額は2,500万円、自己負担は3,500万円です。", evidence) == []
    assert check("23次公募の締切は2026年5月8日（金）17:00です。2026年4月10日から、あと28日です。", evidence) == []
    assert check("補助額は2,600万円です。", evidence)
    assert check("あと29日です。", evidence)


def test_quotes_are_verbatim() -> None:
    sources = {"d": ["一行目", "二行目 上限50万円"]}
    assert check_quotes([citation(1, "上限50万円", (2, 2))], sources) == []
    assert check_quotes([citation(1, "上限60万円", (2, 2))], sources)
    assert check_quotes([citation(1, "上限50万円", (1, 1))], sources)


def test_sentences_keep_their_markers() -> None:
    found = [sentence.strip() for sentence in sentences("一つ目です。[1]二つ目[2]です。\n・三つ目[3]")]
    assert found == ["一つ目です。[1]", "二つ目[2]です。", "・三つ目[3]"]


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["万円", "円", "人", "ヶ月", "回"]))
def test_altered_figures_never_pass(cited: int, claimed: int, unit: str) -> None:
    problems = check(f"それは{claimed}{unit}です[1]。", Evidence([citation(1, f"…{cited}{unit}…")]))
    assert bool(problems) == (cited != claimed)


def test_the_number_of_rounds_is_proven_only_where_it_was_counted() -> None:
    rounds = [Round(programme="p", name=f"第{number}回", closes=None, status="open") for number in (7, 8)]
    assert check("申請できるのは2回です。", Evidence((), rounds=rounds))
    assert check("締切は2回です。", Evidence((), rounds=rounds, counts=[2])) == []
