"""What the answers say: steps a clerk can read aloud, what is assumed, what to ask, and what it rests on."""

from __future__ import annotations

from typing import Any

from assistant.calculator import CalculationRequest, Calculator
from assistant.money import format_range, format_yen
from tests.programmes.real import book

CALCULATOR = Calculator(book())


def test_yen_are_written_as_a_clerk_writes_them() -> None:
    written = {
        0: "0円",
        9: "9円",
        1_234: "1,234円",
        10_000: "1万円",
        123_456: "12万3,456円",
        25_000_000: "2,500万円",
        6_666_666: "666万6,666円",
        100_000_000: "1億円",
        120_000_000: "1億2,000万円",
        100_000_023: "1億23円",
        5_000_000_000: "50億円",
        1_000_000_000_000: "1兆円",
        -50_000: "-5万円",
    }
    assert {yen: format_yen(yen) for yen in written} == written
    assert format_range(7_500_000, 25_000_000) == "750万円～2,500万円"


def test_steps_read_as_sentences_with_their_formulas() -> None:
    made = CALCULATOR.calculate(
        CalculationRequest("shoryokuka", "ippan", 60_000_000, facts={"applicant": "sme"})
    ).calculation
    assert [(step.label, step.formula, step.yen) for step in made.steps] == [
        ("補助額1,500万円までの部分は、中小企業の補助率1/2です", "3,000万円 × 1/2 = 1,500万円", 15_000_000),
        ("補助額1,500万円を超える部分は、補助率1/3です", "（6,000万円 - 3,000万円）× 1/3 = 1,000万円", 10_000_000),
        ("合わせます", "1,500万円 + 1,000万円 = 2,500万円", 25_000_000),
        ("補助上限1億円を超えないので、そのままです", "2,500万円 ≦ 1億円", 25_000_000),
    ]


def test_a_fraction_of_a_yen_is_cut_and_said() -> None:
    made = CALCULATOR.calculate(
        CalculationRequest("monodukuri", "global", 10_000_000, facts={"applicant": "small"})
    ).calculation
    assert made.steps[0].formula == "1,000万円 × 2/3 = 6,666,666円（1円未満切捨て）"


def test_what_special_cases_add_is_a_step() -> None:
    made = CALCULATOR.calculate(
        CalculationRequest("jizokuka", "tsujo", 4_000_000, facts={"deficit": True}, specials=("invoice", "chinage"))
    ).calculation
    assert "50万円 + 50万円 + 150万円 = 250万円" in [step.formula for step in made.steps]
    assert made.steps[0].label == "賃金引上げ特例の赤字事業者の補助率3/4を掛けます"


def test_scenarios_name_their_case_and_the_question_can_be_asked() -> None:
    result = CALCULATOR.calculate(CalculationRequest("digital-ai", "tsujo", 2_000_000))
    assert [scenario.scenario for scenario in result.calculation.scenarios] == [
        "業務領域が1～3の場合、最低賃金近傍の事業者以外の場合",
        "業務領域が1～3の場合、最低賃金近傍の事業者の場合",
        "業務領域が4以上の場合",
    ]
    areas = result.deciding[0]
    assert areas.question == "ITツールの業務領域はいくつですか。"
    assert [(option.label, option.value) for option in areas.options] == [("業務領域が1～3", 1), ("業務領域が4以上", 4)]
    assert "ITツールの業務領域の数" in result.calculation.assumptions[0]


def test_an_answer_to_the_question_settles_the_case() -> None:
    result = CALCULATOR.calculate(CalculationRequest("shoryokuka", "ippan", 60_000_000))
    question = result.deciding[0]
    for option, amount in zip(question.options, (25_000_000, 27_500_000, 27_500_000), strict=True):
        settled = CALCULATOR.calculate(
            CalculationRequest("shoryokuka", "ippan", 60_000_000, facts={question.key: option.value})
        )
        assert settled.calculation.subsidy_yen == amount and not settled.deciding


def test_only_an_exception_unsaid_gives_the_ordinary_case_with_the_other_beside_it() -> None:
    made = CALCULATOR.calculate(CalculationRequest("digital-ai", "tsujo", 2_000_000, facts={"areas": 2})).calculation
    assert made.subsidy_yen == 1_000_000 and made.own_cost_yen == 1_000_000
    assert made.assumptions[0] == "最低賃金近傍の事業者以外の場合の補助額です。"
    assert [scenario.subsidy_yen for scenario in made.scenarios] == [1_000_000, 1_333_333]


