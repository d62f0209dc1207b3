"""What would change: questions are asked of the version in force and of the new one, and the answers compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from assistant.grounding.proof import MARKER
from assistant.reply import Reply
from ingest.japanese.figures import figures

LABELS: Mapping[str, str] = {"status": "答え方", "answer": "文章", "figures": "数字", "sources": "出典"}


class Answering(Protocol):
    """An open assistant."""

    def conversation(self, as_of: date | None = None) -> Any: ...


@dataclass(frozen=True)
class Asked:
    """A question for the report. `turn_id` names the visitor's turn that it comes from."""

    question: str
    as_of: date
    origin: str
    turn_id: str | None = None


@dataclass(frozen=True)
class Change:
    """A question that the two versions answer differently. `what` are keys of LABELS."""

    question: str
    as_of: str
    origin: str
    turn_id: str | None
    what: tuple[str, ...]
    old_status: str
    new_status: str
    old_answer: str
    new_answer: str
    old_sources: tuple[str, ...]
    new_sources: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def compare(old: Answering, new: Answering, asked: Sequence[Asked], progress: Callable[[int], None]) -> list[Change]:
    """Ask every question of both; `progress` is told how many are done. Changed figures come first."""
    changes = []
    for number, one in enumerate(asked, 1):
        before, after = (version.conversation(one.as_of).ask(one.question) for version in (old, new))
        what = difference(before, after)
        if what:
            changes.append(
                Change(
                    question=one.question,
                    as_of=one.as_of.isoformat(),
                    origin=one.origin,
                    turn_id=one.turn_id,
                    what=what,
                    old_status=before.status,
                    new_status=after.status,
                    old_answer=before.text,
                    new_answer=after.text,
                    old_sources=_sources(before),
                    new_sources=_sources(after),
                )
            )
        progress(number)
    return sorted(changes, key=lambda change: ("status" not in change.what, "figures" not in change.what))


def difference(old: Reply, new: Reply) -> tuple[str, ...]:
    """In which of status, figures, wording and sources two replies differ. Line numbers alone are no difference."""
    what = []
    if old.status != new.status:
        what.append("status")
    if _figures(old) != _figures(new):
        what.append("figures")
    if MARKER.sub("", old.text) != MARKER.sub("", new.text):
        what.append("answer")
    if set(_quotes(old)) != set(_quotes(new)):
        what.append("sources")
    return tuple(what)


def evaluation_questions(datasets: Path, limit: int) -> list[Asked]:
    """First questions of evaluation items (JSON Lines); lines that are no items are passed over."""
    found: list[Asked] = []
    for path in sorted(datasets.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            try:
                item = json.loads(line)
                found.append(Asked(item["turns"][0]["ask"], date.fromisoformat(item["as_of"]), "評価問題"))
            except (ValueError, KeyError, IndexError, TypeError):
                continue
    if len(found) <= limit:
        return found
    step = len(found) / limit
    return [found[int(number * step)] for number in range(limit)]


def distinct(asked: Iterable[Asked]) -> list[Asked]:
    """Each question once for each day."""
    return list({(one.question, one.as_of): one for one in asked}.values())


def _figures(reply: Reply) -> set[tuple[str, str]]:
    return {(figure.kind, str(figure.value)) for figure in figures(MARKER.sub("", reply.text))}


def _quotes(reply: Reply) -> list[str]:
    return [f"{citation.document_id}\0{citation.quote}\0{citation.reading or ''}" for citation in reply.citations]


def _sources(reply: Reply) -> tuple[str, ...]:
    return tuple(
        f"{citation.title}（{citation.as_of}） {citation.lines[0]}～{citation.lines[1]}行目「{citation.quote}」"
        for citation in reply.citations
    )
