"""How long the index takes to build and a search to answer, beside the embedding model alone.

`python -m evals.bench_retrieval` prints a table and, last, JSON.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

BUILD_LIMIT_SECONDS = 40.0
BUILD_LIMIT_RATIO = 1.2
SEARCH_LIMIT_RATIO = 3.0
_QUESTIONS = 40


@dataclass(frozen=True)
class RetrievalBench:
    """Seconds of building the briefing's index and of its embedding alone; milliseconds (medians) of a warm search and
    of embedding the question alone. Ratios are ours over the model's."""

    texts: int
    build_seconds: float
    embedding_seconds: float
    build_ratio: float
    search_ms: float
    query_embedding_ms: float
    search_ratio: float
    open_seconds: float

    @property
    def within_limits(self) -> bool:
        return (
            self.build_seconds <= BUILD_LIMIT_SECONDS
            and self.build_ratio <= BUILD_LIMIT_RATIO
            and self.search_ratio <= SEARCH_LIMIT_RATIO
        )


def bench_retrieval() -> RetrievalBench:
    """Measure with the settings' model and documents, in a folder of its own."""
    from assistant.retrieval.retriever import Retriever, embedder_of
    from assistant.settings import load_settings
    from evals.items import load_items
    from ingest.documents import load_documents
    from ingest.index import open_index
    from ingest.pipeline import ingest
    from ingest.store import FolderStore

    settings = load_settings()
    documents = load_documents(settings.documents)
    embedder = embedder_of(settings)
    embedder.passages(["準備"])
    with tempfile.TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        report = ingest(documents, store, embedder)
        started = time.perf_counter()
        retriever = Retriever(open_index(store, embedder.identity), embedder)
        opened = time.perf_counter() - started
    retriever.search("準備")
    asks = list(dict.fromkeys(item.turns[0].ask for item in load_items()))[:_QUESTIONS]
    # Another wording for each, because a question that was asked before isn't embedded again.
    alone = _median(lambda ask: embedder.queries([f"{ask}？"]), asks)
    whole = _median(retriever.search, asks)
    return RetrievalBench(
        texts=report.embedded,
        build_seconds=round(report.seconds, 2),
        embedding_seconds=round(report.embedding_seconds, 2),
        build_ratio=round(report.seconds / report.embedding_seconds, 3),
        search_ms=round(whole * 1000, 2),
        query_embedding_ms=round(alone * 1000, 2),
        search_ratio=round(whole / alone, 3),
        open_seconds=round(opened, 2),
    )


def _median(call: Callable[[str], object], asks: Sequence[str]) -> float:
    """Seconds of a call for each of these questions."""
    seconds = []
    for ask in asks:
        started = time.perf_counter()
        call(ask)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    found = bench_retrieval()
    print(
        f"索引の作成    {found.build_seconds:8.2f} 秒（埋め込みだけ {found.embedding_seconds:.2f} 秒、{found.texts}件）"
    )
    print(f"  比          {found.build_ratio:8.3f} 倍（{BUILD_LIMIT_RATIO}倍以下、{BUILD_LIMIT_SECONDS:.0f}秒以下）")
    print(f"検索          {found.search_ms:8.2f} ミリ秒（質問の埋め込みだけ {found.query_embedding_ms:.2f} ミリ秒）")
    print(f"  比          {found.search_ratio:8.3f} 倍（{SEARCH_LIMIT_RATIO:.0f}倍以下）")
    print(f"索引を開く    {found.open_seconds:8.2f} 秒")
    print(json.dumps({**asdict(found), "within_limits": found.within_limits}, ensure_ascii=False))


if __name__ == "__main__":
    main()
