"""A question of several things at once (`チラシと展示会は対象ですか`) as one question of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled
from assistant.question.ask import Ask
from assistant.question.blanking import without_names, without_words
from assistant.question.folded import Folded, fold, only_kana
from assistant.statements import GENERAL, Statement, Unknown

_NOUN = "[一-龠々ァ-ヶーA-Za-z0-9&]"
_SHORTEST = 2
_COSTS = "costs"
_TOPICS = {_COSTS, "requirements"}


@dataclass(frozen=True)
class _Thing:
    """A noun of a list, and the entries that its words name."""

    text: str
    first: int
    last: int
    keys: frozenset[str]


class EachOfSeveral:
    """Asks of each thing alone, where sentences of their own answer for them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        dialogue = knowledge.vocabulary.dialogue
        joins = sorted(map(re.escape, dialogue.joins), key=len, reverse=True)
        join = rf"も?(?:{'|'.join(joins)})"
        noun = rf"(?:{_NOUN}{{1,8}}の)?{_NOUN}{{1,14}}"
        self._list = re.compile(rf"{noun}(?:{join}{noun})+")
        self._join = re.compile(rf"(?<={_NOUN}){join}(?={_NOUN})")
        self._summing = (*dialogue.all_things, *dialogue.which_things)
        self._topic_words = {
            fold(word) for topic in knowledge.vocabulary.topics for word in (*topic.words, *topic.hints)
        }

    def of(self, item: Resolved) -> list[Resolved]:
        """The ask for each thing, in their order; nothing where it is about one."""
        ask = item.ask
        asks = ask.yes_no or ask.says(self.knowledge.vocabulary.dialogue.which_things)
        if not asks or ask.stated or item.amounts or ask.injected or not set(ask.sure_topics) <= _TOPICS:
            return []
        if item.operation not in ("lookup", "list", "compare") or len(item.scope.programmes) > 1:
            return []  # of several programmes, each thing would have an answer from each
        things = self._told_apart(list(self._things(item)))
        if len(things) < 2:
            return []
        before, after = ask.text[: things[0].first], ask.text[max(thing.last for thing in things) :]
        for word in self._summing:
            before, after = before.replace(word, ""), after.replace(word, "")
        alone = replace(ask, operation="lookup", operation_said=False, everything=False, yes_no=True)
        return [
            replace(item, operation="lookup", ask=in_words(alone, f"{before}{thing.text}{after}")) for thing in things
        ]

    @staticmethod
    def put_together(found: Sequence[Titled]) -> list[Titled]:
        """The findings without titles: one はい for all where each has it, and of what is unsaid only that it is."""
        leads = {finding.lead for _, finding in found}
        same = len(leads) == 1
        together: list[Titled] = []
        for place, (_, finding) in enumerate(found):
            if finding.status == "not_in_sources" and len(found) > 1:
                finding = replace(finding, points=finding.points[:1])
            together.append((None, replace(finding, lead="") if same and place else finding))
        return together

    def _things(self, item: Resolved) -> Iterator[_Thing]:
        """The nouns of the list that names most entries, in its order."""
        bare = without_names(Folded.of(item.ask.text), item.ask.mentions)
        blank = without_words(bare, self._summing).text
        entries = list(self._entries(item))
        lists = []
        for match in self._list.finditer(blank):
            things, first = [], match.start()
            for text in self._join.split(match.group()):
                start = blank.index(text, first)
                first = start + len(text)
                things.append(_Thing(text, start, first, self._named_by(text, entries)))
            while things and not things[-1].keys and fold(things[-1].text) in self._topic_words:
                things.pop()  # `機械と外注費、対象?`
            lists.append(things)
        yield from max(lists, key=lambda things: sum(bool(thing.keys) for thing in things), default=[])

    @staticmethod
    def _told_apart(things: Sequence[_Thing]) -> list[_Thing]:
        """The things that aren't answered with another one; nothing where entries name fewer than two."""
        apart: list[_Thing] = []
        for thing in things:
            if not any(thing.keys & other.keys for other in apart):
                apart.append(thing)
        return apart if sum(bool(thing.keys) for thing in apart) > 1 else []

    @staticmethod
    def _named_by(text: str, entries: Sequence[Statement | Unknown]) -> frozenset[str]:
        folded = fold(text)
        return frozenset(
            entry.key
            for entry in entries
            for word in entry.keywords
            if (len(word) >= _SHORTEST or not only_kana(word)) and fold(word) in folded
        )

    def _entries(self, item: Resolved) -> Iterator[Statement | Unknown]:
        """The sentences on single things, and what is known to be unsaid of costs."""
        statements, tracks = self.knowledge.statements, set(item.scope.tracks)
        for programme in item.scope.programmes or [programme.id for programme in self.knowledge.programmes]:
            for entry in statements.statements(programme):
                own = {(programme, track) for track in entry.tracks}
                if entry.detail and not entry.specials and not (tracks and own and not tracks & own):
                    yield entry
            yield from (gap for gap in statements.unknowns(programme) if gap.topic == _COSTS)
        yield from (gap for gap in statements.unknowns(GENERAL) if gap.topic == _COSTS)


def in_words(ask: Ask, text: str) -> Ask:
    """The ask in other words, with the names where they stand in these."""
    mentions = []
    for mention in ask.mentions:
        place = text.find(ask.text[slice(*mention.span)]) if mention.span else -1
        span = (place, place + mention.span[1] - mention.span[0]) if mention.span and place >= 0 else None
        mentions.append(replace(mention, span=span))
    return replace(ask, text=text, mentions=tuple(mentions))
