"""HTML files: words only. Scripts, styles, forms, frames and whatever is hidden are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.convert.characters import fold_artefacts
from ingest.convert.plain import decode
from ingest.convert.rough import ConversionNotice, Piece, Rough, table
from ingest.convert.safety import ConvertError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "svg", "math", "canvas",
    "form", "button", "input", "select", "textarea", "nav", "video", "audio", "link", "meta", "base",
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "main", "header", "footer", "aside", "address", "figure", "figcaption", "details",
     "summary", "blockquote", "pre", "dl", "dt", "dd", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6",
     "body", "center", "fieldset", "hr")
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_BREAK = "\ue000"
"""Stands for a line break until white space is tidied."""
_MAX_DEPTH = 200
_MAX_SPAN = 200


def read_html_file(raw: bytes) -> Rough:
    """An HTML file as pieces.

    Raises:
        ConvertError: nested too deep, or in an unknown encoding.
    """
    from bs4 import BeautifulSoup, Comment

    text, encoding = _decode(raw)
    soup = BeautifulSoup(text, "lxml")
    if _depth(soup) > _MAX_DEPTH:
        raise ConvertError("HTMLの入れ子が深すぎます。")
    title = fold_artefacts(soup.title.get_text(" ", strip=True)) if soup.title else ""
    dropped = 0
    for tag in soup.find_all(_DROPPED):
        dropped += tag.name in ("script", "iframe", "object", "embed", "applet", "form")
        tag.decompose()
    hidden = 0
    for tag in soup.find_all(True):
        if tag.attrs is not None and (tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", "")))):
            hidden += bool(tag.get_text(strip=True))
            tag.decompose()
    for comment in soup.find_all(string=lambda value: isinstance(value, Comment)):
        comment.extract()
    warnings = []
    if encoding != "UTF-8":
        warnings.append(ConversionNotice(f"文字コードは {encoding} として読みました。"))
    if dropped:
        warnings.append(ConversionNotice(f"スクリプトや埋め込みを{dropped}か所取り除きました。"))
    if hidden:
        warnings.append(ConversionNotice(f"画面に見えない文字を{hidden}か所取り除きました。"))
    root = soup.find("main") or soup.find("article") or soup.body or soup
    pieces = tuple(piece for piece in _pieces(root) if not piece.is_empty)
    first = next((piece.text for piece in pieces if piece.kind == "heading"), "")
    return Rough(pieces, title=title or first, warnings=tuple(warnings))


def _decode(raw: bytes) -> tuple[str, str]:
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", raw[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        encoding = {"shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jis_2004"}.get(
            name, name
        )
        try:
            return raw.decode(encoding).removeprefix("\ufeff"), "UTF-8" if encoding.startswith("utf") else declared[
                1
            ].decode("ascii")
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _depth(soup: BeautifulSoup) -> int:
    deepest = 0
    stack: list[tuple[object, int]] = [(soup, 0)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth <= _MAX_DEPTH:
            stack += [(child, depth + 1) for child in getattr(node, "children", ())]
    return deepest


def _pieces(root: Tag) -> Iterator[Piece]:
    from bs4.element import NavigableString, Tag

    inline: list[str] = []

    def flush() -> Iterator[Piece]:
        text = _tidy("".join(inline))
        inline.clear()
        if text:
            yield Piece("paragraph", text=text)

    for child in root.children:
        if isinstance(child, NavigableString):
            inline.append(str(child))
        elif isinstance(child, Tag):
            if child.name == "br":
                inline.append(_BREAK)
            elif child.name not in _BLOCKS and not child.find(list(_BLOCKS)):
                inline.append(_text(child))
            else:
                yield from flush()
                yield from _block(child)
    yield from flush()


def _block(tag: Tag) -> Iterator[Piece]:
    if re.fullmatch(r"h[1-6]", tag.name):
        yield Piece("heading", text=_line(tag), level=int(tag.name[1]))
    elif tag.name in ("ul", "ol"):
        yield Piece("list", items=tuple(_items(tag)))
    elif tag.name == "dl":
        if made := _definitions(tag):
            yield made
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name == "pre":
        yield Piece("paragraph", text=tag.get_text().strip())
    else:
        yield from _pieces(tag)


def _items(tag: Tag) -> Iterator[str]:
    for number, item in enumerate(tag.find_all("li", recursive=False), 1):
        inner = [one.extract() for one in item.find_all(["ul", "ol"])]
        text = _line(item)
        if text:
            yield f"{number}. {text}" if tag.name == "ol" else text
        for one in inner:
            yield from _items(one)


def _definitions(tag: Tag) -> Piece | None:
    rows: list[list[str]] = []
    for child in tag.find_all(["dt", "dd"]):
        if child.name == "dt" or not rows:
            rows.append([_line(child), ""])
        else:
            rows[-1][1] = " ".join(part for part in (rows[-1][1], _line(child)) if part)
    return table(rows, header_rows=0)


def _table(tag: Tag) -> Iterator[Piece]:
    """Cells that span rows and columns are spread out; a table inside a cell comes after."""
    inner = [one.extract() for cell in tag.find_all(["td", "th"]) for one in cell.find_all("table", recursive=False)]
    caption = tag.find("caption")
    if caption:
        yield Piece("paragraph", text=_line(caption))
    rows: dict[int, dict[int, str]] = {}
    headed = 0
    lines = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    for number, row in enumerate(lines):
        cells = row.find_all(["td", "th"], recursive=False)
        if number == headed and cells and all(cell.name == "th" or row.find_parent("thead") for cell in cells):
            headed += 1
        column = 0
        for cell in cells:
            while column in rows.setdefault(number, {}):
                column += 1
            for down in range(min(_span(cell, "rowspan"), len(lines) - number)):
                for right in range(_span(cell, "colspan")):
                    rows.setdefault(number + down, {})[column + right] = _line(cell)
            column += _span(cell, "colspan")
    width = max((column + 1 for row in rows.values() for column in row), default=0)
    grid = [[rows.get(number, {}).get(column, "") for column in range(width)] for number in range(len(lines))]
    if made := table(grid, header_rows=headed or None):
        yield made
    for one in inner:
        yield from _table(one)


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name, "1"))
    return min(max(int(text), 1), _MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _line(tag: Tag) -> str:
    return " ".join(_tidy(_text(tag)).split("\n"))


def _text(tag: Tag) -> str:
    from bs4.element import NavigableString, Tag

    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            parts.append(str(child))
        elif isinstance(child, Tag):
            parts.append(_BREAK if child.name == "br" else _text(child))
            if child.name in _BLOCKS:
                parts.append(_BREAK)
    if tag.name == "a" and (address := str(tag.get("href", ""))).startswith(("https://", "http://", "mailto:")):
        shown = address.removeprefix("mailto:")
        if shown.rstrip("/") not in tag.get_text():
            parts.append(f" ({shown})")
    return "".join(parts)


def _tidy(text: str) -> str:
    """White space as HTML has it: runs are one space, none between Japanese characters of two source lines."""
    text = fold_artefacts(text)
    text = re.sub(r"(?<=[^\x00-\x7f])[ \t\r]*\n[ \t\r\n]*(?=[^\x00-\x7f])", "", text)
    lines = (" ".join(part.split()) for part in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
