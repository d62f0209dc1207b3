"""The short tables that a run prints in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evals.checks import CAUSES
from evals.metrics import HEADLINES, LOWER_IS_BETTER, NAMES, Metrics
from evals.runs import Change, RunSummary, Share
from evals.statistics import Estimate
from evals.understanding import NAMES as UNDERSTANDING_NAMES
from evals.understanding import Case, measure_understanding

_SPLITS = {"dev": "開発用", "test": "試験用", "all": "全体"}


def print_metrics(console: Console, summary: RunSummary, change: Change | None = None) -> None:
    """Headline shares of each split with their intervals, and the difference from an earlier run."""
    table = Table(title=f"回答の評価（コミット {summary.commit}）", title_justify="left")
    table.add_column("指標", overflow="fold")
    for split in summary.metrics:
        table.add_column(f"{_SPLITS.get(split, split)} {summary.items[split]}問", justify="right")
    for name in HEADLINES:
        cells = [
            _cell(name, shares[name], change.share_before(split, name) if change else None)
            for split, shares in summary.metrics.items()
        ]
        table.add_row(NAMES[name], *cells)
    console.print(table)


def print_details(console: Console, measured: Mapping[str, Metrics]) -> None:
    """Accuracy by kind, failures by cause and the time of whole answers."""
    whole = measured.get("all") or next(iter(measured.values()))
    kinds = Table(title="種類ごとの正答率", title_justify="left")
    kinds.add_column("種類")
    splits = [split for split in measured if split != "all"]
    for split in splits:
        kinds.add_column(_SPLITS[split], justify="right")
    for kind in whole.by_kind:
        found = [measured[split].by_kind.get(kind) for split in splits]
        kinds.add_row(kind, *(f"{_percent(e.value)} (n={e.n})" if e else "－" for e in found))
    console.print(kinds)
    if any(metrics.causes for metrics in measured.values()):
        causes = Table(title="失敗の原因（発言の数）", title_justify="left")
        causes.add_column("原因")
        for split in splits:
            causes.add_column(_SPLITS[split], justify="right")
        for cause, words in CAUSES.items():
            if whole.causes.get(cause):
                causes.add_row(words, *(str(measured[split].causes.get(cause, 0)) for split in splits))
        console.print(causes)
    total = whole.latency.get("total")
    if total:
        console.print(f"一回の返事: 半数が {total.p50:.0f} ms 以内、99%が {total.p99:.0f} ms 以内（{total.n} 回）")


def print_understanding(console: Console, cases: Mapping[str, Sequence[Case]]) -> None:
    """Shares of understood turns by split, and which operation is taken for which (dev only)."""
    measured = {split: measure_understanding(found) for split, found in cases.items()}
    table = Table(title="質問の理解", title_justify="left")
    table.add_column("指標", overflow="fold")
    for split, metrics in measured.items():
        table.add_column(f"{_SPLITS[split]} {metrics.turns}発言", justify="right")
    for name, title in UNDERSTANDING_NAMES.items():
        table.add_row(title, *(_share(metrics.estimates[name]) for metrics in measured.values()))
    console.print(table)
    if "dev" in measured:
        mistaken = {
            wanted: {got: count for got, count in row.items() if got != wanted}
            for wanted, row in measured["dev"].operations.items()
        }
        for wanted, row in mistaken.items():
            if row:
                words = "、".join(f"{got} {count}" for got, count in row.items())
                console.print(f"  {wanted} のはずが: {words}（開発用）")


def _share(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "－"
    return f"{_percent(estimate.value)} [dim]{estimate.low * 100:.1f}–{estimate.high * 100:.1f}（n={estimate.n}）[/dim]"


def print_change(console: Console, change: Change) -> None:
    """How many items got better and worse since an earlier run; dev items by id."""
    earlier = change.earlier
    console.print(f"前回（{earlier.made[:10]}、コミット {earlier.commit}）との比較:")
    for split, found in change.by_split.items():
        console.print(
            f"  {_SPLITS[split]}: 良くなった {found.better}、悪くなった {found.worse}（{found.both}問）、"
            f"差 {found.difference * 100:+.1f}（{found.low * 100:+.1f}～{found.high * 100:+.1f}）、p={found.p_value:.3f}"
        )
    for title, items in (("悪くなった", change.worse), ("良くなった", change.better)):
        names = [item.id for item in items if item.split == "dev"]
        if names:
            console.print(f"  {title}開発用の問題: {'、'.join(names)}", soft_wrap=True)


def _cell(name: str, share: Share, earlier: Share | None) -> str:
    if share.value is None or share.low is None or share.high is None:
        return "－"
    words = f"{_percent(share.value)} [dim]{share.low * 100:.1f}–{share.high * 100:.1f}[/dim]"
    if earlier and earlier.value is not None and abs(share.value - earlier.value) >= 0.0005:
        points = (share.value - earlier.value) * 100
        good = (points > 0) != (name in LOWER_IS_BETTER)
        words += f" [{'green' if good else 'red'}]{points:+.1f}[/]"
    return words


def _percent(value: float | None) -> str:
    return "－" if value is None else f"{value * 100:.1f}%"
