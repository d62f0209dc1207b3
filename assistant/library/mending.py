"""What an editor changed in the reading edition, explained: errata and omissions are written, not typed.

Every run of words of the edition claims to stand in certain source lines. Where it doesn't, the two are compared
character by character, and each difference becomes an erratum with just enough of the words around it to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from ingest.blocks import LineRange, overlaps
from ingest.documents import DOCUMENT_FILE, ERRATA_FILE, Document, load_document
from ingest.proofreading import is_layout, pieces_of, unclaimed_lines

_ALIKE = 0.4
"""Least share of the edition's characters that must be the source's: below it the words are new, not mended."""


@dataclass(frozen=True)
class _Edit:
    lines: LineRange
    printed: str
    reading: str


def explain_edits(folder: Path, by: str) -> None:
    """Bring `errata.yaml` and the `omitted` lines of a document folder up to date with its edition.

    Entries that are there stay, unless an edit touches the same words. Words that are new, not mended, are left for
    proofreading to refuse. Raises DocumentError while the folder can't be read.
    """
    document = load_document(folder)
    if document.source_path.name == DOCUMENT_FILE:
        return
    edits = _edits(document)
    if edits:
        kept = [entry for entry in _entries(folder) if not any(_touches(entry, edit) for edit in edits)]
        made = [_entry(edit, by) for edit in edits]
        text = yaml.safe_dump({"errata": [*kept, *made]}, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / ERRATA_FILE).write_text(text, "utf-8")
        document = load_document(folder)
    _omit(document, by)


def _edits(document: Document) -> list[_Edit]:
    found: dict[tuple[LineRange, str, str], _Edit] = {}
    for text, lines in pieces_of(document):
        start, end = document.source_text.span(lines)
        if _squeezed(text) and _squeezed(text) not in _squeezed(document.source_text.mended(start, end)):
            for edit in _differences(document, lines, text):
                found[edit.lines, edit.printed, edit.reading] = edit
    return list(found.values())


def _differences(document: Document, lines: LineRange, text: str) -> Iterator[_Edit]:
    """How a run of words differs from the source lines that it names; nothing where it is another text."""
    raw = document.verbatim(*lines)
    places = [at for at, character in enumerate(raw) if not character.isspace() and not is_layout(character)]
    source = "".join(raw[at] for at in places)
    words = _squeezed(text)
    matcher = SequenceMatcher(None, source, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or sum(block.size for block in blocks) < len(words) * _ALIKE:
        return
    # A cell is only part of its row: what stands before and behind it in the line is none of its business.
    first, last = blocks[0], blocks[-1]
    begin = max(0, first.a - first.b) if first.b else first.a
    tail = len(words) - (last.b + last.size)
    finish = min(len(source), last.a + last.size + tail)
    matcher = SequenceMatcher(None, source[begin:finish], words, autojunk=False)
    for tag, a0, a1, b0, b1 in _merged(matcher.get_opcodes()):
        if tag != "equal":
            yield _located(raw, places, begin + a0, begin + a1, words, b0, b1, lines[0])


def _merged(opcodes: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Changes with at most two equal characters between them as one: `補助金額` for `補肋全額` reads better whole."""
    merged: list[tuple[str, int, int, int, int]] = []
    for tag, a0, a1, b0, b1 in opcodes:
        if merged and len(merged) >= 2 and tag != "equal" and merged[-1][0] == "equal" and merged[-2][0] != "equal":
            _, e0, e1, _, _ = merged[-1]
            if e1 - e0 <= 2:
                _, c0, _, d0, _ = merged[-2]
                merged[-2:] = [("replace", c0, a1, d0, b1)]
                continue
        merged.append((tag, a0, a1, b0, b1))
    return merged


def _located(raw: str, places: Sequence[int], a0: int, a1: int, words: str, b0: int, b1: int, first_line: int) -> _Edit:
    """The change with so much around it that its printed words aren't empty and stand once in their lines."""
    while True:
        if a0 < a1:
            start, end = places[a0], places[a1 - 1] + 1
            line_start = raw.rfind("\n", 0, start) + 1
            line_end = raw.find("\n", end)
            around = raw[line_start : line_end if line_end >= 0 else len(raw)]
            printed = raw[start:end]
            if around.count(printed) == 1:
                break
        if a0 > 0 and b0 > 0:
            a0, b0 = a0 - 1, b0 - 1
        elif a1 < len(places) and b1 < len(words):
            a1, b1 = a1 + 1, b1 + 1
        else:
            start, end = places[a0] if a0 < len(places) else 0, places[max(a1 - 1, a0, 0)] + 1 if places else 0
            printed = raw[start:end]
            break
    first = first_line + raw.count("\n", 0, start)
    return _Edit((first, first + printed.count("\n")), printed, words[b0:b1])


def _squeezed(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and not is_layout(character))


def _entries(folder: Path) -> list[dict[str, Any]]:
    path = folder / ERRATA_FILE
    data = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else None
    return list((data or {}).get("errata") or [])


def _touches(entry: dict[str, Any], edit: _Edit) -> bool:
    first, last = entry["lines"]
    printed = str(entry["printed"])
    return overlaps((first, last), edit.lines) and (edit.printed in printed or printed in edit.printed)


def _entry(edit: _Edit, by: str) -> dict[str, Any]:
    return {
        "lines": list(edit.lines),
        "printed": edit.printed,
        "reading": edit.reading,
        "ground": f"原本と見比べて、担当者（{by}）が直した。",
        "certainty": "certain",
    }


def _omit(document: Document, by: str) -> None:
    """Whole source lines that the editor took out of the edition are named in its front matter."""
    missing = sorted(unclaimed_lines(document))
    if not missing:
        return
    path = document.folder / DOCUMENT_FILE
    text = path.read_text("utf-8")
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert match
    head = yaml.safe_load(match[1])
    ranges: list[list[int]] = []
    for line in missing:
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    head["omitted"] = [
        *(head.get("omitted") or []),
        *({"lines": one, "reason": f"本文ではない行として、担当者（{by}）が除いた。"} for one in ranges),
    ]
    made = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(f"---\n{made}---\n{text[match.end() :]}", "utf-8")
