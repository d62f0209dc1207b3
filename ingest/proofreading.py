"""Is the reading edition the source's content, no more and no less?

Both sides are compared without white space and without the marks that lay text out, because a reading edition joins
broken lines and rebuilds tables. What is left must agree:

* every heading, paragraph, item and cell stands in the lines that it names, once the errata are applied;
* every character of the source stands in some heading or block, or in lines that the front matter omits;
* every figure of a block occurs in the lines it names, printed or mended;
* errata don't overlap, and an uncertain one is left as printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block, LineRange, covers
from ingest.documents import DOCUMENT_FILE, ERRATA_FILE, Document
from ingest.errata import shortened

# Emphasis, link and cell marks, bullets, ticks and the brackets around a label: layout, not words.
_LAYOUT = frozenset("*<>|✓▶【】")
_BULLET = re.compile(r"^\s*- ", re.MULTILINE)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Finding:
    """Something that the editor should look at: a line of `file` and what is wrong there."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file} {self.line}行目: {self.problem}"


@dataclass(frozen=True)
class _Piece:
    """Words of the reading edition that claim to stand in these source lines."""

    text: str
    lines: LineRange
    at: int


def proofread(document: Document) -> tuple[Finding, ...]:
    """Everything in which a document's reading edition disagrees with its source; empty when it is faithful.

    A document that is its own source (`source: self`) has nothing to compare and no findings.
    """
    if document.source_path.name == DOCUMENT_FILE:
        return ()
    return (*_overlapping_errata(document), *_unfaithful_words(document), *_strange_figures(document))


def _overlapping_errata(document: Document) -> Iterator[Finding]:
    replacements = document.source_text.replacements
    for one, other in pairwise(replacements):
        if other.start < one.end:
            problem = f"「{shortened(other.erratum.printed)}」が {one.erratum.at}行目の読み替えと重なっています。"
            yield Finding(ERRATA_FILE, other.erratum.at, problem)
    for erratum in document.errata:
        if erratum.mends and erratum.printed == erratum.reading:
            yield Finding(ERRATA_FILE, erratum.at, "printed と reading が同じです。")


class _Mended:
    """The mended source without white space and layout marks, each character with its line."""

    def __init__(self, document: Document) -> None:
        characters: list[str] = []
        self.lines: list[int] = []
        for text, line in _with_lines(document):
            for character in text:
                if not character.isspace() and character not in _LAYOUT:
                    characters.append(character)
                    self.lines.append(line)
        self.text = "".join(characters)
        self.used = [False] * len(self.text)

    def claim(self, words: str, lines: LineRange) -> bool:
        """Mark each place in these lines where the words stand; False when there is none."""
        start, end = bisect_left(self.lines, lines[0]), bisect_right(self.lines, lines[1])
        found = False
        while (start := self.text.find(words, start, end)) >= 0:
            self.used[start : start + len(words)] = [True] * len(words)
            start += len(words)
            found = True
        return found

    def stranger(self, words: str, lines: LineRange) -> str:
        """The words around the first character that breaks the agreement, for the editor to find."""
        here = self.text[bisect_left(self.lines, lines[0]) : bisect_right(self.lines, lines[1])]
        known = bisect_left(range(1, len(words) + 1), True, key=lambda length: words[:length] not in here)
        return words[max(0, known - 8) : known + 8]

    def unused(self) -> Iterator[tuple[int, str]]:
        """Per line, the words that nothing has claimed."""
        left: dict[int, str] = {}
        for character, line, used in zip(self.text, self.lines, self.used, strict=True):
            if not used:
                left[line] = left.get(line, "") + character
        yield from left.items()


def _with_lines(document: Document) -> Iterator[tuple[str, int]]:
    """The mended source in pieces, each with the line that it begins on."""
    source = document.source_text
    for number, line in enumerate(document.source_lines, 1):
        start, end = source.span((number, number))
        bullet = _BULLET.match(line)
        position = start + (bullet.end() if bullet else 0)
        for one in source.replacements:
            if start <= one.start < end:
                yield source.text[position : one.start], number
                yield one.erratum.reading, number
            if one.start < end and one.end > position:
                position = min(max(position, one.end), end)
        yield source.text[position:end], number


