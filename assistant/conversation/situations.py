"""Situations: a message that tells what is wanted or what troubles someone, and asks for whatever helps.

The sentences that tell it aren't questions, whatever words stand in them (`募集しても誰も来ない` asks for no dates), and what
is needed stands in another sentence than the one that asks (`若手に勉強させたい。使えるものは?`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.question.ask import Ask
from assistant.question.folded import fold

_PLAN = ("cost", "target", "budget")
_ASKING = "か"


def told_apart(asks: Sequence[Ask], has_need: Callable[[Ask], bool], unanswered: Sequence[str] = ()) -> list[Ask]:
    """The clauses, with those that only tell a situation asking nothing.

    Nothing changes where a programme is named, a plan has amounts, nobody asks for help or wishes for something, or
    nothing that is told is a need. `unanswered` are words by which a question is said to have no answer yet.
    """
    named = any(mention.entry.target != "special" for ask in asks if not shares_name(ask) for mention in ask.mentions)
    planned = any(ask.amount(*_PLAN) for ask in asks)
    if named or planned or not any(ask.seeks_help or ask.wishes for ask in asks):
        return list(asks)
    told = [
        tells(ask) or (_is_unanswered(ask, behind, unanswered) and has_need(as_told(ask)))
        for ask, behind in zip(asks, (*asks[1:], None), strict=True)
    ]
    apart = [as_told(ask) if only else ask for ask, only in zip(asks, told, strict=True)]
    return apart if any(has_need(ask) for ask, only in zip(apart, told, strict=True) if only) else list(asks)


def _is_unanswered(ask: Ask, behind: Ask | None, words: Sequence[str]) -> bool:
    """Whether a question is only said to have no answer yet, in its clause or the next one
    (`誰が何をするのか、誰も答えられません。`)."""
    if "?" in ask.text or ask.seeks_help or ask.wishes:
        return False
    asked, opens, rest = ask.text.rstrip("、。 ").rpartition(_ASKING)
    if not opens or not asked:
        return False
    said = rest or (behind.text if behind and "?" not in behind.text else "")
    return any(word in said for word in words)


def described_apart(asks: Sequence[Ask]) -> list[Ask]:
    """The clauses, with those asking nothing that only describe what the one before asks for."""
    return [
        as_told(ask) if ask.only_describes and place and not asks[place - 1].asks_nothing else ask
        for place, ask in enumerate(asks)
    ]


def shares_name(ask: Ask) -> bool:
    """Whether all that a clause names is one word that several programmes go by (`インボイス`)."""
    names = {fold(mention.entry.text) for mention in ask.mentions}
    return len(names) == 1 and len({mention.programme for mention in ask.mentions}) > 1


def tells(ask: Ask) -> bool:
    """Whether a clause only tells something: it asks in no words, and holds more than names and words of topics."""
    return bool(ask.text) and not (ask.asks_in_words or ask.seeks_help or ask.bare or ask.small_talk or ask.decline)


def as_told(ask: Ask) -> Ask:
    """The clause with nothing asked by it."""
    return replace(
        ask, topics=(), topic_scores={}, operation="lookup", operation_said=False, yes_no=False, asserts=False
    )


def is_situation(ask: Ask, message: Sequence[Ask]) -> bool:
    """Whether a clause asks for whatever helps with what the message tells, or is itself the wish."""
    told = [other for other in message if other is not ask and tells(other)]
    return (ask.seeks_help and bool(told)) or (ask.wishes and not ask.asks_in_words)
