"""Text and Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.convert.characters import fold_artefacts
from ingest.convert.rough import ConversionNotice, Piece, Rough, table
from ingest.convert.safety import ConvertError

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_HEADING = re.compile(
    r"(?:第[\d０-９一二三四五六七八九十]+[章節条部編][\s　]?\S|[■◆□◇▼●〇○]\s?\S|[【〔《].+[】〕》]\s*$|"
    r"[\d０-９]{1,2}[.．、][\s　]?\S|[(（][\d０-９]{1,2}[)）][\s　]?\S|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.．\s　])"
)
BULLET = re.compile(r"^[\s　]*(?:[・•●○◦▪▸▶➢✓✔■□◆◇\-*–][\s　]*)(?=\S)")
_ENDS = ("。", "」", "）", ")", "！", "？", "!", "?", "：", ":")


def decode(raw: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        ConvertError: it's in none of the encodings that Japanese files have.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16"), "UTF-16"
    for encoding, name in (("iso2022_jp_ext", "ISO-2022-JP"), ("utf-8-sig", "UTF-8")):
        # Bytes of ISO-2022-JP are valid UTF-8 as well: only its escapes tell.
        if name == "ISO-2022-JP" and b"\x1b$" not in raw and b"\x1b(" not in raw:
            continue
        try:
            return raw.decode(encoding), name
        except UnicodeDecodeError:
            continue
    tried = []
    for encoding, name in (("cp932", "Shift_JIS"), ("euc_jis_2004", "EUC-JP")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # The wrong one of the two reads as half-width kana and rare characters.
        strange = len(re.findall("[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f]", text))
        tried.append((strange, text, name))
    tried = [one for one in tried if one[0] <= len(one[1]) * 0.3]
    if not tried:
        raise ConvertError("文字コードが分かりません。UTF-8 で保存し直してください。")
    _, text, name = min(tried, key=lambda one: one[0])
    return text, name


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise ConvertError("文字コードが壊れています。UTF-8 で保存し直してください。") from None


def read_text_file(raw: bytes) -> Rough:
    """A text file: blank lines separate paragraphs; headings, lists and tab-separated tables are recognised."""
    text, encoding = decode(raw)
    text = fold_artefacts(text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\ufffd" in text:
        raise ConvertError("読めない文字があります。文字コードを確かめて、UTF-8 で保存し直してください。")
    warnings = () if encoding == "UTF-8" else (ConversionNotice(f"文字コードは {encoding} として読みました。"),)
    pieces = tuple(_pieces(text.split("\n")))
    first = next((piece.text for piece in pieces if piece.kind in ("heading", "paragraph")), "")
    return Rough(pieces, title=first[:60], warnings=warnings)


def _pieces(lines: list[str]) -> Iterator[Piece]:
    for block in _blocks(lines):
        if len(block) > 1 and all("\t" in line.strip("\t") or not line.strip() for line in block):
            if made := table([[cell.strip() for cell in line.split("\t")] for line in block]):
                yield made
            continue
        yield from _prose(block)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        tabbed = "\t" in line.strip()
        if not line.strip() or (block and tabbed != ("\t" in block[-1].strip())):
            if block:
                yield block
            block = []
        if line.strip():
            block.append(line.rstrip())


def _prose(block: list[str]) -> Iterator[Piece]:
    paragraph: list[str] = []
    items: list[str] = []

    def flush() -> Iterator[Piece]:
        if paragraph:
            yield Piece("paragraph", text=join_lines(paragraph))
            paragraph.clear()
        if items:
            yield Piece("list", items=tuple(items))
            items.clear()

    for number, line in enumerate(block):
        stripped = line.strip(" \t　")
        alone = len(block) == 1 or (number == 0 and not items)
        if is_heading_line(stripped) and alone:
            yield from flush()
            yield Piece("heading", text=stripped, level=heading_level(stripped))
        elif BULLET.match(line) and (match := BULLET.match(line)):
            if paragraph:
                yield from flush()
            items.append(line[match.end() :].strip())
        elif items and line[:1] in " 　\t":
            items[-1] = join_lines([items[-1], stripped])
        else:
            if items:
                yield from flush()
            if paragraph and paragraph[-1].endswith("。") and line[:1] == "　":
                yield from flush()
            paragraph.append(stripped)
    yield from flush()


def is_heading_line(text: str) -> bool:
    """A short line that begins like a heading and doesn't end like a sentence."""
    return len(text) <= 40 and bool(_HEADING.match(text)) and not text.endswith(("。", "、", "，"))


