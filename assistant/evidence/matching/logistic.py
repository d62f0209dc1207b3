"""Logistic models of a few features, and the file that holds their weights.

`calibration.json` says how they were obtained; `python -m evals.calibrate` makes it anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Logistic:
    """Weights of the features, and the intercept."""

    weights: tuple[float, ...]
    intercept: float

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Logistic:
        """The model of one section of the file."""
        return cls(tuple(stored["weights"].values()), stored["intercept"])

    def probability(self, features: Sequence[float]) -> float:
        """Between 0 and 1; the features in the order of the weights."""
        total = self.intercept + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1.0 / (1.0 + math.exp(-total))


def read_calibration() -> dict[str, Any]:
    """What comes with the program: said or unsaid at the top, this counter's job or not under `outside`."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("calibration.json").read_text("utf-8"))
    return found
