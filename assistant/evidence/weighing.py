"""Weighs what is known to be unsaid against what statements say and what the calendar knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.inverse import wants_the_most
from assistant.evidence.dates import Dates
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.matching.calibration import SURELY_UNSAID, strongest
from assistant.evidence.matching.catalogue import PATTERN, Match
from assistant.evidence.model import Finding
from assistant.evidence.statements.search import StatementSearch
from assistant.question.sought import read_sought
from assistant.statements import GENERAL, Unknown

# An entry found by its own words, not by a topic word, is more specific than a list of dates or contacts.
_SPECIFIC = 1.15
_NEARER = 0.3
"""By how much more of its own must speak for something unsaid that it is nearer than what is said."""
_NAMED_UNSAID = 0.9
"""The probability from which on what is named as unsaid, and nearer, goes before everything else."""
_SURELY_SAID = 1.0
_PATTERN_UNSAID = 0.4
"""The same where a pattern names it, which fits little else."""
_FAR_NEARER = 0.6
"""By how much more of its own must speak for it that it is nearer by far."""
_FAR_UNSAID = 0.3
"""The probability for what is nearer by far, or nearer and named by a pattern."""
_LIKELIER = 0.2
"""By how much surer the fitted model takes something unsaid for meant than anything said, so that no word need name it."""
_LIKELIER_UNSAID = 0.5
"""The probability from which on that goes before everything else, too."""
_SURELY_LIKELIER = 0.3
"""By how much surer it must be that, beside `_CERTAIN`, what else the question tells doesn't keep it back."""
_FAR_LIKELIER = 0.4
"""By how much surer it must be that `_FAR_LIKELIER_UNSAID` is enough."""
_FAR_LIKELIER_UNSAID = 0.3
"""The probability from which on what is likelier by far goes before everything else."""
_AGAINST_TOPIC = 0.6
"""By how much surer it must be where something is claimed, or a word names another topic."""
_KNOWN_ELSEWHERE = {"dates", "contact"}
"""Topics of which the calendar and the contacts tell."""
_IN_THE_VERY_WORDS = 0.9
"""The share of the words of a question that something unsaid must have, so that it is asked in its very words."""
_SURELY_FITTED = 0.5
"""The probability from which on the fitted model is sure of a statement."""
_HALF = 0.5
"""The share from which on what is said has its words, too."""
_ASKS_WHICH = ("は?", "って?")
"""What asks which ones are (`受付中の枠は?`)."""
_CERTAIN = 0.9
"""The probability from which on an amount, a plan or another topic in the question doesn't keep it back."""


