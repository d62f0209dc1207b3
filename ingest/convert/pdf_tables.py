"""Tables of a PDF page: by their rules where they have them, by how their words are aligned where they don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.convert.pdf_text import Box, Char, Line, Run, lines_of, text_in

_NEAR = 3.0
"""Points within which two edges are one."""
_GAP_BETWEEN_RULES = 0.8
"""Gap in characters between two columns where rules show that it is a table."""


@dataclass(frozen=True)
class PdfTable:
    """A table with merged cells spread out, and where it stands. `edges` are its column borders."""

    rows: tuple[tuple[str, ...], ...]
    box: Box
    edges: tuple[float, ...]
    header_rows: int | None = None
    """None where nothing tells."""


@dataclass(frozen=True)
class Rule:
    """A horizontal rule; pieces of one that meet (each cell may draw its own) are one."""

    y: float
    x0: float
    x1: float


def ruled_tables(page: Any, chars: Sequence[Char]) -> list[PdfTable]:
    """Tables whose cells are closed by rules."""
    found = []
    # Coloured backgrounds have edges too, and would cut a merged cell in two.
    for table in page.filter(_draws_rules).find_tables(
        {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4}
    ):
        boxes = [(float(x0), float(top), float(x1), float(bottom)) for x0, top, x1, bottom in table.cells]
        cells = [box for box in boxes if box[2] - box[0] > 4 and box[3] - box[1] > 4]
        if len(cells) < 2:
            continue
        made = _from_cells(cells, chars)
        if made is not None:
            found.append(made)
    return found


def _draws_rules(thing: Char) -> bool:
    if thing["object_type"] != "rect" or thing.get("stroke"):
        return True
    return bool(min(thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]) < 3)


def horizontal_rules(page: Any) -> list[Rule]:
    """The horizontal rules of a page from top to bottom."""
    pieces = sorted(
        (float(one["top"] + one["bottom"]) / 2, float(one["x0"]), float(one["x1"]))
        for one in (*page.lines, *page.rects)
        if one["bottom"] - one["top"] < 3 and one["x1"] - one["x0"] > 8
    )
    rules: list[Rule] = []
    for y, x0, x1 in pieces:
        for at, rule in enumerate(rules):
            if abs(rule.y - y) < 1.5 and x0 <= rule.x1 + _NEAR and x1 >= rule.x0 - _NEAR:
                rules[at] = Rule(rule.y, min(rule.x0, x0), max(rule.x1, x1))
                break
        else:
            rules.append(Rule(y, x0, x1))
    return sorted((rule for rule in rules if rule.x1 - rule.x0 > 60), key=lambda rule: rule.y)


def tables_between_rules(rules: Sequence[Rule], chars: Sequence[Char]) -> list[PdfTable]:
    """Tables with horizontal rules only: what stands between two rules is a row, its columns are aligned."""
    found = []
    for stack in _stacks(rules):
        rows: list[list[Line]] = []
        for above, below in pairwise(stack):
            inside = [char for char in chars if _inside(char, (above.x0 - 4, above.y, above.x1 + 4, below.y))]
            lines = lines_of(inside, _GAP_BETWEEN_RULES)
            if any(len(line.runs) > 1 for line in lines):
                rows.append(lines)
                continue
            # A heading or a sentence between two tables of the same width.
            found += _between_rules(rows, stack[0], chars)
            rows = []
        found += _between_rules(rows, stack[0], chars)
    return found


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    stacks: list[list[Rule]] = []
    for rule in rules:
        for stack in stacks:
            if abs(stack[-1].x0 - rule.x0) < 4 and abs(stack[-1].x1 - rule.x1) < 4:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= 3]


def _between_rules(rows: Sequence[Sequence[Line]], rule: Rule, chars: Sequence[Char]) -> list[PdfTable]:
    lines = [line for row in rows for line in row]
    if len(rows) < 2:
        return []
    columns = _columns(lines)
    if len(columns) < 2:
        return []
    grid = [
        tuple(
            _joined([run for line in row for run in line.runs if _in(run, columns, at)]) for at in range(len(columns))
        )
        for row in rows
    ]
    edges = (rule.x0, *(x0 for x0, _ in columns[1:]), rule.x1)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return [PdfTable(tuple(grid), (rule.x0, top - 1, rule.x1, bottom + 1), edges, 1)]


def _from_cells(cells: Sequence[Box], chars: Sequence[Char]) -> PdfTable | None:
    xs = _edges([edge for cell in cells for edge in (cell[0], cell[2])])
    ys = _edges([edge for cell in cells for edge in (cell[1], cell[3])])
    if len(xs) < 3 and len(ys) < 3:
        return None
    grid = [["" for _ in xs[1:]] for _ in ys[1:]]
    merged_across = [False for _ in ys[1:]]
    for cell in sorted(cells, key=lambda one: -(one[2] - one[0]) * (one[3] - one[1])):
        text = text_in([char for char in chars if _inside(char, cell)])
        columns = [at for at in range(len(xs) - 1) if cell[0] - _NEAR <= xs[at] and xs[at + 1] <= cell[2] + _NEAR]
        rows = [at for at in range(len(ys) - 1) if cell[1] - _NEAR <= ys[at] and ys[at + 1] <= cell[3] + _NEAR]
        for row in rows:
            for column in columns:
                grid[row][column] = text
            merged_across[row] = merged_across[row] or (len(columns) > 1 and len(columns) < len(xs) - 1)
    if not any(any(row) for row in grid):
        return None
    header = _headings(grid, merged_across)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return PdfTable(tuple(tuple(row) for row in grid), box, tuple(xs), header)


def _headings(grid: Sequence[Sequence[str]], merged_across: Sequence[bool]) -> int | None:
    """Two rows of headings where the first has cells over several columns; else None."""
    if len(grid) > 2 and merged_across[0] and not any(_has_amount(cell) for cell in (*grid[0], *grid[1])):
        return 2
    return None


def _has_amount(text: str) -> bool:
    return any(character.isdigit() for character in text) and any(
        unit in text for unit in ("円", "％", "%", "/", "分の")
    )


def _edges(values: Sequence[float]) -> list[float]:
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _inside(char: Char, box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def aligned_tables(lines: Sequence[Line], rules: Sequence[float]) -> list[tuple[PdfTable, tuple[int, int]]]:
    """Tables without closed cells among lines, each with the range of its lines.

    `rules` are the heights of horizontal rules: where there are any, they say where a row ends.
    """
    found = []
    start = 0
    while start < len(lines):
        end = _stretch(lines, start)
        made = _from_lines(lines[start:end], rules) if end - start >= 2 else None
        if made is not None:
            found.append((made, (start, end)))
            start = end
        else:
            start += 1
    return found


def _stretch(lines: Sequence[Line], start: int) -> int:
    """Where a stretch of lines ends that could be one table: lines in columns, and lines that go on in one of them."""
    if len(lines[start].runs) < 2:
        return start
    end, last_in_columns = start, start
    columns: list[tuple[float, float]] = []
    while end < len(lines):
        line = lines[end]
        if end > start and line.top - lines[end - 1].bottom > lines[end - 1].size * 2.2:
            break
        if any(run.vertical for run in line.runs):
            break
        if len(line.runs) >= 2:
            columns = _columns(lines[start : end + 1])
            if len(columns) < 2:
                break
            last_in_columns = end
        elif not _continues(line.runs[0], columns) or end - last_in_columns > 3:
            break
        end += 1
    while end > start and len(lines[end - 1].runs) < 2 and end - 1 - last_in_columns > 3:
        end -= 1
    return end


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns in which the runs stand: stretches of the page that gaps go through from top to bottom."""
    most = max(len(line.runs) for line in lines)
    # Lines with fewer runs may have a heading over several columns.
    spans = sorted((run.x0, run.x1) for line in lines if len(line.runs) >= max(2, most - 1) for run in line.runs)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 2:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _continues(run: Run, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone run stands inside one column."""
    return any(x0 - run.size <= run.x0 and run.x1 <= x1 + run.size * 2 for x0, x1 in columns)


def _from_lines(lines: Sequence[Line], rules: Sequence[float]) -> PdfTable | None:
    columns = _columns(lines)
    several = [line for line in lines if len(line.runs) >= 2]
    if len(columns) < 2 or len(several) < 2 or (len(several) < 3 and not rules):
        return None
    if len(columns) == 2 and not _is_table_of_two(lines, columns) and not _between(lines, rules):
        return None
    rows = _grouped(lines, columns, rules)
    grid = [
        [_joined([run for line in row for run in line.runs if _in(run, columns, at)]) for at in range(len(columns))]
        for row in rows
    ]
    if len(grid) < 2 or sum(1 for row in grid if sum(1 for cell in row if cell) >= 2) < 2:
        return None
    edges = (columns[0][0], *(x0 for x0, _ in columns[1:]), columns[-1][1])
    box = (columns[0][0], lines[0].top, columns[-1][1], lines[-1].bottom)
    return PdfTable(tuple(tuple(row) for row in grid), box, edges)


def _between(lines: Sequence[Line], rules: Sequence[float]) -> bool:
    return any(lines[0].top < rule < lines[-1].bottom for rule in rules)


def _is_table_of_two(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Two columns are a table where the first holds short labels; two columns of prose fill their widths."""
    first = [run for line in lines for run in line.runs if _in(run, columns, 0)]
    widths = [run.x1 - run.x0 for run in first]
    filled = sum(1 for width in widths if width > (columns[0][1] - columns[0][0]) * 0.85)
    return not (len(widths) > 4 and filled > len(widths) * 0.6 and median(len(run.text) for run in first) > 10)


def _grouped(lines: Sequence[Line], columns: Sequence[tuple[float, float]], rules: Sequence[float]) -> list[list[Line]]:
    """Lines of one table row together."""
    inside = sorted(rule for rule in rules if lines[0].top - 4 < rule < lines[-1].bottom + 4)
    if len(inside) >= 2:
        rows: dict[int, list[Line]] = {}
        for line in lines:
            rows.setdefault(sum(1 for rule in inside if rule < (line.top + line.bottom) / 2), []).append(line)
        return [rows[key] for key in sorted(rows)]
    steps = [b.top - a.top for a, b in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    grouped: list[list[Line]] = []
    for at, line in enumerate(lines):
        starts = any(_in(run, columns, 0) for run in line.runs)
        close = at > 0 and line.top - lines[at - 1].top <= max(usual, line.size * 1.1) * 1.05
        tight = at > 0 and line.top - lines[at - 1].bottom < line.size * 0.45
        if grouped and not starts and close and (tight or len(line.runs) < len(columns) - 1):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return grouped


def _in(run: Run, columns: Sequence[tuple[float, float]], at: int) -> bool:
    """Whether a run belongs to a column: the one that it overlaps first."""
    overlaps = [index for index, (x0, x1) in enumerate(columns) if run.x0 < x1 and run.x1 > x0]
    return at in overlaps


def _joined(runs: Sequence[Run]) -> str:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (one.middle, one.x0)):
        if lines and abs(lines[-1][0].middle - run.middle) < run.size * 0.5:
            lines[-1].append(run)
        else:
            lines.append([run])
    return "\n".join(" ".join(run.text for run in sorted(line, key=lambda one: one.x0)) for line in lines)
