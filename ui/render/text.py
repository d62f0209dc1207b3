"""The text of an answer as paragraphs and lists, with its markers. Nothing in it is ever read as markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

_MARKER = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"^\s*(?:[・•●‣]\s*|-\s+)(?=\S)")
_HEADING = re.compile(r"^\s*(?:■\s*(.+)|【([^【】]+)】)\s*$")
_TABLE_RULE = re.compile(r"^[\s|:\-]+$")

BlockKind = Literal["heading", "paragraph", "list", "table"]


@dataclass(frozen=True)
class Inline:
    """A run of text; `marker` is the citation it points to, `href` an address that the sources or contacts give."""

    text: str
    marker: int | None = None
    href: str | None = None


@dataclass(frozen=True)
class TextBlock:
    """A heading (one line), a paragraph (`lines` holds its lines), a list (its items) or a table (`rows`, the first of them headings)."""

    kind: BlockKind
    lines: tuple[tuple[Inline, ...], ...] = ()
    rows: tuple[tuple[tuple[Inline, ...], ...], ...] = ()


def text_blocks(text: str, markers: Collection[int], links: Mapping[str, str]) -> list[TextBlock]:
    """Cut an answer into blocks.

    `markers` are those that citations exist for: any other `[n]` stays text. `links` maps words (an address, a
    telephone number) to where they lead; only what the sources and contacts give belongs there.
    """
    found: list[TextBlock] = []
    for kind, lines in _groups(text.splitlines()):
        if kind == "table":
            cells = [_cells(line) for line in lines if not _TABLE_RULE.match(line)]
            rows = tuple(tuple(tuple(_inlines(cell, markers, links)) for cell in row) for row in cells)
            found.append(TextBlock("table", rows=rows))
        else:
            shown = [_plain(kind, line) for line in lines]
            found.append(TextBlock(kind, lines=tuple(tuple(_inlines(line, markers, links)) for line in shown)))
    return found


def _groups(lines: Iterable[str]) -> list[tuple[BlockKind, list[str]]]:
    groups: list[tuple[BlockKind, list[str]]] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
            continue
        kind = _kind(line)
        if fresh or kind == "heading" or not groups or groups[-1][0] != kind:
            groups.append((kind, []))
        groups[-1][1].append(line)
        fresh = False
    return groups


def _kind(line: str) -> BlockKind:
    stripped = line.strip()
    if _HEADING.match(line):
        return "heading"
    if stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2:
        return "table"
    return "list" if _BULLET.match(line) else "paragraph"


def _plain(kind: BlockKind, line: str) -> str:
    if kind == "heading" and (match := _HEADING.match(line)):
        return match[1] or match[2]
    return _BULLET.sub("", line) if kind == "list" else line.strip()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _inlines(text: str, markers: Collection[int], links: Mapping[str, str]) -> Iterable[Inline]:
    position = 0
    for match in _MARKER.finditer(text):
        if int(match[1]) not in markers:
            continue
        yield from _linked(text[position : match.start()], links)
        yield Inline(match[1], marker=int(match[1]))
        position = match.end()
    yield from _linked(text[position:], links)


def _linked(text: str, links: Mapping[str, str]) -> Iterable[Inline]:
    while text:
        places = [(text.find(words), -len(words), words) for words in links if words in text]
        if not places:
            yield Inline(text)
            return
        place, _, words = min(places)
        if place:
            yield Inline(text[:place])
        yield Inline(words, href=links[words])
        text = text[place + len(words) :]


def spoken(text: str) -> str:
    """The answer for a screen reader: without markers and bullets, one line."""
    lines = (_BULLET.sub("", line).strip() for line in _MARKER.sub("", text).splitlines())
    return " ".join(line for line in lines if line and not _TABLE_RULE.match(line))
