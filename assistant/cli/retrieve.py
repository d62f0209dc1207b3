"""`madoguchi retrieve`: what a search finds, with its scores."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.retrieval.passage import Passage


@click.command()
@click.argument("question")
@click.option("-k", default=10, show_default=True, type=click.IntRange(1, 1000), help="表示する件数。")
@click.option("--programme", multiple=True, help="この見出し・行・列の名前をもつものだけ（繰り返せます）。")
@click.option("--section", multiple=True, help="この見出しの下のものだけ（繰り返せます）。")
@click.option("--document", multiple=True, help="この文書idのものだけ（繰り返せます）。")
@click.option("--json", "as_json", is_flag=True, help="JSON で出力します。")
def retrieve(
    question: str,
    k: int,
    programme: tuple[str, ...],
    section: tuple[str, ...],
    document: tuple[str, ...],
    as_json: bool,
) -> None:
    """質問に近い箇所を、内訳つきの点数で表示します（意味の近さ、語の一致、合計）。"""
    from assistant.retrieval.passage import Filters
    from assistant.retrieval.retriever import Retriever
    from assistant.settings import load_settings

    if not question.strip():
        raise click.UsageError("質問が空です。調べたいことを書いてください。")
    retriever = Retriever.open(load_settings())
    filters = Filters(frozenset(programme), frozenset(section), frozenset(document))
    passages = retriever.search(question, k, filters)
    if as_json:
        found = [{"rank": rank, **asdict(passage)} for rank, passage in enumerate(passages, 1)]
        click.echo(json.dumps({"question": question, "passages": found}, ensure_ascii=False, indent=2))
        return
    if not passages:
        click.echo("見つかりませんでした。")
    for rank, passage in enumerate(passages, 1):
        click.echo(_shown(rank, passage))


def _shown(rank: int, passage: Passage) -> str:
    scores = passage.scores
    first, last = passage.lines
    lines = f"{first}行目" if first == last else f"{first}～{last}行目"
    body = "\n    ".join(passage.body.split("\n"))
    reranked = f"  再順位 {scores.rerank:.2f}" if scores.rerank is not None else ""
    return (
        f"{rank:2}. 合計 {scores.fused:.2f} = 意味 {scores.dense:.2f} + 語 {scores.lexical:.2f}{reranked}"
        f"（余弦 {scores.cosine:.3f}、語 {scores.words:.1f}、文字 {scores.characters:.1f}）\n"
        f"    {passage.document_id} {lines}　{' > '.join(passage.heading_path)}\n    {body}\n"
    )
