"""The reading edition: Markdown with line notes -> headings and blocks.

A line note is an HTML comment that names source lines: `<!-- L94 -->` or `<!-- L84-85 -->`. It stands above a
paragraph, list or table, or at the end of the text it is about (a heading, an item, the first cell of a row, or a
cell that comes from other lines than its row). `<!-- page: 3 -->` sets the page of what follows, `<!-- added -->`
marks a heading or column heading that the editor added, `<br>` breaks a line or separates two levels of a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ingest.blocks import Block, BlockKind, Heading, LineRange, ListItem, TableRow
from ingest.errata import check_line_range, shortened
from ingest.errors import DocumentError

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_LINES = re.compile(r"L(\d+)(?:-(\d+))?")
_PAGE = re.compile(r"page:\s*(\d+)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDED = "added"
_LISTS = ("bullet_list", "ordered_list")


def read_markdown(
    body: str, path: Path, *, line_count: int, own_lines: bool
) -> tuple[tuple[Heading, ...], tuple[Block, ...]]:
    """Headings and blocks of a reading edition whose front matter was blanked out.

    `line_count` is the length of the source. With `own_lines` the source is this file: a block's lines are where it
    stands, and line notes are refused. Otherwise every block must carry a note. Raises DocumentError.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader = _Reader(path, body.split("\n"), line_count, own_lines)
    reader.read(SyntaxTreeNode(parser.parse(body)).children)
    if not reader.blocks:
        raise DocumentError(path, "本文がありません。前書きの後に見出しと段落を書いてください。")
    return tuple(reader.headings), tuple(reader.blocks)


@dataclass(frozen=True)
class _Words:
    """Plain text of an inline run, with the notes found in it."""

    text: str
    lines: LineRange | None = None
    page: int | None = None
    added: bool = False

    @property
    def one_line(self) -> str:
        return " ".join(self.text.split("\n"))


