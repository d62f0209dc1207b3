"""The gate: the committed baseline, the floors that no run may fall under, and how to move them with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from evals.metrics import LOWER_IS_BETTER, NAMES, Metrics
from evals.runs import Run, RunFileError, RunSummary, write_json
from ingest.errors import shown_path

BASELINE = Path(__file__).parent / "baseline.json"
GATED = ("accuracy", "content_accuracy", "groundedness", "exactness", "verbatim", "false_refusals", "missed_refusals")
SLACK = 0.01
"""How far a share may move before the gate closes. Proof and quotes have none: one unproven figure is one too many."""
NO_SLACK = frozenset({"groundedness", "verbatim", "exactness"})


class Baseline(RunSummary):
    """A summary with a reason and the floors (ceilings, where lower is better) that follow from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: str = Field(min_length=1)
    gate: dict[str, dict[str, float]]
    """Split -> metric -> the worst value that still passes."""


@dataclass(frozen=True)
class Breach:
    """A share on the wrong side of its floor or ceiling."""

    split: str
    metric: str
    limit: float
    value: float

    def __str__(self) -> str:
        side = "上回りました" if self.metric in LOWER_IS_BETTER else "下回りました"
        return f"{self.split} の「{NAMES[self.metric]}」が {self.value:.4f} で、基準 {self.limit:.4f} を{side}"


def read_baseline(path: Path | None = None) -> Baseline:
    """The committed baseline.

    Raises:
        RunFileError: it is missing or broken; says how to make one.
    """
    path = path or BASELINE
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunFileError(
            f"{shown_path(path)} が読めません。`madoguchi eval baseline --reason 理由` で作ってください。"
        ) from error


def breaches(measured: Mapping[str, Metrics], gate: Mapping[str, Mapping[str, float]]) -> list[Breach]:
    """Every share that falls through the gate. A share that could not be measured falls through as zero."""
    found = []
    for split, limits in gate.items():
        for metric, limit in limits.items():
            lower = metric in LOWER_IS_BETTER
            estimate = measured[split].estimates[metric] if split in measured else None
            value = estimate.value if estimate else None
            shown = (1.0 if lower else 0.0) if value is None else value
            if (shown > limit + 1e-9) if lower else (shown < limit - 1e-9):
                found.append(Breach(split, metric, limit, shown))
    return found


def baseline_of(run: Run, reason: str) -> Baseline:
    """The baseline that this run sets: its figures, and floors a little under them."""
    measured = run.measured()
    gate = {
        split: {metric: limit for metric in GATED if (limit := _limit(metrics, metric)) is not None}
        for split, metrics in measured.items()
        if split != "all"
    }
    return Baseline(**run.summary().model_dump(), reason=reason, gate=gate)


def _limit(metrics: Metrics, metric: str) -> float | None:
    value = metrics.estimates[metric].value
    if value is None:
        return None
    slack = 0.0 if metric in NO_SLACK else SLACK
    if metric in LOWER_IS_BETTER:
        return -floor(-(value + slack) * 1000) / 1000
    return max(floor((value - slack) * 1000) / 1000, 0.0)


def write_baseline(baseline: Baseline, path: Path | None = None) -> None:
    """Write the baseline so that a change of one figure is a diff of one line."""
    data = json.loads(baseline.model_dump_json())
    data = {"reason": data.pop("reason"), "gate": data.pop("gate"), **data}
    write_json(path or BASELINE, data)