def _unfaithful_words(document: Document) -> Iterator[Finding]:
    mended = _Mended(document)
    for piece in _pieces(document):
        words = "".join(c for c in piece.text if not c.isspace() and c not in _LAYOUT)
        if words and not mended.claim(words, piece.lines):
            first, last = piece.lines
            problem = f"「{mended.stranger(words, piece.lines)}」が、原文の {first}～{last}行目と合いません。"
            yield Finding(DOCUMENT_FILE, piece.at, problem + "語を戻すか、行の注記か errata.yaml を直してください。")
    for line, words in mended.unused():
        if not any(covers(omission.lines, line) for omission in document.omitted):
            problem = f"「{shortened(words)}」が {DOCUMENT_FILE} にありません。"
            yield Finding(document.source_path.name, line, problem)


def _pieces(document: Document) -> Iterator[_Piece]:
    """Each run of words that must stand unbroken in its lines; a line break in the edition separates two."""
    for heading in document.headings:
        if heading.lines:
            yield _Piece(heading.text, heading.lines, heading.at)
    for block in document.blocks:
        for text, lines in _texts(block):
            yield from (_Piece(part, lines, block.at) for part in text.split("\n"))


def _texts(block: Block) -> Iterator[tuple[str, LineRange]]:
    """The texts of a block with the lines that each names."""
    if block.kind == "paragraph":
        yield block.text, block.lines
    for item in block.items:
        yield item.text, item.lines
    for title in (block.corner, *block.columns):
        if title and title not in block.added_columns:
            # Levels of a heading were joined by a space; each level stands somewhere in the table's lines.
            yield "\n".join(title.split(" ")), block.lines
    for row in block.rows:
        yield "\n".join(row.heading.split(" ")), row.lines
        for column, text in row.cells.items():
            yield text, row.lines_of(column)


def _strange_figures(document: Document) -> Iterator[Finding]:
    source = document.source_text
    for block in document.blocks:
        for text, lines in _texts(block):
            start, end = source.span(lines)
            known = _figures(source.text[start:end]) | _figures(source.mended(start, end))
            for figure in sorted(_figures(text) - known):
                problem = f"数字「{figure}」が原文の {lines[0]}～{lines[1]}行目にありません。"
                yield Finding(DOCUMENT_FILE, block.at, problem)
    for heading in document.headings:
        if heading.lines is None and _figures(heading.text):
            yield Finding(DOCUMENT_FILE, heading.at, "編集者が加えた見出しに数字は書けません。")


def _figures(text: str) -> set[str]:
    """Numbers with digits, the same however wide they are written and with or without thousands commas."""
    plain = unicodedata.normalize("NFKC", text)
    return {match[0].rstrip(",").replace(",", "") for match in _DIGITS.finditer(plain)}


def is_layout(character: str) -> bool:
    """Whether a character lays text out and is no part of its words."""
    return character in _LAYOUT


def pieces_of(document: Document) -> Iterator[tuple[str, LineRange]]:
    """Each run of words of the edition with the source lines that it claims to stand in."""
    yield from ((piece.text, piece.lines) for piece in _pieces(document))


def unclaimed_lines(document: Document) -> list[int]:
    """Source lines of which nothing stands in the edition and that aren't omitted either."""
    mended = _Mended(document)
    for piece in _pieces(document):
        words = "".join(c for c in piece.text if not c.isspace() and c not in _LAYOUT)
        if words:
            mended.claim(words, piece.lines)
    claimed = {line for line, used in zip(mended.lines, mended.used, strict=True) if used}
    return [
        line
        for line, _ in mended.unused()
        if line not in claimed and not any(covers(omission.lines, line) for omission in document.omitted)
    ]
