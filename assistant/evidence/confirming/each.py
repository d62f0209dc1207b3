"""A yes/no question of several things at once (`チラシと展示会は対象ですか`) as one question of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.question.folded import Folded, fold, only_kana
from assistant.statements import Statement

_REST_OF_NOUN = "[一-龠々ァ-ヶーA-Za-z0-9]{0,6}"
_NOUN = re.compile(_REST_OF_NOUN)
_DESCRIBED = re.compile("[一-龠々ァ-ヶーA-Za-z0-9]+の$")
_SHORTEST = 2


@dataclass(frozen=True)
class _Thing:
    """A word of a text that names entries."""

    first: int
    last: int
    keys: frozenset[str]


class EachOfSeveral:
    """Asks of each thing alone, where sentences of their own answer for them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        joins = sorted(map(re.escape, knowledge.vocabulary.dialogue.joins), key=len, reverse=True)
        self._between = re.compile(rf"{_REST_OF_NOUN}も?(?:{'|'.join(joins)})")

    def of(self, item: Resolved) -> list[Resolved]:
        """The ask for each thing, in their order; nothing where it is about one."""
        ask = item.ask
        if not ask.yes_no or ask.stated or item.amounts or item.operation != "lookup" or ask.injected:
            return []
        things = self._listed(ask.text, list(self._things(item)))
        if len(things) < 2:
            return []
        start = _start_of_noun(ask.text, things[0].first)
        before, after = ask.text[:start], ask.text[things[-1].last :]
        starts = [start, *(thing.first for thing in things[1:])]
        ends = [*(_end_of_noun(ask.text, thing.last) for thing in things[:-1]), things[-1].last]
        asked = [f"{before}{ask.text[first:last]}{after}" for first, last in zip(starts, ends, strict=True)]
        return [replace(item, ask=replace(ask, text=text)) for text in asked]

    def _things(self, item: Resolved) -> Iterator[_Thing]:
        """Where the text has a word that sentences on single things are known by."""
        text, keys = Folded.of(item.ask.text), dict[tuple[int, int], set[str]]()
        tracks = set(item.scope.tracks)
        for entry in self._entries(item.scope.programmes):
            if tracks and entry.tracks and not tracks & {(entry.programme, track) for track in entry.tracks}:
                continue
            for word in entry.keywords:
                if len(word) >= _SHORTEST or not only_kana(word):
                    for first, last in text.find_all(fold(word)):
                        keys.setdefault(text.span(first, last), set()).add(entry.key)
        for first, last in sorted(keys):
            within = [place for place in keys if place[0] <= first and last <= place[1] and place != (first, last)]
            if not within:
                yield _Thing(first, last, frozenset(keys[first, last]))

    def _entries(self, programmes: Sequence[str]) -> Iterator[Statement]:
        owners = programmes or [programme.id for programme in self.knowledge.programmes]
        for programme in owners:
            for entry in self.knowledge.statements.statements(programme):
                if entry.detail and not entry.specials:
                    yield entry

    def _listed(self, text: str, things: Sequence[_Thing]) -> list[_Thing]:
        """The first things that stand in one list, each answered by sentences of its own."""
        listed: list[_Thing] = []
        for thing in things:
            joined = not listed or self._between.fullmatch(text, listed[-1].last, thing.first)
            if joined and not any(thing.keys & other.keys for other in listed):
                listed.append(thing)
            elif len(listed) > 1:
                break
            else:
                listed = [thing]
        return listed


def _start_of_noun(text: str, first: int) -> int:
    """Where the noun begins that a word stands in, with what describes it (`展示会の出展料`)."""
    found = _DESCRIBED.search(text[:first])
    return found.start() if found else first


def _end_of_noun(text: str, last: int) -> int:
    found = _NOUN.match(text, last)
    return found.end() if found else last
