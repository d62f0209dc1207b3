"""Answers from passages alone, for documents that have no statements: the words of the document, shown as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.question.folded import fold
from ingest.documents import Document
from ingest.japanese.figures import figures


@dataclass(frozen=True)
class FoundPassage:
    """A passage with its fused score and the cosine of its meaning with the question."""

    document_id: str
    heading_path: tuple[str, ...]
    lines: tuple[int, int]
    text: str
    score: float
    closeness: float


class Search(Protocol):
    """The passages nearest to a question, best first; of these documents only, where some are given."""

    def __call__(self, question: str, documents: frozenset[str] = frozenset()) -> Sequence[FoundPassage]: ...


_LONGEST = 400
_NAMED_MARGIN = 0.06
"""A question that names its document is about it: its passages may be that much farther away."""
_SHORTEST_NAME = 6
_SHORTEST_REST = 3
_NAMED_PASSAGES = 2
_NEARLY_AS_CLOSE = 0.02


class Passages:
    """Extracts the best passages of documents that staff added without programme files."""

    def __init__(self, knowledge: Knowledge, search: Search, *, closeness: float = 0.86) -> None:
        self.knowledge = knowledge
        self.search = search
        self.closeness = closeness
        """The least cosine of a passage that answers; calibrated (docs/calibration.md)."""
        self._covered = {programme.document for programme in knowledge.programmes}
        self._names = _names_of_uncovered(knowledge.documents, self._covered)

    def find(self, item: Resolved, programme: str | None) -> Finding | None:
        """What the documents say in their own words; None where nothing is close enough."""
        if programme is not None or set(self.knowledge.documents) <= self._covered:
            return None
        found = [
            passage
            for passage in self.search(item.ask.text)
            if passage.document_id not in self._covered and passage.closeness >= self.closeness
        ][:2]
        return self._quoted(found)

    def of_named_document(self, item: Resolved) -> Finding | None:
        """What a document without programme files says, where the question calls it by name; else None."""
        asked = fold(item.ask.text)
        named = {id_: name for id_, names in self._names.items() for name in names if name in asked}
        if not named:
            return None
        # Within the document its own name tells nothing apart.
        rest = asked
        for name in named.values():
            rest = rest.replace(name, "")
        rest = rest.strip(" のはにをがで、")
        only = frozenset(named)
        closest = self.search(item.ask.text, only)
        if not closest or max(passage.closeness for passage in closest) < self.closeness - _NAMED_MARGIN:
            return None
        found = self.search(rest, only) if len(rest) > _SHORTEST_REST else closest
        # A table row and a cell of it stand in the same lines.
        apart = list({passage.lines: passage for passage in reversed(found)}.values())[::-1]
        near = [passage for passage in apart if passage.closeness >= apart[0].closeness - _NEARLY_AS_CLOSE]
        return self._quoted(near[:_NAMED_PASSAGES])

    def _quoted(self, found: Sequence[FoundPassage]) -> Finding | None:
        if not found:
            return None
        points = [Point("資料には、次のように書かれています。")]
        for passage in found:
            document = self.knowledge.documents[passage.document_id]
            quote = document.verbatim(*passage.lines)
            # A heading's figures (a fiscal year) aren't in the quote and would not be proven by it.
            path = " › ".join(passage.heading_path)
            section = path if not figures(path) else ""
            text = (quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…").replace("\t", "｜")
            points.append(
                Point(
                    f"「{text}」（{section or document.title}）"
                    if section or not figures(document.title)
                    else f"「{text}」",
                    (Source(document.id, passage.lines, quote),),
                )
            )
        return Finding(
            status="answered",
            points=tuple(points),
            confidence=found[0].closeness,
            decided={"passages": [[passage.document_id, *passage.lines] for passage in found]},
        )


def _names_of_uncovered(documents: Mapping[str, Document], covered: set[str]) -> dict[str, tuple[str, ...]]:
    """What documents without programme files are called: pieces of their title and first headings.

    A piece that the other documents use too (`公募要領`, `中小企業`) names nothing.
    """
    known = fold("".join(text for id_ in covered if id_ in documents for text in documents[id_].source_lines))
    found: dict[str, tuple[str, ...]] = {}
    for id_, document in documents.items():
        if id_ in covered:
            continue
        titles = [document.title, *(heading.text for heading in document.headings if heading.level == 1)]
        pieces = [
            fold(piece)
            for title in titles
            for piece in re.split(r"[\s　「」『』（）()【】、。・:：]+|の概要|について", title)
        ]
        found[id_] = tuple(dict.fromkeys(one for one in pieces if len(one) >= _SHORTEST_NAME and one not in known))
    return found
