"""Fits what isn't this counter's job; run by `python -m evals.calibrate`.

Every single question of the dev split that the declines' words don't settle gives one row, and so does every probe;
a probe with `"outside": true` is one that has to be declined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.conversation.memory import Memory
from assistant.evidence.refusing.remit import FEATURES
from evals.items import Item

_DAY = date(2026, 4, 10)
_THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
_HARM = 4
"""How much worse it is to send away a question that is this counter's than to look up one that isn't."""


def fit_remit(assistant: Assistant, items: Sequence[Item], probes: Path) -> dict[str, Any]:
    """The model as it is stored under `outside`."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    fitted = [*_of_items(assistant, items, "dev"), *_of_probes(assistant, probes)]
    held = list(_of_items(assistant, items, "test"))
    x, y = np.array([row for row, _ in fitted]), np.array([outside for _, outside in fitted])
    model = LogisticRegression(C=3.0, max_iter=1000)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    crossed = cross_val_predict(model, x, y, cv=folds, method="predict_proba")[:, 1]

    def harm(level: float) -> int:
        said = crossed >= level
        return int((said & ~y).sum()) * _HARM + int((~said & y).sum())

    threshold = min(_THRESHOLDS, key=lambda level: (harm(level), abs(level - 0.5)))
    model.fit(x, y)
    weights = [round(float(weight), 3) for weight in model.coef_[0]]
    said = crossed >= threshold
    test_x, test_y = np.array([row for row, _ in held]), np.array([outside for _, outside in held])
    test = model.predict_proba(test_x)[:, 1] >= threshold
    return {
        "weights": dict(zip(FEATURES, weights, strict=True)),
        "intercept": round(float(model.intercept_[0]), 3),
        "threshold": threshold,
        "dev": {
            "questions": len(y),
            "outside": int(y.sum()),
            "cross_validated_accuracy": round(float((said == y).mean()), 3),
            "sent_away_wrongly": int((said & ~y).sum()),
        },
        "test": {
            "questions": len(test_y),
            "outside": int(test_y.sum()),
            "accuracy": round(float((test == test_y).mean()), 3),
            "sent_away_wrongly": int((test & ~test_y).sum()),
        },
    }


def _of_items(assistant: Assistant, items: Sequence[Item], split: str) -> Iterator[tuple[list[float], bool]]:
    for item in items:
        expected = item.turns[0].expect
        if item.split != split or len(item.turns) != 1 or expected is None or item.kind == "attacks":
            continue
        if row := _row(assistant, item.turns[0].ask, item.as_of):
            yield row, expected.status == "declined"


def _of_probes(assistant: Assistant, path: Path) -> Iterator[tuple[list[float], bool]]:
    for line in path.read_text("utf-8").splitlines():
        probe = json.loads(line)
        if row := _row(assistant, probe["ask"], _DAY):
            yield row, bool(probe.get("outside"))


def _row(assistant: Assistant, ask: str, day: date) -> list[float] | None:
    """The features of a question on one thing that may be outside; None for any other."""
    desk = assistant.desk
    resolved = desk.filler.fill(desk.understander.read(ask), Memory())
    if len(resolved) != 1 or resolved[0].ask.decline or resolved[0].ask.injected:
        return None
    declining = desk.clerk.declining
    text = declining.in_doubt(resolved[0], day)
    return declining.remit_features(resolved[0], text)[1] if text is not None else None
