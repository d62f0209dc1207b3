"""What is asked of something that isn't there: `卒業枠の上限は？`, `収益納付は何年続く？`. That it isn't there is the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match
from assistant.evidence.model import Finding
from assistant.evidence.statements.search import StatementSearch
from assistant.question.folded import Folded, fold
from assistant.question.sought import read_sought
from assistant.statements import Statement

_PARTICLES = "はのがをもに、"


@dataclass(frozen=True)
class Absent:
    """Says that what a question names was abolished, or isn't asked of anyone, whatever is asked of it."""

    knowledge: Knowledge
    search: StatementSearch

    def find(self, item: Resolved) -> Finding | None:
        """The finding; None where what is asked about is there, or it is asked whether it is."""
        ask = item.ask
        if len(item.scope.programmes) > 1 or ask.injected or ask.amounts or (ask.yes_no and not ask.stated):
            return None
        programme = next(iter(item.scope.programmes), None)
        found = [match for match in self.search.matches(item, programme) if self._names(item, match)]
        best = max(found, key=lambda match: match.own, default=None)
        if best is None or not self._asks_of_it(item, best):
            return None
        assert isinstance(best.entry, Statement)
        owner = best.entry.programme
        heading = None if item.names(owner) else self.knowledge.name(owner)
        return Finding(
            status="answered",
            points=self.knowledge.statement_points(best.entry, heading),
            about=tuple((owner, track) for track in best.entry.tracks or (None,)),
            contact_programmes=(owner,),
            topic=best.entry.topic,
            own=best.own,
            decided={"statements": [best.entry.key], "absent": sorted(best.named)},
        )

    def _names(self, item: Resolved, match: Match) -> bool:
        """Whether a statement says that something isn't there, and the question names that, in no list, to ask of it."""
        entry = match.entry
        if not isinstance(entry, Statement) or not entry.say.rstrip("。").endswith(self._absent):
            return False
        text = Folded.of(item.ask.text).folded
        joins = tuple(word for join in self.knowledge.vocabulary.dialogue.joins if (word := fold(join).strip("、")))
        places = [place for word in match.named for place in re.finditer(re.escape(word), text)]
        done_without = tuple(map(fold, self.knowledge.vocabulary.yes_no.done_without))
        return any(
            not text.startswith(joins, place.end())
            and not text[: place.start()].endswith(joins)
            and not text[place.end() :].lstrip(_PARTICLES).startswith(done_without)
            for place in places
        )

    def _asks_of_it(self, item: Resolved, match: Match) -> bool:
        """Whether a figure is asked for, or another topic of something that is no topic itself (`卒業枠の上限`)."""
        sure = item.ask.sure_topics
        figures = read_sought(item.ask.text, self.knowledge.vocabulary.sought)
        return bool(figures or (sure and match.entry.topic not in sure))

    @property
    def _absent(self) -> tuple[str, ...]:
        return self.knowledge.vocabulary.yes_no.absent
