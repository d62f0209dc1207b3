"""A run on file: what was measured, when, at which commit, and which items were right."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.answers import ItemResult, TurnResult
from evals.checks import TOKYO
from evals.items import DATASETS, Item, Split
from evals.metrics import Metrics, measure
from evals.statistics import Comparison, Estimate, compare
from evals.understanding import cases_of, measure_understanding
from ingest.errors import MadoguchiError, shown_path

SPLITS: tuple[Split, ...] = ("dev", "test")


class RunFileError(MadoguchiError):
    """A file of an earlier run that can't be read."""


class Share(BaseModel):
    """A share on file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    value: float | None
    low: float | None
    high: float | None
    n: int

    @classmethod
    def of(cls, estimate: Estimate) -> Share:
        return cls.model_validate(estimate.to_json())


class Outcomes(BaseModel):
    """Right and wrong items under their hash, so that two runs can be compared pair by pair."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class RunSummary(BaseModel):
    """What is kept of a run for comparison; the committed baseline is one."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    made: str
    commit: str
    questions: str
    """Hash of the questions."""
    items: dict[str, int]
    metrics: dict[str, dict[str, Share]]
    """Split -> metric -> share."""
    outcomes: Outcomes


@dataclass(frozen=True)
class Run:
    """One finished run with everything in it."""

    results: Sequence[ItemResult]
    made: datetime
    commit: str
    questions: str
    seconds: float

    def split(self, split: str) -> list[ItemResult]:
        return [result for result in self.results if split in ("all", result.item.split)]

    @property
    def splits(self) -> list[str]:
        """Splits that have items, and `all` where both do."""
        present: list[str] = [split for split in SPLITS if self.split(split)]
        return [*present, "all"] if len(present) > 1 else present

    def measured(self) -> dict[str, Metrics]:
        return {split: measure(self.split(split)) for split in self.splits}

    def summary(self) -> RunSummary:
        measured = self.measured()
        return RunSummary(
            made=self.made.isoformat(timespec="seconds"),
            commit=self.commit,
            questions=self.questions,
            items={split: metrics.items for split, metrics in measured.items()},
            metrics={
                split: {name: Share.of(estimate) for name, estimate in metrics.estimates.items()}
                for split, metrics in measured.items()
            },
            outcomes=Outcomes(
                right=tuple(sorted(result.item.key for result in self.results if result.right)),
                wrong=tuple(sorted(result.item.key for result in self.results if not result.right)),
            ),
        )


def new_run(results: Sequence[ItemResult], seconds: float) -> Run:
    """A run made now, in the working folder's commit."""
    return Run(results, datetime.now(TOKYO), commit_name(), questions_hash(), seconds)


def commit_name() -> str:
    """Short hash of the commit, with `+` where files differ from it; `なし` outside a repository."""
    here = Path(__file__).parent
    try:
        head = _git(here, "rev-parse", "--short", "HEAD")
        return head + ("+" if _git(here, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return "なし"


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=10)
    return done.stdout.strip()


def questions_hash(folder: Path = DATASETS) -> str:
    """Twelve letters that change with any question."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def read_summary(path: Path) -> RunSummary:
    """The summary in a run's JSON or in a baseline.

    Raises:
        RunFileError: the file is missing or is neither.
    """
    try:
        return RunSummary.model_validate_json(path.read_bytes())
    except OSError as error:
        problem = f"{shown_path(path)} を開けません（{error.strerror}）。`madoguchi eval answers` の answers.json を指定してください。"
        raise RunFileError(problem) from error
    except ValidationError as error:
        problem = f"{shown_path(path)} は評価の記録ではありません。`madoguchi eval answers` の answers.json を指定してください。"
        raise RunFileError(problem) from error


@dataclass(frozen=True)
class Change:
    """What changed since an earlier run, on the items that both have."""

    earlier: RunSummary
    same_questions: bool
    by_split: Mapping[str, Comparison]
    better: Sequence[Item]
    worse: Sequence[Item]

    def share_before(self, split: str, metric: str) -> Share | None:
        """The earlier share, where it was measured on these very questions; else a difference would mislead."""
        pairs = self.by_split.get(split)
        if not self.same_questions or pairs is None or pairs.both != self.earlier.items.get(split):
            return None
        return self.earlier.metrics.get(split, {}).get(metric)


def changes(run: Run, earlier: RunSummary) -> Change:
    """Compare with an earlier run, item by item."""
    return summary_changes(run.summary(), earlier, [result.item for result in run.results])


def summary_changes(now: RunSummary, earlier: RunSummary, items: Sequence[Item]) -> Change:
    """Compare two runs on file; `items` give the hashes their names and splits."""
    was, is_now = _by_key(earlier.outcomes), _by_key(now.outcomes)
    shared = [item for item in items if item.key in was and item.key in is_now]
    by_split = {}
    for split in now.metrics:
        pairs = [item for item in shared if split in ("all", item.split)]
        by_split[split] = compare([was[item.key] for item in pairs], [is_now[item.key] for item in pairs])
    return Change(
        earlier=earlier,
        same_questions=earlier.questions == now.questions,
        by_split=by_split,
        better=[item for item in shared if is_now[item.key] and not was[item.key]],
        worse=[item for item in shared if was[item.key] and not is_now[item.key]],
    )


def _by_key(outcomes: Outcomes) -> dict[str, bool]:
    return dict.fromkeys(outcomes.right, True) | dict.fromkeys(outcomes.wrong, False)


def run_json(run: Run) -> dict[str, Any]:
    """The run as JSON: the summary, every figure, and what happened to each item.

    Test items are kept under their hash, without question, answer or finding: people look at dev failures only.
    """
    measured = run.measured()
    return {
        **run.summary().model_dump(mode="json"),
        "seconds": round(run.seconds, 1),
        "engines": sorted({turn.reply.engine for r in run.results for turn in r.turns if turn.reply}),
        "understanding": {split: _understanding_json(run.split(split)) for split in run.splits},
        "details": {split: _metrics_json(metrics) for split, metrics in measured.items()},
        "dev_items": [_item_json(result) for result in run.split("dev")],
        "test_causes": {
            result.item.key: sorted({f.cause for turn in result.turns if turn.check for f in turn.check.findings})
            for result in run.split("test")
        },
    }


def _understanding_json(results: Sequence[ItemResult]) -> dict[str, Any]:
    metrics = measure_understanding(cases_of(results))
    shares = {name: estimate.to_json() for name, estimate in metrics.estimates.items()}
    return {"turns": metrics.turns, "shares": shares, "operations": metrics.operations}


def _metrics_json(metrics: Metrics) -> dict[str, Any]:
    return {
        "items": metrics.items,
        "turns": metrics.turns,
        "by_kind": {name: estimate.to_json() for name, estimate in metrics.by_kind.items()},
        "by_programme": {name: estimate.to_json() for name, estimate in metrics.by_programme.items()},
        "confusion": metrics.confusion,
        "causes": metrics.causes,
        "latency_ms": {name: asdict(part) for name, part in metrics.latency.items()},
    }


def _item_json(result: ItemResult) -> dict[str, Any]:
    return {
        "id": result.item.id,
        "right": result.right,
        "grounded": result.grounded,
        "turns": [_turn_json(turn) for turn in result.turns],
    }


def _turn_json(turn: TurnResult) -> dict[str, Any]:
    return {
        "question": turn.question,
        "status": turn.reply.status if turn.reply else None,
        "text": turn.reply.text if turn.reply else None,
        "milliseconds": round(turn.milliseconds, 1),
        "findings": [asdict(finding) for finding in turn.check.findings] if turn.check else [],
    }


def write_json(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
