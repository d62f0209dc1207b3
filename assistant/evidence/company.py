"""What is said beside the statement that answers: other tracks asked for, further topics, the applicant's own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.catalogue import Match, Wanted
from assistant.evidence.knowledge import Knowledge
from assistant.statements import Statement

# Topics that a calendar, a contact list or a calculation answers better than a sentence.
_ELSEWHERE = ("dates",)
_MOST_TOPICS = 3
_SHORT = 80


class Company:
    """Puts beside a statement what belongs there."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def of(self, item: Resolved, wanted: Wanted, best: Statement, matches: Sequence[Match]) -> list[Statement]:
        """The statement that answers, with those that the question wants beside it."""
        owner = best.programme
        chosen = self._group(best, wanted, owner, matches)
        for topic in self._further_topics(item, best):
            chosen += [entry for entry in self._on_topic(owner, topic, wanted) if entry not in chosen]
        return chosen

    def _group(self, best: Statement, wanted: Wanted, owner: str, matches: Sequence[Match]) -> list[Statement]:
        """The best statement with those that belong beside it: the other tracks asked for, the applicant's own."""
        selection = self._on_topic(owner, best.topic, wanted)
        if best.applicants and best in selection:
            # The class's own sentence first, then the one that tells all classes apart.
            general = self.knowledge.statements.select(
                owner, best.topic, tracks=wanted.tracks, specials=wanted.specials
            )
            return [*selection, *(entry for entry in general if entry not in selection and len(entry.say) < _SHORT)]
        if best not in selection:
            return self._details(best, matches) if best.detail else [best]
        if len(selection) > 4 and not wanted.tracks:
            return [best]
        return selection

    @staticmethod
    def _details(best: Statement, matches: Sequence[Match]) -> list[Statement]:
        """The best detail with others of its topic that the question names too (`看板とホームページの両方`)."""
        first = next(match for match in matches if match.entry is best)
        also = [
            match.entry
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry.say != best.say
            and match.entry.detail
            and (match.entry.topic, match.entry.programme) == (best.topic, best.programme)
            and match.parts["keyword"] > 0
            and first.parts["keyword"] > 0
            and match.own >= 0.6 * first.own
        ]
        return [best, *also[:2]]

    def _on_topic(self, owner: str, topic: str, wanted: Wanted) -> list[Statement]:
        found = self.knowledge.statements.select(
            owner, topic, tracks=wanted.tracks, applicant=wanted.applicant, specials=wanted.specials
        )
        return list(found)

    @staticmethod
    def _further_topics(item: Resolved, best: Statement) -> list[str]:
        sure = item.ask.sure_topics
        if best.topic not in sure or (item.ask.yes_no and best.polarity):
            return []
        return [topic for topic in sure if topic != best.topic and topic not in _ELSEWHERE][: _MOST_TOPICS - 1]
