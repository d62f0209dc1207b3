"""Holds an answer against the kind of figure that was asked for: without one, what is asked isn't said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match
from assistant.evidence.model import Finding
from assistant.evidence.refusing.refusal import not_in_sources
from assistant.question.language.operations import SoughtCue
from assistant.question.sought import holds, read_sought
from assistant.statements import GENERAL, Statement

_NEARLY = 0.35
"""How much less may speak for a sentence that holds the figure than for one that doesn't."""
_MEANT = 0.7
"""The share of what speaks for the nearest sentence that must speak for something unsaid, so that it is what was meant."""


@dataclass(frozen=True)
class SoughtFigures:
    """Tells whether an answer holds what was asked for, and what to say where it doesn't."""

    knowledge: Knowledge

    def misses(self, item: Resolved, answer: Finding) -> bool:
        """Whether an answer holds none of the figures that the question asks for."""
        sought = self._sought(item)
        texts = [point.text for point in (*answer.points, *answer.notes)]
        return bool(sought) and not any(holds(cue, texts) for cue in sought)

    def holding(self, item: Resolved, best: Match, matches: Sequence[Match], floor: float) -> Match | None:
        """A statement of the same owner that is nearly as near, and holds what is asked."""
        sought = self._sought(item)
        found = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry.programme == best.entry.programme
            and match.score >= floor
            and match.own >= best.own - _NEARLY
            and any(holds(cue, [match.entry.say, match.entry.more or ""]) for cue in sought)
        ]
        return max(found, key=lambda match: match.own, default=None)

    @staticmethod
    def meant_unknown(best: Match, matches: Sequence[Match], programme: str | None) -> Match | None:
        """What is known to be unsaid and about as near as the nearest sentence."""
        unknowns = [
            match
            for match in matches
            if match.is_unknown and (programme is not None or match.entry.programme in (GENERAL, best.entry.programme))
        ]
        nearest = max(unknowns, key=lambda match: match.own, default=None)
        return nearest if nearest and nearest.own >= _MEANT * best.own else None

    def not_there(self, best: Match, programme: str | None) -> Finding:
        """That the figure isn't in the documents, and the sentence that is nearest to it."""
        assert isinstance(best.entry, Statement)
        owner = programme or (best.entry.programme if best.entry.programme != GENERAL else None)
        near = [best.entry] if best.entry.programme == owner else []
        return not_in_sources(self.knowledge, [owner] if owner else [], near=near, confidence=0.5)

    def _sought(self, item: Resolved) -> tuple[SoughtCue, ...]:
        ask = item.ask
        if ask.yes_no or ask.asserts or ask.injected or item.amounts or item.operation in ("list", "compare"):
            return ()
        return read_sought(ask.text, self.knowledge.vocabulary.sought)
