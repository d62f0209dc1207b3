"""Looks for statements with a question as it is to be understood: its words, its meaning, what was told besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.aims import NearestEntry
from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import MONEY
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.model import Finding
from assistant.evidence.statements.lookup import Lookup, likeliest
from assistant.question.ask import Ask
from assistant.question.requests import request_span
from assistant.statements import GENERAL
from ingest.bundled import Vectors
from ingest.japanese.readings import content_words

_SHORTEST = 4
"""The fewest letters that are worth comparing."""


@dataclass(frozen=True)
class StatementSearch:
    """Statements and unknowns for an ask."""

    knowledge: Knowledge
    lookup: Lookup
    strip_names: Callable[[str], str]
    embed: Callable[[str], Vectors]

    def wanted(self, item: Resolved, programme: str | None) -> Wanted:
        """What to look for."""
        bare = self.strip_names(self._without_request(_without_described(item, _without_stated(item))))
        if item.ask.that_track:
            bare = self._without_pointing(bare)
        if item.topics and (item.ask.one_word or (item.ask.bare and not item.ask.bought and "topic" in item.carried)):
            # `クエストの方は?` asks for what was asked before, in no words; `上は?` in one that means much else
            bare = self.knowledge.vocabulary.label(item.topics[0])
        # What the person told besides (`チラシを刷りたい。`) counts as words, not as meaning.
        told = " ".join(
            [bare, *(self.strip_names(ask.text) for ask in item.message if ask.asks_nothing and ask is not item.ask)]
        )
        return self.lookup.wanted(item, told, content_words(told), self.embed(bare), programme)

    def matches(self, item: Resolved, programme: str | None) -> list[Match]:
        """Every statement, and every unknown that one ask can mean, the best first."""
        return self.lookup.matches(item, self.wanted(item, programme), programme)

    def find(self, item: Resolved, programme: str | None) -> Finding | None:
        """What statements say, of one programme or of the documents as a whole."""
        return self.lookup.find(item, self.wanted(item, programme), programme)

    def nearest_entry(self, ask: Ask, programme: str | None) -> NearestEntry | None:
        """What a clause is nearest to, whatever its topic: among the entries of one programme and those that hold for
        all, or among the statements of any single one."""
        item = Resolved(ask, ask.scope, ask.facts, ask.amounts, (), ask.operation)
        found = self.matches(item, programme)
        if programme is None:
            found = [match for match in found if match.entry.programme != GENERAL and not match.is_unknown]
        nearest = max(found, key=lambda match: match.own, default=None)
        return NearestEntry(nearest.entry.programme, nearest.entry.topic, nearest.own) if nearest else None

    def likely(self, item: Resolved, programme: str) -> float:
        """How surely (about 0 to 1) any one entry of a programme is meant."""
        found = likeliest(self.matches(item, programme))
        return found.parts["fitted"] if found else 0.0

    def likeliest(self, item: Resolved, programme: str) -> Finding | None:
        """What is most likely meant of a programme, where nothing else was found."""
        return self.lookup.likeliest(item, self.wanted(item, programme), programme)

    def find_on(self, item: Resolved, topics: Sequence[str], programme: str, wanted: Wanted) -> Finding | None:
        """What statements say, on some of the topics only where any are given."""
        if not topics:
            return self.lookup.find(item, wanted, programme)
        scores = {topic: item.ask.topic_scores[topic] for topic in topics if topic in item.ask.topic_scores}
        ask = replace(item.ask, topics=tuple(topics), topic_scores=scores, yes_no=False)
        left = replace(item, ask=ask, topics=tuple(topics))
        return self.lookup.find(left, replace(wanted, topics=scores), programme)

    def _without_pointing(self, text: str) -> str:
        """The text without `その枠の`: no sentence about tracks is asked for."""
        for word in self.knowledge.vocabulary.dialogue.that_track:
            text = text.replace(word, "")
        return text.lstrip("の")

    def _without_request(self, text: str) -> str:
        """The text without what only asks to be told (`お聞かせ願えませんでしょうか`): other examples ask in other ways."""
        span = request_span(text, self.knowledge.vocabulary.dialogue.requests)
        left = (text[: span[0]] + text[span[1] :]).strip("、。? ") if span else text
        return left if len(left) >= _SHORTEST else text


def _without_described(item: Resolved, text: str) -> str:
    """The text without the words that only say which track is meant, as it is without names."""
    left = text
    for mention in item.ask.mentions:
        if mention.span and mention.entry.kind == "described":
            left = left.replace(item.ask.text[mention.span[0] : mention.span[1]], "")
    return left if len(left.strip("、。? ")) >= _SHORTEST else text


def _without_stated(item: Resolved) -> str:
    """The clause without the figures that it wants confirmed: `最大450万円ですよね` asks for the ceiling, not for 450万円."""
    text = item.ask.text
    if not item.ask.yes_no:
        return text
    amounts = [figure for figure in item.ask.stated if figure.kind in MONEY]
    for figure in sorted(amounts, key=lambda figure: -figure.span[0]):
        text = text[: figure.span[0]] + text[figure.span[1] :]
    return text
