"""What a clause of a later turn is nearest to by itself: whether it asks for something else, or of another programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from assistant.conversation.intent import OF_NO_PLAN
from assistant.conversation.memory import Memory
from assistant.question.ask import Ask
from assistant.question.scopes import Scope

_ASKED = 1.2
"""How much must speak for what a clause is nearest to, to be asked for by itself."""
_ELSEWHERE = 1.5
_FARTHER = 0.6
"""How much must speak for an entry of another programme, and how much less for any of the one spoken of."""


class NearestEntry(NamedTuple):
    """The statement that a clause is nearest to in its own words and meaning, or the thing known to be unsaid."""

    programme: str
    topic: str
    nearness: float


NearestEntryOf = Callable[[Ask, str | None], NearestEntry | None]
"""What a clause is nearest to among the entries of one programme; without one, among the statements of any single programme."""


class Aims:
    """Weighs what clauses aim at against what was spoken of."""

    def __init__(self, nearest_entry: NearestEntryOf) -> None:
        self._nearest_entry = nearest_entry

    def asks_for_itself(self, ask: Ask, memory: Memory) -> bool:
        """Whether a clause that names no topic asks for something else than the last turn (`どんな機関がやれるの?`)."""
        last = memory.last
        if not (last and ask.asks_something) or ask.sure_topics or ask.place is not None:
            return False
        if ask.mentions or not (ask.rest or ask.yes_no):
            return False
        if ask.amounts or ask.facts.values or ask.how_much or ask.alike or ask.unlike or ask.which:
            return False
        found = [entry for programme in last.scope.programmes[:1] if (entry := self._nearest_entry(ask, programme))]
        return any(entry.nearness >= _ASKED and entry.topic not in last.topics for entry in found)

    def elsewhere(self, ask: Ask, memory: Memory) -> Scope | None:
        """The programme that a clause describes instead of the one spoken of, or as the one of several that is meant
        (`手を動かすやつは別にある?`)."""
        last = memory.last
        if not (last and ask.seeks_another) or ask.amounts or set(ask.sure_topics) & OF_NO_PLAN:
            return None
        if ask.bare or ask.place is not None or ask.other or ask.both:
            return None
        found = self._nearest_entry(ask, None)
        if found is None or found.nearness < _ELSEWHERE or last.scope.programmes == (found.programme,):
            return None
        others = [programme for programme in last.scope.programmes if programme != found.programme]
        own = [entry.nearness for programme in others if (entry := self._nearest_entry(ask, programme))]
        return Scope((found.programme,)) if found.nearness - max(own, default=0.0) >= _FARTHER else None

    def nearer_to(self, ask: Ask, programme: str, than: str) -> bool:
        """Whether a clause aims at what one programme has more than at what another has."""
        own, other = self._nearest_entry(ask, programme), self._nearest_entry(ask, than)
        return own is not None and own.nearness > (other.nearness if other else 0.0)
