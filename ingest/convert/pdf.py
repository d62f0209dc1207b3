"""PDF files, by pdfplumber: pages to headings, paragraphs, lists and tables in reading order."""

from __future__ import annotations

import itertools
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from ingest.convert.characters import has_artefacts
from ingest.convert.pdf_tables import PdfTable, aligned_tables, horizontal_rules, ruled_tables, tables_between_rules
from ingest.convert.pdf_text import Box, Char, Line, Run, lines_of, visible
from ingest.convert.plain import BULLET, heading_level, is_heading_line, join_lines
from ingest.convert.rough import ConversionNotice, Piece, Rough, table
from ingest.convert.safety import ConvertError

MAX_PAGES = 400
_MARGIN = 0.09
_PAGE_NUMBER = re.compile(
    r"[-‐–—―－ー\s　]*(?:p\.?\s*)?[\d０-９]{1,4}\s*(?:[/／]\s*[\d０-９]{1,4})?\s*(?:ページ|頁)?[-‐–—―－ー\s　]*",
    re.IGNORECASE,
)
_TABLE_NOTE = re.compile(r"^(?:※|[（(]?注)")


@dataclass(frozen=True)
class _Laid:
    """A page taken apart: lines that are in no ruled table, and these tables."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PdfTable, ...]
    rules: tuple[float, ...]


def read_pdf(path: Path) -> Rough:
    """A PDF file.

    Raises:
        ConvertError: locked, broken, too long, or without any words (a scan).
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # It warns about each font that isn't embedded, thousands of times.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    laid: list[_Laid] = []
    warnings: list[ConversionNotice] = []
    scanned: list[int] = []
    folded = False
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise ConvertError(f"{len(pdf.pages)}ページあります。{MAX_PAGES}ページまでに分けてください。")
            title = str((pdf.metadata or {}).get("Title") or "").strip()
            for number, page in enumerate(pdf.pages, 1):
                folded = folded or any(has_artefacts(str(char["text"])) for char in page.chars)
                one = _lay(page, number, warnings)
                if one is None:
                    scanned.append(number)
                else:
                    laid.append(one)
                page.close()
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise ConvertError("パスワードで守られたPDFです。パスワードを外して保存し直してください。") from None
        raise ConvertError("PDFが壊れています。もう一度保存し直してください。") from None
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise ConvertError("パスワードで守られたPDFです。パスワードを外して保存し直してください。") from None
    if not laid:
        if scanned:
            raise ConvertError(
                "文字のないPDFです（紙を読み取った画像のようです）。文字の入ったPDFか、OCRをかけたPDFを使ってください。"
            )
        raise ConvertError("PDFにページがありません。")
    for number in scanned:
        warnings.append(ConversionNotice("画像だけのページです。文字を取り込めていません。", number))
    if folded:
        warnings.append(
            ConversionNotice("フォントの都合で別の文字になっていたもの（⼩→小 など）を、もとの文字に直しました。")
        )
    laid, removed = _without_running_lines(laid)
    if removed:
        warnings.append(
            ConversionNotice(
                f"ページごとに繰り返される見出しやページ番号を取り除きました（{'、'.join(removed[:3])}）。"
            )
        )
    body = _body_size(laid)
    pieces = [piece for one in laid for piece in _pieces(one, body)]
    pieces = _tables_that_go_on(pieces, laid)
    first = next((piece.text for piece in pieces if piece.kind == "heading"), "")
    usable = (
        title
        if title
        and not re.search(r"\.(?:docx?|pptx?|xlsx?|html?|pdf|tmp)$|^(?:Microsoft|untitled|無題)", title, re.IGNORECASE)
        else ""
    )
    return Rough(
        tuple(pieces),
        title=usable or first,
        pages=max((*scanned, *(one.number for one in laid))),
        warnings=tuple(sorted(warnings, key=lambda one: one.page or 0)),
        scanned_pages=tuple(scanned),
    )


