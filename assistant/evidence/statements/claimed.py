"""The statement that a claim, or a question for はい or いいえ, can be held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.lead import Confirmation
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.statements.traits import is_detail
from assistant.question.polarity import organisations
from assistant.statements import Statement

_NEARLY = 1.0
"""How much worse a statement may be that holds the figure claimed."""
_NEARLY_AS_GOOD = 0.5
"""How much worse one may be that was written to answer はい or いいえ; and how far what is unsaid may be ahead of it."""
_NAMING = ("contact", "operator", "asof")
"""Topics of which a statement names some office."""


@dataclass(frozen=True)
class Claimed:
    """Chooses by what is claimed or wants confirming."""

    knowledge: Knowledge
    confirmation: Confirmation

    def naming_someone(self, item: Resolved, matches: Sequence[Match], floor: float) -> Match | None:
        """Where a person claims that it is some office, the statement that says which office it is."""
        endings = self.knowledge.vocabulary.yes_no.organisations
        if not item.ask.asserts or not organisations(item.ask.text, endings):
            return None
        return next(
            (
                match
                for match in matches
                if isinstance(match.entry, Statement)
                and match.entry.topic in item.ask.sure_topics
                and match.entry.topic in _NAMING
                and match.score >= floor
                and organisations(match.entry.say, endings)
            ),
            None,
        )

    def holding(self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], floor: float) -> Match:
        """Where a person claims a figure, a statement that has one of its kind, if it is nearly as good."""
        if not item.ask.yes_no or not item.ask.stated:
            return best

        near = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.score >= max(floor, best.score - _NEARLY)
            and (item.ask.asserts or match.own >= best.own)
            # Another track's or the whole programme's figure says nothing of the track that was named.
            and (not wanted.tracks or set(match.entry.tracks) & set(wanted.tracks))
        ]
        if (
            wanted.tracks
            and is_detail(best)
            and not best.parts["keyword"]
            and self.confirmation.held_against(item, wanted, best) == "no"
        ):
            # A side remark denies it: the track's own sentence on the topic decides.
            plain = [match for match in near if match.entry.topic == best.entry.topic and not is_detail(match)]
            found = next((match for match in plain if self.confirmation.held_against(item, wanted, match)), None)
            return found or best
        if self.confirmation.held_against(item, wanted, best):
            return best
        return next((match for match in near if self.confirmation.held_against(item, wanted, match)), best)

    @staticmethod
    def saying_yes_or_no(item: Resolved, best: Match, matches: Sequence[Match]) -> Match:
        """For a yes/no question a statement that was written to answer one, if it is nearly as good."""
        if not item.ask.yes_no or item.ask.stated or (isinstance(best.entry, Statement) and best.entry.polarity):
            return best
        near = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry.polarity
            and match.parts["keyword"] > 0
            # `通常枠でハードも買える?`: what is said of other tracks answers nothing.
            and (not best.entry.tracks or set(match.entry.tracks) & set(best.entry.tracks))
            and match.score >= best.score - _NEARLY_AS_GOOD
            and (match.entry.topic in item.ask.sure_topics or match.own >= best.own + _NEARLY_AS_GOOD)
        ]
        return near[0] if near else best

    def answers(self, item: Resolved, wanted: Wanted, match: Match, unknown: Match) -> bool:
        """Whether a claimed figure can be held against a statement that the claim's own words name."""
        assert isinstance(match.entry, Statement)
        if not item.ask.yes_no or not item.ask.stated:
            return False
        if not match.parts["keyword"] and match.entry.topic not in item.ask.sure_topics:
            return False
        nearer = match.own >= unknown.own - _NEARLY_AS_GOOD or match.parts["topic"] > unknown.parts["topic"]
        found = self.confirmation.held_against(item, wanted, match) if nearer else None
        # Whoever only asks gets いいえ from what is said of something wider, but no はい.
        return found == "no" or (found is not None and item.ask.asserts)
