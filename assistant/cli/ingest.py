"""`madoguchi ingest`: build or update the index."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.bars import progress_bar


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--rebuild", is_flag=True, help="変わっていない文書も、はじめから作り直します。")
@click.option("-q", "--quiet", is_flag=True, help="進み具合を表示しません。")
def ingest(paths: tuple[Path, ...], rebuild: bool, quiet: bool) -> None:
    """資料から検索の索引を作ります。変わった文書だけを処理します。

    PATH は文書のフォルダー（document.md があるもの）か、それを並べたフォルダーです。省くと corpus/documents の全部で、索引はちょうどそれになります。
    PATH を指定すると、その文書を加えるか入れ替え、ほかの文書はそのまま残します。
    """
    from assistant.retrieval.retriever import embedder_of, store_of
    from assistant.settings import load_settings
    from ingest.documents import DOCUMENT_FILE, Document, load_document, load_documents
    from ingest.errors import DocumentError
    from ingest.pipeline import ingest as run

    settings = load_settings()
    found: dict[str, Document] = {}
    for path in paths or (settings.documents,):
        one = (path / DOCUMENT_FILE).is_file()
        for document in (load_document(path),) if one else load_documents(path):
            if document.id in found:
                problem = f"id「{document.id}」の文書が二つ指定されています。どちらかを外してください。"
                raise DocumentError(document.folder, problem)
            found[document.id] = document
    report = run(
        tuple(found.values()),
        store_of(settings),
        embedder_of(settings),
        keep_others=bool(paths),
        rebuild=rebuild,
        progress=None if quiet else progress_bar("埋め込み"),
    )
    manifest = report.manifest
    documents, nodes = len(manifest.documents), manifest.nodes
    if not report.changed:
        click.echo(f"索引は最新です（文書{documents}件、{nodes}節点、版 {manifest.version}）。")
        return
    click.echo(
        f"索引を作りました（文書{documents}件、{nodes}節点、版 {manifest.version}）。"
        f"新しく{report.embedded}件を埋め込み、{report.reused}件を使い回しました。{report.seconds:.1f}秒。"
    )
