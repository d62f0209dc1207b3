"""`madoguchi eval retrieval`: how well the search finds, as JSON on the last line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click


@click.command()
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="BEIR 形式のフォルダー（corpus.jsonl、queries.jsonl、qrels.tsv）。",
)
@click.option(
    "--beside",
    multiple=True,
    type=click.Path(path_type=Path),
    help="文書を混ぜるほかの BEIR フォルダー。大きな文書群での強さを見ます（繰り返せます）。",
)
@click.option("--parts", is_flag=True, help="部品ごと（意味・語・足し合わせ方）の表も出します。")
@click.option(
    "--blur",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 5),
    help="意味の近さに混ぜる雑音の大きさ。埋め込みが弱い分野での強さを見ます。",
)
@click.option("--embedder", help="設定の代わりに使う埋め込みモデル。")
@click.option("--lexical-weight", type=click.FloatRange(0, 1), help="設定の代わりに使う語の重み。")
def retrieval(
    data: Path,
    beside: tuple[Path, ...],
    parts: bool,
    blur: float,
    embedder: str | None,
    lexical_weight: float | None,
) -> None:
    """検索の正しさを測ります。最後の行に nDCG@10、recall@10、MRR@10 を JSON で出します。"""
    from assistant.retrieval.fusion import Weights
    from assistant.retrieval.retriever import embedder_of
    from assistant.settings import load_settings
    from evals.beir import beside as mixed
    from evals.beir import load_task
    from evals.retrieval import METRICS, PARTS, SEARCH, embed_task, measure

    settings = load_settings()
    if embedder is not None:
        settings = settings.model_copy(update={"embedder": embedder})
    weight = settings.lexical_weight if lexical_weight is None else lexical_weight
    task = load_task(data)
    if beside:
        task = mixed(task, [load_task(folder) for folder in beside])
    model = embedder_of(settings)
    embedded = embed_task(task, model, settings.data / "cache" / "vectors", _bar)
    weights = replace(Weights(), lexical=weight)
    names = list(PARTS) if parts else [SEARCH]
    results = measure(task, embedded, weights, names, _bar("検索", len(task.queries)), blur)
    if parts:
        click.echo(f"| {task.name} | " + " | ".join(METRICS) + " |")
        click.echo("|---" * (len(METRICS) + 1) + "|")
        for name, metrics in results.items():
            click.echo(f"| {name} | " + " | ".join(f"{metrics[metric]:.4f}" for metric in METRICS) + " |")
    summary = {
        **results[SEARCH],
        "data": task.name,
        "queries": len(task.queries),
        "passages": len(task.passages),
        "embedder": model.identity,
        "lexical_weight": weight,
    }
    if blur:
        summary["blur"] = blur
    if parts:
        summary["parts"] = results
    click.echo(json.dumps(summary, ensure_ascii=False))


def _bar(what: str, total: int) -> Callable[[int], object]:
    from tqdm import tqdm

    bar = tqdm(total=total, desc=what, unit="件", disable=None)

    def more(count: int) -> None:
        bar.update(count)
        if bar.n >= total:
            bar.close()

    return more
