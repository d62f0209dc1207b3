"""Ceilings and rates as told facts and special cases make them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.calculator import CalculationRequest, Calculator
from assistant.calculator.terms import Terms, terms_of
from tests.programmes.real import book


def terms(programme: str, track: str, what: str, specials: tuple[str, ...] = (), **facts: object) -> tuple[Terms, ...]:
    request = CalculationRequest(programme, track, facts=facts, specials=specials)
    return terms_of(book(), request, book().get(programme).track(track), what).parts


@pytest.mark.parametrize(
    ("programme", "track", "specials", "facts", "yen"),
    [
        ("jizokuka", "tsujo", ("invoice", "chinage"), {}, 2_500_000),
        ("jizokuka", "tsujo", ("invoice",), {}, 1_000_000),
        ("jizokuka", "sogyo", ("invoice",), {}, 2_500_000),
        ("jizokuka", "saigai", (), {"damage": "indirect"}, 1_000_000),
        ("jizokuka", "community", (), {"joint_applicants": 2}, 1_000_000),
        ("digital-ai", "tsujo", (), {"areas": 4}, 4_500_000),
    ],
)
def test_a_ceiling_follows_from_what_is_told(
    programme: str, track: str, specials: tuple[str, ...], facts: dict[str, object], yen: int
) -> None:
    (found,) = terms(programme, track, "ceiling", specials, **facts)
    assert found.ceiling == (yen, yen)
    assert found.evidence


@pytest.mark.parametrize(("members", "yen"), [(10, 5_000_000), (60, 30_000_000), (70, 30_000_000)])
def test_a_ceiling_by_head_stops_at_the_common_one(members: int, yen: int) -> None:
    found = next(part for part in terms("digital-ai", "fukusu", "ceiling", members=members) if part.part == "b")
    assert found.ceiling == (yen, yen)


@pytest.mark.parametrize(
    ("programme", "track", "specials", "facts", "rates"),
    [
        ("monodukuri", "global", (), {"applicant": "small"}, ["2/3"]),
        ("jizokuka", "tsujo", ("chinage",), {"deficit": True}, ["3/4"]),
        ("jizokuka", "tsujo", ("chinage",), {"deficit": False}, ["2/3"]),
        ("digital-ai", "tsujo", (), {"near_min_wage": True}, ["2/3"]),
        ("shoryokuka", "ippan", (), {"applicant": "small"}, ["2/3", "1/3"]),
        ("shoryokuka", "ippan", ("saitei-chingin",), {}, ["2/3", "1/3"]),
    ],
)
def test_a_rate_follows_from_what_is_told(
    programme: str, track: str, specials: tuple[str, ...], facts: dict[str, object], rates: list[str]
) -> None:
    (found,) = terms(programme, track, "rate", specials, **facts)
    assert [band.high for band in found.rates] == [Fraction(rate) for rate in rates]


def test_the_most_and_the_least_that_can_be_had() -> None:
    calculator = Calculator(book())
    most = calculator.most(CalculationRequest("jizokuka", "tsujo", specials=("invoice",)))
    assert most.calculation.cost_yen == 1_500_000 and most.calculation.subsidy_yen == 1_000_000
    facts = {"areas": 4, "near_min_wage": False}
    least = calculator.least(CalculationRequest("digital-ai", "tsujo", facts=facts))
    assert least.calculation.cost_yen == 3_000_000 and least.calculation.subsidy_yen == 1_500_000


def test_what_matters_only_with_a_special_case_is_said() -> None:
    made = Calculator(book()).calculate(CalculationRequest("jizokuka", "tsujo", 750_000, facts={"deficit": True}))
    assert made.calculation.subsidy_yen == 500_000
    assert any("3/4" in note for note in made.calculation.assumptions)
