"""Answers from passages alone, for documents that have no statements: the words of the document, shown as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source


@dataclass(frozen=True)
class FoundPassage:
    """A passage with its fused score and the cosine of its meaning with the question."""

    document_id: str
    heading_path: tuple[str, ...]
    lines: tuple[int, int]
    text: str
    score: float
    closeness: float


Search = Callable[[str], Sequence[FoundPassage]]
_LONGEST = 400


class Passages:
    """Extracts the best passages of documents that staff added without programme files."""

    def __init__(self, knowledge: Knowledge, search: Search, *, closeness: float = 0.86) -> None:
        self.knowledge = knowledge
        self.search = search
        self.closeness = closeness
        """The least cosine of a passage that answers; calibrated (docs/calibration.md)."""
        self._covered = {programme.document for programme in knowledge.programmes}

    def find(self, item: Resolved, programme: str | None) -> Finding | None:
        """What the documents say in their own words; None where nothing is close enough."""
        if programme is not None or set(self.knowledge.documents) <= self._covered:
            return None
        found = [
            passage
            for passage in self.search(item.ask.text)
            if passage.document_id not in self._covered and passage.closeness >= self.closeness
        ][:2]
        if not found:
            return None
        points = [Point("資料には、次のように書かれています。")]
        for passage in found:
            document = self.knowledge.documents[passage.document_id]
            quote = document.verbatim(*passage.lines)
            section = " › ".join(passage.heading_path)
            text = quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…"
            points.append(
                Point(f"「{text}」（{section or document.title}）", (Source(document.id, passage.lines, quote),))
            )
        return Finding(
            status="answered",
            points=tuple(points),
            confidence=found[0].closeness,
            decided={"passages": [[passage.document_id, *passage.lines] for passage in found]},
        )
