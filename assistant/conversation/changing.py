"""Costs told by the one before (`倍だと`, `あと200万円増やすと`) as what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from assistant.conversation.leaning import CALCULATING
from assistant.conversation.memory import Memory
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.quantities import Price
from assistant.reply import Calculation


def grounded(ask: Ask, message: Sequence[Ask], memory: Memory) -> Ask:
    """The ask with such a cost worked out, from the rest of the message or else from the cost of an earlier turn."""
    known = components_of(memory.last.message) if memory.last else frozenset()
    apart = {yen for component, yen in ask.facts.components.items() if component not in known}
    changing = [amount for amount in ask.amounts if amount.change and amount.yen not in apart]
    own = _costs([ask])
    told = own or _costs(other for other in message if other is not ask)
    if not told and not ask.amounts and (taken := _taken_again(ask, memory)):
        return replace(ask, amounts=(taken,))
    base = sum(amount.yen for amount in told) if told else memory.cost
    if base is None or not (changing or ask.times):
        return ask
    if ask.times is not None:
        return replace(ask, amounts=(*ask.amounts, _cost(int(base * ask.times), ask.text, (0, len(ask.text)))))
    last = changing[-1]
    whole = base + sum(amount.yen if amount.change == "more" else -amount.yen for amount in changing)
    if whole <= 0:
        return ask
    kept = tuple(amount for amount in ask.amounts if amount not in changing and amount not in own)
    return replace(ask, amounts=(*kept, _cost(whole, last.text, last.span)))


def _taken_again(ask: Ask, memory: Memory) -> Amount | None:
    """The one price told before, for as many pieces or as long as is supposed now (`3台だと`, `2年契約なら`)."""
    costs = [amount for amount in memory.last.amounts if amount.role == "cost"] if memory.last else []
    if len(costs) != 1 or ask.sure_topics or memory.last is None or memory.last.operation not in CALCULATING:
        return None
    if any(
        isinstance(value, int) and value is not True and value is not False
        for value in memory.last.facts.values.values()
    ):
        return None  # `業務領域は2つ` … `4つだったら？`
    cost, price = costs[0], costs[0].price
    again: Price | None = None
    if ask.length and price and price.each_months and ask.length[0] >= price.each_months:
        again = price.lasting(*ask.length)
    elif ask.pieces and (price is None or price.each_months is None):
        each = price.each_yen if price else cost.yen
        again = Price(each * ask.pieces, each, ask.pieces, f"{ask.pieces:,}")
    if again is None:
        return None
    # Without the price apiece: it was told in another turn, so that nothing in this one proves it.
    return _cost(again.yen, ask.text, (0, len(ask.text)))


def components_of(message: Iterable[Ask]) -> frozenset[str]:
    """The components that a message tells a cost of."""
    return frozenset(component for ask in message for component in ask.facts.components)


def adds_another_thing(ask: Ask, known: Collection[str]) -> bool:
    """Whether a clause adds a thing that counts apart to what was told before (`レジ20万円も追加したら？`)."""
    apart = {yen for component, yen in ask.facts.components.items() if component not in known}
    return any(amount.change == "more" and amount.yen in apart for amount in ask.amounts)


def cost_of(made: Sequence[Calculation]) -> int | None:
    """The one cost that calculations were made for, in yen."""
    costs = {each.cost_yen for whole in made for each in (whole, *whole.scenarios) if each.cost_yen}
    return costs.pop() if len(costs) == 1 else None


def _costs(asks: Iterable[Ask]) -> list[Amount]:
    """The costs that are told as they are."""
    return [amount for ask in asks for amount in ask.amounts if amount.role == "cost" and not amount.change]


def _cost(yen: int, text: str, span: tuple[int, int]) -> Amount:
    return Amount(yen, "cost", text, span, certain=True)
