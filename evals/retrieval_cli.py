"""`madoguchi eval retrieval`: how well the search finds, as JSON on the last line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.retrieval.fusion import Weights
    from assistant.settings import Settings
    from evals.beir import Task
    from ingest.embedding import EmbedderChoice

Table = Mapping[str, Mapping[str, float]]


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="BEIR 形式のフォルダー（corpus.jsonl、queries.jsonl、qrels.tsv）。なければ、評価の問題に付けた正解の行で測ります。",
)
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "all"]),
    default="all",
    show_default=True,
    help="--data がないときに使う問題。",
)
@click.option(
    "--beside",
    multiple=True,
    type=click.Path(path_type=Path),
    help="文書を混ぜるほかの BEIR フォルダー。大きな文書群での強さを見ます（繰り返せます）。",
)
@click.option(
    "--parts",
    is_flag=True,
    help="部品ごと（意味・語・足し合わせ方、見出しと本文を一緒に・別々に）の表を、入っている埋め込みモデルごとに出します。",
)
@click.option(
    "--blur",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 5),
    help="意味の近さに混ぜる雑音の大きさ。埋め込みが弱い分野での強さを見ます。",
)
@click.option("--embedder", multiple=True, help="設定の代わりに使う埋め込みモデル（繰り返せます）。")
@click.option("--lexical-weight", type=click.FloatRange(0, 1), help="設定の代わりに使う語の重み。")
def retrieval(
    data: Path | None,
    split: str,
    beside: tuple[Path, ...],
    parts: bool,
    blur: float,
    embedder: tuple[str, ...],
    lexical_weight: float | None,
) -> None:
    """検索の正しさを測ります。最後の行に nDCG@10、recall@10、MRR@10 を JSON で出します。"""
    from assistant.retrieval.fusion import Weights
    from assistant.settings import load_settings
    from evals.ablation import SEARCH, installed_embedders
    from evals.beir import beside as mixed
    from evals.beir import load_task
    from ingest.embedding import EmbedderChoice

    settings = load_settings()
    weight = settings.lexical_weight if lexical_weight is None else lexical_weight
    task = load_task(data) if data else _labelled(settings, split)
    if beside:
        task = mixed(task, [load_task(folder) for folder in beside])
    own = EmbedderChoice(settings.embedder, settings.embedder_query_prompt, settings.embedder_passage_prompt)
    choices = [EmbedderChoice(name) for name in embedder] or (installed_embedders(own) if parts else [own])
    tables: dict[str, Table] = {}
    for choice in choices:
        table = _measured(task, choice, settings, replace(Weights(), lexical=weight), parts, blur)
        tables[choice.name] = table
        if parts:
            _print_table(task.name, choice.name, table)
    first = choices[0]
    summary = {
        **tables[first.name][SEARCH],
        "data": task.name,
        "queries": len(task.queries),
        "passages": len(task.passages),
        "embedder": first.identity,
        "lexical_weight": weight,
    }
    if blur:
        summary["blur"] = blur
    if parts:
        summary["parts"] = tables[first.name]
    if len(tables) > 1:
        summary["embedders"] = {name: table if parts else table[SEARCH] for name, table in tables.items()}
    click.echo(json.dumps(summary, ensure_ascii=False))


def _labelled(settings: Settings, split: str) -> Task:
    from evals.items import load_items
    from evals.labelled import labelled_task

    return labelled_task(settings.corpus / "documents", load_items(), split)


def _measured(
    task: Task, choice: EmbedderChoice, settings: Settings, weights: Weights, parts: bool, blur: float
) -> Table:
    from evals.ablation import SEARCH, WAYS, WAYS_APART
    from evals.retrieval import embed_task, measure
    from ingest.embedding import Embedder

    embedded = embed_task(task, Embedder(choice), settings.data / "cache" / "vectors", _bar, apart=parts)
    ways = [*WAYS_APART, *WAYS] if parts else [SEARCH]
    return measure(task, embedded, weights, ways, _bar("検索", len(task.queries)), blur)


def _print_table(task: str, embedder: str, table: Table) -> None:
    from evals.retrieval import METRICS

    click.echo(f"| {task}（{embedder}） | " + " | ".join(METRICS) + " |")
    click.echo("|---" * (len(METRICS) + 1) + "|")
    for name, metrics in table.items():
        click.echo(f"| {name} | " + " | ".join(f"{metrics[metric]:.4f}" for metric in METRICS) + " |")
    click.echo()


def _bar(what: str, total: int) -> Callable[[int], object]:
    from tqdm import tqdm

    bar = tqdm(total=total, desc=what, unit="件", disable=None)

    def more(count: int) -> None:
        bar.update(count)
        if bar.n >= total:
            bar.close()

    return more
