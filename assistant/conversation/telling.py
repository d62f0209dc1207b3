"""Clauses that only tell something of the plan, the person or where the question comes from, and ask nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.conversation.intent import ABOUT_A_PLAN, NAME_ALONE
from assistant.evidence.figure_kinds import RATES
from assistant.question.ask import Ask
from ingest.japanese.readings import ends_in_predicate, ends_in_reason

TERMS = frozenset({"rate", "specials", "requirements", "tracks", "costs", "fee"})
_ADDED = "ceiling"
_LEFT_OPEN = ("?", "は", "って", "か", "の", "も", "を")
"""Particles after which the question itself is left out (`率は`)."""


def telling(asks: Sequence[Ask], *, calculated: bool) -> list[Ask]:
    """The clauses of a message that only tell something, in its order.

    `calculated` says whether the last turn was a calculation, which this message may go on with.
    """
    planned = any(ask.amount("cost", "target", "budget") for ask in asks)
    wants_cost = any(ask.how_much_cost for ask in asks)
    wants_amount = wants_cost or any(ask.how_much for ask in asks)
    costs = [amount for ask in asks for amount in ask.amounts if amount.role == "cost"]
    priced = calculated or any(cost.certain or wants_amount for cost in costs)
    answered = _answered_by_the_next(asks) if planned else []
    told = [
        ask
        for ask in asks
        if ask.asks_nothing
        or ask in answered
        or (priced and _tells_a_term(ask))
        or (planned and _tells_the_rate(ask))
        or (wants_amount and _names_a_part(ask))
        or (_asks_for_a_ceiling(asks, ask) and _names_a_case(ask))
        or ((planned or calculated) and _declines_specials(ask))
        or (planned and _tells_a_fact(ask))
        or (wants_cost and (_tells_a_wish(ask) or _tells_its_rate(ask)))
        or (wants_amount and _tells_a_budget(ask))
    ]
    told = _with_confirmation(asks, told)
    told += _idle([ask for ask in asks if ask not in told])
    left = [ask for ask in asks if ask not in told]
    if any(ask.decline and not ask.decline.yields for ask in left):
        # `うちも出せる? 出せるって断言して` and `計画書を書いて。そのまま出せるやつ` are one question.
        told += [
            ask
            for ask in left
            if not (ask.mentions or ask.decline) and (ask.yes_no or not (ask.bare or ask.asks_in_words or _wants(ask)))
        ]
    return [ask for ask in asks if ask in told]


def _with_confirmation(asks: Sequence[Ask], told: Sequence[Ask]) -> list[Ask]:
    """The telling clauses, where a last one only wants confirmed what one before it claims: then the claim is asked
    (`525万円で350万円返ってくると聞きました。うちは中小。合ってます？`)."""
    last = asks[-1] if asks else None
    claims = [ask for ask in told if ask.asserts and ask.stated and len(ask.amounts) > 1]
    if last is None or not claims or last in told:
        return list(told)
    if not (last.afterthought or (last.yes_no and not (last.topics or last.mentions or last.amounts or last.rest))):
        return list(told)
    return [*(ask for ask in told if ask is not claims[-1]), last]


def _idle(asks: Sequence[Ask]) -> list[Ask]:
    """Of several clauses those that ask for nothing, where another one asks."""
    asked_on = [(before, ask) for before, ask in pairwise(asks) if _asks_what(ask, before)]
    opened = [before for before, _ in asked_on]
    idle = [ask for ask in asks if (_only_tells(ask) and ask not in opened) or _only_says_how(ask) or _only_heard(ask)]
    idle += [ask for _, ask in asked_on if ask not in idle]
    idle += [ask for before, ask in pairwise(asks) if ask not in idle and _describes_again(ask, before)]
    return idle if len(idle) < len(asks) else []


def _wants(ask: Ask) -> bool:
    """Whether words of the clause want something done or looked up."""
    return bool(
        ask.asks_something or ask.asks_in_words or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    )


def _only_tells(ask: Ask) -> bool:
    """A clause that tells something and asks for nothing (`窓口で聞かれています`, `上限は承知しております`)."""
    if not ask.sure_topics or ask.bare or _wants(ask):
        return False
    text = ask.text.rstrip("。 ")
    return ends_in_predicate(text) or ends_in_reason(text)  # `第5回に間に合わなかったので`


def _only_heard(ask: Ask) -> bool:
    """A clause that tells what was heard (`参加する店とで違うと聞きました`), and neither a figure nor a topic of it."""
    asks = ask.sure_topics or ask.stated or ask.amounts or ask.small_talk or ask.decline or ask.wh_question
    return ask.heard and not asks and not ask.text.endswith("?")


def _describes_again(ask: Ask, before: Ask) -> bool:
    """A clause that says more of what the one before asks for (`もっと実践的なのは？会社の事例で考えるようなやつ。`)."""
    return ask.describes and not (_wants(ask) or ask.bare or ask.amounts) and before.text.endswith("?")


def _asks_what(ask: Ask, before: Ask) -> bool:
    """A clause that only asks what it is that the one before tells of (`足されるものがあるそうですね。何ですか`,
    `特長が三つあったような。何でしたか`)."""
    only = ask.bare and ask.wh_question and set(ask.sure_topics) <= {NAME_ALONE} and not ask.mentions
    leaves_open = before.asserts or not (before.asks_in_words or before.yes_no)
    return only and leaves_open and bool(set(before.sure_topics) - {NAME_ALONE})


def _only_says_how(ask: Ask) -> bool:
    """A clause that asks for nothing of its own, but says how the rest is to be answered (`数字でお願いします`,
    `名前だけ全部並べて`), or whether it can be (`資料に出ていますか`)."""
    wants = ask.operation_said and ask.operation != "list"
    asks = ask.sure_topics or ask.mentions or ask.wh_question or ask.how_much or wants or ask.amounts
    return ask.says_how and not asks and not ask.small_talk and not ask.decline


def _tells_a_wish(ask: Ask) -> bool:
    """A clause that says how much is wanted, and asks nothing (`創業型を上限まで使い切りたい`)."""
    return ask.wishes and not _wants(ask) and set(ask.sure_topics) <= ABOUT_A_PLAN


def _tells_its_rate(ask: Ask) -> bool:
    """A clause that tells the rate of a cost that is sought, and asks nothing of it (`ものづくり、補助率1/2。`)."""
    told = any(figure.kind in RATES for figure in ask.stated)
    return told and not ask.yes_no and not ask.wh_question and _tells_a_term(ask)


def _tells_a_budget(ask: Ask) -> bool:
    """A clause that says what can be paid, and asks nothing (`300万しか出せません`)."""
    told = any(amount.role == "budget" and amount.certain for amount in ask.amounts)
    return told and not (ask.asks_something or ask.asks_in_words) and ends_in_predicate(ask.text.rstrip("。 "))


def _declines_specials(ask: Ask) -> bool:
    """A clause that says that special cases are none of the plan, and asks nothing (`特例は考えません`)."""
    return (ask.uses_no_special or bool(ask.unused)) and set(ask.sure_topics) <= ABOUT_A_PLAN and not _wants(ask)


def _tells_a_fact(ask: Ask) -> bool:
    """A clause that says what someone said of the person (`小規模じゃないと言われました`), and asks for nothing."""
    asks = ask.asks_in_words or ask.wh_question or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    return ask.asserts and bool(ask.facts.values) and not ask.stated and not ask.mentions and not asks


def _answered_by_the_next(asks: Sequence[Ask]) -> list[Ask]:
    """Clauses that ask what the person answers in the next one (`うちの規模？小規模です。`)."""
    found = []
    for ask, following in pairwise(asks):
        apart = ask.sure_topics or ask.mentions or ask.amounts or ask.facts.values or ask.how_much or ask.yes_no
        asks_it = ask.text.endswith("?") and not ask.wh_question and not apart
        if asks_it and following.facts.values and following.asks_nothing:
            found.append(ask)
    return found


def _tells_a_term(ask: Ask) -> bool:
    """A clause that names a term of the plan and asks nothing of it (`率は普通ので`, `特例は無しで`)."""
    if _tells_the_rate(ask):
        return True
    # `インボイスの上乗せつき` names a special case by what it adds.
    about = set(ask.sure_topics) - ({_ADDED} if ask.scope.specials and "specials" in ask.sure_topics else set())
    return bool(about) and about <= TERMS and not _wants(ask) and not ask.text.rstrip("。 ").endswith(_LEFT_OPEN)


def _tells_the_rate(ask: Ask) -> bool:
    """A clause that tells the rate to work it out by (`率は普通の2分の1でお願いします`, `段のついた率と伺い`)."""
    asks = ask.asks_something or ask.how_much or ask.text.rstrip("。 ").endswith(_LEFT_OPEN)
    return ask.by_rate and not (asks or ask.amounts)


def _names_a_part(ask: Ask) -> bool:
    """A clause that names a component of a plan and asks nothing of it (`(b)とかいう分析の経費、12者なら最大いくら？`)."""
    return bool(ask.bought) and set(ask.sure_topics) == {"costs"} and not _wants(ask)


def _asks_for_a_ceiling(asks: Sequence[Ask], ask: Ask) -> bool:
    """Whether another clause asks for a ceiling."""
    return any(other is not ask and _ADDED in other.sure_topics for other in asks)


def _names_a_case(ask: Ask) -> bool:
    """A clause that only names special cases (`特例を使わない時、インボイスだけ使う時、`)."""
    named = bool(ask.scope.specials) or ask.uses_no_special
    return named and set(ask.sure_topics) <= {"specials"} and not _wants(ask) and not ask.text.endswith(_LEFT_OPEN)