class _Reader:
    """Walks the Markdown tree once, keeping the heading path, the page and the note that waits for its block."""

    def __init__(self, path: Path, body_lines: list[str], line_count: int, own_lines: bool) -> None:
        self.path = path
        self.body_lines = body_lines
        self.line_count = line_count
        self.own_lines = own_lines
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []
        self.page: int | None = None
        self.note: tuple[LineRange, int] | None = None

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        for node in nodes:
            match node.type:
                case "heading":
                    self._heading(node)
                case "paragraph" | "fence" | "code_block":
                    self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    self._list(node)
                case "table":
                    self._table(node)
                case "html_block":
                    self._html(node)
                case "blockquote":
                    self.read(node.children)
                case "hr":
                    continue
                case other:
                    self._fail(f"この書き方（{other}）は読めません。見出し・段落・箇条書き・表で書いてください。", node)
        if self.note:
            self._unused_note()

    def _heading(self, node: SyntaxTreeNode) -> None:
        words = self._words(node)
        if not words.text:
            self._fail("見出しが空です。文字を入れるか、行を消してください。", node)
        level = int(node.tag[1:])
        at = _first_line(node)
        lines = self._take_note(words.lines, node)
        if lines is None and not words.added:
            self._no_note("見出し", words.text, at)
        self.page = words.page or self.page
        parents = self._path_above(level)
        heading = Heading(level, words.one_line, (*parents, words.one_line), lines, self.page, at)
        self.headings.append(heading)

    def _path_above(self, level: int) -> tuple[str, ...]:
        """Path of the nearest earlier heading that is of a higher rank than `level`."""
        for heading in reversed(self.headings):
            if heading.level < level:
                return heading.path
        return ()

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        words = _Words(node.content.strip()) if node.type != "paragraph" else self._words(node)
        self.page = words.page or self.page
        lines = self._take_note(words.lines, node)
        if words.text:
            self._add("paragraph", words.text, lines, node)

    def _list(self, node: SyntaxTreeNode) -> None:
        lines = self._take_note(None, node)
        items = tuple(self._items(node, lines))
        if not items:
            return
        around = lines or _hull(item.lines for item in items)
        for item in items:
            self._inside(item.lines, around, node)
        self._add("list", "\n".join(item.text for item in items), around, node, items=items)

    def _items(self, node: SyntaxTreeNode, lines: LineRange | None) -> Iterator[ListItem]:
        """Items in reading order; those of an inner list follow their parent."""
        for item in node.children:
            own = [child for child in item.children if child.type not in _LISTS]
            parts = [self._item_part(child) for child in own]
            text = "\n".join(part.text for part in parts if part.text)
            if text:
                number = f"{item.info}. " if node.type == "ordered_list" else ""
                span = (_first_line(own[0]), self._last_line(own[-1]))
                noted = next((part.lines for part in parts if part.lines), None)
                found = span if self.own_lines else noted or lines
                if found is None:
                    self._no_note("箇条書きの項目", text, _first_line(item))
                yield ListItem(number + text, found)
            for child in item.children:
                if child.type in _LISTS:
                    yield from self._items(child, lines)

    def _item_part(self, node: SyntaxTreeNode) -> _Words:
        if node.type == "paragraph":
            return self._words(node)
        if node.type in ("fence", "code_block"):
            return _Words(node.content.strip())
        self._fail("箇条書きの項目に入れられるのは、文と箇条書きだけです。表や見出しは外に出してください。", node)

    def _table(self, node: SyntaxTreeNode) -> None:
        lines = self._take_note(None, node)
        head, *bodies = node.children
        titles = [self._words(cell) for cell in head.children[0].children]
        names = _unique([title.one_line for title in titles])
        header_lines = [title.lines for title in titles if title.lines]
        rows = tuple(self._row(row, names, lines) for body in bodies for row in body.children)
        if not rows:
            self._fail("表に行がありません。見出しの下に一行以上を書いてください。", node)
        around = lines or _hull([*header_lines, *(row.lines for row in rows)])
        for row in rows:
            for span in (row.lines, *row.cell_lines.values()):
                self._inside(span, around, node)
        added = frozenset(name for name, title in zip(names, titles, strict=True) if title.added)
        text = "\n".join(row.text for row in rows)
        self._add("table", text, around, node, rows=rows, columns=names[1:], corner=names[0], added_columns=added)

    def _row(self, node: SyntaxTreeNode, names: tuple[str, ...], lines: LineRange | None) -> TableRow:
        heading, *others = [self._words(cell) for cell in node.children]
        at = _first_line(node)
        found = (at, at) if self.own_lines else heading.lines or lines
        if found is None:
            self._no_note("表の行", heading.text, at)
        cells = {name: words.text for name, words in zip(names[1:], others, strict=True) if words.text}
        elsewhere = {name: words.lines for name, words in zip(names[1:], others, strict=True) if words.lines}
        return TableRow(heading.one_line, cells, found, elsewhere)

    def _html(self, node: SyntaxTreeNode) -> None:
        rest = _COMMENT.sub("", node.content).strip()
        if rest:
            if rest.startswith("<"):
                self._fail(f"HTML の「{shortened(rest)}」は読めません。Markdown で書き直してください。", node)
            self._fail(f"注記の後ろに文「{shortened(rest)}」があります。注記は上の行か文末に置いてください。", node)
        for comment in _COMMENT.findall(node.content):
            lines, page, _ = self._note(comment, _first_line(node))
            self.page = page or self.page
            if lines:
                if self.note:
                    self._unused_note()
                self.note = (lines, _first_line(node))

    def _words(self, node: SyntaxTreeNode) -> _Words:
        """Plain text under a node; the notes in it are taken out."""
        pieces: list[str] = []
        lines: LineRange | None = None
        page: int | None = None
        added = False
        for leaf in _leaves(node):
            if leaf.type != "html_inline":
                pieces.append(_plain(leaf))
            elif _BREAK.fullmatch(leaf.content):
                pieces.append("\n")
            elif comment := _COMMENT.fullmatch(leaf.content):
                new_lines, new_page, new_added = self._note(comment[1], _first_line(node))
                lines, page, added = new_lines or lines, new_page or page, new_added or added
        return _Words(_tidy(_join_soft_breaks(pieces)), lines, page, added)

    def _note(self, comment: str, at: int) -> tuple[LineRange | None, int | None, bool]:
        """What a comment says: source lines, a page, whether it marks an addition. Other comments say nothing."""
        if match := _LINES.fullmatch(comment):
            if self.own_lines:
                problem = f"source が self の文書に行の注記（{comment}）は使えません。注記を消してください。"
                raise DocumentError(self.path, problem, at)
            lines = int(match[1]), int(match[2] or match[1])
            check_line_range(lines, self.path, at, self.line_count)
            return lines, None, False
        if match := _PAGE.fullmatch(comment):
            return None, int(match[1]), False
        return None, None, comment == _ADDED

    def _take_note(self, inner: LineRange | None, node: SyntaxTreeNode) -> LineRange | None:
        """The lines of a block: where it stands, its own note, or the note above it."""
        waiting, self.note = self.note, None
        if self.own_lines:
            return _first_line(node), self._last_line(node)
        if inner and waiting:
            self._fail("行の注記が上と文末の両方にあります。どちらかを消してください。", node)
        return inner or (waiting[0] if waiting else None)

    def _add(
        self,
        kind: BlockKind,
        text: str,
        lines: LineRange | None,
        node: SyntaxTreeNode,
        *,
        items: tuple[ListItem, ...] = (),
        rows: tuple[TableRow, ...] = (),
        columns: tuple[str, ...] = (),
        corner: str = "",
        added_columns: frozenset[str] = frozenset(),
    ) -> None:
        at = _first_line(node)
        if lines is None:
            self._no_note("段落", text, at)
        path = self.headings[-1].path if self.headings else ()
        block = Block(kind, path, text, lines, self.page, at, items, rows, columns, corner, added_columns)
        self.blocks.append(block)

    def _inside(self, lines: LineRange, around: LineRange, node: SyntaxTreeNode) -> None:
        if not (around[0] <= lines[0] and lines[1] <= around[1]):
            problem = f"行 {lines[0]}-{lines[1]} が、表や箇条書き全体の注記 {around[0]}-{around[1]} の外です。"
            self._fail(problem, node)

    def _last_line(self, node: SyntaxTreeNode) -> int:
        """Last line of a node in document.md, without the blank lines that the parser counts in."""
        last = node.map[1] if node.map else _first_line(node)
        while last > 1 and not self.body_lines[last - 1].strip():
            last -= 1
        return last

    def _unused_note(self) -> NoReturn:
        assert self.note is not None
        raise DocumentError(self.path, "行の注記の下に、段落・箇条書き・表がありません。", self.note[1])

    def _no_note(self, what: str, text: str, at: int) -> NoReturn:
        problem = (
            f"{what}「{shortened(text, 20)}」に行の注記がありません。原文の行を <!-- L94 --> のように書いてください。"
        )
        raise DocumentError(self.path, problem, at)

    def _fail(self, problem: str, node: SyntaxTreeNode) -> NoReturn:
        raise DocumentError(self.path, problem, _first_line(node))


