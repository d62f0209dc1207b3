"""What must hold for every rule, cost and applicant, tried on random plans."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculator import CalculationRequest, Calculator
from assistant.calculator.plan import make_plan
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation
from tests.programmes.real import book

CALCULATOR = Calculator(book())
PLACES: list[tuple[Programme, str | None]] = [
    (programme, track)
    for programme in book()
    for track in ([None] if programme.grant else [item.id for item in programme.tracks if item.grant])
]
# Every amount from a few yen to beyond the largest ceiling, and close to round numbers, where the edges are.
COSTS = st.one_of(
    st.integers(1, 40_000),
    st.integers(1, 20_000_000_000),
    st.builds(
        lambda base, step: max(1, base * 10_000 + step),
        st.sampled_from(
            [5, 10, 50, 75, 150, 225, 300, 450, 675, 900, 1125, 1500, 2250, 3000, 4500, 6000, 27750, 28500]
        ),
        st.integers(-3, 3),
    ),
)
APPLICANTS = st.sampled_from(["small", "sme", "turnaround", "midsize", "large"])


@st.composite
def complete_requests(draw: st.DrawFn) -> CalculationRequest:
    """A plan with every fact given, so that one case is left."""
    programme, track = draw(st.sampled_from(PLACES))
    specials = tuple(special.id for special in programme.specials if draw(st.booleans()))
    # A class that the track doesn't speak of (再生事業者 on most tracks) leaves the cases of the classes it may be.
    facts: dict[str, object] = {
        "applicant": draw(APPLICANTS),
        "areas": draw(st.integers(1, 6)),
        "functions": draw(st.integers(1, 4)),
        "members": draw(st.integers(1, 90)),
        "near_min_wage": draw(st.booleans()),
        "damage": draw(st.sampled_from(["direct", "indirect"])),
        "deficit": draw(st.booleans()),
        "wage_raise_yen": draw(st.sampled_from([30, 49, 50, 51, 100])),
        "joint_applicants": draw(st.integers(1, 3)),
    }
    grant = programme.grant
    found = programme.track(track) if track else None
    if found is not None:
        grant = found.grant
    assert grant is not None
    if not any(part.takes_total for part in grant.parts) or (len(grant.parts) > 1 and draw(st.booleans())):
        chosen = draw(st.lists(st.sampled_from([part.id for part in grant.parts]), min_size=1, unique=True))
        costs = {part_id: draw(COSTS) for part_id in chosen}
        return CalculationRequest(programme.id, track, None, costs, facts, specials)
    return CalculationRequest(programme.id, track, draw(COSTS), {}, facts, specials)


def ends(request: CalculationRequest) -> tuple[int, int] | None:
    return span(CALCULATOR.calculate(request).calculation)


def span(made: Calculation) -> tuple[int, int] | None:
    """The low and the high end of an amount; None where no amount follows from the documents."""
    if made.subsidy_range_yen:
        return made.subsidy_range_yen
    return None if made.subsidy_yen is None else (made.subsidy_yen, made.subsidy_yen)


def spans(request: CalculationRequest) -> list[tuple[int, int] | None]:
    """The ends of every case of a calculation."""
    made = CALCULATOR.calculate(request).calculation
    return [span(each) for each in made.scenarios or [made]]


def highest_ceiling(request: CalculationRequest) -> int | None:
    """The sum of the most that every component of the plan can get, special cases included; None where it is open."""
    programme = book().get(request.programme)
    track = programme.track(request.track) if request.track else None
    grant = track.grant if track else programme.grant
    assert grant is not None
    if "ohaba-chinage" in request.specials and request.track == "ippan":
        return None
    total = 0
    for part in grant.parts:
        source = part
        if part.same_as:
            other = programme.track(part.same_as.track)
            assert other is not None and other.grant is not None
            found = other.grant.part(part.same_as.part)
            assert found is not None
            source = found
        factor = request.facts["members"]
        assert isinstance(factor, int)
        total += max((rule.amount or rule.high or 0) * (factor if rule.times else 1) for rule in source.ceilings)
    for special in programme.specials:
        if special.id in request.specials:
            total += sum(change.raise_ceiling or 0 for change in special.changes)
    return total


@settings(max_examples=100, deadline=None)
@given(complete_requests())
def test_the_grant_is_never_above_the_cost_or_the_ceiling_and_never_negative(request: CalculationRequest) -> None:
    result = CALCULATOR.calculate(request)
    made, span = result.calculation, ends(request)
    if span is None:
        assert (result.unknown or made.scenarios) and made.subsidy_yen is None and made.own_cost_yen is None
        return
    cost = request.cost_yen or sum(request.component_costs.values())
    low, high = span
    ceiling = highest_ceiling(request)
    assert 0 <= low <= high <= cost
    assert ceiling is None or high <= ceiling
    assert made.cost_yen == cost
    if made.subsidy_yen is not None:
        assert made.own_cost_yen == cost - made.subsidy_yen


@settings(max_examples=100, deadline=None)
@given(complete_requests())
def test_the_steps_end_in_the_result_and_every_step_is_said(request: CalculationRequest) -> None:
    made = CALCULATOR.calculate(request).calculation
    if made.subsidy_yen is not None:
        assert made.steps[-1].yen == made.subsidy_yen
    elif made.subsidy_range_yen is not None and not made.scenarios:
        assert made.steps[-1].yen is None
    for step in made.steps:
        assert step.label and step.formula
        assert "." not in step.formula, "no decimals: amounts are cut to whole yen"


@settings(max_examples=100, deadline=None)
@given(complete_requests(), st.integers(1, 10_000_000))
def test_a_higher_cost_never_gives_a_smaller_grant(request: CalculationRequest, more: int) -> None:
    if request.component_costs:
        first = next(iter(request.component_costs))
        costs = {**request.component_costs, first: request.component_costs[first] + more}
        raised = CalculationRequest(request.programme, request.track, None, costs, request.facts, request.specials)
    else:
        cost = (request.cost_yen or 0) + more
        raised = CalculationRequest(request.programme, request.track, cost, {}, request.facts, request.specials)
    before, after = ends(request), ends(raised)
    if before is not None and after is not None:
        assert before[0] <= after[0] and before[1] <= after[1]


@settings(max_examples=50, deadline=None)
@given(
    complete_requests(), st.one_of(st.integers(1, 200_000_000), st.sampled_from([50_000, 500_000, 7_500_000, 10**8]))
)
def test_the_inverse_gives_the_least_cost_that_reaches_the_target(request: CalculationRequest, target: int) -> None:
    plain = CalculationRequest(request.programme, request.track, None, {}, request.facts, request.specials)
    track = book().get(request.programme).track(request.track) if request.track else None
    if make_plan(book(), plain, track).free_part is None:
        return
    result = CALCULATOR.invert(target, plain)
    if result.calculation.scenarios:  # a class that may be either of two: no single answer to check
        return
    inversion = result.inversion
    if inversion is None or inversion.reachable == "unknown":
        assert result.calculation.subsidy_yen is None
        return
    cost = inversion.least_cost_yen
    assert cost is not None and cost == result.calculation.cost_yen

    def at(amount: int) -> tuple[int, int]:
        found = ends(CalculationRequest(request.programme, request.track, amount, {}, request.facts, request.specials))
        assert found is not None
        return found

    end = 1 if inversion.reachable == "unsure" else 0
    if inversion.reachable == "no":
        assert inversion.maximum_yen is not None and inversion.maximum_yen < target
        assert at(cost)[1] == inversion.maximum_yen == at(900_000_000_000)[1]
        assert cost == 1 or at(cost - 1)[1] < inversion.maximum_yen
    else:
        assert at(cost)[end] >= target
        assert cost == 1 or at(cost - 1)[end] < target


@settings(max_examples=50, deadline=None)
@given(complete_requests(), st.integers(1, 500_000_000))
def test_a_budget_gives_the_largest_cost_that_it_pays(request: CalculationRequest, money: int) -> None:
    plain = CalculationRequest(request.programme, request.track, None, {}, request.facts, request.specials)
    track = book().get(request.programme).track(request.track) if request.track else None
    if make_plan(book(), plain, track).free_part is None:
        return
    result = CALCULATOR.budget(money, plain)
    cost = result.calculation.cost_yen
    if cost is None or result.calculation.scenarios:
        assert result.unknown or result.calculation.scenarios
        return

    def own(amount: int) -> int:
        found = ends(CalculationRequest(request.programme, request.track, amount, {}, request.facts, request.specials))
        assert found is not None
        return amount - (found[1] if result.at_most else found[0])

    assert own(cost) <= money
    assert own(cost + 1) > money


@settings(max_examples=60, deadline=None)
@given(
    complete_requests(),
    st.sets(st.sampled_from(["applicant", "areas", "functions", "near_min_wage", "damage", "deficit"])),
)
def test_a_missing_fact_leaves_few_cases_and_the_true_one_is_among_them(
    request: CalculationRequest, forgotten: set[str]
) -> None:
    full = CALCULATOR.calculate(request).calculation
    rest = {key: value for key, value in request.facts.items() if key not in forgotten}
    partial = CalculationRequest(
        request.programme, request.track, request.cost_yen, request.component_costs, rest, request.specials
    )
    result = CALCULATOR.calculate(partial)
    cases = result.calculation.scenarios or [result.calculation]
    assert len(cases) <= 4
    if result.calculation.scenarios:
        assert result.deciding and all(case.scenario for case in cases)
        assert len({case.scenario for case in cases}) == len(cases)
    if full.subsidy_yen is not None or full.subsidy_range_yen is not None:
        # A class that the track doesn't know leaves cases even with every fact told.
        amounts = [(case.subsidy_yen, case.subsidy_range_yen) for case in (*cases, result.calculation)]
        assert (full.subsidy_yen, full.subsidy_range_yen) in amounts


def track_of(request: CalculationRequest) -> Track | None:
    return book().get(request.programme).track(request.track) if request.track else None


def at_cost(request: CalculationRequest, cost: int) -> CalculationRequest:
    return replace(request, cost_yen=cost, component_costs={})


@settings(max_examples=60, deadline=None)
@given(complete_requests())
def test_the_curve_rises_and_agrees_with_the_calculator(request: CalculationRequest) -> None:
    for curve in CALCULATOR.curves(at_cost(request, 1)):
        assert [point.cost_yen for point in curve.points] == sorted({point.cost_yen for point in curve.points})
        assert all(one.low_yen <= two.low_yen and one.high_yen <= two.high_yen for one, two in pairwise(curve.points))
        for point in curve.points[1:]:
            assert (point.low_yen, point.high_yen) in spans(at_cost(request, point.cost_yen))


@settings(max_examples=60, deadline=None)
@given(complete_requests())
def test_the_curve_is_straight_between_its_corners(request: CalculationRequest) -> None:
    for curve in CALCULATOR.curves(at_cost(request, 1)):
        bends = [curve.points[0], *curve.corners, curve.points[-1]]
        for one, two in pairwise(bends):
            between = [point for point in curve.points if one.cost_yen < point.cost_yen < two.cost_yen]
            for point in between:
                for start, end, value in (
                    (one.low_yen, two.low_yen, point.low_yen),
                    (one.high_yen, two.high_yen, point.high_yen),
                ):
                    way = Fraction(point.cost_yen - one.cost_yen, two.cost_yen - one.cost_yen)
                    # Whole yen are cut off at both ends and between them.
                    assert abs(start + (end - start) * way - value) < 2


@settings(max_examples=60, deadline=None)
@given(complete_requests(), COSTS)
def test_every_case_of_a_calculation_lies_on_a_curve(request: CalculationRequest, cost: int) -> None:
    plain = at_cost(request, cost)
    if make_plan(book(), plain, track_of(request)).free_part is None:
        return
    curves = CALCULATOR.curves(plain, up_to_yen=cost)
    shown = [(curve.points[-1].low_yen, curve.points[-1].high_yen) for curve in curves]
    for ends_of_case in spans(plain):
        # A case without an amount, or without any grant up to this cost, has no curve.
        assert ends_of_case in (None, (0, 0)) or ends_of_case in shown


@settings(max_examples=50, deadline=None)
@given(complete_requests())
def test_everything_rests_on_words_of_the_documents(request: CalculationRequest) -> None:
    result = CALCULATOR.calculate(request)
    assert result.all_evidence()
    numbered = result.numbered()
    assert numbered.markers == list(range(1, len(result.all_evidence()) + 1))
