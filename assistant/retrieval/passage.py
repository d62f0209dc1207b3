"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chunk import NodeKind
from ingest.documents import LineRange


@dataclass(frozen=True)
class Scores:
    """Why a passage stands where it stands.

    `cosine` is the likeness in meaning (-1 to 1), `words` and `characters` are BM25 scores, `coverage` is how much of
    the weight of the question's words the passage holds (0 to 1). `dense` is the likeness standardised over all passages,
    `lexical` what words and characters add to it, and `fused = dense + lexical`. `rerank` is the cross-encoder's score,
    None without one; with one, it decides the order.
    """

    cosine: float
    words: float
    characters: float
    coverage: float
    dense: float
    lexical: float
    fused: float
    rerank: float | None = None


@dataclass(frozen=True)
class Passage:
    """A piece of a document that was found.

    `text` is the reading edition's; `lines` are source lines, whose verbatim words the document has. `row` and `column`
    are the headings of a table row or cell, empty elsewhere. `section_id` is the section to show around it.
    """

    id: str
    text: str
    kind: NodeKind
    document_id: str
    title: str
    publisher: str
    as_of: str
    url: str | None
    heading_path: tuple[str, ...]
    lines: LineRange
    row: str
    column: str
    section_id: str | None
    page: int | None
    scores: Scores

    @property
    def programme(self) -> str:
        """The top heading."""
        return self.heading_path[0] if self.heading_path else ""

    @property
    def body(self) -> str:
        """The text with its row and column headings."""
        return f"{self.row} {self.column}: {self.text}".strip() if self.kind == "cell" else self.text


@dataclass(frozen=True)
class Section:
    """A section as a whole, to show a passage in its place. `parent` is the id of the section above."""

    id: str
    document_id: str
    heading_path: tuple[str, ...]
    text: str
    lines: LineRange
    parent: str | None
    page: int | None


@dataclass(frozen=True)
class Filters:
    """Which passages may be found; an empty field allows all.

    `programmes` and `sections` are headings: a passage passes when one of them is a heading above it, or the name of
    its table row or column. `documents` are ids, `kinds` node kinds.
    """

    programmes: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    kinds: frozenset[NodeKind] = frozenset()
