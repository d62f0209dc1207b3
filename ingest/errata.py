"""errata.yaml: where the reading edition differs from the source, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ingest.blocks import LineRange
from ingest.errors import DocumentError
from ingest.text_file import read_text
from ingest.yaml_file import YamlFile, parse_yaml

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
    file = parse_yaml(read_text(path, error=DocumentError), path, error=DocumentError)
    data = file.data
    if data is None:
        return ()
    if not isinstance(data, dict) or set(data) != {"errata"} or not isinstance(data["errata"] or [], list):
        raise DocumentError(path, "先頭に「errata:」を置き、その下に読み替えを一件ずつ「- 」で並べてください。", 1)
    return tuple(_Item(file, index).erratum(source_lines) for index in range(len(data["errata"] or [])))


class _Item:
    """One entry of the list, checked field by field."""

    def __init__(self, file: YamlFile, index: int) -> None:
        self._file = file
        self._place = ("errata", index)
        self._fields: Any = file.data["errata"][index]

    def erratum(self, source_lines: tuple[str, ...]) -> Erratum:
        if not isinstance(self._fields, dict):
            raise self._wrong(f"読み替えの一件が項目の並びではありません（{self._fields!r}）。")
        for key in map(str, self._fields):
            if key not in _KEYS:
                raise self._wrong(f"「{key}」という項目はありません。使えるのは {_listed(_KEYS)} です。", key)
        path, at = self._file.path, self._file.line_of((*self._place, "lines"))
        lines = line_range(self._fields.get("lines"), path, at, len(source_lines))
        certainty = self._one_of("certainty", get_args(Certainty))
        kind = self._one_of("kind", get_args(ErratumKind), default="text")
        printed = self._text("printed")
        reading = self._text("reading", may_be_empty=kind == "text")
        ground = self._text("ground")
        note = self._text("note", may_be_empty=True) if "note" in self._fields else ""
        if printed not in "\n".join(source_lines[lines[0] - 1 : lines[1]]):
            problem = f"printed の「{shortened(printed)}」が原文の {lines[0]}～{lines[1]}行目にありません。"
            raise self._wrong(problem + "原文から写し直してください。", "printed")
        return Erratum(
            lines=lines,
            printed=printed,
            reading=reading,
            ground=ground,
            certainty=cast(Certainty, certainty),
            kind=cast(ErratumKind, kind),
            note=note,
            at=self._file.line_of(self._place),
        )

    def _text(self, key: str, *, may_be_empty: bool = False) -> str:
        value = self._fields.get(key)
        if value is None and not (may_be_empty and key in self._fields):
            raise self._wrong(f"「{key}」がありません。", key)
        if not isinstance(value, str | int | float) and value is not None:
            raise self._wrong(f"「{key}」は文字で書いてください。", key)
        text = "" if value is None else str(value)
        if not text and not may_be_empty:
            raise self._wrong(f"「{key}」が空です。", key)
        return text

    def _one_of(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> str:
        value = self._fields.get(key, default)
        if value not in allowed:
            raise self._wrong(f"「{key}」は {_listed(allowed)} のどれかにしてください。", key)
        return str(value)

    def _wrong(self, problem: str, *field: str) -> DocumentError:
        return DocumentError(self._file.path, problem, self._file.line_of((*self._place, *field)))


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


def _listed(words: tuple[str, ...] | set[str]) -> str:
    return "、".join(sorted(words) if isinstance(words, set) else words)


def shortened(text: str, limit: int = 40) -> str:
    """Text short enough for a one-line message."""
    joined = " ".join(text.split())
    return joined if len(joined) <= limit else joined[: limit - 1] + "…"
