"""Which track of a programme it is that the person describes: `オーダーメイドの機械を入れたい。どっちの型？`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match
from assistant.evidence.model import Finding
from assistant.evidence.statements.search import StatementSearch
from assistant.evidence.statements.traits import enumerates
from assistant.question.ask import Ask
from assistant.question.patterns import any_of
from assistant.statements import Statement

_TRACKS, _OVERVIEW = "tracks", "overview"
_OF_TRACKS = frozenset({"tracks", "content", "overview", "requirements", "users", "purpose", "examples"})
"""Topics whose words stand in a question for a track without asking more."""
_SHORTEST = 4
"""The fewest letters that describe anything."""
_NEAR = 1.15
"""From how much own words and meaning on a sentence on a track is what is described."""
_NEAR_OF_NAMED = 0.9
"""The same where two tracks are named to choose from."""
_AHEAD = 0.2
"""By how much it must be nearer than the nearest sentence on any other track."""


@dataclass(frozen=True)
class WhichTrack:
    """Finds the track that fits a description."""

    knowledge: Knowledge
    search: StatementSearch

    def find(self, item: Resolved) -> Finding | None:
        """What is said of the one track that is described; None where no track is looked for, or none is surely it."""
        programme = item.scope.programmes[0] if len(item.scope.programmes) == 1 else None
        if programme is not None and self._asks_its_name(item):
            return self._overview_of(item, programme, item.scope.tracks[0][1])
        if programme is None or not self._looks_for_one(item):
            return None
        described = self._description(item)
        if len(described) < _SHORTEST or (item.scope.tracks and self._denies(described)):
            return None
        ask = Ask(described, scope=item.scope)
        matches = self.search.matches(Resolved(ask, item.scope, item.facts, (), (), "lookup"), programme)
        nearest: dict[str, Match] = {}
        for match in matches:
            entry = match.entry
            named = item.scope.tracks_of(programme)
            if named and not set(entry.tracks) <= set(named):
                continue  # two tracks are put to choose from
            if isinstance(entry, Statement) and entry.programme == programme and len(entry.tracks) == 1:
                kept = nearest.setdefault(entry.tracks[0], match)
                nearest[entry.tracks[0]] = max(kept, match, key=lambda each: each.own)
        ranked = sorted(nearest.items(), key=lambda pair: -pair[1].own)
        least = _NEAR_OF_NAMED if item.scope.tracks else _NEAR
        if len(ranked) < 2 or ranked[0][1].own < max(least, ranked[1][1].own + _AHEAD):
            return None
        return self._told_of(item, programme, *ranked[0])

    def _looks_for_one(self, item: Resolved) -> bool:
        ask = item.ask
        asks_more = ask.how_much or ask.foremost or item.amounts or ask.yes_no or ask.facts.open
        plain = item.operation in ("lookup", "compare") and set(ask.sure_topics) <= _OF_TRACKS
        open_to_choose = len(item.scope.tracks) != 1 and not item.scope.specials
        return ask.which and plain and not asks_more and open_to_choose

    def _asks_its_name(self, item: Resolved) -> bool:
        """Whether it is asked what the one track that words describe is called (`一台ずつ見張る方式は何と呼ばれる？`)."""
        ask = item.ask
        called = ask.says(self.knowledge.vocabulary.dialogue.descriptions.called)
        plain = set(ask.sure_topics) <= _OF_TRACKS and not (ask.how_much or ask.yes_no or ask.injected)
        return called and plain and len(item.scope.tracks) == 1 and not item.scope.specials

    def _denies(self, described: str) -> bool:
        """Whether what is described isn't so of the track (`ソフトを入れなくて済むのはどっち`): likeness doesn't tell."""
        cues = self.knowledge.vocabulary.yes_no
        return any(word in described for word in cues.negatives)

    def _description(self, item: Resolved) -> str:
        """The words of the message that tell what the track is for, without names and without `どっちの型`."""
        telling = [ask for ask in item.message if ask.asks_nothing and ask is not item.ask]
        told = [ask.text for ask in telling if ask.wishes] or [ask.text for ask in telling]
        words = self.knowledge.vocabulary.dialogue.descriptions
        if not told and all(noun in (*words.kinds, *words.ones) for noun in item.ask.rest):
            return ""  # `型はどれがある？`
        kinds, which = any_of((*words.kinds, *words.ones)), any_of(words.which)
        asking = re.compile(rf"の?(?:{kinds}[はがって]{{0,2}})?の?{which}(?:の?{kinds})?.*")
        text = asking.sub("", self.search.strip_names(item.ask.text))
        return "".join([*told, text]).strip("、。? のはが")

    def _told_of(self, item: Resolved, programme: str, track: str, match: Match) -> Finding:
        entry = match.entry
        assert isinstance(entry, Statement)
        overview = None
        if enumerates(match) or entry.topic not in _OF_TRACKS:
            overview = self._overview_of(item, programme, track)
        return overview or self._said(item, programme, track, entry, match.own)

    def _overview_of(self, item: Resolved, programme: str, track: str) -> Finding | None:
        """What a track is; None where nothing is said of that."""
        entry = next(iter(self.knowledge.statements.select(programme, _OVERVIEW, tracks=(track,))), None)
        return self._said(item, programme, track, entry, _NEAR) if entry else None

    def _said(self, item: Resolved, programme: str, track: str, said: Statement, own: float) -> Finding:
        heading = None if item.names(programme) else self.knowledge.name(programme)
        return Finding(
            status="answered",
            points=tuple(self.knowledge.statement_points(said, heading)),
            about=((programme, track),),
            contact_programmes=(programme,),
            topic=_TRACKS,
            own=own,
            decided={"statements": [said.key], "track": track},
        )
