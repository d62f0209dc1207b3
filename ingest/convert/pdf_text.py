"""Characters of a PDF page to lines: hidden ones out, gaps kept as gaps, vertical writing read downwards."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ingest.convert.characters import fold_artefacts

Char = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the upper left corner."""

_GAP = 1.3
"""Gap in characters from which on two runs of a line are apart: a column, not a word space."""
_SMALLEST = 3.0


@dataclass(frozen=True)
class Run:
    """Words of one line without a gap between them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    vertical: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Runs at one height, from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "　".join(run.text for run in self.runs)

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)


def visible(chars: Iterable[Char], fills: Sequence[Char]) -> tuple[list[Char], int]:
    """The characters that a reader sees, folded, and how many were hidden (tiny, or white on white)."""
    kept: list[Char] = []
    hidden = 0
    for char in chars:
        text = fold_artefacts(str(char["text"]))
        if not text:
            continue
        if text.strip() and (char["size"] < _SMALLEST or (_is_white(char) and not _on_colour(char, fills))):
            hidden += 1
            continue
        kept.append({**char, "text": text})
    return kept, hidden


def _is_white(char: Char) -> bool:
    colour = char.get("non_stroking_color")
    if colour is None:
        return False
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part <= 0.02 for part in parts) if len(parts) == 4 else all(part >= 0.98 for part in parts)


def _on_colour(char: Char, fills: Sequence[Char]) -> bool:
    """Whether something dark is painted under the character: a white heading on a blue bar, or on a picture."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(
        fill["x0"] <= x <= fill["x1"] and fill["top"] <= y <= fill["bottom"] and (not _is_white(fill)) for fill in fills
    )


def lines_of(chars: Sequence[Char], gap: float = _GAP) -> list[Line]:
    """Lines from top to bottom. Runs of a line are apart from `gap` characters on."""
    across, runs = _without_vertical([char for char in chars if str(char["text"]).strip()])
    for row in _rows(across):
        runs += _runs(row, gap)
    return _lines(runs)


def text_in(chars: Sequence[Char]) -> str:
    """Words of a cell: its lines joined, or read downwards where they stand one below the other."""
    words = [char for char in chars if str(char["text"]).strip()]
    if not words:
        return ""
    if downwards := _downwards(words):
        return downwards
    lines = [
        " ".join(run.text for run in line.runs) for line in _lines([run for row in _rows(words) for run in _runs(row)])
    ]
    return "\n".join(lines)


def _downwards(chars: Sequence[Char]) -> str:
    """A cell in vertical writing: at most three columns of three or more characters, read from the right."""
    size = median(char["size"] for char in chars)
    columns: list[list[Char]] = []
    for char in sorted(chars, key=lambda one: -(one["x0"] + one["x1"])):
        middle = (char["x0"] + char["x1"]) / 2
        for column in columns:
            if abs(middle - (column[0]["x0"] + column[0]["x1"]) / 2) < size * 0.5:
                column.append(char)
                break
        else:
            columns.append([char])
    if (
        len(columns) > 3
        or max(len(column) for column in columns) < 3
        or any(len(column) < 2 for column in columns[:-1])
    ):
        return ""
    texts = []
    for column in columns:
        column.sort(key=lambda one: one["top"])
        steps = [(b["top"] + b["bottom"] - a["top"] - a["bottom"]) / 2 for a, b in itertools.pairwise(column)]
        if any(step < size * 0.6 or step > size * 2.2 for step in steps):
            return ""
        if len(columns) > 1 and any(step > size * 1.35 for step in steps):
            return ""  # ordinary lines of two or three characters
        texts.append("".join(str(char["text"]) for char in column))
    if len(columns) > 1 and not _columns_apart(columns, size):
        return ""
    return "".join(texts)


def _columns_apart(columns: Sequence[Sequence[Char]], size: float) -> bool:
    """Columns of vertical writing stand further apart than the characters in them."""
    middles = [median((char["x0"] + char["x1"]) / 2 for char in column) for column in columns]
    return all(abs(a - b) > size * 1.2 for a, b in itertools.pairwise(middles))


