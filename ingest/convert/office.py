"""Word and PowerPoint files, by python-docx and python-pptx. Macros and embedded objects are never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.convert.characters import fold_artefacts
from ingest.convert.plain import heading_level, is_heading_line
from ingest.convert.rough import ConversionNotice, Piece, Rough, table
from ingest.convert.safety import ConvertError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_docx(path: Path) -> Rough:
    """A Word file. Page numbers are those that Word noted when it last laid the document out.

    Raises:
        ConvertError: broken.
    """
    import docx
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except Exception as error:
        raise ConvertError(f"Wordファイルが壊れています（{type(error).__name__}）。保存し直してください。") from None
    pieces: list[Piece] = []
    page = 1
    paged = False
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            breaks = _page_breaks(block._tbl)
            if made := _docx_table(block, page):
                pieces.append(made)
        else:
            breaks = _page_breaks(block._p)
            before = bool(breaks) and _breaks_first(block._p)
            page += breaks if before else 0
            pieces += _docx_paragraph(block, page)
            page += 0 if before else breaks
            paged = paged or bool(breaks)
            continue
        page += breaks
        paged = paged or bool(breaks)
    warnings = [ConversionNotice("ページ番号は、Wordが最後に保存したときの区切りです。")] if paged else []
    if len(document.inline_shapes):
        warnings.append(
            ConversionNotice(f"図が{len(document.inline_shapes)}個あります。図の中の文字は取り込んでいません。")
        )
    if any(
        _W in tag.tag and tag.tag.endswith(("}ins", "}del"))
        for tag in document.element.body.iter()
        if isinstance(tag.tag, str)
    ):
        warnings.append(ConversionNotice("変更の記録が残っています。確定した版か確かめてください。"))
    kept = tuple(_grouped(pieces))
    if not paged:
        kept = tuple(_without_page(piece) for piece in kept)
    title = (document.core_properties.title or "").strip() or next((one.text for one in kept if one.text), "")
    return Rough(kept, title=fold_artefacts(title)[:80], pages=page if paged else None, warnings=tuple(warnings))


def _docx_paragraph(paragraph: Any, page: int) -> Iterator[Piece]:
    text = _docx_text(paragraph._p)
    if text:
        style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
        outline = paragraph._p.find(f".//{_W}outlineLvl")
        if match := re.match(r"(?:heading|見出し)\s*(\d)", style):
            yield Piece("heading", text=_one_line(text), level=min(int(match[1]), 6), page=page)
        elif style == "title":
            yield Piece("heading", text=_one_line(text), level=1, page=page)
        elif outline is not None and (level := outline.get(f"{_W}val", "9")).isdigit() and int(level) < 6:
            yield Piece("heading", text=_one_line(text), level=int(level) + 1, page=page)
        elif paragraph._p.find(f"./{_W}pPr/{_W}numPr") is not None or style.startswith(("list", "箇条書き")):
            yield Piece("list", items=(_one_line(text),), page=page)
        elif is_heading_line(text) and _all_bold(paragraph):
            yield Piece("heading", text=_one_line(text), level=heading_level(text), page=page)
        elif re.match(r"[・•●○▪➢✓]\s?\S", text):
            yield Piece("list", items=(_one_line(re.sub(r"^[・•●○▪➢✓]\s?", "", text)),), page=page)
        else:
            yield Piece("paragraph", text=text, page=page)
    for box in paragraph._p.iter(f"{_W}txbxContent"):
        # Word writes each text box twice, for old and new readers.
        if any(parent.tag.endswith("}Fallback") for parent in box.iterancestors() if isinstance(parent.tag, str)):
            continue
        inner = "\n".join(line for one in box.iter(f"{_W}p") if (line := _docx_text(one, inside_box=True)))
        if inner:
            yield Piece("paragraph", text=inner, page=page)


def _all_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _docx_text(element: Any, *, inside_box: bool = False) -> str:
    """The words of a paragraph, without deleted ones, ruby readings and the text boxes that hang on it."""
    parts: list[str] = []
    skipped = {f"{_W}del", f"{_W}rt", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"}

    def walk(node: Any) -> None:
        for child in node:
            if not isinstance(child.tag, str) or child.tag in skipped or child.tag.endswith("}Fallback"):
                continue
            if child.tag == f"{_W}txbxContent" and not inside_box:
                continue
            if child.tag == f"{_W}r" and child.find(f"./{_W}rPr/{_W}vanish") is not None:
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag == f"{_W}tab":
                parts.append("　")
            elif child.tag in (f"{_W}br", f"{_W}cr") and child.get(f"{_W}type") != "page":
                parts.append("\n")
            else:
                walk(child)

    walk(element)
    return "\n".join(line.strip() for line in fold_artefacts("".join(parts)).split("\n") if line.strip())


def _docx_table(block: Any, page: int) -> Piece | None:
    rows = [[_cell_text(cell) for cell in _spread(row)] for row in block.rows]
    headed = 0
    for row in block.rows:
        if row._tr.find(f"./{_W}trPr/{_W}tblHeader") is None:
            break
        headed += 1
    if not headed and rows:
        # Column headings that go over several columns take a second row with them.
        first = rows[0]
        merged = any(first[at] and first[at] == first[at + 1] for at in range(len(first) - 1))
        headed = 2 if merged and len(rows) > 2 else 0
    return table(rows, header_rows=headed or None, page=page)


def _spread(row: Any) -> Sequence[Any]:
    """The cells of a row on the grid; merged ones are repeated, skipped ones at the sides are left empty."""
    return [*[None] * row.grid_cols_before, *row.cells, *[None] * row.grid_cols_after]


def _cell_text(cell: Any) -> str:
    if cell is None:
        return ""
    lines = [_docx_text(paragraph) for paragraph in cell._tc.iter(f"{_W}p")]
    return "\n".join(line for line in lines if line)


def _page_breaks(element: Any) -> int:
    rendered = sum(1 for _ in element.iter(f"{_W}lastRenderedPageBreak"))
    forced = sum(1 for one in element.iter(f"{_W}br") if one.get(f"{_W}type") == "page")
    return max(rendered, forced)


def _breaks_first(element: Any) -> bool:
    """Whether the page ends before the paragraph's first word."""
    for one in element.iter():
        if one.tag == f"{_W}t" and (one.text or "").strip():
            return False
        if one.tag == f"{_W}lastRenderedPageBreak" or (one.tag == f"{_W}br" and one.get(f"{_W}type") == "page"):
            return True
    return False


