"""Intervals and tests say how much is chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import compare, mcnemar, ratio


def test_a_share_has_an_interval_around_it() -> None:
    estimate = ratio([1.0] * 80 + [0.0] * 20, [1.0] * 100)
    assert estimate.value == pytest.approx(0.8)
    assert estimate.low is not None
    assert estimate.high is not None
    # The normal approximation gives 0.72 to 0.88.
    assert 0.69 < estimate.low < 0.75
    assert 0.85 < estimate.high < 0.91
    assert estimate == ratio([1.0] * 80 + [0.0] * 20, [1.0] * 100)


def test_all_right_is_not_certain() -> None:
    estimate = ratio([1.0] * 40, [1.0] * 40)
    assert estimate.value == 1.0
    assert estimate.high == 1.0
    assert estimate.low == pytest.approx(0.025 ** (1 / 40))
    none = ratio([0.0] * 40, [1.0] * 40)
    assert (none.low, none.value) == (0.0, 0.0)
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 40))


def test_nothing_measured_has_no_value() -> None:
    assert ratio([0.0], [0.0]).value is None
    assert ratio([], []).n == 0


def test_turns_of_one_item_are_drawn_together() -> None:
    """Ten items of ten like turns tell no more than ten items: the interval is as wide."""
    together = ratio([10.0] * 5 + [0.0] * 5, [10.0] * 10)
    alone = ratio([1.0] * 5 + [0.0] * 5, [1.0] * 10)
    assert (together.low, together.high) == (alone.low, alone.high)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_a_share_lies_in_its_interval(parts: list[tuple[int, int]]) -> None:
    hits = [float(min(a, b)) for a, b in parts]
    totals = [float(max(a, b)) for a, b in parts]
    estimate = ratio(hits, totals)
    if estimate.value is not None and estimate.low is not None and estimate.high is not None:
        assert 0.0 <= estimate.low <= estimate.high <= 1.0


def test_mcnemar_is_exact() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 / 32)
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 10) == mcnemar(10, 0) == pytest.approx(2 / 1024)


def test_two_runs_are_compared_in_pairs() -> None:
    before = [True] * 50 + [False] * 50
    after = [True] * 48 + [False] * 2 + [True] * 20 + [False] * 30
    found = compare(before, after)
    assert (found.both, found.better, found.worse) == (100, 20, 2)
    assert found.difference == pytest.approx(0.18)
    assert found.low > 0
    assert found.p_value < 0.001
    assert compare(before, before).p_value == 1.0
    assert compare([], []).both == 0