def _without_vertical(chars: Sequence[Char]) -> tuple[list[Char], list[Run]]:
    """Takes out columns of three or more characters that stand below each other with nothing beside them."""
    used: set[int] = set()
    runs: list[Run] = []
    ordered = sorted(range(len(chars)), key=lambda at: (chars[at]["top"], chars[at]["x0"]))
    for at in ordered:
        if at in used or not _stands_alone(at, chars):
            continue
        column = [at]
        while (below := _below(column[-1], chars, used)) is not None and _stands_alone(below, chars):
            column.append(below)
        if len(column) >= 3 and not all(str(chars[one]["text"]).isascii() for one in column):
            used |= set(column)
            members = [chars[one] for one in column]
            runs.append(_run(members, vertical=True))
    return [char for at, char in enumerate(chars) if at not in used], runs


def _stands_alone(at: int, chars: Sequence[Char]) -> bool:
    one = chars[at]
    size = one["size"]
    for other_at, other in enumerate(chars):
        if other_at == at or other["bottom"] <= one["top"] + size * 0.3 or other["top"] >= one["bottom"] - size * 0.3:
            continue
        if -size * 1.2 < other["x0"] - one["x1"] < size * 1.2 or -size * 1.2 < one["x0"] - other["x1"] < size * 1.2:
            return False
    return True


def _below(at: int, chars: Sequence[Char], used: set[int]) -> int | None:
    one = chars[at]
    size = one["size"]
    for other_at, other in enumerate(chars):
        if other_at in used or other_at == at:
            continue
        step = other["top"] - one["top"]
        beside = abs((other["x0"] + other["x1"]) - (one["x0"] + one["x1"])) / 2
        if size * 0.7 < step < size * 1.4 and beside < size * 0.3 and abs(other["size"] - size) < 0.6:
            return other_at
    return None


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by height: those whose middles are close belong together."""
    rows: list[list[Char]] = []
    middles: list[float] = []
    for char in sorted(chars, key=lambda one: (one["top"] + one["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and abs(middle - middles[-1]) < max(char["size"], rows[-1][0]["size"]) * 0.45:
            rows[-1].append(char)
            middles[-1] = sum((one["top"] + one["bottom"]) / 2 for one in rows[-1]) / len(rows[-1])
        else:
            rows.append([char])
            middles.append(middle)
    return rows


def _runs(row: Sequence[Char], gap: float = _GAP) -> list[Run]:
    """The runs of one row of characters; a printed space counts as the gap that it leaves."""
    parts: list[list[Char]] = []
    for char in sorted(row, key=lambda one: one["x0"]):
        if parts and char["x0"] - parts[-1][-1]["x1"] <= max(char["size"], parts[-1][-1]["size"]) * gap:
            parts[-1].append(char)
        else:
            parts.append([char])
    return [_run(part) for part in parts]


def _run(chars: Sequence[Char], *, vertical: bool = False) -> Run:
    pieces: list[str] = []
    for before, char in zip([None, *chars], chars, strict=False):
        text = str(char["text"])
        if before is not None and not vertical:
            gap = char["x0"] - before["x1"]
            latin = pieces[-1][-1:].isascii() and text[:1].isascii()
            if gap > char["size"] * (0.18 if latin else 0.6):
                pieces.append(" ")
        pieces.append(text)
    bold = [
        any(
            word in str(char.get("fontname", "")).lower()
            for word in ("bold", "heavy", "black", "-w6", "-w7", "-w8", "demi")
        )
        for char in chars
    ]
    return Run(
        text="".join(pieces).strip(),
        x0=min(char["x0"] for char in chars),
        top=min(char["top"] for char in chars),
        x1=max(char["x1"] for char in chars),
        bottom=max(char["bottom"] for char in chars),
        size=float(median(char["size"] for char in chars)),
        bold=sum(bold) > len(bold) / 2,
        vertical=vertical,
    )


def _lines(runs: Sequence[Run]) -> list[Line]:
    """Runs at the same height as one line; a vertical run stands alone."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (one.middle, one.x0)):
        if run.vertical:
            lines.append([run])
            continue
        for line in reversed(lines[-6:]):
            if not line[0].vertical and abs(line[0].middle - run.middle) < max(line[0].size, run.size) * 0.5:
                line.append(run)
                break
        else:
            lines.append([run])
    return sorted(
        (Line(tuple(sorted(line, key=lambda one: one.x0))) for line in lines), key=lambda line: (line.top, line.x0)
    )