def _lay(page: Any, number: int, warnings: list[ConversionNotice]) -> _Laid | None:
    """A page taken apart; None where it is a picture."""
    page = page.dedupe_chars(tolerance=1)
    fills = (
        [one for one in page.rects if one.get("fill")]
        + [{**image, "non_stroking_color": (0.0, 0.0, 0.0)} for image in page.images]
        + [one for one in page.curves if one.get("fill")]
    )
    chars, hidden = visible(page.chars, fills)
    words = [char for char in chars if str(char["text"]).strip()]
    covered = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    share = covered / max(float(page.width) * float(page.height), 1)
    if len(words) < 10 and (share > 0.3 or not words) and page.images:
        return None
    if hidden:
        warnings.append(
            ConversionNotice(f"画面に見えない文字（白い文字や極端に小さい文字）を{hidden}字取り除きました。", number)
        )
    broken = sum("(cid:" in str(char["text"]) or "\ufffd" in str(char["text"]) for char in words)
    if broken:
        warnings.append(
            ConversionNotice(
                f"フォントの情報がなく、読めない文字が{broken}字あります。原本と見比べてください。", number
            )
        )
    if share > 0.3:
        warnings.append(ConversionNotice("大きな図があります。図の中の文字は取り込んでいません。", number))
    tables = [one for one in ruled_tables(page, chars) if one.box[2] - one.box[0] > 20]
    tables = [one for one in tables if not any(other is not one and _holds(other.box, one.box) for other in tables)]
    rules = horizontal_rules(page)
    open_words = [char for char in words if not any(_within(char, one.box) for one in tables)]
    tables += tables_between_rules(rules, open_words)
    rest = [char for char in words if not any(_within(char, one.box) for one in tables)]
    return _Laid(
        number,
        float(page.width),
        float(page.height),
        tuple(lines_of(rest)),
        tuple(tables),
        tuple(rule.y for rule in rules),
    )


