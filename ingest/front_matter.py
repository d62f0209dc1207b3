"""The YAML head of document.md: what the document is and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.blocks import LineRange
from ingest.errata import line_range
from ingest.errors import DocumentError
from ingest.yaml_file import YamlFile, parse_yaml

SELF = "self"
"""`source: self`: the lines of document.md are the source."""

_FENCE = "---"
_REQUIRED = ("id", "title", "publisher", "as_of", "source")
_OPTIONAL = ("language", "url", "original", "retrieved", "provenance", "note", "omitted")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AS_OF = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Omission:
    """Source lines that the reading edition leaves out on purpose, such as a repeated agenda slide."""

    lines: LineRange
    reason: str


@dataclass(frozen=True)
class FrontMatter:
    """`source` is a file name in the folder, or `self`. `extra` holds the fields that begin with `x-`."""

    id: str
    title: str
    publisher: str
    as_of: str
    source: str
    language: str
    url: str | None
    original: str | None
    retrieved: str | None
    provenance: str | None
    note: str | None
    extra: Mapping[str, str]
    file: YamlFile
    """The fields as parsed, with their lines."""


def split_front_matter(text: str, path: Path) -> tuple[FrontMatter, str]:
    """The front matter, and the text with the head blanked out so that line numbers stay the same.

    Raises DocumentError when there is none, it isn't closed, or a field is missing, unknown or malformed.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        problem = "先頭に前書き（--- で囲んだ YAML）がありません。docs/corpus-format.md の例を写してください。"
        raise DocumentError(path, problem, 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise DocumentError(path, "前書きが --- で閉じられていません。", 1)
    file = parse_yaml("\n".join(lines[1:end]), path, first_line=2, error=DocumentError)
    if not isinstance(file.data, dict):
        raise DocumentError(path, "前書きが「項目: 値」の並びではありません。", 2)
    return _front_matter(file), "\n".join([""] * (end + 1) + lines[end + 1 :])


def omissions(front: FrontMatter, path: Path, line_count: int) -> tuple[Omission, ...]:
    """The `omitted` list, checked against the source's length."""
    items = front.file.data.get("omitted") or []
    at = front.file.line_of(("omitted",))
    if not isinstance(items, list):
        raise DocumentError(path, "omitted は「- lines: [最初, 最後]」と「reason:」の並びにしてください。", at)
    found = []
    for index, item in enumerate(items):
        here = ("omitted", index)
        if not isinstance(item, dict) or set(item) != {"lines", "reason"} or not item["reason"]:
            problem = "omitted の一件には lines と reason の二つが要ります。"
            raise DocumentError(path, problem, front.file.line_of(here))
        lines = line_range(item["lines"], path, front.file.line_of((*here, "lines")), line_count)
        found.append(Omission(lines, str(item["reason"])))
    return tuple(found)


def _front_matter(file: YamlFile) -> FrontMatter:
    path = file.path
    for key in map(str, file.data):
        if key not in _REQUIRED and key not in _OPTIONAL and not key.startswith("x-"):
            known = "、".join((*_REQUIRED, *_OPTIONAL))
            problem = f"前書きに「{key}」という項目はありません。使えるのは {known} と、x- で始まる項目です。"
            raise DocumentError(path, problem, file.line_of((key,)))
    for key in _REQUIRED:
        if not _text(file, key):
            raise DocumentError(path, f"前書きに「{key}」がありません。", file.line_of((key,)))
    identifier = _text(file, "id") or ""
    if not _ID.fullmatch(identifier):
        problem = f"id「{identifier}」は、英小文字・数字・ハイフンだけで書いてください。"
        raise DocumentError(path, problem, file.line_of(("id",)))
    as_of = _text(file, "as_of") or ""
    if not _AS_OF.fullmatch(as_of):
        problem = f"as_of「{as_of}」は、2026、2026-02、2026-02-01 のどれかの形で書いてください。"
        raise DocumentError(path, problem, file.line_of(("as_of",)))
    source = _text(file, "source") or ""
    if source in {".", ".."} or Path(source).name != source or "\\" in source:
        problem = f"source「{source}」は、同じフォルダーの中のファイル名か self にしてください。"
        raise DocumentError(path, problem, file.line_of(("source",)))
    return FrontMatter(
        id=identifier,
        title=_text(file, "title") or "",
        publisher=_text(file, "publisher") or "",
        as_of=as_of,
        source=source,
        language=_text(file, "language") or "ja",
        url=_text(file, "url"),
        original=_text(file, "original"),
        retrieved=_text(file, "retrieved"),
        provenance=_text(file, "provenance"),
        note=_text(file, "note"),
        extra={str(key): str(value) for key, value in file.data.items() if str(key).startswith("x-")},
        file=file,
    )


def _text(file: YamlFile, key: str) -> str | None:
    value: Any = file.data.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DocumentError(file.path, f"前書きの「{key}」は文字で書いてください。", file.line_of((key,)))
    return str(value).strip() or None
