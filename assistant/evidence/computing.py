"""The calculation, with the dates where they are asked for in the same breath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.computed import Amounts
from assistant.evidence.dates import Dates
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled


@dataclass(frozen=True)
class Computing:
    """Answers what the calculator answers."""

    knowledge: Knowledge
    amounts: Amounts
    dates: Dates

    def find(self, item: Resolved, now: date | datetime) -> list[Titled]:
        """The findings, each with its title; none where no amount is asked for."""
        if not item.scope.programmes or not self.amounts.wanted(item):
            return []
        found = self.amounts.find(item)
        if not found:
            return []
        computed: list[Titled] = [("補助額の計算", found)]
        if "dates" in item.ask.sure_topics:
            programmes = dict.fromkeys(programme for programme, _ in found.about)
            if len(programmes) > 1:
                brief = self.dates.brief(found.about, now)
                return [*computed, (self.knowledge.vocabulary.label("dates"), brief)] if brief else computed
            dated = [(programme, self.dates.find(item, programme, now)) for programme in programmes]
            computed += [
                (f"{self.knowledge.name(programme)}の{self.knowledge.vocabulary.label('dates')}", each)
                for programme, each in dated
                if each
            ]
        return computed
