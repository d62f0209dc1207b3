"""A retrieval task in BEIR's form: corpus.jsonl, queries.jsonl, qrels.tsv in one folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.errors import CorpusError


class TaskError(CorpusError):
    """A task folder that can't be read."""


@dataclass(frozen=True)
class TaskPassage:
    """`title` may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Task:
    """`judgements` maps query ids to passage ids to grades; only queries with at least one grade above 0 are kept."""

    name: str
    passages: tuple[TaskPassage, ...]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


def load_task(folder: Path) -> Task:
    """Raises TaskError, one line naming file and line, when something is missing or broken."""
    if not folder.is_dir():
        raise TaskError(
            folder, "フォルダーがありません。corpus.jsonl・queries.jsonl・qrels.tsv のある場所を指定してください。"
        )
    passages = tuple(
        TaskPassage(_field(row, "_id", path, line), str(row.get("title") or ""), _field(row, "text", path, line))
        for path, line, row in _json_lines(folder / "corpus.jsonl")
    )
    queries = {
        _field(row, "_id", path, line): _field(row, "text", path, line)
        for path, line, row in _json_lines(folder / "queries.jsonl")
    }
    judgements = _judgements(folder)
    kept = {query: grades for query, grades in judgements.items() if query in queries and max(grades.values()) > 0}
    if not passages:
        raise TaskError(folder / "corpus.jsonl", "文書が一つもありません。")
    if not kept:
        raise TaskError(
            folder / "qrels.tsv", "queries.jsonl の質問に対する正解が一つもありません。idを確かめてください。"
        )
    return Task(folder.resolve().name, passages, {query: queries[query] for query in kept}, kept)


def beside(task: Task, others: Sequence[Task]) -> Task:
    """The task with other tasks' passages mixed in, which answer none of its questions: a larger corpus."""
    strangers = (replace(passage, id=f"{other.name}/{passage.id}") for other in others for passage in other.passages)
    name = "+".join([task.name, *(other.name for other in others)])
    return replace(task, name=name, passages=(*task.passages, *strangers))


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    path = next((found for found in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if found.is_file()), None)
    if path is None:
        raise TaskError(
            folder / "qrels.tsv", "ファイルがありません。「質問id・文書id・点」をタブで区切って並べてください。"
        )
    judgements: dict[str, dict[str, int]] = {}
    for line, text in _lines(path):
        columns = text.split("\t")
        if line == 1 and not columns[-1].strip().lstrip("-").isdigit():
            continue  # the heading row
        try:
            query, passage, grade = columns
            judgements.setdefault(query, {})[passage] = int(grade)
        except ValueError:
            raise TaskError(path, "「質問id・文書id・点（整数）」をタブで区切ってください。", line) from None
    return judgements


def _json_lines(path: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    if not path.is_file():
        raise TaskError(path, "ファイルがありません。")
    for line, text in _lines(path):
        try:
            row = json.loads(text)
        except ValueError:
            raise TaskError(path, "JSON として読めません。1行に1件のJSONを書いてください。", line) from None
        if not isinstance(row, dict):
            raise TaskError(path, "JSON のオブジェクトではありません。", line)
        yield path, line, row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    yield number, text.rstrip("\r\n")
    except UnicodeDecodeError:
        raise TaskError(path, "UTF-8 ではありません。UTF-8 で保存してください。") from None


def _field(row: Mapping[str, Any], name: str, path: Path, line: int) -> str:
    value = row.get(name)
    if value is None or isinstance(value, dict | list):
        raise TaskError(path, f"「{name}」がありません。", line)
    return str(value)
