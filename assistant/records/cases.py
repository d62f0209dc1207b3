"""Evaluation cases made of verdicts: what the right answer must say, in the format of `evals/datasets`.

They are kept in the records and written to `<data>/evals/<kind>.jsonl`, a folder that `madoguchi eval answers
--datasets` runs. `evals.from_work` reads and checks them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assistant.grounding.proof import MARKER
from assistant.records.database import Database
from assistant.records.models import EvaluationCase, Turn
from assistant.reply import Citation, Reply
from ingest.errors import MadoguchiError
from ingest.japanese.comparing import states
from ingest.japanese.figures import Figure, figures

FOLDER = "evals"
_KINDS_OF_FIGURES = ("yen", "rate", "date", "time", "phone", "email", "url", "count", "slash")
_TERM = re.compile(r"[ァ-ヶー]{3,}|[一-龯々]{3,}|[A-Za-z][A-Za-z0-9]{2,}")
_MOST_TERMS = 3


class CaseError(MadoguchiError):
    """A verdict that no evaluation case can be made of."""


class CaseStore:
    """Evaluation cases in the database, mirrored into files."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.folder = folder

    def add(self, item: dict[str, Any], *, turn_id: str | None, by: str) -> EvaluationCase:
        """Keep a case; an earlier one of the same turn is replaced."""
        with self._database.session() as session:
            row = session.scalar(select(EvaluationCase).where(EvaluationCase.item_id == item["id"]))
            if row is None:
                row = EvaluationCase(item_id=item["id"], turn_id=turn_id)
                session.add(row)
            row.item, row.active, row.made_by, row.made_at = item, True, by, datetime.now(UTC)
            session.flush()
        self.write_files()
        return row

    def set_active(self, case_id: int, active: bool) -> None:
        """Leave a case out of the evaluation, or take it in again."""
        with self._database.session() as session:
            row = session.get(EvaluationCase, case_id)
            if row is None:
                raise CaseError("この評価問題はありません。")
            row.active = active
        self.write_files()

    def get(self, case_id: int) -> EvaluationCase | None:
        with self._database.reading() as session:
            return session.get(EvaluationCase, case_id)

    def for_turn(self, turn_id: str) -> EvaluationCase | None:
        with self._database.reading() as session:
            return session.scalar(select(EvaluationCase).where(EvaluationCase.turn_id == turn_id))

    def cases(self) -> list[EvaluationCase]:
        """All cases, the newest first."""
        with self._database.reading() as session:
            return list(session.scalars(select(EvaluationCase).order_by(EvaluationCase.id.desc())))

    def write_files(self) -> None:
        """Write the active cases, one file a kind, each replaced in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines: dict[str, list[str]] = {}
        for case in reversed(self.cases()):
            if case.active:
                lines.setdefault(case.item["kind"], []).append(json.dumps(case.item, ensure_ascii=False))
        for path in self.folder.glob("*.jsonl"):
            if path.stem not in lines:
                path.unlink()
        for kind, rows in lines.items():
            following = self.folder / f".{kind}.next"
            following.write_text("\n".join(rows) + "\n", "utf-8")
            os.replace(following, self.folder / f"{kind}.jsonl")


def make_item(
    turn: Turn,
    *,
    before: Sequence[Turn] = (),
    verdict: str,
    answer: str,
    citations: Sequence[Citation] = (),
    facts: Sequence[str] = (),
    note: str = "",
) -> dict[str, Any]:
    """The evaluation item of a verdict.

    `before` are the earlier turns of the conversation. `answer` is the right answer: the correction, or the reply's own
    text where the verdict is "correct". `facts` are words that it must say; found in `answer` where none are given.

    Raises:
        CaseError: there is nothing by which the right answer could be told.
    """
    reply = Reply.model_validate(turn.reply)
    plain = MARKER.sub("", answer).strip()
    refused = verdict == "should_refuse" or (verdict == "correct" and turn.status in ("not_in_sources", "declined"))
    expect: dict[str, Any]
    if refused:
        status = turn.status if turn.status in ("not_in_sources", "declined") else "not_in_sources"
        others = [one for one in ("not_in_sources", "declined") if one != status]
        expect = {"status": status, "status_any": others, "facts": [], "forbidden": _said_figures(turn.answer, "")}
        if verdict == "correct":
            expect["forbidden"] = []
        plain = plain or "この質問への答えは、資料に書かれていません。"
    else:
        if not plain:
            raise CaseError("正しい回答を入れてから、評価問題を作ってください。")
        found = [fact.strip() for fact in facts if fact.strip()] or _facts(plain, citations)
        if not found:
            raise CaseError(
                "回答に、確かめられる語（金額・日付・固有の語など）がありません。必須の語を入れてください。"
            )
        wrong = verdict in ("wrong", "incomplete")
        expect = {
            "status": "answered",
            "facts": [{"any": [fact]} for fact in found],
            "forbidden": _said_figures(turn.answer, plain) if wrong else [],
            "cite": [list(citation.lines) for citation in citations],
        }
    turns: list[dict[str, Any]] = [{"ask": one.question, "expect": None} for one in before]
    turns.append({"ask": turn.question, "expect": expect})
    evidence = [{"lines": list(citation.lines), "quote": citation.quote} for citation in citations if not refused]
    return {
        "id": f"work-{re.sub(r'[^a-z0-9]', '', turn.id.lower())[:24]}",
        "kind": _kind(turns, refused, reply),
        "voice": "owner",
        "programmes": sorted(subject.value for subject in turn.subjects if subject.kind == "programme"),
        "turns": turns,
        "as_of": turn.as_of.isoformat(),
        "evidence": evidence,
        "gold": plain,
        "wrong": [MARKER.sub("", turn.answer).strip()] if verdict in ("wrong", "incomplete") else [],
        "labels": [_labels(one) for one in (*before, turn)],
        "note": note or None,
    }


def _kind(turns: Sequence[object], refused: bool, reply: Reply) -> str:
    if refused:
        return "declined" if reply.status == "declined" else "unanswerable"
    if len(turns) > 1:
        return "multi_turn"
    return "dates" if reply.rounds else "facts"


def _labels(turn: Turn) -> dict[str, Any]:
    """What the turn was understood to ask."""
    programmes = sorted(subject.value for subject in turn.subjects if subject.kind == "programme")
    topics = sorted(subject.value for subject in turn.subjects if subject.kind == "topic")
    return {"programmes": programmes, "topics": topics, "operation": turn.operation or "lookup"}


def _facts(answer: str, citations: Sequence[Citation]) -> list[str]:
    """Figures of the answer; without any, the terms that it shares with its sources."""
    said = [figure.text for figure in figures(answer) if figure.kind in _KINDS_OF_FIGURES]
    if said:
        return list(dict.fromkeys(said))
    quoted = "\n".join(f"{citation.quote}{citation.reading or ''}" for citation in citations)
    terms = [term for term in _TERM.findall(answer) if term in quoted]
    return sorted(dict.fromkeys(terms), key=len, reverse=True)[:_MOST_TERMS]


def _said_figures(wrong: str, right: str) -> list[str]:
    """Amounts, rates and dates that the wrong answer states and the right one doesn't."""
    true = figures(right)
    found: list[Figure] = [
        figure for figure in figures(MARKER.sub("", wrong)) if figure.kind in ("yen", "rate", "date")
    ]
    return list(dict.fromkeys(figure.text for figure in found if not states(true, figure)))
