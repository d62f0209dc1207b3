"""Plots drawn by hand as inline SVG. Colours come from the page's style, so they follow light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

from evals.metrics import Percentiles
from evals.report.html import tag, text
from evals.statistics import Estimate, ratio

_WIDTH = 760
_LABELS = 220
_ROW = 26


def _svg(height: float, title: str, *parts: str) -> str:
    return tag(
        "svg", tag("title", text(title)), *parts, viewBox=f"0 0 {_WIDTH} {height:.0f}", role="img", class_="plot"
    )


def _label(x: float, y: float, words: str, class_: str = "", anchor: str = "start") -> str:
    return tag("text", text(words), x=f"{x:.1f}", y=f"{y:.1f}", class_=class_, text_anchor=anchor)


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{class_}"/>'


def _dot(x: float, y: float, class_: str, radius: float = 4.5) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" class="{class_}"/>'


def share_plot(names: Mapping[str, str], by_split: Mapping[str, Mapping[str, Estimate]], title: str) -> str:
    """One row a name: the share of each split as a dot, its 95 % interval as a line."""
    right = _WIDTH - 60
    splits = [split for split in ("dev", "test") if split in by_split]
    step = _ROW if len(splits) == 1 else 34
    height = 30 + step * len(names) + 26

    def across(value: float) -> float:
        return _LABELS + (right - _LABELS) * value

    parts = [_line(across(tick), 22, across(tick), height - 26, "grid") for tick in (0, 0.25, 0.5, 0.75, 1)]
    parts += [
        _label(across(tick), height - 8, f"{tick * 100:.0f}%", "tick", "middle") for tick in (0, 0.25, 0.5, 0.75, 1)
    ]
    for index, split in enumerate(splits):
        x = _LABELS + index * 90
        parts += [_dot(x, 10, split), _label(x + 9, 14, {"dev": "開発用", "test": "試験用"}[split], "tick")]
    for row, (key, name) in enumerate(names.items()):
        middle = 30 + step * row + step / 2
        parts.append(_label(_LABELS - 12, middle + 4, name, "name", "end"))
        for index, split in enumerate(splits):
            estimate = by_split[split].get(key)
            if estimate is None or estimate.value is None or estimate.low is None or estimate.high is None:
                continue
            y = middle + (index - (len(splits) - 1) / 2) * 11
            parts.append(_line(across(estimate.low), y, across(estimate.high), y, f"whisker {split}"))
            parts.append(_dot(across(estimate.value), y, split))
            if index == len(splits) - 1:
                parts.append(_label(_WIDTH - 4, middle + 4, f"{estimate.value * 100:.0f}%", "tick", "end"))
    return _svg(height, title, *parts)


def latency_plot(latency: Mapping[str, Percentiles]) -> str:
    """One row a step on a logarithmic scale: half of the answers, nine in ten, ninety-nine in a hundred."""
    if not latency:
        return tag("p", "時間の記録がありません。", class_="none")
    right = _WIDTH - 130
    low, high = 0.1, max(1.0, *(part.p99 for part in latency.values()))
    decades = max(ceil(log10(high / low)), 1)
    height = 30 + _ROW * len(latency) + 26

    def across(milliseconds: float) -> float:
        return _LABELS + (right - _LABELS) * log10(max(milliseconds, low) / low) / decades

    ticks = [low * 10**power for power in range(decades + 1)]
    parts = [_line(across(tick), 22, across(tick), height - 26, "grid") for tick in ticks]
    parts += [_label(across(tick), height - 8, _milliseconds(tick), "tick", "middle") for tick in ticks]
    legend = (("p50", "半数"), ("p90", "9割"), ("p99", "99%"))
    parts += [
        _dot(_LABELS + 80 * i, 10, name) + _label(_LABELS + 80 * i + 9, 14, words, "tick")
        for i, (name, words) in enumerate(legend)
    ]
    for row, (name, part) in enumerate(latency.items()):
        y = 30 + _ROW * row + _ROW / 2
        label = "全体" if name == "total" else name
        parts.append(_label(_LABELS - 12, y + 4, label, "name strong" if name == "total" else "name", "end"))
        parts.append(_line(across(part.p50), y, across(part.p99), y, "whisker dev"))
        parts += [
            _dot(across(value), y, which) for value, which in ((part.p99, "p99"), (part.p90, "p90"), (part.p50, "p50"))
        ]
        parts.append(_label(_WIDTH - 4, y + 4, f"{_milliseconds(part.p50)} / {_milliseconds(part.p99)}", "tick", "end"))
    return _svg(height, "処理の段階ごとの時間", *parts)


def _milliseconds(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:.1f}秒"
    return f"{value:.0f}ms" if value >= 10 else f"{value:.1f}ms"


@dataclass(frozen=True)
class Judged:
    """How sure the system was that it could answer, and whether the sources do hold an answer."""

    confidence: float
    answerable: bool
    answered: bool


def calibration_plot(judged: Sequence[Judged]) -> str:
    """Confidence in ten bins against the share that could be answered; the bars show how many fell in each bin."""
    if not judged:
        return tag("p", "記録に確信度（decide の confidence）がないので、描けません。", class_="none")
    left, right, top, bottom = 60.0, 460.0, 16.0, 300.0
    bins: list[list[Judged]] = [[] for _ in range(10)]
    for one in judged:
        bins[min(int(max(one.confidence, 0.0) * 10), 9)].append(one)
    most = max(len(found) for found in bins)

    def across(value: float) -> float:
        return left + (right - left) * value

    def up(value: float) -> float:
        return bottom - (bottom - top) * value

    parts = [_line(left, up(tick), right, up(tick), "grid") for tick in (0, 0.25, 0.5, 0.75, 1)]
    parts += [_label(left - 8, up(tick) + 4, f"{tick * 100:.0f}%", "tick", "end") for tick in (0, 0.5, 1)]
    parts += [_label(across(tick), bottom + 18, f"{tick:.1f}", "tick", "middle") for tick in (0, 0.25, 0.5, 0.75, 1)]
    parts.append(_label(across(0.5), bottom + 38, "確信度", "tick", "middle"))
    parts.append(_line(left, bottom, right, top, "ideal"))
    for index, found in enumerate(bins):
        if not found:
            continue
        x = across((index + 0.5) / 10)
        tall = (bottom - top) * 0.3 * len(found) / most
        parts.append(f'<rect x="{x - 15:.1f}" y="{bottom - tall:.1f}" width="30" height="{tall:.1f}" class="count"/>')
        share = ratio([float(one.answerable) for one in found], [1.0] * len(found))
        if share.value is not None and share.low is not None and share.high is not None:
            parts.append(_line(x, up(share.low), x, up(share.high), "whisker dev"))
            parts.append(_dot(x, up(share.value), "dev"))
    parts += _calibration_key(judged)
    return _svg(bottom + 48, "断り方の較正", *parts)


def _calibration_key(judged: Sequence[Judged]) -> list[str]:
    """What the plot shows, in words, beside it."""
    brier = sum((one.confidence - float(one.answerable)) ** 2 for one in judged) / len(judged)
    lines = [
        "点: 実際に答えられる質問の割合",
        "線: 95%区間",
        "棒: 質問の数",
        "斜線: 確信度どおりの場合",
        f"質問 {len(judged)} 件 / ブライアスコア {brier:.3f}",
        f"答えた {sum(one.answered for one in judged)} 件、断った {sum(not one.answered for one in judged)} 件",
    ]
    return [_label(490, 40 + 24 * index, line, "tick") for index, line in enumerate(lines)]
