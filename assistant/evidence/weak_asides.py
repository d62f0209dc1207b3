"""Drops what a clause brought up that only led to a question, where that is declined or known to be unsaid.

`ものづくりの審査は誰がするの。大学の先生?`: what is said of experts' fees answers nothing beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.model import Finding, Titled
from assistant.evidence.refusing.decisive import DECISIVE
from assistant.evidence.statements.lookup import GUESSED
from ingest.japanese.readings import ends_in_predicate

_OVERVIEW = "overview"
_LEFT_OPEN = ("は", "も", "って", "とか")
_GUESS = 10
"""The most letters of a guess."""
_IN_ITS_WORDS = 1.5
"""From how much words and meaning on an answer is the one that a question word asks for (`ログインは何でする?`)."""

Answered = tuple[Resolved, Sequence[Titled]]


def without_weak_asides(answered: Sequence[Answered]) -> list[Titled]:
    """The findings of a message in its order, without those of clauses that ask for nothing of their own."""
    if any(_declined(titled) for _, found in answered for titled in found):
        # `来週の広島の天気と、お好み焼き屋を教えて`: what leads to something that isn't our job asks for no dates.
        answered = [(item, found) for item, found in answered if any(map(_declined, found)) or _asks(item)] or answered
    if any(_asked_and_answered(item, found) for item, found in answered):
        # `1か月で決まるよね。来月発注したいんだけど`: what is only told asks for nothing that is unsaid.
        # Neither does a guess at it: `狙いは何? 人減らし?`
        answered = [
            (item, found)
            for item, found in answered
            if not (_unsaid_only(found) and (_only_wishes(item) or _only_guesses(item, found)))
        ]
    if any(titled[1].decided.get(DECISIVE) for _, found in answered for titled in found):
        # `5月12日の締切で出した申請、交付決定日はいつ`: what only leads to it asks for no day.
        answered = [(item, found) for item, found in answered if _unsaid_only(found) or _is_put(item, found)]
    if any(_unsaid(titled) for _, found in answered for titled in found):
        answered = [
            (item, found) for item, found in answered if _unsaid_only(found) or _asks_itself(item, found)
        ] or answered
        answered = [
            (item, found)
            for item, found in answered
            if not (_asks_that_again(item, found, answered) or _asks_of_nothing(item))
        ] or answered
    return [titled for _, found in answered for titled in found]


def _asks_that_again(item: Resolved, found: Sequence[Titled], answered: Sequence[Answered]) -> bool:
    """Whether a clause is only answered with what stands beside something unsaid, and asks for no more than that.

    `月いくら? 安いとは聞くけど` asks nothing in its second clause, `上限は人数で決まると聞いた。上限は?` the same twice.
    """
    said = {text for _, finding in found for text in _statements(finding, "statements")}
    if not said or any(_unsaid(titled) or titled[1].lead or titled[1].calculation for titled in found):
        return False
    for other, unsaid in answered:
        beside = {text for titled in unsaid if _unsaid(titled) for text in _statements(titled[1], "near")}
        same = other.scope == item.scope and {each.topic for _, each in unsaid} == {each.topic for _, each in found}
        if said <= beside and (same or not _asks_in_form(item)):
            return True
    return False


def _asks_of_nothing(item: Resolved) -> bool:
    """Whether a clause goes on with what isn't there (`他県の助成はある? その締切は?`): of no programme that is."""
    return item.ask.continues and not (item.scope.programmes or item.ask.everything)


def _statements(finding: Finding, kind: str) -> Sequence[str]:
    keys = finding.decided.get(kind)
    return keys if isinstance(keys, list) else ()


def _asked_and_answered(item: Resolved, found: Sequence[Titled]) -> bool:
    return _asks_in_form(item) and any(titled[1].status == "answered" for titled in found)


def _asks_in_form(item: Resolved) -> bool:
    """Whether a clause is put as a question, a claim to be confirmed or a request, or as the words of a topic alone."""
    ask = item.ask
    return ask.asks_in_words or ask.yes_no or ask.bare or ask.operation_said or ask.seeks_help


def _is_put(item: Resolved, found: Sequence[Titled]) -> bool:
    """Whether a clause is put as a question of its own, and not only asked back about."""
    ask = item.ask
    asked_back = all(finding.status == "clarify" for _, finding in found)
    return not asked_back and (ask.asks_in_words or ask.yes_no or ask.seeks_help or not ask.rest)


def _only_wishes(item: Resolved) -> bool:
    return item.ask.wishes and not item.ask.asks_in_words


def _only_guesses(item: Resolved, found: Sequence[Titled]) -> bool:
    """Whether a clause is one noun with a question mark, and nothing is surely known to be unsaid of it."""
    ask = item.ask
    names = ask.sure_topics or ask.mentions or ask.amounts or ask.wh_question or ask.how_much or ask.facts.values
    noun = ask.text.rstrip("? ")
    alone = not noun.endswith(_LEFT_OPEN) and not ends_in_predicate(noun) and len(noun) <= _GUESS
    return alone and not names and all(titled[1].decided.get(GUESSED) for titled in found)


def _declined(titled: Titled) -> bool:
    return titled[1].status == "declined"


def _asks(item: Resolved) -> bool:
    """Whether a clause has the form of a question or a request: what only leads to one hasn't."""
    ask = item.ask
    return _asks_in_form(item) or (ask.asks_something and not ask.rest)


def _unsaid(titled: Titled) -> bool:
    return titled[1].status == "not_in_sources" and bool(titled[1].decided.get("unknown"))


def _unsaid_only(found: Sequence[Titled]) -> bool:
    return all(_unsaid(titled) for titled in found)


def _asks_itself(item: Resolved, found: Sequence[Titled]) -> bool:
    """Whether words of the clause say what it asks: a topic, a programme that it asks about, an amount, a list.

    What is answered with はい or いいえ was asked too: where it settles a listed claim, and else where any word hints at a topic (`チラシは対象?`).
    """
    ask = item.ask
    if ask.sure_topics == (_OVERVIEW,) and not ask.scope.programmes and not ask.wh_question:
        return False  # `月いくら? ざっくりでええ`: how much is to be told
    if ask.sure_topics or ask.operation_said or ask.amounts or ask.seeks_help:
        return True
    if any(finding.decided.get("claim") for _, finding in found):
        return True
    if ask.topics and any(finding.lead for _, finding in found):
        return True
    if ask.wh_question and ask.asks_in_words and any(finding.own >= _IN_ITS_WORDS for _, finding in found):
        return True
    return bool(ask.scope.programmes) and (ask.asks_in_words or ask.bare)
