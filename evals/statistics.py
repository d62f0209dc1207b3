"""Intervals and tests: how much of a figure is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

SEED = 20260210
SAMPLES = 2000
_TAIL = 0.025


@dataclass(frozen=True)
class Estimate:
    """A share with its 95 % interval. `n` counts what it was measured on; `value` is None where there is nothing."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def to_json(self) -> dict[str, float | int | None]:
        rounded = {name: None if part is None else round(part, 4) for name, part in self._parts().items()}
        return {**rounded, "n": self.n}

    def _parts(self) -> dict[str, float | None]:
        return {"value": self.value, "low": self.low, "high": self.high}


@lru_cache(maxsize=8)
def _weights(count: int) -> NDArray[np.float64]:
    """How often each of `count` items is drawn in each bootstrap sample; seeded, so a run can be repeated."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(count, np.full(count, 1.0 / count), size=SAMPLES).astype(np.float64)


def ratio(hits: Sequence[float], totals: Sequence[float]) -> Estimate:
    """A share over items: sum of hits over sum of totals, its interval by a bootstrap over whole items.

    Turns of one item stay together, because they succeed and fail together. Where every item agrees the bootstrap
    has nothing to vary; the exact binomial bound stands in for it, so that 40 of 40 isn't printed as certain.
    """
    top, bottom = np.asarray(hits, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    counted = int(bottom.sum())
    if counted == 0:
        return Estimate(None, None, None, 0)
    value = float(top.sum() / bottom.sum())
    if value in (0.0, 1.0):
        edge = _TAIL ** (1.0 / counted)
        return Estimate(value, edge if value == 1.0 else 0.0, 1.0 if value == 1.0 else 1.0 - edge, counted)
    weights = _weights(len(top))
    below = weights @ bottom
    samples = (weights @ top)[below > 0] / below[below > 0]
    low, high = (float(edge) for edge in np.quantile(samples, [_TAIL, 1 - _TAIL]))
    return Estimate(value, low, high, counted)


@dataclass(frozen=True)
class Comparison:
    """Two runs on the same items: how many got better and worse, and how likely that is by chance alone."""

    both: int
    better: int
    worse: int
    p_value: float
    difference: float
    low: float
    high: float


def compare(before: Sequence[bool], after: Sequence[bool]) -> Comparison:
    """Exact McNemar test (two-sided) and the bootstrap interval of the difference in accuracy, paired by item."""
    pairs = list(zip(before, after, strict=True))
    better = sum(not old and new for old, new in pairs)
    worse = sum(old and not new for old, new in pairs)
    if not pairs:
        return Comparison(0, 0, 0, 1.0, 0.0, 0.0, 0.0)
    change = np.asarray([float(new) - float(old) for old, new in pairs])
    samples = (_weights(len(pairs)) @ change) / len(pairs)
    low, high = (float(edge) for edge in np.quantile(samples, [_TAIL, 1 - _TAIL]))
    return Comparison(len(pairs), better, worse, mcnemar(better, worse), float(change.mean()), low, high)


def mcnemar(better: int, worse: int) -> float:
    """Two-sided exact p: how likely so uneven a split of the changed items is when both runs are equally good."""
    changed = better + worse
    if changed == 0:
        return 1.0
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, float(2 * tail / 2.0**changed))
