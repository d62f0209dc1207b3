"""A plan that is told over several turns: `会計ソフト30万` … `パソコンも20万買う`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from assistant.conversation.changing import components_of, is_apart
from assistant.conversation.intent import ABOUT_A_PLAN
from assistant.conversation.leaning import CALCULATING
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.situations import as_told
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.changes import asks_for_sum, comes_on_top, says_sum
from assistant.question.language.amount_roles import QuantityCues
from assistant.question.language.applicant import ComponentCue
from assistant.question.patterns import any_of
from ingest.japanese.normalise import normalise

_AMOUNT = r"\d[\d,.]*(?:万|千|百)*円?"
_JOIN = "[とや、,+]"


def adds_to_plan(asks: Sequence[Ask], words: QuantityCues, known: AbstractSet[str]) -> bool:
    """Whether a message brings a cost that comes on top of those told before, or changes one of several.

    `known` are the components told before: more of the only one makes the whole larger (`ソフトをあと20万円増やす`).
    """
    if any(ask.scope.programmes or ask.resets or ask.corrects for ask in asks):
        return False
    costs = [
        (ask, amount)
        for ask in asks
        for amount in ask.amounts
        if amount.role == "cost"
        and (not amount.change or is_apart(ask, amount, known) or _changes_one_of_several(ask, amount, known))
    ]
    if len(costs) != 1:
        return False
    ask, amount = costs[0]
    component = ask.facts.priced.get(amount.span)
    of_one = len(known) > 1 and component in known
    beside = component is not None and component not in known and any(_asks_for_the_sum(each, words) for each in asks)
    return of_one or beside or comes_on_top(ask.text, amount.span, words)


def _asks_for_the_sum(ask: Ask, words: QuantityCues) -> bool:
    """Whether a clause asks what everything comes to (`全部でいくら補助されますか`, `レジ25万円を入れると合計いくら`)."""
    sums_up = asks_for_sum(ask.text, ask.amounts[-1].span, words) if ask.amounts else says_sum(ask.text, words)
    return ask.how_much and sums_up


def without_thing(asks: Sequence[Ask], plan: str, cues: Sequence[ComponentCue], words: QuantityCues) -> str | None:
    """The words of a plan without a thing that a message takes out of it (`レジをやめたら？`); None where it takes none
    out, where nothing would be left, or where the thing is still spoken of."""
    if len(asks) != 1 or asks[0].amounts or asks[0].scope.programmes or asks[0].yes_no or len(asks[0].bought) != 1:
        return None
    things = any_of(tuple(word for cue in cues if cue.component == asks[0].bought[0] for word in cue.words))
    if not re.search(
        rf"{things}(?:分|の分)?[をはが]?{any_of(words.changes.dropped)}[ぁ-ん]{{0,8}}[、?。]*$", asks[0].text
    ):
        return None
    text = normalise(plan)
    priced = rf"(?:{things}[^\d、。]{{0,4}}{_AMOUNT}|{_AMOUNT}円?の[^\d、。]{{0,4}}{things})"
    left = re.sub(rf"{_JOIN}{priced}|{priced}{_JOIN}?", "", text)
    return left if left != text and re.search(_AMOUNT, left) and not re.search(things, left) else None


def told_on(plan: str, question: str) -> str:
    """The plan told before with what a question adds to it: what was asked of it then is asked no more."""
    return f"{normalise(plan).replace('?', '。')}。{question}"


def retold(asks: Sequence[Ask], fresh: Collection[str], words: QuantityCues) -> tuple[Ask, ...]:
    """The asks of a plan told as a whole: things that came on top of others are costs of it like these, and what a
    component's cost changed by (`PCを5万円増やすと`), or came to (`レジは20万円になりました`), is in that cost.

    `fresh` are the clauses of this turn: what the others only asked was answered before.
    """
    told: list[Ask] = []
    for ask in asks:
        if ask.text not in fresh and _only_asks(ask):
            continue
        changed = ask if ask.text in fresh else as_told(ask)
        for amount in ask.amounts:
            component = ask.facts.priced.get(amount.span)
            if amount.role != "cost" or component is None:
                continue
            place = _told_last(told, component)
            anew = ask.text in fresh and not comes_on_top(ask.text, amount.span, words)
            if not amount.change and not (anew and place is not None):
                continue
            if place is not None and (larger := _changed(told[place], component, amount)):
                told[place] = larger
                changed = replace(
                    changed,
                    amounts=tuple(each for each in changed.amounts if each is not amount),
                    facts=replace(changed.facts, components={}, priced={}),
                )
            elif amount.change == "more":
                kept = (replace(each, change=None) if each is amount else each for each in changed.amounts)
                changed = replace(changed, amounts=tuple(kept))
        if changed.amounts or changed.amounts == ask.amounts or set(ask.sure_topics) - ABOUT_A_PLAN:
            told.append(changed)
    return tuple(told)


def _only_asks(ask: Ask) -> bool:
    """Whether a clause tells nothing of a plan (`補助は？`)."""
    return not (ask.amounts or ask.facts.values or ask.scope.programmes or ask.scope.specials or ask.bought)


def _changes_one_of_several(ask: Ask, amount: Amount, known: AbstractSet[str]) -> bool:
    """Whether an amount is what one of several components grows or shrinks by."""
    return bool(amount.change) and len(known) > 1 and ask.facts.priced.get(amount.span) in known


def _told_last(told: Sequence[Ask], component: str) -> int | None:
    """The last of the clauses that tells what a component costs."""
    return next((i for i in reversed(range(len(told))) if component in told[i].facts.priced.values()), None)


def _changed(ask: Ask, component: str, by: Amount) -> Ask | None:
    """The clause with the last cost of a component changed, or told anew; None where nothing would be left of it."""
    span = next(span for span, owner in reversed(list(ask.facts.priced.items())) if owner == component)
    told = next(amount for amount in ask.amounts if amount.span == span)
    difference = by.yen if by.change == "more" else -by.yen if by.change else by.yen - told.yen
    if told.yen + difference <= 0:
        return None
    changed = replace(told, yen=told.yen + difference, price=None)
    components = {**ask.facts.components, component: ask.facts.components[component] + difference}
    amounts = tuple(changed if amount is told else amount for amount in ask.amounts)
    return replace(ask, amounts=amounts, facts=replace(ask.facts, components=components))


def plan_after(resolved: Sequence[Resolved], told: str, memory: Memory) -> str:
    """The words that tell the plan after a turn: this turn's where it tells a cost and one is computed, and those
    before where it only asks something of the same (`パソコンも一緒に買えますか`).

    A plan of several components that was multiplied (`倍だと`) has no words.
    """
    computed = [item for item in resolved if item.operation in CALCULATING]
    if not computed:
        clauses = [ask for item in resolved for ask in (item.ask, *item.message)]
        return "" if any(ask.scope.programmes or ask.amounts or ask.resets for ask in clauses) else memory.plan
    multiplied = any(ask.times for item in computed for ask in item.message)
    if multiplied and any(len(components_of(item.message)) > 1 for item in computed):
        return ""
    costs = any(amount.role == "cost" for item in computed for ask in item.message for amount in ask.amounts)
    own = costs and not any("amount" in item.carried for item in computed)
    return told if own else memory.plan
