"""errata.yaml: where the reading edition differs from the source, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ingest.blocks import LineRange
from ingest.errors import DocumentError
from ingest.text_file import read_text
from ingest.yaml_file import Entry, parse_yaml

Certainty = Literal["certain", "likely", "uncertain"]
ErratumKind = Literal["text", "layout", "remark"]

_KEYS = {"lines", "printed", "reading", "ground", "certainty", "kind", "note"}


@dataclass(frozen=True)
class Erratum:
    """One place where the source can't be read as it stands.

    kind "text": `printed` (verbatim in `lines`) is read as `reading`, which replaces it in the reading edition. An
    uncertain one is not replaced: document.md keeps what is printed, and `reading` is only a guess or "".
    kind "layout": the words are the printed ones, but a cell or caption was moved or spread out; `reading` says how,
    in a sentence. kind "remark": nothing is changed; `reading` is what an editor should know about the words.
    """

    lines: LineRange
    printed: str
    reading: str
    ground: str
    certainty: Certainty
    kind: ErratumKind = "text"
    note: str = ""
    at: int = 0
    """Line in errata.yaml, for messages to the editor."""

    @property
    def mends(self) -> bool:
        """Whether document.md has `reading` in place of `printed`."""
        return self.kind == "text" and self.certainty != "uncertain"


def load_errata(path: Path, source_lines: tuple[str, ...]) -> tuple[Erratum, ...]:
    """Read errata.yaml; a document without the file has none.

    Raises DocumentError naming file and line on broken YAML, an unknown or missing field, lines outside the source or
    a `printed` that isn't in its lines.
    """
    if not path.exists():
        return ()
    data = parse_yaml(read_text(path, error=DocumentError), path, error=DocumentError)
    if data is None:
        return ()
    if not isinstance(data, Entry) or set(data) != {"errata"} or not isinstance(data["errata"] or [], list):
        raise DocumentError(path, "先頭に「errata:」を置き、その下に読み替えを一件ずつ「- 」で並べてください。", 1)
    return tuple(_erratum(item, path, source_lines) for item in data["errata"] or [])


def _erratum(item: Any, path: Path, source_lines: tuple[str, ...]) -> Erratum:
    if not isinstance(item, Entry):
        raise DocumentError(path, f"読み替えの一件が項目の並びではありません（{item!r}）。")
    for key in item:
        if key not in _KEYS:
            raise DocumentError(
                path, f"「{key}」という項目はありません。使えるのは {_listed(_KEYS)} です。", item.line_of(key)
            )
    lines = line_range(item.get("lines"), path, item.line_of("lines"), len(source_lines))
    certainty = _one_of(item, "certainty", get_args(Certainty), path)
    kind = _one_of(item, "kind", get_args(ErratumKind), path, default="text")
    printed = _text(item, "printed", path)
    reading = _text(item, "reading", path, may_be_empty=kind == "text")
    ground = _text(item, "ground", path)
    note = _text(item, "note", path, may_be_empty=True) if "note" in item else ""
    if printed not in "\n".join(source_lines[lines[0] - 1 : lines[1]]):
        problem = f"printed の「{shortened(printed)}」が原文の {lines[0]}～{lines[1]}行目にありません。"
        raise DocumentError(path, problem + "原文から写し直してください。", item.line_of("printed"))
    return Erratum(
        lines=lines,
        printed=printed,
        reading=reading,
        ground=ground,
        certainty=cast(Certainty, certainty),
        kind=cast(ErratumKind, kind),
        note=note,
        at=item.line,
    )


def line_range(value: Any, path: Path, at: int, line_count: int) -> LineRange:
    """`[first, last]` as written by an editor, checked against the source's length."""
    if not (isinstance(value, list) and len(value) == 2 and all(type(line) is int for line in value)):
        raise DocumentError(path, "lines は [最初の行, 最後の行] の形で書いてください。", at)
    first, last = value
    check_line_range((first, last), path, at, line_count)
    return first, last


def check_line_range(lines: LineRange, path: Path, at: int, line_count: int) -> None:
    """Raise DocumentError unless 1 <= first <= last <= line_count."""
    first, last = lines
    if first > last:
        raise DocumentError(path, f"行の範囲 {first}-{last} が逆です。小さい行を先に書いてください。", at)
    if first < 1 or last > line_count:
        raise DocumentError(path, f"行の範囲 {first}-{last} が原文（1～{line_count}行）の外です。", at)


def _text(item: Entry, key: str, path: Path, *, may_be_empty: bool = False) -> str:
    value = item.get(key)
    if value is None and not (may_be_empty and key in item):
        raise DocumentError(path, f"「{key}」がありません。", item.line_of(key))
    if not isinstance(value, str | int | float) and value is not None:
        raise DocumentError(path, f"「{key}」は文字で書いてください。", item.line_of(key))
    text = "" if value is None else str(value)
    if not text and not may_be_empty:
        raise DocumentError(path, f"「{key}」が空です。", item.line_of(key))
    return text


def _one_of(item: Entry, key: str, allowed: tuple[str, ...], path: Path, *, default: str | None = None) -> str:
    value = item.get(key, default)
    if value not in allowed:
        raise DocumentError(path, f"「{key}」は {_listed(allowed)} のどれかにしてください。", item.line_of(key))
    return str(value)


def _listed(words: tuple[str, ...] | set[str]) -> str:
    return "、".join(sorted(words) if isinstance(words, set) else words)


def shortened(text: str, limit: int = 40) -> str:
    """Text short enough for a one-line message."""
    joined = " ".join(text.split())
    return joined if len(joined) <= limit else joined[: limit - 1] + "…"
