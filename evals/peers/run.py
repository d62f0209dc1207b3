"""One run of both, as JSON with ratios (ours / stock)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.settings import Settings, load_settings
from evals.items import load_items
from evals.labelled import questions_of
from evals.peers.answering import measure_our_answers, measure_stock_answers, model_questions, settings_model
from evals.peers.search import BUDGETS, RANKED, Measured, measure_search, our_search
from evals.peers.stock import build_stock
from evals.peers.table import print_report
from evals.sources import Sources

ASKED = 200
"""Questions of one run, drawn by the hash of their id: enough for intervals of a few points."""


def bench(settings: Settings | None = None, limit: int = ASKED) -> dict[str, Any]:
    """Ours and stock on the same questions, with ratios (ours / stock), as JSON.

    Raises:
        MadoguchiError: the index isn't built; says what to run.
    """
    settings = settings or load_settings()
    sources = Sources.load(settings.corpus)
    every = questions_of(load_items())
    questions = every[:limit]
    ours, embedder = our_search(settings)
    stock = build_stock("\n".join(sources.main.lines), embedder)
    # Models and caches warm up on a question that is not measured.
    ours("補助金", RANKED)
    stock.search("補助金", RANKED)
    mine = measure_search(questions, ours)
    theirs = measure_search(questions, stock.search)
    report: dict[str, Any] = {
        "questions": len(questions),
        "stock": {"chunks": stock.chunks, "cut_figures": stock.cut_figures, **theirs.to_json()},
        "ours": mine.to_json(),
        "ratios": ratios(mine, theirs),
        "answers": None,
    }
    llm = settings_model(settings)
    if llm is not None:
        asked = model_questions(every)
        report["answers"] = {
            "model": settings.llm_model,
            "questions": len(asked),
            "stock": measure_stock_answers(asked, stock, llm).to_json(),
            "ours": measure_our_answers(asked, settings, sources).to_json(),
        }
    return report


def ratios(mine: Measured, theirs: Measured) -> dict[str, float | None]:
    """Ours over stock; above 1 is more. Less is better for `milliseconds`."""

    def over(a: float | None, b: float | None) -> float | None:
        return round(a / b, 3) if a is not None and b else None

    return {
        "first": over(mine.first.value, theirs.first.value),
        "recall_3": over(mine.recall[3].value, theirs.recall[3].value),
        "reciprocal_rank": over(mine.reciprocal_rank, theirs.reciprocal_rank),
        **{f"within_{b}": over(mine.within[b].value, theirs.within[b].value) for b in BUDGETS},
        **{f"facts_within_{b}": over(mine.facts[b].value, theirs.facts[b].value) for b in BUDGETS},
        "characters": over(mine.characters, theirs.characters),
        "milliseconds": over(mine.milliseconds, theirs.milliseconds),
    }


def main(out: Path | None = None) -> dict[str, Any]:
    """Run, print and write `var/evals/bench-peers.json`."""
    settings = load_settings()
    report = bench(settings)
    print_report(report)
    path = (out or settings.data / "evals") / "bench-peers.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return report
