"""`make bench`: speed and quality beside a stock pipeline, everything in one run, as ratios.

Three parts: the index and the search beside the embedding model alone; a warm answer beside the embedder's own time;
our search and answers beside a pipeline built from library defaults.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import date
from typing import Any

import click

from assistant import Assistant, Settings
from evals import bench_retrieval
from evals.items import load_items
from evals.peers import run as peers

_WARM = 20
_MEASURED = 200


def bench_answers() -> dict[str, Any]:
    """Milliseconds of warm answers without a model (median, 95th percentile) and of embedding the question alone."""
    assistant = Assistant.open(Settings(llm_base_url=None))
    asks = [(turn.ask, item.as_of) for item in load_items() for turn in item.turns[:1]][: _WARM + _MEASURED]
    times: list[float] = []
    embedding: list[float] = []
    for number, (ask, as_of) in enumerate(asks):
        conversation = assistant.conversation(as_of if isinstance(as_of, date) else None)
        started = time.perf_counter()
        conversation.ask(ask)
        answered = time.perf_counter()
        # Another wording, so that no cache answers for the embedder.
        assistant.retriever.embedder.query(f"{ask}{number}")
        embedded = time.perf_counter()
        if number >= _WARM:
            times.append((answered - started) * 1000)
            embedding.append((embedded - answered) * 1000)
    ordered = sorted(times)
    return {
        "answers": len(times),
        "answer_ms_median": round(statistics.median(times), 1),
        "answer_ms_p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "embedding_ms_median": round(statistics.median(embedding), 1),
        "answer_over_embedding": round(statistics.median(times) / max(statistics.median(embedding), 1e-6), 2),
    }


def main() -> None:
    click.echo("■ 索引と検索")
    bench_retrieval.main()
    click.echo("\n■ 回答（文章モデルなし）")
    click.echo(json.dumps(bench_answers(), ensure_ascii=False))
    click.echo("\n■ 既定値だけの組み立てとの比較")
    peers.main()


if __name__ == "__main__":
    main()