def _within(char: Char, box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _without_running_lines(laid: Sequence[_Laid]) -> tuple[list[_Laid], list[str]]:
    """Without lines in the margins that come again on page after page, and without page numbers."""
    seen: Counter[str] = Counter()
    for one in laid:
        seen.update({_masked(line.text) for line in one.lines if _in_margin(line, one)})
    wanted = max(2, round(len(laid) * 0.4))
    removed: dict[str, None] = {}
    kept = []
    for one in laid:
        lines = []
        for line in one.lines:
            running = _in_margin(line, one) and (
                bool(_PAGE_NUMBER.fullmatch(line.text)) or (len(laid) > 1 and seen[_masked(line.text)] >= wanted)
            )
            if running:
                removed[line.text] = None
            else:
                lines.append(line)
        kept.append(replace(one, lines=tuple(lines)))
    return kept, list(removed)


def _in_margin(line: Line, page: _Laid) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _masked(text: str) -> str:
    return re.sub(r"[\d０-９]+", "#", text)


def _body_size(laid: Sequence[_Laid]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for one in laid:
        for line in one.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.5


def _pieces(page: _Laid, body: float) -> Iterator[Piece]:
    """The pieces of a page from top to bottom; beside each other stand columns, read one after the other."""
    for band, tables in _bands(page):
        yield from _flow(band, tables, page, body)


def _bands(page: _Laid) -> Iterator[tuple[list[Line], list[PdfTable]]]:
    """Stretches of the page that are read from top to bottom."""
    lines = list(page.lines)
    gutter = _gutter(lines, page)
    if gutter is None:
        yield lines, list(page.tables)
        return
    x, top, bottom = gutter
    tables = list(page.tables)
    yield [line for line in lines if line.bottom <= top], [one for one in tables if one.box[3] <= top]
    middle = [line for line in lines if line.bottom > top and line.top < bottom]
    inner = [one for one in tables if one.box[3] > top and one.box[1] < bottom]
    left = [part for line in middle if (part := _part(line, lambda run: run.x0 < x))]
    right = [part for line in middle if (part := _part(line, lambda run: run.x0 >= x))]
    yield left, [one for one in inner if one.box[0] < x]
    yield right, [one for one in inner if one.box[0] >= x]
    yield [line for line in lines if line.top >= bottom], [one for one in tables if one.box[1] >= bottom]


def _part(line: Line, wanted: Any) -> Line | None:
    runs = tuple(run for run in line.runs if wanted(run))
    return Line(runs) if runs else None


def _gutter(lines: Sequence[Line], page: _Laid) -> tuple[float, float, float] | None:
    """Where two columns of prose are apart: x, and the top and bottom of the stretch; None for one column."""
    runs = [run for line in lines for run in line.runs if not run.vertical]
    best: tuple[float, float, float] | None = None
    most = 5
    for x in [page.width * share / 100 for share in range(35, 66, 1)]:
        left = [run for run in runs if run.x1 <= x]
        right = [run for run in runs if run.x0 >= x]
        if len(left) < 6 or len(right) < 6:
            continue
        crossing = [run for run in runs if run.x0 < x < run.x1]
        top = max(
            (run.bottom for run in crossing if run.middle < median(one.middle for one in runs)),
            default=min(run.top for run in runs) - 1,
        )
        bottom = min(
            (run.top for run in crossing if run.middle > top + 20 and run.middle >= median(one.middle for one in runs)),
            default=max(run.bottom for run in runs) + 1,
        )
        inner_left = [run for run in left if top <= run.top and run.bottom <= bottom]
        inner_right = [run for run in right if top <= run.top and run.bottom <= bottom]
        count = min(len(inner_left), len(inner_right))
        if (
            count > most
            and _is_prose(inner_left)
            and _is_prose(inner_right)
            and min(run.x0 for run in inner_right) - max(run.x1 for run in inner_left) > 6
        ):
            most, best = count, (x, top, bottom)
    return best


def _is_prose(runs: Sequence[Run]) -> bool:
    """Whether many lines fill the width: cells of a table rarely do."""
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    filled = sum(1 for run in runs if run.x1 - run.x0 > width * 0.85)
    return filled >= len(runs) * 0.4 and median(len(run.text) for run in runs) >= 10


def _flow(lines: Sequence[Line], tables: Sequence[PdfTable], page: _Laid, body: float) -> Iterator[Piece]:
    lines = list(lines)
    aligned = aligned_tables(lines, page.rules)
    taken = {at for _, (start, end) in aligned for at in range(start, end)}
    placed: list[tuple[float, list[Line] | PdfTable]] = [(one.box[1], one) for one in tables]
    placed += [(one.box[1], one) for one, _ in aligned]
    # A table parts the prose around it.
    borders = sorted(top for top, _ in placed)
    groups: dict[int, list[Line]] = {}
    for at, line in enumerate(lines):
        if at not in taken:
            groups.setdefault(sum(1 for border in borders if border < line.top), []).append(line)
    placed += [(group[0].top, group) for group in groups.values()]
    for _, part in sorted(placed, key=lambda one: one[0]):
        if isinstance(part, PdfTable):
            if made := table(part.rows, header_rows=part.header_rows, page=page.number):
                yield made
        else:
            yield from _prose(part, page.number, body)


def _prose(lines: Sequence[Line], page: int, body: float) -> Iterator[Piece]:
    """Lines to headings, paragraphs and list items."""
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if 0 < b.top - a.top < body * 3]
    usual = median(steps) if steps else body * 1.6
    paragraph: list[Line] = []
    items: list[str] = []
    item_left = 0.0

    def flush() -> Iterator[Piece]:
        if paragraph:
            yield Piece("paragraph", text=join_lines([line.text for line in paragraph]), page=page)
            paragraph.clear()
        if items:
            yield Piece("list", items=tuple(items), page=page)
            items.clear()

    before: Line | None = None
    for line in lines:
        far = before is not None and line.top - before.top > usual * 1.45
        bullet = BULLET.match(line.text)
        if _is_heading(line, body):
            yield from flush()
            yield Piece("heading", text=line.text, level=_level(line, body), page=page)
        elif bullet and len(line.text) > bullet.end():
            if paragraph:
                yield from flush()
            items.append(line.text[bullet.end() :])
            item_left = line.x0
        elif items and not far and line.x0 > item_left + line.size * 0.4:
            items[-1] = join_lines([items[-1], line.text])
        else:
            ended = before is not None and before.x1 < right - before.size * 1.6
            indented = line.x0 > left + line.size * 0.7
            note = bool(_TABLE_NOTE.match(line.text))
            if items or (
                paragraph and (far or note or (ended and _ends(before)) or (indented and not _hangs(paragraph, line)))
            ):
                yield from flush()
            paragraph.append(line)
        before = line
    yield from flush()


def _ends(line: Line | None) -> bool:
    return line is not None and not line.text.endswith(("、", "，", "・"))


def _hangs(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the lines before are indented as this one is."""
    return len(paragraph) > 0 and abs(paragraph[-1].x0 - line.x0) < line.size * 0.5


def _is_heading(line: Line, body: float) -> bool:
    text = line.text
    if len(text) > 60 or text.endswith(("。", "、")):
        return False
    if line.size > body * 1.15:
        return True
    if line.runs[0].vertical:
        return len(text) <= 20
    return (is_heading_line(text) and (line.bold or text[:1] in "■◆【第〔《")) or (
        line.bold and len(text) <= 30 and not BULLET.match(text)
    )


def _level(line: Line, body: float) -> int:
    ratio = line.size / body
    if ratio > 1.6:
        return 1
    if ratio > 1.15:
        return 2
    return max(heading_level(line.text), 3)


def _tables_that_go_on(pieces: Sequence[Piece], laid: Sequence[_Laid]) -> list[Piece]:
    """A table at the top of a page that has no headings of its own gets those of the table that it goes on."""
    found: list[Piece] = []
    for piece in pieces:
        before = next((one for one in reversed(found) if one.kind == "table"), None)
        follows = before is not None and found[-1] is before and piece.kind == "table" and before.page is not None
        if (
            follows
            and before is not None
            and piece.page == (before.page or 0) + 1
            and len(piece.rows[0]) == len(before.rows[0])
        ):
            titles = before.rows[: before.header_rows]
            if titles and piece.rows[: len(titles)] != titles:
                joined = tuple(
                    "\n".join(dict.fromkeys(row[column] for row in titles if row[column]))
                    for column in range(len(titles[0]))
                )
                piece = replace(piece, header_rows=0, header=joined)
            elif before.header and not titles:
                piece = replace(piece, header_rows=0, header=before.header)
        found.append(piece)
    return found
