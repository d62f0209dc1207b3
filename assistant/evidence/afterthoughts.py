"""Questions back about the last answer itself: `本当に？`, `どこに書いてある？`, `他には？`, `なんで？`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source, Titled
from assistant.question.language.dialogue import Afterthought
from assistant.statements import Statement
from ingest.japanese.readings import content_words

_MOST = 3
_NEW = 0.4
"""The share of a statement's words that nobody has said yet, from which on it adds something."""
_CLOSER = ("overview", "content", "purpose", "merits")


@dataclass(frozen=True)
class Afterthoughts:
    """Says the last answer again, where it stands, or what else the documents say of it."""

    knowledge: Knowledge

    def find(self, item: Resolved) -> list[Titled]:
        """The findings for a question back; the last answer's own, where it opened with a question or a refusal."""
        asked = item.ask.afterthought
        said = [found for found in item.earlier if found.status == "answered"]
        if asked is None or not said:
            return [(None, found) for found in item.earlier]
        latest = said[-1]
        if asked.kind == "source" and (source := next(iter(latest.sources), None)):
            return [(None, _opened(latest, self._where(source, asked.say)))]
        if asked.kind in ("rest", "more"):
            return [(None, self._rest(said, asked))]
        if asked.kind == "why":
            if latest.calculation:
                return [(None, latest)]
            return [(None, replace(_opened(latest, Point(asked.say)), status="not_in_sources", show_contact=True))]
        return [(None, _opened(latest, Point(asked.say)))]

    def _where(self, source: Source, say: str) -> Point:
        """The sentence on where the answer stands."""
        document = self.knowledge.documents[source.document_id]
        section = " > ".join(document.section_of(source.lines[0])) or document.title
        return Point(say.format(title=document.title, section=section), (source,))

    def _rest(self, said: Sequence[Finding], asked: Afterthought) -> Finding:
        """What else is said on the topic, or (`もっと詳しく`) of the subject; or that nothing else is."""
        latest = said[-1]
        told = {word for found in said for point in found.points for word in content_words(point.text)}
        others = self._new(self._on(latest, [latest.topic] if latest.topic and _keys(latest) else []), told)
        if not others and asked.kind == "more":
            others = self._new(self._on(latest, _CLOSER), told)
        if not others:
            nothing = (Point(asked.say),)
            return replace(latest, status="not_in_sources", points=nothing, notes=(), lead="", show_contact=True)
        points = tuple(point for entry in others for point in self.knowledge.statement_points(entry))
        keys: dict[str, object] = {"statements": [entry.key for entry in others]}
        return replace(latest, points=points, notes=(), lead="", calculation=None, rounds=(), decided=keys)

    def _on(self, found: Finding, topics: Sequence[str]) -> list[Statement]:
        """Everything that is said of the same subjects on these topics."""
        if found.calculation or found.rounds:
            return []
        every: list[Statement] = []
        for topic in topics:
            for programme in dict.fromkeys(owner for owner, _ in found.about):
                tracks = {track for owner, track in found.about if owner == programme and track}
                of = [entry for entry in self.knowledge.statements.statements(programme) if entry.topic == topic]
                every += [entry for entry in of if not tracks or not entry.tracks or tracks & set(entry.tracks)]
        return every

    @staticmethod
    def _new(entries: Sequence[Statement], told: set[str]) -> list[Statement]:
        """The first of the statements that aren't only what was told, in other words."""
        known, kept = set(told), []
        for entry in entries:
            words = set(content_words(entry.say))
            if len(words - known) >= _NEW * len(words):
                kept.append(entry)
                known |= words
        return kept[:_MOST]


def _opened(found: Finding, first: Point) -> Finding:
    """The finding again, behind a sentence."""
    return replace(found, points=(first, *found.points), lead="")


def _keys(found: Finding) -> list[str]:
    """The statements that a finding holds."""
    keys = found.decided.get("statements")
    return [str(key) for key in keys] if isinstance(keys, list) else []
