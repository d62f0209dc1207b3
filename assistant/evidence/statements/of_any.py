"""What one programme says, where none is named: others may say as much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.model import Finding
from assistant.statements import GENERAL, Statement

_COSTS = "costs"
_AS_MUCH = 0.7
"""The share of what speaks for the nearest sentence that must speak for another programme's on the same thing."""
_OWN_SHARE = 0.3
"""The least share of a question's words that speaks for the one programme whose summary they are nearest to."""


@dataclass(frozen=True)
class OfAny:
    """Tells whether a sentence of one programme answers, and what other programmes say beside it."""

    knowledge: Knowledge

    def with_others(self, item: Resolved, answer: Finding, best: Match, matches: Sequence[Match]) -> Finding:
        """The answer with what other programmes say of the same thing, where none is named (`クラウド代は出る？`)."""
        entry = best.entry
        assert isinstance(entry, Statement)
        if not entry.detail or entry.programme == GENERAL or entry.topic != _COSTS:
            return answer
        others: dict[str, Statement] = {}
        for match in matches:
            other = match.entry
            if not isinstance(other, Statement) or other.programme in (GENERAL, entry.programme) or not other.detail:
                continue
            if (other.topic, match.named) == (entry.topic, best.named) and match.own >= _AS_MUCH * best.own:
                others.setdefault(other.programme, other)
        names = {owner: None if item.names(owner) else self.knowledge.name(owner) for owner in others}
        points = [p for owner, each in others.items() for p in self.knowledge.statement_points(each, names[owner])]
        agree = all(each.polarity == entry.polarity for each in others.values())
        return replace(
            answer,
            points=(*answer.points, *points),
            lead=answer.lead if agree else "",
            about=(*answer.about, *((owner, None) for owner in others)),
            contact_programmes=(*answer.contact_programmes, *others),
            decided={**answer.decided, "others": [each.key for each in others.values()]},
        )

    def fits(self, item: Resolved, wanted: Wanted, match: Match) -> bool:
        """Whether little but the topic speaks for what one programme says (`外注費の上限は？`): another says as much of it."""
        entry = match.entry
        of_topic = entry.topic in OF_TOPIC and entry.topic in item.ask.sure_topics
        of_topic = of_topic and isinstance(entry, Statement) and not entry.detail
        if not of_topic or entry.programme == GENERAL:
            return False
        topic = " ".join(self.knowledge.vocabulary.topic(entry.topic).words)
        words = [word for word in wanted.words if word not in topic]
        catalogue = self.knowledge.catalogue
        return not words or catalogue.words.covered(words, catalogue.known(entry)) < _OWN_SHARE
