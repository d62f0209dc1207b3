"""A citation as a card: the verbatim words in their section, what was read differently, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reply import Citation
from ingest.blocks import Block
from ingest.documents import Document
from ingest.errors import DocumentError
from ui.render.highlight import Piece, pieces_in_context, pieces_of_quote

_GLANCE = 26
"""Characters of the cited words that a closed card shows."""


@dataclass(frozen=True)
class SourceCard:
    """What a source panel shows. `pieces` keep the line breaks and tabs of the source."""

    marker: int
    title: str
    section: tuple[str, ...]
    row: str | None
    """The row of a table that the words stand in."""
    glance: str
    """The first of the cited words, to tell cards of one section apart."""
    place: str
    pieces: tuple[Piece, ...]
    reading: str | None
    note: str | None
    """How the words were understood, where that isn't plain from them."""
    as_of: str
    url: str | None
    link: str | None
    """The address as a link, where it is one."""


def source_card(citation: Citation, documents: Mapping[str, Document], note: str | None = None) -> SourceCard:
    """The card of a citation; without its document it shows the quote alone."""
    document = documents.get(citation.document_id)
    pieces = _pieces(citation, document)
    return SourceCard(
        marker=citation.marker,
        title=citation.title,
        section=tuple(citation.section),
        row=_row(citation, document),
        glance=_glance(citation.quote),
        place=_place(citation),
        pieces=tuple(pieces),
        reading=citation.reading,
        note=note,
        as_of=citation.as_of,
        url=citation.url,
        link=web_link(citation.url),
    )


def web_link(url: str | None) -> str | None:
    """The address if a browser may follow it: http and https only."""
    return url if url and url.startswith(("https://", "http://")) else None


def _pieces(citation: Citation, document: Document | None) -> list[Piece]:
    if document is None:
        return pieces_of_quote(citation.quote)
    try:
        return pieces_in_context(document.verbatim(*citation.lines), citation.quote)
    except DocumentError:
        return pieces_of_quote(citation.quote)


def _row(citation: Citation, document: Document | None) -> str | None:
    block: Block | None = document.block_at(citation.lines[0]) if document else None
    if block is None or block.kind != "table":
        return None
    rows = [row for row in block.rows if row.lines[0] <= citation.lines[0] <= row.lines[1]]
    return rows[0].heading or None if len(rows) == 1 else None


def _glance(quote: str) -> str:
    plain = " ".join(quote.split())
    return f"「{plain}」" if len(plain) <= _GLANCE else f"「{plain[:_GLANCE]}…」"


def _place(citation: Citation) -> str:
    first, last = citation.lines
    lines = f"原文の{first}行目" if first == last else f"原文の{first}～{last}行目"
    return f"{citation.page}ページ、{lines}" if citation.page else lines
