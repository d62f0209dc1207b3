"""Fits when to say that the documents don't say it: `python -m evals.calibrate`. Only the dev split is looked at, the
fresh questions whose failures have been looked at (`evals/fresh/first`, `third`), and `calibration-probes.jsonl`:
questions written for this fit alone, `{"ask", "unsaid"}` a line.

Every single question of the datasets that is answered from statements, or not at all, gives one row: the parts of the
score of the best statement and of the best unknown. A logistic regression separates them; its cross-validated accuracy
and its accuracy on the test split are stored beside the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant import Assistant, Settings
from assistant.conversation.memory import Memory
from assistant.evidence.matching.calibration import FEATURES, features
from evals.calibrate_remit import fit_remit
from evals.items import DATASETS, Item, load_items

PROBES = Path(__file__).resolve().parent / "calibration-probes.jsonl"
LOOKED_AT = tuple(DATASETS.parent / "fresh" / name for name in ("first", "third"))
TARGET = Path(__file__).resolve().parent.parent / "assistant" / "evidence" / "matching" / "calibration.json"
# Answered by the calculator or by several statements at once: no row of one statement against one unknown.
# A wrong はい does more harm than a refusal.
_CAUTION = 0.15
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_LEFT_OUT = ("calculations", "inverse", "multi_question", "comparisons")


def rows(assistant: Assistant, items: Sequence[Item]) -> Iterator[tuple[list[float], bool]]:
    """Features and whether the documents don't say it, one row for each question on one thing."""
    for item in items:
        expected = item.turns[0].expect
        if len(item.turns) != 1 or expected is None or item.kind in _LEFT_OUT:
            continue
        if expected.status not in ("answered", "not_in_sources"):
            continue
        if row := _row(assistant, item.turns[0].ask):
            yield row, expected.status == "not_in_sources"


def probe_rows(assistant: Assistant, path: Path = PROBES) -> Iterator[tuple[list[float], bool]]:
    """The same of the questions written for this fit."""
    for line in path.read_text("utf-8").splitlines():
        probe = json.loads(line)
        if "outside" in probe:
            continue  # fitted apart, in `calibrate_remit`
        if row := _row(assistant, probe["ask"]):
            yield row, bool(probe["unsaid"])


def _row(assistant: Assistant, ask: str) -> list[float] | None:
    """The features of a question on one thing; None for any other."""
    desk = assistant.desk
    resolved = desk.filler.fill(desk.understander.read(ask), Memory())
    if len(resolved) != 1 or resolved[0].need:
        return None
    programme = next(iter(resolved[0].scope.programmes), None)
    matches = desk.clerk.search.matches(resolved[0], programme)
    return features(matches)


def fit(assistant: Assistant, items: Sequence[Item]) -> dict[str, Any]:
    """The calibration as it is stored."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    split = {name: [item for item in items if item.split == name] for name in ("dev", "test")}
    split["dev"] += [item for folder in LOOKED_AT for item in load_items(folder)]
    data = {name: list(rows(assistant, chosen)) for name, chosen in split.items()}
    probes = list(probe_rows(assistant))
    x = np.array([row for row, _ in [*data["dev"], *probes]])
    y = np.array([unsaid for _, unsaid in [*data["dev"], *probes]])
    weight = _weights(y, len(data["dev"]))
    model = LogisticRegression(C=3.0, max_iter=1000)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    # Out of fold, so that the threshold isn't chosen on what the weights have seen.
    crossed = cross_val_predict(model, x, y, cv=folds, method="predict_proba", params={"sample_weight": weight})[:, 1]

    own = len(data["dev"])

    def accuracy(level: float) -> float:
        # On the dataset's rows alone: how often the probes are unsaid says nothing about people's questions.
        return float(((crossed >= level) == y)[:own].mean())

    # A point more or less is noise with so few rows: of the levels within a point of the best, the most neutral one.
    best = max(accuracy(level) for level in _THRESHOLDS)
    threshold = min(
        (level for level in _THRESHOLDS if accuracy(level) >= best - 0.01), key=lambda level: abs(level - 0.5)
    )
    model.fit(x, y, sample_weight=weight)
    test_x = np.array([row for row, _ in data["test"]])
    test_y = np.array([unsaid for _, unsaid in data["test"]])
    weights = [round(float(weight), 3) for weight in model.coef_[0]]
    return {
        "weights": dict(zip(FEATURES, weights, strict=True)),
        "intercept": round(float(model.intercept_[0]), 3),
        "threshold": threshold,
        "yes_no_threshold": round(threshold - _CAUTION, 2),
        "made_by": "python -m evals.calibrate",
        "made_on": date.today().isoformat(),
        "dev": {
            "questions": len(y),
            "unsaid": int(y.sum()),
            "probes": len(probes),
            "cross_validated_accuracy": round(accuracy(threshold), 3),
        },
        "test": {
            "questions": len(test_y),
            "unsaid": int(test_y.sum()),
            "accuracy": round(float(((model.predict_proba(test_x)[:, 1] >= threshold) == test_y).mean()), 3),
        },
    }


def _weights(unsaid: npt.NDArray[np.bool_], of_dataset: int) -> npt.NDArray[np.float64]:
    """Weights of the rows, the dataset's first. Unsaid probes are many on purpose: they weigh so much less that the
    share of unsaid questions stays the dataset's, or the desk would refuse too readily.
    """
    weights = np.ones(len(unsaid))
    dataset, probes = unsaid[:of_dataset], unsaid[of_dataset:]
    if probes.any() and dataset.any() and not dataset.all():
        odds = dataset.sum() / (~dataset).sum()
        weights[of_dataset:][probes] = odds * (~probes).sum() / probes.sum()
    return weights


def main() -> None:
    assistant, items = Assistant.open(Settings()), load_items()
    made = fit(assistant, items)
    made["outside"] = fit_remit(assistant, items, PROBES)
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(made, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