@dataclass(frozen=True)
class Weighing:
    """Decides which of them was asked."""

    search: StatementSearch
    dates: Dates

    def surely_unsaid(self, item: Resolved, now: date | datetime) -> Finding | None:
        """What words of its own name as unsaid, whatever a day, a need or a claim in the question would bring."""
        ask = item.ask
        if ask.injected or self.dates.asks_only_rounds(item, now) or self.dates.turns_on_hour(item, now):
            return None
        named = ask.scope.programmes or (() if item.new_need else item.scope.programmes)
        one = named or item.scope.programmes
        programme = one[0] if len(one) == 1 else None  # of several, what is unsaid of all
        wanted = self.search.wanted(item, programme)
        matches = self.search.lookup.matches(item, wanted, programme)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        if unknown is None or (programme is None and not self._is_of_whole(item, unknown)):
            return None
        if _is_of_rounds(unknown) and self.dates.asks_later(item, now):
            return None  # `それも逃したらその次は`: the calendar knows whether one comes after that
        if ask.asserts and statement and self.search.lookup.claimed.answers(item, wanted, statement, unknown):
            return None  # `最低賃金近傍だと2/3なんだよね`: the figure that is claimed is said
        unsaid, lead = self.search.lookup.calibration.unsaid(matches), _lead(matches, unknown)
        certain = lead >= _SURELY_LIKELIER and unsaid >= _CERTAIN and "amount" not in item.carried
        certain = certain or (_in_the_very_words(unknown) and not item.amounts and _elsewhere(statement, unknown))
        if wants_the_most(self.search.knowledge.vocabulary.quantities, item):
            return None  # `満額もらうには最低いくら使う？` is asked of the ceiling
        if self._tells_the_cost(item) or (self._asks_for_more(item) and not certain):
            return None
        likelier = lead >= (_LIKELIER if self._may_mean(item, unknown) else _AGAINST_TOPIC)
        likelier = likelier and not self._brings_a_case(item, unknown)
        meant = named or programme is None or unknown.entry.programme == GENERAL
        if not likelier and not (unknown.parts["keyword"] and meant):
            return None
        if isinstance(unknown.entry, Unknown) and set(unknown.entry.not_for) & set(named):
            return None
        if unknown.entry.topic in _KNOWN_ELSEWHERE & set(ask.sure_topics) and not unknown.parts["keyword"]:
            return (
                None  # `1次は流した。次の〆いつ`: the calendar tells whether it knows a day, the contacts whom to ask
            )
        if unknown.entry.topic == "dates" and self._known_to_calendar(item, unknown, now):
            return None
        level = self._level(item, unknown, matches)
        if likelier:
            level = min(level, _FAR_LIKELIER_UNSAID if lead >= _FAR_LIKELIER else _LIKELIER_UNSAID)
        return self.search.lookup.refuse(unknown, programme, statement, unsaid) if unsaid >= level else None

    @staticmethod
    def _is_of_whole(item: Resolved, unknown: Match) -> bool:
        """Whether it is unsaid of all, or of the one programme that has the very words where none is named."""
        if unknown.entry.programme == GENERAL:
            return True
        return not item.scope.programmes and _in_the_very_words(unknown)

    def _known_to_calendar(self, item: Resolved, unknown: Match, now: date | datetime) -> bool:
        """Whether the calendar knows some of it: a closing's time of day, a round, a period that its rounds reach into.

        It knows nothing of what comes after a round (`1次に出したら、結果はいつ?`).
        """
        if not _is_of_rounds(unknown):
            return False
        return self.dates.knows(item, now) or self.dates.names_round(item, unknown.named, now)

    @staticmethod
    def _tells_the_cost(item: Resolved) -> bool:
        """Whether words say of an amount that it is the cost, and how much is granted is asked (`400万円の券売機 いくら`)."""
        told = item.cost is not None and item.cost.certain
        return told and item.operation == "calculate" and item.ask.how_much

    @staticmethod
    def _asks_for_more(item: Resolved) -> bool:
        """Whether an amount, a plan or several topics in the question may be what it is about."""
        ask = item.ask
        meant = any(amount.certain for amount in ask.amounts) or ask.how_much or item.operation != "lookup"
        if (ask.amounts and meant) or "amount" in item.carried or len(ask.sure_topics) > 1:
            return True  # `2,500万円になる条件` tells no plan
        if item.operation == "calculate" and item.cost is not None and (ask.how_much or ask.bare):
            return True  # `交付額の目安は？` of a plan is computed
        return item.operation == "invert" and item.amount("target", "budget") is not None and ask.how_much_cost

    @staticmethod
    def _may_mean(item: Resolved, unknown: Match) -> bool:
        """Whether no claim, no word of another topic and nothing asked before speaks against something unsaid."""
        sure = item.ask.sure_topics
        return not item.ask.asserts and "topic" not in item.carried and (not sure or unknown.entry.topic in sure)

    @staticmethod
    def _brings_a_case(item: Resolved, unknown: Match) -> bool:
        """Whether it asks for a figure, or the same as before, of a case (`1領域だけの上限は？`), not about that case."""
        ask = item.ask
        tells = bool(ask.facts.values or ask.scope.specials)
        if tells and not unknown.parts["keyword"] and set(ask.sure_topics) & set(OF_TOPIC):
            return True
        return tells and "topic" in item.carried and (ask.supposes or not ask.asks_in_words)

    @staticmethod
    def _level(item: Resolved, unknown: Match, matches: Sequence[Match]) -> float:
        """The probability from which on something unsaid that words name goes before everything else."""
        ask = item.ask
        nearer = unknown.own - max((match.own for match in matches if not match.is_unknown), default=0.0)
        patterned = PATTERN in unknown.named
        # A wish, or a claim, may name what isn't said and mean what it would be good for.
        plain = not (ask.yes_no or ask.wishes or ask.seeks_help or item.need or "topic" in item.carried)
        if plain and nearer >= (_NEARER if patterned else _FAR_NEARER):
            return _FAR_UNSAID
        return _PATTERN_UNSAID if patterned else _NAMED_UNSAID if nearer >= _NEARER else 1.0

    def is_about_dates(self, matches: Sequence[Match], item: Resolved, now: date | datetime) -> bool:
        """Whether the calendar answers: no other statement, and nothing known to be unsaid, is what was asked."""
        if any(cue.lasting for cue in read_sought(item.ask.text, self.search.knowledge.vocabulary.sought)):
            return False  # how long something takes is no day
        if self.dates.asks_only_rounds(item, now) or self.dates.turns_on_hour(item, now):
            return True
        if self.dates.hangs_on_condition(item, now):
            return False
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        unsaid = self.search.lookup.calibration.unsaid(matches)
        elsewhere = unknown is not None and not _is_of_rounds(unknown)
        if not elsewhere and self.dates.asks_later(item, now):
            return True
        if item.ask.bare:
            # Nothing but names and words of topics: still `個人事業主でも出せる?` asks about no day.
            return not (unknown and elsewhere and unknown.parts["keyword"] and unsaid >= SURELY_UNSAID)
        asks_when = self.dates.asks_when(item.ask.text, now)
        when = asks_when and (
            item.ask.yes_no
            or item.ask.wh_question
            or item.ask.text.endswith(_ASKS_WHICH)
            or not item.scope.programmes
            or self.dates.asks_certain(item.ask.text, now)
        )
        # An unknown outweighs the calendar only where a word of its own is said, or it is clearly nearer.
        nearer = unknown is not None and unknown.own > _NEARER + (statement.own if statement else 0.0)
        pointed = False
        if unknown is not None:
            named = unknown.parts["keyword"] > 0
            pointed = (nearer and (named or not when)) or (not when and (named or elsewhere))
            pointed = pointed or unsaid >= SURELY_UNSAID
            pointed = pointed and (elsewhere or not self._known_to_calendar(item, unknown, now))
            # Beside another topic (`締切と電話番号`), what isn't known of that one doesn't matter here.
            beside = unknown.entry.topic != "dates" and unknown.entry.topic in item.ask.sure_topics
            pointed = pointed and not beside
            # `締切は？` … `時間も`: what goes on with the dates asks for something unsaid only in words of that.
            pointed = pointed and (named or "topic" not in item.carried)
        if pointed and unsaid >= self.search.lookup.calibration.threshold:
            return False
        if when or (statement and statement.entry.topic in item.ask.sure_topics and len(item.ask.sure_topics) > 1):
            return True
        return statement is None or statement.entry.topic == "dates" or statement.own < _SPECIFIC


