"""Documents to nodes: what is searched, and the sections that it is shown in.

Structure first: a paragraph, a list and each of its items, a table row and each of its cells are nodes of their own, so
that a question about one cell finds one cell. Every node carries its headings, and its section can be shown whole.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ingest.documents import Block, Document, LineRange, TableRow

CHUNKER_VERSION = "structure-3"
"""Raise it when nodes are made differently: an index with another version is rebuilt."""

NodeKind = Literal["paragraph", "list", "item", "row", "cell", "heading", "section"]

LONGEST = 400
"""Characters of one paragraph node. Longer ones are cut after a sentence, because a vector of a long text is a blur."""

SHORTEST_ITEM = 6
"""Characters of a list item that is a node of its own. Shorter ones (見守り, 駆付け, 保険) say nothing without their list
and, under a telling heading, would crowd out what does."""

HEADING_SEPARATOR = " / "

_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])(?![」』）)])")


@dataclass(frozen=True)
class Node:
    """A piece of a document.

    `text` is plain text of the reading edition; `lines` are source lines. `row` and `column` are the headings of a row
    or cell. `parent` is the id of the section that holds the node, or of the section above a section; None at the top.
    `section` and `heading` nodes are not passages: the first is shown, the second helps its section's passages.
    """

    id: str
    kind: NodeKind
    text: str
    document_id: str
    heading_path: tuple[str, ...]
    lines: LineRange
    parent: str | None
    row: str = ""
    column: str = ""
    page: int | None = None

    @property
    def is_passage(self) -> bool:
        return self.kind not in ("section", "heading")

    @property
    def programme(self) -> str:
        """The top heading: in a briefing, the programme that the node is about."""
        return self.heading_path[0] if self.heading_path else ""

    @property
    def heading(self) -> str:
        """Heading path in one line."""
        return HEADING_SEPARATOR.join(self.heading_path)

    @property
    def body(self) -> str:
        """The text with its row and column headings, as it is searched without the headings above it."""
        if self.kind == "cell":
            return f"{self.row} {self.column}: {self.text}".strip()
        return self.text

    @property
    def searched(self) -> str:
        """All that is embedded and indexed: headings first, because a cell without them says nothing."""
        return f"{self.heading}\n{self.body}" if self.heading and self.kind != "heading" else self.body


def document_nodes(document: Document) -> tuple[Node, ...]:
    """Sections, sentence-like headings and passages of a document, in reading order. Ids are stable under edits
    elsewhere in the document."""
    maker = _Maker(document)
    for block in document.blocks:
        maker.add(block)
    return tuple(maker.finish())


def asks_or_says(heading: str) -> bool:
    """Whether a heading is a sentence (住民票はどこで取れますか) rather than a name (補助上限).

    Such a heading is a short version of its passages, and people's questions resemble it more than the text below. It
    is told by its last word: a predicate or a particle that ends a sentence, not a noun.
    """
    from ingest.words import ends_in_predicate

    return ends_in_predicate(heading)


class _Maker:
    """Collects nodes of one document, with the section of each heading path."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()
        self._sections: dict[tuple[str, ...], str] = {}
        self._passages: list[Node] = []
        self._blocks: dict[tuple[str, ...], list[Block]] = {}

    def add(self, block: Block) -> None:
        for depth in range(len(block.heading_path) + 1):
            path = block.heading_path[:depth]
            if path or not block.heading_path:
                self._sections.setdefault(path, self._id("section", path, ""))
                self._blocks.setdefault(path, []).append(block)
        self._passages += self._nodes(block)

    def finish(self) -> Iterator[Node]:
        for path, section_id in self._sections.items():
            yield self._section(path, section_id)
            if path and asks_or_says(path[-1]):
                yield self._heading(path, section_id)
        yield from self._passages

    def _nodes(self, block: Block) -> Iterator[Node]:
        match block.kind:
            case "paragraph":
                for text in pieces(block.text):
                    yield self._node(block, "paragraph", text, block.lines)
            case "list":
                for text in pieces(block.text):
                    yield self._node(block, "list", text, block.lines)
                if len(block.items) > 1:
                    for item in block.items:
                        if len(item.text) >= SHORTEST_ITEM:
                            yield self._node(block, "item", item.text, item.lines)
            case "table":
                for row in block.rows:
                    yield from self._row(block, row)

    def _row(self, block: Block, row: TableRow) -> Iterator[Node]:
        name = _label(row.heading)
        head = f"{block.corner}: {name}" if block.corner and name else name
        cells = [f"{column}: {text}" for column, text in row.cells.items()]
        yield self._node(block, "row", "\n".join([head, *cells] if head else cells), row.lines, row=name)
        if len(row.cells) > 1:
            for column, text in row.cells.items():
                yield self._node(block, "cell", text, row.lines_of(column), row=name, column=_label(column))

    def _node(
        self, block: Block, kind: NodeKind, text: str, lines: LineRange, *, row: str = "", column: str = ""
    ) -> Node:
        path = block.heading_path
        return Node(
            id=self._id(kind, path, f"{row}\0{column}\0{text}"),
            kind=kind,
            text=text,
            document_id=self._document.id,
            heading_path=path,
            lines=lines,
            parent=self._sections[path],
            row=row,
            column=column,
            page=block.page,
        )

    def _section(self, path: tuple[str, ...], section_id: str) -> Node:
        blocks = self._blocks[path]
        above = next((self._sections[path[:depth]] for depth in range(len(path) - 1, 0, -1)), None)
        return Node(
            id=section_id,
            kind="section",
            text="\n\n".join(_with_headings(blocks, path)),
            document_id=self._document.id,
            heading_path=path,
            lines=(min(block.lines[0] for block in blocks), max(block.lines[1] for block in blocks)),
            parent=above,
            page=blocks[0].page,
        )

    def _heading(self, path: tuple[str, ...], section_id: str) -> Node:
        section = self._section(path, section_id)
        return replace(
            section, id=self._id("heading", path, path[-1]), kind="heading", text=path[-1], parent=section_id
        )

    def _id(self, kind: str, path: tuple[str, ...], text: str) -> str:
        key = "\0".join([self._document.id, kind, *path, text])
        self._seen[key] += 1
        digest = hashlib.sha256(f"{key}\0{self._seen[key]}".encode()).hexdigest()[:16]
        return f"{self._document.id}-{digest}"


def pieces(text: str) -> list[str]:
    """A text in parts of at most `LONGEST` characters where its sentences allow it; amounts are never cut."""
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        if parts and len(parts[-1]) + len(sentence) <= LONGEST:
            parts[-1] += sentence
        elif sentence.strip():
            parts.append(sentence)
    return [part.strip() for part in parts if part.strip()]


def _with_headings(blocks: Iterable[Block], path: tuple[str, ...]) -> Iterator[str]:
    """Texts of a section's blocks, with the headings that stand between them."""
    last = path
    for block in blocks:
        if block.heading_path != last:
            yield block.heading_path[-1] if block.heading_path else ""
            last = block.heading_path
        yield block.text


def _label(text: str) -> str:
    return " ".join(text.split())