def test_a_fact_that_changes_only_the_working_is_mentioned() -> None:
    made = CALCULATOR.calculate(CalculationRequest("digital-ai", "security", 5_000_000)).calculation
    assert any("事業者の区分にかかわらず" in text and "中小企業" in text for text in made.assumptions)


def test_without_a_track_the_question_is_which_track() -> None:
    result = CALCULATOR.calculate(CalculationRequest("jizokuka", None, 900_000))
    assert result.deciding[0].key == "track"
    assert [option.value for option in result.deciding[0].options] == ["tsujo", "saigai", "sogyo", "kyodo", "community"]
    assert [scenario.track for scenario in result.calculation.scenarios] == ["tsujo", "sogyo"]


def test_evidence_is_verbatim_and_names_its_lines() -> None:
    result = CALCULATOR.calculate(CalculationRequest("shoryokuka", "ippan", 60_000_000, facts={"applicant": "sme"}))
    assert {(item.lines, item.quote) for item in result.evidence} >= {
        ((350, 350), "1,500万円を超える部分は1/3。"),
        ((334, 334), "補助上限額 最大1億円"),
    }
    assert {item.document for item in result.evidence} == {"meti-digital-2026-02"}


def test_a_mended_reading_is_marked_in_the_evidence() -> None:
    result = CALCULATOR.calculate(CalculationRequest("jizokuka", "tsujo", 600_000))
    mended = [item for item in result.evidence if item.inferred]
    assert mended[0].lines == (58, 58) and "欠けて" in (mended[0].inferred or "")


def test_markers_follow_the_numbering_given() -> None:
    result = CALCULATOR.calculate(CalculationRequest("shoryokuka", "ippan", 60_000_000))
    made = result.with_markers(lambda item: item.lines[0])
    assert made.markers == [334, 350]
    assert all(set(scenario.markers) <= {334, 350} and scenario.markers for scenario in made.scenarios)


def test_a_comparison_puts_the_largest_certain_grant_first() -> None:
    plan: dict[str, Any] = {"cost_yen": 40_000_000, "facts": {"applicant": "sme"}}
    found = CALCULATOR.compare([CalculationRequest("monodukuri", **plan), CalculationRequest("shoryokuka", **plan)])
    assert [(item.calculation.track, item.calculation.subsidy_yen) for item in found.results] == [
        ("global", 20_000_000),
        ("ippan", 18_333_333),
        ("kofuka", None),
        ("catalog", 15_000_000),
    ]
    assert found.calculation.scenarios[0].scenario == "ものづくり補助金 グローバル枠"
    assert found.calculation.subsidy_range_yen == (0, 20_000_000)


def test_a_comparison_names_what_it_leaves_out() -> None:
    found = CALCULATOR.compare(
        [CalculationRequest("shoryokuka", "ippan", 10_000_000), CalculationRequest("otasuketai", None, 10_000_000)]
    )
    assert len(found.results) == 1 and "お助け隊" in found.skipped[0]


def test_an_unreachable_target_says_so_and_gives_the_most() -> None:
    result = CALCULATOR.invert(40_000_000, CalculationRequest("monodukuri", "global", facts={"applicant": "sme"}))
    assert result.calculation.assumptions[0] == (
        "補助額4,000万円には届きません。最大は3,000万円で、費用が6,000万円以上のときです。"
    )


def test_the_inverse_shows_its_formula() -> None:
    result = CALCULATOR.invert(25_000_000, CalculationRequest("shoryokuka", "ippan", facts={"applicant": "sme"}))
    assert result.calculation.steps[0].formula == "1,500万円 ÷ 1/2 + 1,000万円 ÷ 1/3 = 6,000万円"


def test_curves_have_a_corner_at_every_edge() -> None:
    curves = CALCULATOR.curves(CalculationRequest("shoryokuka", "ippan"))
    assert [curve.label for curve in curves] == ["一般型（中小企業）", "一般型（小規模事業者・再生事業者）"]
    assert [point.cost_yen for point in curves[0].corners] == [30_000_000, 285_000_000]
    floor = CALCULATOR.curves(CalculationRequest("digital-ai", "tsujo", facts={"areas": 4, "near_min_wage": False}))[0]
    assert [(point.cost_yen, point.low_yen) for point in floor.corners] == [
        (2_999_999, 0),
        (3_000_000, 1_500_000),
        (9_000_000, 4_500_000),
    ]
    to_a_length = CALCULATOR.curves(CalculationRequest("shoryokuka", "ippan"), up_to_yen=50_000_000)[0]
    assert to_a_length.points[-1].cost_yen == 50_000_000
    assert CALCULATOR.curves(CalculationRequest("jizokuka", "kyodo")) == ()
