"""`madoguchi batch`: many conversations from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.answering import open_assistant, without_verified
from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from assistant.service import Assistant


class BatchError(MadoguchiError):
    """The input can't be read at all."""


@click.command(
    help='質問のファイル（JSON Lines）に、まとめて答えます。1行: {"id", "turns": [質問…], "as_of": "2026-04-10"}'
)
@click.argument("source", metavar="IN.jsonl", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.jsonl", type=click.Path(path_type=Path))
@without_verified
def batch(source: Path, target: Path, without_verified: bool) -> None:
    from tqdm import tqdm

    lines = _read(source)
    assistant = open_assistant(without_verified=without_verified)
    bad = 0
    aside = target.with_name(f"{target.name}.part")
    try:
        with aside.open("w", encoding="utf-8") as out:
            for number, line in tqdm(lines, unit="件", desc="回答", disable=None):
                try:
                    result = _answer(assistant, *_item(line))
                except ValueError as error:
                    bad += 1
                    click.echo(f"{source} {number}行目: {error}", err=True)
                    continue
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
        aside.replace(target)
    except OSError as error:
        raise BatchError(f"{target} に書けません（{error.strerror}）。場所と権限を確かめてください。") from None
    if bad:
        raise BatchError(
            f"{len(lines)}行のうち{bad}行は読めませんでした。上の行番号を直してください。ほかの行の回答は {target} にあります。"
        )


def _read(source: Path) -> list[tuple[int, str]]:
    """Lines with their numbers; empty lines are left out."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BatchError(f"{source} を開けません（{error.strerror}）。ファイルの場所を確かめてください。") from None
    except UnicodeDecodeError as error:
        line = source.read_bytes()[: error.start].count(b"\n") + 1
        raise BatchError(
            f"{source} {line}行目: 文字コードがUTF-8ではありません。UTF-8で保存し直してください。"
        ) from None
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _item(line: str) -> tuple[Any, list[str], date | None]:
    """The id, turns and day of a line.

    Raises:
        ValueError: in Japanese, what is wrong with it.
    """
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"JSONとして読めません（{error.colno}文字目の近く）。") from None
    if not isinstance(item, dict):
        raise ValueError("{ } で囲んだ項目にしてください。")
    if "id" not in item:
        raise ValueError("id がありません。")
    turns = item.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("turns に、質問の文を並べてください。")
    as_of = item.get("as_of")
    if as_of is None:
        return item["id"], turns, None
    if not isinstance(as_of, str):
        raise ValueError("as_of は「2026-04-10」のように書いてください。")
    from assistant.schedule.asked_day import DayError, parse_day

    try:
        return item["id"], turns, parse_day(as_of)
    except DayError as error:
        raise ValueError(str(error)) from None


def _answer(assistant: Assistant, identity: Any, turns: list[str], as_of: date | None) -> dict[str, Any]:
    conversation = assistant.conversation(as_of)
    return {"id": identity, "replies": list(_replies(conversation, turns))}


def _replies(conversation: Any, turns: list[str]) -> Iterator[dict[str, Any]]:
    for turn in turns:
        yield conversation.ask(turn).model_dump(mode="json")
