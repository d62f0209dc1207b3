"""Clauses that only tell something of the plan, the person or where the question comes from, and ask nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.conversation.intent import ABOUT_A_PLAN
from assistant.question.ask import Ask
from ingest.japanese.readings import ends_in_predicate

TERMS = frozenset({"rate", "specials", "requirements", "tracks", "costs", "fee"})
_ADDED = "ceiling"
_ENDS_ASKING = (
    "?",
    "は",
    "って",
    "教えて",
    "ください",
    "下さい",
    "か",
    "の",
    "も",
    "を",
    "とか",
    "お願いします",
    "お願い",
)


def only_tells(ask: Ask) -> bool:
    """A clause that tells something and asks for nothing (`窓口で聞かれています`, `上限は承知しております`)."""
    asks = ask.asks_in_words or ask.asks_something or ask.how_much or ask.bare or ask.operation_said
    if asks or ask.small_talk or ask.decline or not ask.sure_topics:
        return False
    return ends_in_predicate(ask.text.rstrip("。 "))


def only_says_how(ask: Ask) -> bool:
    """A clause that asks for nothing of its own, but says how the rest is to be answered (`数字でお願いします`)."""
    asks = ask.sure_topics or ask.mentions or ask.asks_something or ask.how_much or ask.operation_said or ask.amounts
    return ask.says_how and not asks and not ask.small_talk and not ask.decline


def tells_a_wish(ask: Ask) -> bool:
    """A clause that says how much is wanted, and asks nothing (`創業型を上限まで使い切りたい`)."""
    asks = (
        ask.asks_something or ask.asks_in_words or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    )
    return ask.wishes and not asks and set(ask.sure_topics) <= ABOUT_A_PLAN


def tells_a_budget(ask: Ask) -> bool:
    """A clause that says what can be paid, and asks nothing (`300万しか出せません`)."""
    told = any(amount.role == "budget" and amount.certain for amount in ask.amounts)
    return told and not (ask.asks_something or ask.asks_in_words) and ends_in_predicate(ask.text.rstrip("。 "))


def tells_a_fact(ask: Ask) -> bool:
    """A clause that says what someone said of the person (`小規模じゃないと言われました`), and asks for nothing."""
    asks = ask.asks_in_words or ask.wh_question or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    return ask.asserts and bool(ask.facts.values) and not ask.stated and not ask.mentions and not asks


def tells_own_questions(asks: Sequence[Ask]) -> list[Ask]:
    """Clauses that ask what the next one answers (`うちの規模？小規模です。`)."""
    found = []
    for ask, following in pairwise(asks):
        empty = not (ask.sure_topics or ask.mentions or ask.amounts or ask.facts.values or ask.how_much or ask.yes_no)
        if (
            empty
            and ask.text.endswith("?")
            and not ask.wh_question
            and following.facts.values
            and following.asks_nothing
        ):
            found.append(ask)
    return found


def tells_a_term(ask: Ask) -> bool:
    """A clause that names a term of the plan and asks nothing of it (`率は普通ので`, `特例は無しで`)."""
    # `インボイスの上乗せつき` names a special case by what it adds.
    about = set(ask.sure_topics) - ({_ADDED} if ask.scope.specials and "specials" in ask.sure_topics else set())
    asks = ask.asks_something or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    return bool(about) and about <= TERMS and not asks and not ask.text.rstrip("。 ").endswith(_ENDS_ASKING)