def heading_level(text: str) -> int:
    """By the numbering: 第1章, then 1. and ■, then (1) and the like."""
    if text.startswith("第"):
        return 1
    return 3 if text[:1] in "(（・○〇●" else 2


def join_lines(lines: list[str]) -> str:
    """Lines of one paragraph: without a space where Japanese meets, with one between Latin words."""
    joined = ""
    for line in lines:
        space = (
            " "
            if joined and joined[-1].isascii() and line[:1].isascii() and joined[-1].isalnum() and line[:1].isalnum()
            else ""
        )
        joined += space + line
    return joined


def read_markdown_file(raw: bytes) -> Rough:
    """A Markdown file. HTML in it is left out; front matter gives details."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    text, _ = decode(raw)
    text = fold_artefacts(text.replace("\r\n", "\n").replace("\r", "\n"))
    body, suggested = _without_front_matter(text)
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tree = SyntaxTreeNode(parser.parse(body))
    reader = _MarkdownReader()
    pieces = tuple(piece for piece in reader.read(list(tree.children)) if not piece.is_empty)
    warnings = (ConversionNotice("HTMLの部分は取り込んでいません。"),) if reader.html else ()
    first = next((piece.text for piece in pieces if piece.kind == "heading"), "")
    return Rough(pieces, title=suggested.pop("title", first), warnings=warnings, suggested=suggested)


def _without_front_matter(text: str) -> tuple[str, dict[str, str]]:
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if not match:
        return text, {}
    pairs = re.findall(r"^(title|publisher|as_of|url):[ \t]*(.+)$", match[1], re.MULTILINE)
    return text[match.end() :], {key: value.strip().strip("\"'") for key, value in pairs}


class _MarkdownReader:
    """Walks a Markdown tree once."""

    def __init__(self) -> None:
        self.html = False
        self.page: int | None = None

    def read(self, nodes: list[SyntaxTreeNode]) -> Iterator[Piece]:
        for node in nodes:
            match node.type:
                case "heading":
                    yield Piece("heading", text=self._text(node), level=int(node.tag[1:]), page=self.page)
                case "paragraph":
                    yield Piece("paragraph", text=self._text(node), page=self.page)
                case "fence" | "code_block":
                    yield Piece("paragraph", text=node.content.strip(), page=self.page)
                case "bullet_list" | "ordered_list":
                    yield Piece("list", items=tuple(self._items(node)), page=self.page)
                case "table":
                    rows = [
                        [self._text(cell) for cell in row.children] for part in node.children for row in part.children
                    ]
                    if made := table(rows, header_rows=1, page=self.page):
                        yield made
                case "blockquote":
                    yield from self.read(list(node.children))
                case "html_block":
                    if found := re.search(r"<!--\s*page:\s*(\d{1,4})\s*-->", node.content):
                        self.page = int(found[1])
                    elif not node.content.strip().startswith("<!--"):
                        self.html = True

    def _items(self, node: SyntaxTreeNode) -> Iterator[str]:
        for item in node.children:
            number = f"{item.info}. " if node.type == "ordered_list" else ""
            own = [child for child in item.children if child.type not in ("bullet_list", "ordered_list")]
            text = " ".join(self._text(child) for child in own)
            if text:
                yield number + text
            for child in item.children:
                if child.type in ("bullet_list", "ordered_list"):
                    yield from self._items(child)

    def _text(self, node: SyntaxTreeNode) -> str:
        pieces: list[str] = []
        for leaf in node.walk():
            if leaf.type in ("text", "code_inline"):
                pieces.append(leaf.content)
            elif leaf.type == "hardbreak" or (leaf.type == "html_inline" and re.fullmatch(r"<br\s*/?>", leaf.content)):
                pieces.append("\n")
            elif leaf.type == "softbreak":
                pieces.append("\r")
            elif leaf.type == "html_inline" and not leaf.content.startswith("<!--"):
                self.html = True
        lines = ["".join(pieces)] if "\r" not in "".join(pieces) else "".join(pieces).split("\r")
        return join_lines([line.strip() for line in lines]).strip()
