"""A plan that is told over several turns: `会計ソフト30万` … `パソコンも20万買う`."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from assistant.conversation.leaning import CALCULATING
from assistant.conversation.memory import Memory, Resolved
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.folded import fold
from assistant.question.language.amount_roles import QuantityCues


def adds_to_plan(asks: Sequence[Ask], words: QuantityCues, known: AbstractSet[str]) -> bool:
    """Whether a message brings a cost that comes on top of those told before. `known` are their components: more of
    one of them only makes it larger (`ソフトをあと20万円増やす`)."""
    if any(ask.scope.programmes or ask.resets or ask.corrects for ask in asks):
        return False
    costs = [
        (ask, amount)
        for ask in asks
        for amount in ask.amounts
        if amount.role == "cost"
        and (not amount.change or (_is_apart(ask, amount) and not known & ask.facts.components.keys()))
    ]
    if len(costs) != 1:
        return False
    ask, amount = costs[0]
    before, after = fold(ask.text[: amount.span[0]]), fold(ask.text[amount.span[1] :])
    otherwise = any(after.startswith(fold(word)) for word in words.alternatives)
    on_top = before.endswith(tuple(map(fold, words.on_top_before))) or after.startswith(
        tuple(map(fold, words.on_top_after))
    )
    begins = fold(ask.text).startswith(tuple(map(fold, words.additions)))  # `あとレジ10万`
    return (on_top or begins) and not otherwise


def retold(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """The asks of a plan told as a whole: things that came on top of others are costs of it like these."""
    return tuple(
        replace(ask, amounts=tuple(replace(a, change=None) if _is_apart(ask, a) else a for a in ask.amounts))
        for ask in asks
    )


def _is_apart(ask: Ask, amount: Amount) -> bool:
    """Whether an amount adds a thing that counts apart (`レジ20万円も追加`), and doesn't only make the plan larger."""
    return amount.change == "more" and amount.yen in ask.facts.components.values()


def plan_after(resolved: Sequence[Resolved], told: str, memory: Memory) -> str:
    """The words that tell the plan after a turn: this turn's where it tells a cost and one is computed."""
    computed = [item for item in resolved if item.operation in CALCULATING]
    if not computed:
        return ""
    costs = any(amount.role == "cost" for item in computed for ask in item.message for amount in ask.amounts)
    own = costs and not any("amount" in item.carried for item in computed)
    return told if own else memory.plan
