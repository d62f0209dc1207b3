"""How sure it is that the documents don't say what is asked: a small logistic model, fitted on the evaluation's dev split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.matching.catalogue import Match
from assistant.evidence.matching.logistic import Logistic, read_calibration

PARTS = ("topic", "scope", "special", "keyword", "words", "meaning", "coverage", "fitted")
"""Of each of the two, the best unknown and the best statement: the parts of its score that are compared."""
AROUND = (
    "most unknown",
    "most statement",
    "neighbours",
    "nearer",
    "likeliest unknown",
    "likeliest statement",
    "likelier",
)
"""Of all entries: the most that own words and meaning say for an unknown and for a statement, the share of unknowns
among the nearest entries, by how much the nearest unknown is nearer than the nearest statement; how surely the fitted
model takes any unknown and any statement for meant, and by how much the unknown more."""
FEATURES = (
    *(f"unknown {name}" for name in PARTS),
    *(f"statement {name}" for name in PARTS),
    *AROUND,
)
SURELY_UNSAID = 0.8
"""The probability from which on something unsaid is meant even where only a topic, a day or a need seems asked."""
_NEIGHBOURS = 6
_SCOPE = 0.4
"""What an unknown's scope counts for beside its words: a fitting one decides between two that are alike."""


@dataclass(frozen=True)
class Calibration:
    """The model, and how sure it must be."""

    model: Logistic
    threshold: float
    """The probability from which on an answer is refused."""
    yes_no_threshold: float
    """The same for a question that wants はい or いいえ: a wrong はい does more harm than a refusal."""

    def unsaid(self, matches: Sequence[Match]) -> float:
        """The probability (0 to 1) that what is asked is something that the documents don't say."""
        if not any(match.is_unknown for match in matches):
            return 0.0
        return self.model.probability(features(matches))


def features(matches: Sequence[Match]) -> list[float]:
    """The figures that tell said from unsaid, in the order of `FEATURES`."""
    unknown, statement = strongest(matches, unknown=True), strongest(matches, unknown=False)
    parts = [match.parts[name] if match else 0.0 for match in (unknown, statement) for name in PARTS]
    nearest = sorted(matches, key=_nearness, reverse=True)
    unknowns = max((_nearness(match) for match in nearest if match.is_unknown), default=0.0)
    statements = max((_nearness(match) for match in nearest if not match.is_unknown), default=0.0)
    around = [(_nearness(match) ** 2, match.is_unknown) for match in nearest[:_NEIGHBOURS]]
    total = sum(weight for weight, _ in around)
    share = sum(weight for weight, is_unknown in around if is_unknown) / total if total else 0.0
    likely = [
        max((match.parts["fitted"] for match in matches if match.is_unknown is unsaid), default=0.0)
        for unsaid in (True, False)
    ]
    return [*parts, unknowns, statements, share, unknowns - statements, *likely, likely[0] - likely[1]]


def _nearness(match: Match) -> float:
    return match.parts["words"] + match.parts["meaning"]


def strongest(matches: Sequence[Match], *, unknown: bool) -> Match | None:
    """The unknown whose own words and scope speak most for it, or the statement with the best score."""
    chosen = [match for match in matches if match.is_unknown is unknown]
    if not chosen:
        return None
    return max(chosen, key=lambda match: match.own + _SCOPE * match.parts["scope"]) if unknown else chosen[0]


def load_calibration() -> Calibration:
    """The calibration that comes with the program."""
    stored = read_calibration()
    return Calibration(Logistic.of(stored), stored["threshold"], stored["yes_no_threshold"])
