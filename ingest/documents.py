"""A document folder as one typed value: the source as received, its reading edition, and where the two differ.

corpus/documents/<id>/
    document.md   reading edition with front matter
    source.*      the source as received, one of its text forms named in the front matter (or `source: self`)
    errata.yaml   mended readings (optional)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.blocks import Block, Heading, LineRange, ListItem, TableRow, covers, overlaps
from ingest.errata import Certainty, Erratum, ErratumKind, load_errata
from ingest.errors import DocumentError
from ingest.front_matter import SELF, FrontMatter, Omission, omissions, split_front_matter
from ingest.mending import SourceText
from ingest.reading import read_markdown
from ingest.text_file import read_text, split_lines

__all__ = [
    "DOCUMENT_FILE",
    "ERRATA_FILE",
    "Block",
    "Certainty",
    "Document",
    "Erratum",
    "ErratumKind",
    "Heading",
    "LineRange",
    "ListItem",
    "Omission",
    "TableRow",
    "list_documents",
    "load_document",
    "load_documents",
]

DOCUMENT_FILE = "document.md"
ERRATA_FILE = "errata.yaml"


@dataclass(frozen=True)
class Document:
    """One document of the corpus.

    `source_lines[0]` is line 1. `as_of` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `content_hash` (SHA-256, hex) changes
    when any file that the document is read from changes. With `source: self` the source is document.md.
    """

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None
    folder: Path
    source_path: Path
    source_lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    errata: tuple[Erratum, ...]
    omitted: tuple[Omission, ...]
    content_hash: str
    front_matter: FrontMatter

    @cached_property
    def source_text(self) -> SourceText:
        """The source as one text, with the places where it is mended."""
        return SourceText(self.source_lines, self.errata)

    def verbatim(self, first: int, last: int) -> str:
        """Source lines first..last exactly as received, joined by a line feed. Raises DocumentError outside them."""
        if not 1 <= first <= last <= len(self.source_lines):
            problem = f"{first}～{last}行目は原文（1～{len(self.source_lines)}行）の外です。"
            raise DocumentError(self.source_path, problem)
        return "\n".join(self.source_lines[first - 1 : last])

    def block_at(self, line: int) -> Block | None:
        """The block that a source line belongs to; where several do, the one that names the fewest lines."""
        return self._block_of.get(line)

    @cached_property
    def _block_of(self) -> dict[int, Block]:
        found: dict[int, Block] = {}
        # `sorted` keeps the order of equals: of the same width, the first that names a line has it.
        for block in sorted(self.blocks, key=lambda block: block.lines[1] - block.lines[0]):
            for line in range(block.lines[0], block.lines[1] + 1):
                found.setdefault(line, block)
        return found

    def section_of(self, line: int) -> tuple[str, ...]:
        """Heading path of a source line: of its block, or of the heading that it is. Empty for an omitted line."""
        for heading in self.headings:
            if heading.lines and covers(heading.lines, line):
                return heading.path
        block = self.block_at(line)
        return block.heading_path if block else ()

    def errata_for(self, first: int, last: int) -> tuple[Erratum, ...]:
        """Errata that touch these source lines."""
        return tuple(erratum for erratum in self.errata if overlaps(erratum.lines, (first, last)))

    def mended(self, quote: str, first: int, last: int) -> str | None:
        """The quote as it should be read, or None where nothing in it is mended.

        `quote` is verbatim text of lines first..last; None as well when it isn't. A reading replaces only the words
        that stand in the erratum's own lines, and an uncertain one is never applied.
        """
        if not 1 <= first <= last <= len(self.source_lines):
            return None
        places = self.source_text.places(quote, (first, last))
        if not places:
            return None
        text = self.source_text.mended(places[0], places[0] + len(quote))
        return text if text != quote else None

    def doubtful(self, quote: str, first: int, last: int) -> tuple[Erratum, ...]:
        """Errata in this quote whose reading isn't certain: likely ones to hedge, uncertain ones never to state."""
        return tuple(
            erratum
            for erratum in self.errata_for(first, last)
            if erratum.certainty != "certain" and erratum.kind == "text" and erratum.printed in quote
        )


def list_documents(documents_dir: Path) -> tuple[Path, ...]:
    """Document folders in order of name. Folders that begin with `.` or `_` are drafts and left out.

    Raises DocumentError when the directory is missing or holds no folder.
    """
    if not documents_dir.is_dir():
        raise DocumentError(documents_dir, "文書のフォルダーがありません。場所を確かめてください。")
    folders = sorted(path for path in documents_dir.iterdir() if path.is_dir() and path.name[0] not in "._")
    if not folders:
        problem = f"文書が一つもありません。<文書のid>/{DOCUMENT_FILE} を置いてください。"
        raise DocumentError(documents_dir, problem)
    return tuple(folders)


def load_documents(documents_dir: Path) -> tuple[Document, ...]:
    """Every document of the directory. Raises DocumentError as `load_document`, or when two share an id."""
    documents: dict[str, Document] = {}
    for folder in list_documents(documents_dir):
        document = load_document(folder)
        if other := documents.get(document.id):
            problem = f"id「{document.id}」は {other.folder.name} と同じです。どちらかを変えてください。"
            raise DocumentError(folder / DOCUMENT_FILE, problem, document.front_matter.file.line_of(("id",)))
        documents[document.id] = document
    return tuple(documents.values())


def load_document(folder: Path) -> Document:
    """Read one document folder. Raises DocumentError, one line naming file and line, on anything that is wrong."""
    if not folder.is_dir():
        raise DocumentError(folder, "文書のフォルダーがありません。場所を確かめてください。")
    path = folder / DOCUMENT_FILE
    if not path.is_file():
        state = "フォルダーが空です" if not any(folder.iterdir()) else f"{DOCUMENT_FILE} がありません"
        raise DocumentError(folder, f"{state}。前書きのある {DOCUMENT_FILE} を置いてください。")
    text = read_text(path, error=DocumentError)
    # A lone carriage return ends a line for the Markdown parser but not for `split_lines`: the two must count alike.
    front, body = split_front_matter(text.replace("\r\n", "\n").replace("\r", " "), path)
    source_path = path if front.source == SELF else folder / front.source
    if not source_path.is_file():
        problem = f"source のファイル「{front.source}」がフォルダーにありません。"
        raise DocumentError(path, problem, front.file.line_of(("source",)))
    source_lines = split_lines(text if source_path == path else read_text(source_path, error=DocumentError))
    headings, blocks = read_markdown(body, path, line_count=len(source_lines), own_lines=source_path == path)
    errata_path = folder / ERRATA_FILE
    return Document(
        id=front.id,
        title=front.title,
        publisher=front.publisher,
        as_of=front.as_of,
        url=front.url,
        folder=folder,
        source_path=source_path,
        source_lines=source_lines,
        headings=headings,
        blocks=blocks,
        errata=load_errata(errata_path, source_lines),
        omitted=omissions(front, path, len(source_lines)),
        content_hash=_content_hash(sorted({path, source_path, errata_path})),
        front_matter=front,
    )


def _content_hash(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