def _grouped(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """List items that follow each other as one list."""
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind == "list" and (not waiting or waiting[-1].page == piece.page):
            waiting.append(piece)
            continue
        if waiting:
            yield _one_list(waiting)
            waiting = []
        if piece.kind == "list":
            waiting = [piece]
        else:
            yield piece
    if waiting:
        yield _one_list(waiting)


def _one_list(pieces: Sequence[Piece]) -> Piece:
    return Piece("list", items=tuple(item for piece in pieces for item in piece.items), page=pieces[0].page)


def _without_page(piece: Piece) -> Piece:
    from dataclasses import replace

    return replace(piece, page=None)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def read_pptx(path: Path) -> Rough:
    """A PowerPoint file: each slide is a page with its title as heading; shapes from top to bottom.

    Raises:
        ConvertError: broken.
    """
    import pptx

    try:
        show = pptx.Presentation(str(path))
    except Exception as error:
        raise ConvertError(
            f"PowerPointファイルが壊れています（{type(error).__name__}）。保存し直してください。"
        ) from None
    pieces: list[Piece] = []
    warnings: list[ConversionNotice] = []
    scanned: list[int] = []
    for number, slide in enumerate(show.slides, 1):
        if slide._element.get("show") == "0":
            warnings.append(ConversionNotice("非表示のスライドなので、取り込んでいません。", number))
            continue
        title = slide.shapes.title
        made: list[Piece] = []
        if title is not None and (text := _frame_text(title.text_frame)):
            made.append(Piece("heading", text=_one_line(text), level=1 if number == 1 else 2, page=number))
        shapes = sorted(_flat(slide.shapes), key=lambda shape: ((shape.top or 0) // 200_000, shape.left or 0))
        pictures = 0
        for shape in shapes:
            if title is not None and shape.shape_id == title.shape_id:
                continue
            pictures += shape.shape_type == 13
            made += _shape(shape, number)
        if not made and pictures:
            scanned.append(number)
        elif pictures:
            warnings.append(ConversionNotice(f"図が{pictures}個あります。図の中の文字は取り込んでいません。", number))
        pieces += made
    first = (show.core_properties.title or "").strip() or next((one.text for one in pieces if one.text), "")
    return Rough(
        tuple(pieces),
        title=fold_artefacts(first)[:80],
        pages=len(show.slides),
        warnings=tuple(warnings),
        scanned_pages=tuple(scanned),
    )


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == 6:
            yield from _flat(shape.shapes)
        else:
            yield shape


def _shape(shape: Any, page: int) -> Iterator[Piece]:
    if getattr(shape, "has_table", False) and shape.has_table:
        rows = [
            [_pptx_cell(shape.table, at, column) for column in range(len(shape.table.columns))]
            for at in range(len(shape.table.rows))
        ]
        if made := table(rows, header_rows=1 if shape.table.first_row else None, page=page):
            yield made
    elif getattr(shape, "has_text_frame", False) and shape.has_text_frame:
        lines = [(paragraph.level, _paragraph_text(paragraph)) for paragraph in shape.text_frame.paragraphs]
        lines = [(level, text) for level, text in lines if text]
        if len(lines) > 1 and getattr(shape, "is_placeholder", False):
            yield Piece("list", items=tuple(_one_line(text) for _, text in lines), page=page)
        elif len(lines) == 1 and is_heading_line(lines[0][1]):
            yield Piece("heading", text=_one_line(lines[0][1]), level=3, page=page)
        elif lines:
            yield Piece("paragraph", text="\n".join(text for _, text in lines), page=page)


def _pptx_cell(grid: Any, row: int, column: int) -> str:
    """The words of a cell; those of the cell that it is merged into."""
    cell = grid.cell(row, column)
    if cell.is_spanned:
        for up in range(row, -1, -1):
            for left in range(column, -1, -1):
                origin = grid.cell(up, left)
                if origin.is_merge_origin and up + origin.span_height > row and left + origin.span_width > column:
                    return _frame_text(origin.text_frame)
    return _frame_text(cell.text_frame)


def _frame_text(frame: Any) -> str:
    return "\n".join(text for paragraph in frame.paragraphs if (text := _paragraph_text(paragraph)))


def _paragraph_text(paragraph: Any) -> str:
    parts = []
    for child in paragraph._p:
        if child.tag == f"{_A}r":
            parts.append("".join(one.text or "" for one in child.iter(f"{_A}t")))
        elif child.tag == f"{_A}br":
            parts.append("\n")
        elif child.tag == f"{_A}fld":
            parts.append("".join(one.text or "" for one in child.iter(f"{_A}t")))
    return fold_artefacts("".join(parts)).strip()
