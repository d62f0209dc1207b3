"""What every converter makes of a file: headings, paragraphs, lists and tables in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

PieceKind = Literal["heading", "paragraph", "list", "table"]
Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Piece:
    """One block. Merged cells of a table are spread out: every cell of `rows` stands on its own."""

    kind: PieceKind
    text: str = ""
    level: int = 1
    """Of a heading, from 1."""
    items: tuple[str, ...] = ()
    rows: Grid = ()
    header_rows: int = 0
    """How many of the first rows are column headings; 0 where the table has none."""
    page: int | None = None
    header: tuple[str, ...] = ()
    """Column headings that stand on an earlier page, for a table that goes on."""

    @property
    def is_empty(self) -> bool:
        words = (self.text, *self.items, *(cell for row in self.rows for cell in row))
        return not any(word.strip() for word in words)


@dataclass(frozen=True)
class ConversionNotice:
    """Something that the person who checks should look at."""

    text: str
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.page}ページ: {self.text}" if self.page else self.text


@dataclass(frozen=True)
class Rough:
    """A converted file. `pages` is None for kinds of files that have no pages."""

    pieces: tuple[Piece, ...]
    title: str = ""
    pages: int | None = None
    warnings: tuple[ConversionNotice, ...] = ()
    scanned_pages: tuple[int, ...] = ()
    """Pages that are pictures: nothing of them could be read."""
    suggested: Mapping[str, str] = field(default_factory=dict)
    """Details that the file itself gives: publisher, as_of."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Rough:
        return cls(
            pieces=tuple(_piece(one) for one in value["pieces"]),
            title=value["title"],
            pages=value["pages"],
            warnings=tuple(ConversionNotice(**one) for one in value["warnings"]),
            scanned_pages=tuple(value["scanned_pages"]),
            suggested=dict(value["suggested"]),
        )


def _piece(value: Mapping[str, Any]) -> Piece:
    return Piece(
        kind=value["kind"],
        text=value["text"],
        level=value["level"],
        items=tuple(value["items"]),
        rows=grid(value["rows"]),
        header_rows=value["header_rows"],
        page=value["page"],
        header=tuple(value["header"]),
    )


def grid(rows: Sequence[Sequence[str]]) -> Grid:
    """Rows of one length: short ones are filled up."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def table(rows: Sequence[Sequence[str]], *, header_rows: int | None = None, page: int | None = None) -> Piece | None:
    """A table without empty rows and columns; a single row or column becomes a paragraph or list.

    `header_rows` None guesses: the first row, unless it looks like a label with its content.
    """
    tidy = [[" ".join(cell.split(" ")).strip() for cell in row] for row in grid(rows)]
    headed = header_rows
    if headed:
        headed -= sum(not any(row) for row in tidy[:headed])
    kept = [row for row in tidy if any(row)]
    columns = [number for number in range(len(kept[0]) if kept else 0) if any(row[number] for row in kept)]
    kept = [[row[number] for number in columns] for row in kept]
    if not kept:
        return None
    if len(kept) == 1:
        return Piece("paragraph", text="　".join(dict.fromkeys(cell for cell in kept[0] if cell)), page=page)
    if len(columns) == 1:
        return Piece("list", items=tuple(row[0] for row in kept), page=page)
    if headed is None:
        headed = 0 if _is_labelled(kept) else 1
    return Piece("table", rows=grid(kept), header_rows=min(headed, len(kept) - 1), page=page)


def _is_labelled(rows: Sequence[Sequence[str]]) -> bool:
    """A list of labels with contents (`対象者｜中小企業等`): two columns, and the first row is content already."""
    if len(rows[0]) != 2:
        return False
    label, content = rows[0]
    has_digits = any(character.isdigit() for character in content)
    return len(content) > 16 or content.endswith("。") or (has_digits and not any(c.isdigit() for c in label))