def _first_line(node: SyntaxTreeNode) -> int:
    """Line in document.md, 1-based; a node without a place of its own has that of what it stands in."""
    place: SyntaxTreeNode | None = node
    while place is not None:
        if not place.is_root and place.map:
            return place.map[0] + 1
        place = place.parent
    return 1


def _leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for child in node.children:
        if child.type == "link":
            yield from _leaves(child)
            yield child
        elif child.children and child.type != "image":
            yield from _leaves(child)
        else:
            yield child


def _plain(leaf: SyntaxTreeNode) -> str:
    match leaf.type:
        case "softbreak":
            return "\r"
        case "hardbreak":
            return "\n"
        case "link":
            return _link_target(leaf)
        case _:
            return leaf.content


def _link_target(link: SyntaxTreeNode) -> str:
    """The address of `[words](address)` after its words: a person reads both, and so does the index."""
    target = str(link.attrs.get("href", ""))
    words = "".join(leaf.content for leaf in _leaves(link) if leaf.type != "link")
    return "" if target.removeprefix("mailto:") == words or not target else f" ({target})"


def _join_soft_breaks(pieces: list[str]) -> str:
    """Join lines as Japanese is written: without a space, unless Latin letters or digits meet at the break."""

    def joint(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        return f"{before} {after}" if before.isascii() and after.isascii() else before + after

    return re.sub(r"(\S)[^\S\n]*\r[^\S\n]*(?=(\S))", lambda m: joint(m).removesuffix(m[2]), "".join(pieces))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\r", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _unique(names: list[str]) -> tuple[str, ...]:
    """Column headings as keys: an empty one gets its number, a repeated one a count."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        wanted = name if name or number == 1 else f"列{number}"
        count = 1
        while (wanted if count == 1 else f"{wanted} ({count})") in found:
            count += 1
        found.append(wanted if count == 1 else f"{wanted} ({count})")
    return tuple(found)


def _hull(ranges: Iterable[LineRange]) -> LineRange:
    spans = list(ranges)
    return min(first for first, _ in spans), max(last for _, last in spans)
