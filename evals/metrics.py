"""Figures of a run: accuracy, exactness, proof, citations, refusals, memory and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.answers import ItemResult, TurnResult
from evals.checks import CAUSES
from evals.items import KINDS
from evals.statistics import Estimate, ratio

_REFUSALS = {"not_in_sources", "declined"}

NAMES: dict[str, str] = {
    "accuracy": "正答率（問題ごと・引用箇所まで）",
    "content_accuracy": "正答率（問題ごと・内容のみ）",
    "turn_accuracy": "正答率（発言ごと）",
    "exactness": "計算が一円まで正しい割合",
    "groundedness": "数字がすべて根拠つきの割合",
    "verbatim": "引用が原文と一字一句同じ割合",
    "citation_recall": "必要な箇所を引用した割合",
    "citation_precision": "引用のうち必要な箇所の割合",
    "false_refusals": "答えられるのに断った割合",
    "missed_refusals": "断るべきなのに答えた割合",
    "carry_over": "2回目以降の発言の正答率",
}
LOWER_IS_BETTER = frozenset({"false_refusals", "missed_refusals"})
HEADLINES = (
    "accuracy", "content_accuracy", "exactness", "groundedness", "citation_recall", "citation_precision",
    "false_refusals", "missed_refusals", "carry_over",
)  # fmt: skip


@dataclass(frozen=True)
class Percentiles:
    """Milliseconds."""

    p50: float
    p90: float
    p99: float
    n: int


@dataclass(frozen=True)
class Metrics:
    """Every figure of one set of items."""

    estimates: Mapping[str, Estimate]
    by_kind: Mapping[str, Estimate]
    by_programme: Mapping[str, Estimate]
    confusion: Mapping[str, Mapping[str, int]]
    """Expected status -> given status -> turns."""
    causes: Mapping[str, int]
    """Turns by what is wrong with them; a turn may count under several."""
    latency: Mapping[str, Percentiles]
    items: int
    turns: int


_Share = Callable[[TurnResult], tuple[float, float]]
"""Hits and total of one checked turn."""


def _recall(turn: TurnResult) -> tuple[float, float]:
    return (turn.check.cited_labels, turn.check.labelled) if turn.check else (0, 0)


def _precision(turn: TurnResult) -> tuple[float, float]:
    if not turn.check or not turn.check.labelled:
        return 0, 0
    return turn.check.useful_citations, turn.check.citations


def _verbatim(turn: TurnResult) -> tuple[float, float]:
    return (turn.check.verbatim_quotes, turn.check.quotes) if turn.check else (0, 0)


def _exact(turn: TurnResult) -> tuple[float, float]:
    return (float(turn.check.exact), float(turn.check.calculated)) if turn.check else (0, 0)


def _false_refusal(turn: TurnResult) -> tuple[float, float]:
    if not turn.expect or not turn.reply or _REFUSALS & set(turn.expect.statuses):
        return 0, 0
    return float(turn.reply.status in _REFUSALS), 1


def _missed_refusal(turn: TurnResult) -> tuple[float, float]:
    if not turn.expect or not turn.reply or set(turn.expect.statuses) - _REFUSALS:
        return 0, 0
    return float(turn.reply.status == "answered"), 1


_BY_TURN: dict[str, _Share] = {
    "turn_accuracy": lambda turn: (float(turn.right), 1),
    "groundedness": lambda turn: (float(turn.grounded), 1),
    "exactness": _exact,
    "verbatim": _verbatim,
    "citation_recall": _recall,
    "citation_precision": _precision,
    "false_refusals": _false_refusal,
    "missed_refusals": _missed_refusal,
}


def measure(results: Sequence[ItemResult]) -> Metrics:
    """All figures of these results."""
    estimates = {
        "accuracy": ratio([float(result.right) for result in results], [1.0] * len(results)),
        "content_accuracy": ratio([float(result.content_right) for result in results], [1.0] * len(results)),
    }
    for name, share in _BY_TURN.items():
        estimates[name] = _over_items(results, share)
    estimates["carry_over"] = _over_items(results, _BY_TURN["turn_accuracy"], first_turn=1)
    checked = [turn for result in results for turn in result.turns if turn.check]
    return Metrics(
        estimates={name: estimates[name] for name in NAMES},
        by_kind=_grouped(results, lambda result: [result.item.kind], KINDS),
        by_programme=_grouped(results, lambda result: result.item.programmes or ("（なし）",)),
        confusion=_confusion(checked),
        causes=_causes(checked),
        latency=latency(results),
        items=len(results),
        turns=len(checked),
    )


def _over_items(results: Sequence[ItemResult], share: _Share, first_turn: int = 0) -> Estimate:
    hits, totals = [], []
    for result in results:
        parts = [share(turn) for turn in result.turns[first_turn:] if turn.check]
        hits.append(sum(part[0] for part in parts))
        totals.append(sum(part[1] for part in parts))
    return ratio(hits, totals)


def _grouped(
    results: Sequence[ItemResult],
    groups_of: Callable[[ItemResult], Iterable[str]],
    order: Sequence[str] = (),
) -> dict[str, Estimate]:
    groups: dict[str, list[ItemResult]] = {}
    for result in results:
        for group in groups_of(result):
            groups.setdefault(group, []).append(result)
    names = [name for name in order if name in groups] or sorted(groups)
    return {name: ratio([float(result.right) for result in groups[name]], [1.0] * len(groups[name])) for name in names}


def _confusion(turns: Iterable[TurnResult]) -> dict[str, dict[str, int]]:
    """A turn with several right statuses counts under the one that was given, else under its first."""
    table: dict[str, Counter[str]] = {}
    for turn in turns:
        if not turn.expect:
            continue
        got = turn.reply.status if turn.reply else "crash"
        wanted = got if got in turn.expect.statuses else turn.expect.statuses[0]
        table.setdefault(wanted, Counter())[got] += 1
    return {wanted: dict(counts) for wanted, counts in sorted(table.items())}


def _causes(turns: Iterable[TurnResult]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for turn in turns:
        if turn.check:
            counts.update({finding.cause for finding in turn.check.findings})
    return {cause: counts[cause] for cause in CAUSES if counts[cause]}


def latency(results: Iterable[ItemResult]) -> dict[str, Percentiles]:
    """Milliseconds by step of the trace, and of whole answers as `total`. A step that ran twice counts its sum."""
    times: dict[str, list[float]] = {}
    for result in results:
        for turn in result.turns:
            if turn.reply is None:
                continue
            steps: dict[str, float] = {}
            for step in turn.reply.trace:
                steps[step.step] = steps.get(step.step, 0.0) + step.milliseconds
            for name, took in steps.items():
                times.setdefault(name, []).append(took)
            times.setdefault("total", []).append(turn.milliseconds)
    ordered = [name for name in times if name != "total"] + (["total"] if "total" in times else [])
    return {name: _percentiles(times[name]) for name in ordered}


def _percentiles(values: Sequence[float]) -> Percentiles:
    p50, p90, p99 = (float(part) for part in np.quantile(np.asarray(values), [0.5, 0.9, 0.99]))
    return Percentiles(round(p50, 2), round(p90, 2), round(p99, 2), len(values))
