"""The best statement on a topic that is asked, and whether something else was meant more clearly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.lead import Confirmation
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.statements.traits import VERBATIM, enumerates, is_detail, speaks, verbatim, without
from assistant.question.folded import fold
from assistant.statements import Statement

_OWN_WORDS = 0.85
"""How much the words of a detail must be those of the question to be meant, where none of its keywords names it."""
_OWN_SENSE = 1.65
"""Words and meaning together from which on a detail is meant though neither alone says so."""
_CLEARLY_MORE = 1.0
"""By how much more must speak for one that isn't on the topic asked."""
_REFERENCES = ("contact", "url")
_TOLD_APART = 0.1
"""By how much more must speak for a statement that a word of its own names, beside the best."""


@dataclass(frozen=True)
class OnTopic:
    """Chooses by the topics asked."""

    knowledge: Knowledge
    confirmation: Confirmation

    def best(self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], floor: float) -> Match:
        """The best statement on a topic that the person named, unless a detail is clearly more what was asked.

        A list of everything is no detail, and a detail that none of its keywords names gives way to the summary.
        """
        sure = item.ask.sure_topics
        stated = [match for match in matches if isinstance(match.entry, Statement)]
        named = [match for match in stated if is_detail(match) and match.parts["keyword"]]
        detail = max(named, key=lambda match: match.own, default=None)
        lists = item.operation == "list" and not item.ask.yes_no
        if detail and (item.operation != "list" or enumerates(detail)) and detail.own - best.own >= _CLEARLY_MORE:
            return detail
        if told := self._told_apart_by_a_word(item, wanted, best, stated):
            return told
        on_topic = [match for match in stated if match.entry.topic in sure and match.score >= floor]
        if not on_topic:
            return best
        if best.entry.tracks and not wanted.tracks and not _tells_its_track(best, stated):
            # No track is named, and no word of this one's alone: the whole programme is meant.
            wide = [
                match
                for match in on_topic
                if not match.entry.tracks and not is_detail(match) and match.entry.topic == best.entry.topic
            ]
            best = wide[0] if wide else best
        if next(iter(sure)) in _REFERENCES and best.own - on_topic[0].own < _CLEARLY_MORE:
            return on_topic[0]
        if is_detail(best):
            if item.ask.asserts and best is stated[0] and self.confirmation.confirms(item, wanted, best):
                return best
            summaries = [match for match in on_topic if not is_detail(match)]
            # The summary of the whole programme goes before that of a track which no one named.
            summaries.sort(key=lambda match: bool(match.entry.tracks) and not wanted.tracks)
            listed = lists and not (summaries and enumerates(best) and best.own - summaries[0].own >= _CLEARLY_MORE)
            gives_way = listed or (
                not best.parts["keyword"] and best.parts["words"] < _OWN_WORDS and verbatim(best) < _OWN_SENSE
            )
            return summaries[0] if summaries and gives_way else best
        if (
            verbatim(best) >= VERBATIM
            or best.entry.topic in sure
            or speaks(best) - speaks(on_topic[0]) >= _CLEARLY_MORE
        ):
            return best
        return on_topic[0]

    def _told_apart_by_a_word(
        self, item: Resolved, wanted: Wanted, best: Match, stated: Sequence[Match]
    ) -> Match | None:
        """A statement that a word of its own names, where only words of a topic speak for the best: `借料に条件は?`."""
        vocabulary = self.knowledge.vocabulary
        topics = [vocabulary.topic(topic) for topic in item.ask.sure_topics]
        if not topics or item.ask.asserts or any(topic.apart for topic in topics):
            return None
        common = [fold(word) for topic in topics for word in topic.words]
        common += [fold(word) for word in vocabulary.dialogue.fillers]

        def own(match: Match) -> bool:
            return any(len(without(word, common)) > 1 for word in match.named)

        if own(best):
            return None
        named = [match for match in stated if own(match) and match.own >= best.own + _TOLD_APART]
        if wanted.tracks:
            named = [match for match in named if match.entry.tracks]
        return max(named, key=lambda match: match.own, default=None)


def _tells_its_track(best: Match, stated: Sequence[Match]) -> bool:
    """Whether a word names a track's statement that names none of another track on the same topic."""
    alike = {
        word
        for match in stated
        if match.entry.topic == best.entry.topic and match.entry.tracks and match.entry.tracks != best.entry.tracks
        for word in match.named
    }
    return bool(best.named - alike)
