"""A converted file as the two texts of a document folder: the words line by line, and the reading edition over them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.convert.rough import Piece, Rough

SOURCE_FILE = "source.txt"
_SPECIAL = re.compile(r"([\\`*_<>\[\]|#~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")


@dataclass(frozen=True)
class Edition:
    """`source` is `source.txt`, `body` is `document.md` without its front matter."""

    source: str
    body: str


def edition(rough: Rough) -> Edition:
    """Lay the pieces out. Each block of the body names the lines of the source that it stands in."""
    writer = _Writer()
    for piece in rough.pieces:
        writer.add(piece)
    return Edition("\n".join(writer.lines) + "\n", "\n".join(writer.body).strip() + "\n")


def front_matter(fields: Mapping[str, str | None]) -> str:
    """The head of `document.md`; empty fields are left out."""
    import yaml

    kept = {key: value for key, value in fields.items() if value}
    return f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n"


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.body: list[str] = []
        self._page: int | None = None

    def add(self, piece: Piece) -> None:
        if piece.is_empty:
            return
        if piece.page is not None and piece.page != self._page:
            self._page = piece.page
            self.body += [f"<!-- page: {piece.page} -->", ""]
        match piece.kind:
            case "heading":
                at = self._line(" ".join(piece.text.split("\n")))
                self.body += [f"{'#' * min(max(piece.level, 1), 6)} {escape(self.lines[at - 1])} <!-- L{at} -->", ""]
            case "paragraph":
                first, last = self._several(piece.text.split("\n"))
                text = "<br>".join(escape(line) for line in self.lines[first - 1 : last])
                self.body += [_note(first, last), guard(text), ""]
            case "list":
                for item in piece.items:
                    if item.strip():
                        first, last = self._several(item.split("\n"))
                        text = "<br>".join(escape(line) for line in self.lines[first - 1 : last])
                        self.body.append(f"- {guard(text)} <!-- {_lines(first, last)} -->")
                self.body.append("")
            case "table":
                self._table(piece)
        # A line between blocks, as in the file itself: the source stays readable.
        self.lines.append("")

    def _table(self, piece: Piece) -> None:
        first = len(self.lines) + 1
        for row in piece.rows[: piece.header_rows]:
            self._line("\t".join(_flat(cell) for cell in row))
        titles = _titles(piece)
        shown = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
        for row in piece.rows[piece.header_rows :]:
            at = self._line("\t".join(_flat(cell) for cell in row))
            cells = [cell_text(cell) for cell in row]
            cells[0] = f"{cells[0]} <!-- L{at} -->"
            shown.append(f"| {' | '.join(cells)} |")
        self.body += [_note(first, len(self.lines)), *shown, ""]

    def _line(self, text: str) -> int:
        # A text column of a table is separated by tabs: elsewhere a tab would be read as one.
        self.lines.append(text.strip(" "))
        return len(self.lines)

    def _several(self, texts: Sequence[str]) -> tuple[int, int]:
        kept = [text for text in texts if text.strip()]
        numbers = [self._line(text.replace("\t", " ").strip()) for text in kept]
        return numbers[0], numbers[-1]


def escape(text: str) -> str:
    """Plain text for Markdown: nothing in it is markup."""
    return _SPECIAL.sub(r"\\\1", text)


def guard(text: str) -> str:
    """As above for text that begins a line: neither a list nor a heading."""
    return _LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", text)


def cell_text(text: str) -> str:
    """A table cell: line breaks as `<br>`."""
    return "<br>".join(escape(line.strip()) for line in text.split("\n") if line.strip())


def _flat(cell: str) -> str:
    return " ".join(" ".join(cell.split("\n")).split())


def _titles(piece: Piece) -> list[str]:
    """Column headings; levels of a heading are joined by `<br>`, repeated ones (merged cells) are said once."""
    width = len(piece.rows[0])
    if not piece.header_rows:
        if piece.header:
            return [f"{cell_text(title)} <!-- added -->" for title in piece.header]
        names = ["項目", "内容"] if width == 2 else ["項目", *(f"列{number}" for number in range(2, width + 1))]
        return [f"{name} <!-- added -->" for name in names]
    titles = []
    for column in range(width):
        levels = list(dict.fromkeys(cell_text(row[column]) for row in piece.rows[: piece.header_rows] if row[column]))
        titles.append("<br>".join(levels))
    return titles


def _note(first: int, last: int) -> str:
    return f"<!-- {_lines(first, last)} -->"


def _lines(first: int, last: int) -> str:
    return f"L{first}" if first == last else f"L{first}-{last}"
