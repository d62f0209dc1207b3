"""Records as CSV (for spreadsheets) and JSON Lines (for programs), one turn a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, TextIO

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from assistant.records.database import Database
from assistant.records.models import Turn

Format = Literal["csv", "jsonl"]
FORMATS: Mapping[str, Format] = {"csv": "csv", "jsonl": "jsonl"}
"""Formats by how a file's name ends."""

COLUMNS = (
    "id",
    "conversation_id",
    "position",
    "asked_at",
    "as_of",
    "question",
    "standalone_question",
    "status",
    "answer",
    "programmes",
    "topics",
    "operation",
    "confidence",
    "engine",
    "index_version",
    "milliseconds",
    "helpful",
    "reasons",
    "comment",
    "verdict",
    "corrected_answer",
    "note",
    "reviewer",
    "reviewed_at",
)
_BATCH = 500


def export(
    database: Database,
    out: TextIO,
    kind: Format,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Write the turns asked in [since, until) to `out`, oldest first, and return how many there were.

    JSON Lines carry the whole reply as `reply`. In CSV a cell that a spreadsheet would run as a formula is quoted.
    """
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")
    if kind == "csv":
        out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # Excel takes the file for Shift_JIS without it.
        writer.writerow(COLUMNS)
    for turn in _turns(database, since, until):
        row = as_row(turn)
        if kind == "csv":
            writer.writerow([_cell(row[column]) for column in COLUMNS])
        else:
            out.write(json.dumps({**row, "reply": turn.reply}, ensure_ascii=False) + "\n")
        count += 1
    return count


def as_row(turn: Turn) -> dict[str, Any]:
    """One turn with its newest feedback and its review, as plain values under `COLUMNS`."""
    feedback = turn.feedback[-1] if turn.feedback else None
    review = turn.review
    return {
        "id": turn.id,
        "conversation_id": turn.conversation_id,
        "position": turn.position,
        "asked_at": turn.asked_at.isoformat(),
        "as_of": turn.as_of.isoformat(),
        "question": turn.question,
        "standalone_question": turn.standalone_question,
        "status": turn.status,
        "answer": turn.answer,
        "programmes": sorted(subject.value for subject in turn.subjects if subject.kind == "programme"),
        "topics": sorted(subject.value for subject in turn.subjects if subject.kind == "topic"),
        "operation": turn.operation,
        "confidence": turn.confidence,
        "engine": turn.engine,
        "index_version": turn.index_version,
        "milliseconds": round(turn.milliseconds, 3),
        "helpful": feedback.helpful if feedback else None,
        "reasons": feedback.reasons if feedback else [],
        "comment": feedback.comment if feedback else "",
        "verdict": review.verdict if review else None,
        "corrected_answer": review.corrected_answer if review else "",
        "note": review.note if review else "",
        "reviewer": review.reviewer_name if review else "",
        "reviewed_at": review.reviewed_at.isoformat() if review and review.reviewed_at else None,
    }


def _turns(database: Database, since: datetime | None, until: datetime | None) -> Iterator[Turn]:
    """Turns in order of time, a batch at a time so that years of records fit into memory."""
    after: tuple[datetime, str] | None = None
    while True:
        query = select(Turn).order_by(Turn.asked_at, Turn.id).limit(_BATCH)
        if since:
            query = query.where(Turn.asked_at >= since)
        if until:
            query = query.where(Turn.asked_at < until)
        if after:
            query = query.where((Turn.asked_at > after[0]) | ((Turn.asked_at == after[0]) & (Turn.id > after[1])))
        options = (selectinload(Turn.feedback), selectinload(Turn.review), selectinload(Turn.subjects))
        with database.reading() as session:
            batch = list(session.scalars(query.options(*options)))
        yield from batch
        if len(batch) < _BATCH:
            return
        after = batch[-1].asked_at, batch[-1].id


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
