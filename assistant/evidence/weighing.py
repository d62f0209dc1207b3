"""Weighs what is known to be unsaid against what statements say and what the calendar knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.calibration import SURELY_UNSAID, strongest
from assistant.evidence.catalogue import PATTERN, Match
from assistant.evidence.dates import Dates
from assistant.evidence.model import Finding
from assistant.evidence.statement_search import StatementSearch
from assistant.statements import GENERAL

# An entry found by its own words, not by a topic word, is more specific than a list of dates or contacts.
_SPECIFIC = 1.15
_NEARER = 0.3
_NAMED_UNSAID = 0.9
"""The probability from which on what is named as unsaid goes before everything else."""
_PATTERN_UNSAID = 0.4
"""The same where a pattern names it, which fits little else."""


@dataclass(frozen=True)
class Weighing:
    """Decides which of them was asked."""

    search: StatementSearch
    dates: Dates

    def surely_unsaid(self, item: Resolved, now: date | datetime) -> Finding | None:
        """What words of its own name as unsaid, whatever a day, a need or a claim in the question would bring."""
        ask = item.ask
        if ask.amounts or "amount" in item.carried or ask.injected or len(ask.sure_topics) > 1:
            return None
        named = ask.scope.programmes or (() if item.new_need else item.scope.programmes)
        programme = named[0] if named and len(ask.scope.programmes) < 2 else None  # of several, what is unsaid of all
        matches = self.search.matches(item, programme)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        if (
            unknown is None
            or not unknown.parts["keyword"]
            or (programme is None and unknown.entry.programme != GENERAL)
        ):
            return None
        if unknown.entry.topic == "dates" and self.dates.knows(item, now):
            return None  # the calendar itself knows a closing's time of day, and what its rounds reach into
        clearly = unknown.own >= _NEARER + max((match.own for match in matches if not match.is_unknown), default=0.0)
        unsaid = self.search.lookup.calibration.unsaid(matches)
        level = _PATTERN_UNSAID if PATTERN in unknown.named else _NAMED_UNSAID if clearly else 1.0
        return self.search.lookup.refuse(unknown, programme, statement, unsaid) if unsaid >= level else None

    def is_about_dates(self, matches: Sequence[Match], item: Resolved, now: date | datetime) -> bool:
        """Whether the calendar answers: no other statement, and nothing known to be unsaid, is what was asked."""
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        unsaid = self.search.lookup.calibration.unsaid(matches)
        elsewhere = unknown is not None and unknown.entry.topic != "dates"
        if item.ask.bare:
            # Nothing but names and words of topics: still `個人事業主でも出せる?` asks about no day.
            return not (unknown and elsewhere and unknown.parts["keyword"] and unsaid >= SURELY_UNSAID)
        asks_when = self.dates.asks_when(item.ask.text, now)
        when = asks_when and (
            item.ask.yes_no or not item.scope.programmes or self.dates.asks_certain(item.ask.text, now)
        )
        # An unknown outweighs the calendar only where a word of its own is said, or it is clearly nearer.
        nearer = unknown is not None and unknown.own > _NEARER + (statement.own if statement else 0.0)
        pointed = False
        if unknown is not None:
            named = unknown.parts["keyword"] > 0
            pointed = (nearer and (named or not when)) or (not when and (named or elsewhere))
            pointed = pointed or unsaid >= SURELY_UNSAID
            # The calendar itself knows some of it: a closing's time of day, a period that its rounds reach into.
            pointed = pointed and (elsewhere or not self.dates.knows(item, now))
            # Beside another topic (`締切と電話番号`), what isn't known of that one doesn't matter here.
            pointed = pointed and not (elsewhere and unknown.entry.topic in item.ask.sure_topics)
        if pointed and unsaid >= self.search.lookup.calibration.threshold:
            return False
        if when or (statement and statement.entry.topic in item.ask.sure_topics and len(item.ask.sure_topics) > 1):
            return True
        return statement is None or statement.entry.topic == "dates" or statement.own < _SPECIFIC
