"""What a document is made of once it is read: headings and blocks, each with the lines that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LineRange = tuple[int, int]
"""First and last line, 1-based, both included."""

BlockKind = Literal["paragraph", "list", "table"]


@dataclass(frozen=True)
class Heading:
    """A heading. `path` ends with its own text. `lines` is None for a heading that the editor added."""

    level: int
    text: str
    path: tuple[str, ...]
    lines: LineRange | None
    page: int | None
    at: int
    """Line in document.md, for messages to the editor."""


@dataclass(frozen=True)
class ListItem:
    """One item of a list. `text` may hold line breaks where the editor put `<br>`."""

    text: str
    lines: LineRange


@dataclass(frozen=True)
class TableRow:
    """One body row. Merged cells are spread out, so every cell stands on its own.

    `heading` is the text of the first column; `cells` maps a column heading to the cell's text and has no entry where
    the cell is empty. `cell_lines` holds only the cells that come from other lines than the row: see `lines_of`.
    """

    heading: str
    cells: Mapping[str, str]
    lines: LineRange
    cell_lines: Mapping[str, LineRange] = field(default_factory=dict)

    def lines_of(self, column: str) -> LineRange:
        """Source lines of one cell."""
        return self.cell_lines.get(column, self.lines)

    @property
    def text(self) -> str:
        """The row in words, one `column: cell` a line under its heading."""
        cells = (f"{column}: {text}" for column, text in self.cells.items())
        return "\n".join([self.heading, *cells] if self.heading else cells)


@dataclass(frozen=True)
class Block:
    """A paragraph, a list or a table of the reading edition.

    `text` is plain text without Markdown. For a list it is the items, one a line; for a table its rows in words.
    `columns` are a table's column headings without `corner`, the heading of the first column.
    """

    kind: BlockKind
    heading_path: tuple[str, ...]
    text: str
    lines: LineRange
    page: int | None
    at: int
    """Line in document.md, for messages to the editor."""
    items: tuple[ListItem, ...] = ()
    rows: tuple[TableRow, ...] = ()
    columns: tuple[str, ...] = ()
    corner: str = ""
    added_columns: frozenset[str] = frozenset()
    """Column headings (and the corner) that the editor added: the source has no such words."""


def covers(outer: LineRange, line: int) -> bool:
    return outer[0] <= line <= outer[1]


def overlaps(one: LineRange, other: LineRange) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
