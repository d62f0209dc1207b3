"""Whether something goes on that isn't a round: `売る側の募集はまだ続いていますか`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.verdict import goes_on
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.statements import Statement


@dataclass(frozen=True)
class GoingOn:
    """Answers with the statement that says so: the rounds of the programme are those of something else."""

    knowledge: Knowledge

    def find(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Whether, or until when, it goes on; None where the message doesn't speak of it, or asks something else."""
        ask = item.ask
        if ask.injected or not (ask.yes_no or "dates" in ask.sure_topics):
            return None
        others = [each for each in item.message if each is not ask and each.text != ask.text]
        alone = ask.bare and not any("dates" in each.sure_topics for each in others)
        told = "。".join([*(each.text for each in others), ask.text]) if alone else ask.text
        entry = next((each for each in self.knowledge.statements.statements() if self._is_put(item, each, told)), None)
        if entry is None:
            return None
        when = When.read(ask.text, now, self.knowledge.vocabulary)
        if not (when.asks_status or when.always or when.closing or when.ending or (when.period and when.period.until)):
            return None
        verdict = goes_on(ask, when, self.knowledge.vocabulary.yes_no) if ask.yes_no else None
        return Finding(
            status="answered",
            points=tuple(self.knowledge.statement_points(entry)),
            lead=LEADS[verdict] if verdict else "",
            about=tuple((entry.programme, track) for track in (entry.tracks or (None,))),
            contact_programmes=(entry.programme,),
            topic=entry.topic,
            decided={"statements": [entry.key]},
        )

    @staticmethod
    def _is_put(item: Resolved, entry: Statement, told: str) -> bool:
        """Whether the message speaks of what a statement says to go on, and of no other programme."""
        named = item.ask.scope.programmes
        if not entry.goes_on or (named and entry.programme not in named):
            return False
        return any(pattern.search(told) for pattern in entry.goes_on)
