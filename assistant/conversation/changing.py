"""Costs told by the one before (`倍だと`, `あと200万円増やすと`) as what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.reply import Calculation


def grounded(ask: Ask, message: Sequence[Ask], before: int | None, known: Collection[str] = ()) -> Ask:
    """The ask with such a cost worked out, from the rest of the message or else from the cost of an earlier turn.

    `known` are the components that an earlier turn told a cost of.
    """
    apart = {yen for component, yen in ask.facts.components.items() if component not in known}
    changing = [amount for amount in ask.amounts if amount.change and amount.yen not in apart]
    if not changing and ask.times is None:
        return ask
    own = _costs([ask])
    elsewhere = _costs(other for other in message if other is not ask)
    told = own or elsewhere
    base = sum(amount.yen for amount in told) if told else before
    if base is None:
        return ask
    if ask.times is not None:
        return replace(ask, amounts=(*ask.amounts, _cost(int(base * ask.times), ask.text, (0, len(ask.text)))))
    last = changing[-1]
    whole = base + sum(amount.yen if amount.change == "more" else -amount.yen for amount in changing)
    if whole <= 0:
        return ask
    kept = tuple(amount for amount in ask.amounts if amount not in changing and amount not in own)
    return replace(ask, amounts=(*kept, _cost(whole, last.text, last.span)))


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
