"""How sure it is that the documents don't say what is asked: a small logistic model, fitted on the evaluation's dev split.

`calibration.json` holds its weights and how they were obtained; `python -m evals.calibrate` makes it anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from assistant.evidence.catalogue import Match

FEATURES = ("topic", "scope", "special", "keyword", "words", "meaning", "coverage")
"""Of each of the two, the best unknown and the best statement: the parts of its score that are compared."""


@dataclass(frozen=True)
class Calibration:
    """Weights of the features of the best unknown, of the best statement, and the intercept."""

    unknown: tuple[float, ...]
    statement: tuple[float, ...]
    intercept: float
    threshold: float
    """The probability from which on an answer is refused."""
    yes_no_threshold: float
    """The same for a question that wants はい or いいえ: a wrong はい does more harm than a refusal."""

    def unsaid(self, unknown: Match | None, statement: Match | None) -> float:
        """The probability (0 to 1) that the unknown, not the statement, is what was asked."""
        if unknown is None:
            return 0.0
        total = self.intercept
        for weights, match in ((self.unknown, unknown), (self.statement, statement)):
            total += sum(w * f for w, f in zip(weights, features(match), strict=True))
        return 1.0 / (1.0 + math.exp(-total))


def features(match: Match | None) -> list[float]:
    return [match.parts[name] if match else 0.0 for name in FEATURES]


def strongest(matches: Sequence[Match], *, unknown: bool) -> Match | None:
    """The unknown whose own words and scope speak most for it, or the statement with the best score."""
    chosen = [match for match in matches if match.is_unknown is unknown]
    if not chosen:
        return None
    return max(chosen, key=lambda match: match.own + match.parts["scope"]) if unknown else chosen[0]


def load_calibration() -> Calibration:
    """The calibration that comes with the program."""
    stored = json.loads(files("assistant.evidence").joinpath("calibration.json").read_text("utf-8"))
    return Calibration(
        tuple(stored["unknown"]),
        tuple(stored["statement"]),
        stored["intercept"],
        stored["threshold"],
        stored["yes_no_threshold"],
    )