def _is_of_rounds(unknown: Match) -> bool:
    """Whether something unsaid is of the rounds, as the calendar is."""
    after = isinstance(unknown.entry, Unknown) and unknown.entry.after_rounds
    return unknown.entry.topic == "dates" and not after


def _in_the_very_words(unknown: Match) -> bool:
    """Whether a question is asked in words of its own, and has hardly any other: `電話は何時まで開いていますか`."""
    return unknown.parts["keyword"] > 0 and unknown.parts["coverage"] >= _IN_THE_VERY_WORDS


def _elsewhere(statement: Match | None, unknown: Match) -> bool:
    """Whether what is said has few of these words."""
    return statement is None or (statement.own < unknown.own and statement.parts["coverage"] <= _HALF)


def _lead(matches: Sequence[Match], unknown: Match) -> float:
    """By how much surer the fitted model takes something unsaid for meant than anything said."""
    return unknown.parts["fitted"] - max(
        (match.parts["fitted"] for match in matches if not match.is_unknown), default=0.0
    )


def unsaid_in_words(matches: Sequence[Match]) -> bool:
    """Whether words of its own name something unsaid of all programmes that is nearer than everything said."""
    statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
    named = unknown is not None and unknown.parts["keyword"] > 0 and unknown.entry.programme == GENERAL
    return named and (statement is None or unknown is None or unknown.own > statement.own)


def surely_said(matches: Sequence[Match]) -> bool:
    """Whether the fitted model takes a statement on something else than dates for meant (`お助け隊はいつから?`)."""
    statement = strongest(matches, unknown=False)
    return statement is not None and statement.entry.topic != "dates" and statement.parts["fitted"] >= _SURELY_FITTED


def said_in_words(matches: Sequence[Match]) -> bool:
    """Whether words of its own name a statement that is nearer than everything known to be unsaid."""
    statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
    return (
        statement is not None
        and statement.entry.topic != "dates"
        and statement.parts["keyword"] > 0
        and statement.own >= max(_SURELY_SAID, unknown.own if unknown else 0.0)
    )
