"""Costs told by the one before (`倍だと`, `あと200万円増やすと`, `3台だと`) as what they come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.conversation.leaning import CALCULATING
from assistant.conversation.memory import Memory, Resolved
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.quantities import Price
from assistant.reply import Calculation

_PRICE = "fee"


def grounded(ask: Ask, message: Sequence[Ask], memory: Memory) -> Ask:
    """The ask with such a cost worked out, from the rest of the message or else from the cost of an earlier turn."""
    known = memory.components
    if ask.cost_before and memory.costs and not known:
        place = 0 if ask.cost_before == "first" else -2
        yen = memory.costs[place] if len(memory.costs) > 1 else memory.costs[0]
        return replace(ask, amounts=(_cost(yen, ask.text, (0, len(ask.text))),))
    changing = [amount for amount in ask.amounts if amount.change and not is_apart(ask, amount, known)]
    own = _costs([ask])
    place = next((index for index, other in enumerate(message) if other is ask), len(message))
    told = own or _costs(other for other in message if other is not ask)
    if ask.times is not None and (_costs(message[place + 1 :]) or (known and not told)):
        # `電気代が倍になった。2,400万円の設備…` multiplies no plan, and a plan of components is told again, each apart.
        return ask
    if not told and len(known) > 1:
        return ask  # a plan of several components is no sum: it is told again, each on its own
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


def told_again(asks: Sequence[Ask], memory: Memory, units: Mapping[str, Sequence[str]]) -> Memory:
    """The memory with the last turn's plan as a clause supposes it: so many pieces or so long of the one thing that
    it bought (`3台だと`, `2年契約なら`), or so many times each of its components (`倍だと`).

    `units` are the units in which facts are counted, by fact: `業務領域は2つ` … `4つだったら？` counts no pieces.
    """
    last = memory.last
    supposing = [ask for ask in asks if ask.times or ask.pieces or ask.length]
    if last is None or last.operation not in CALCULATING or len(supposing) != 1:
        return memory
    ask = supposing[0]
    if set(ask.sure_topics) - {_PRICE} or any(amount.role == "cost" for each in asks for amount in each.amounts):
        return memory
    counted = {unit for key in last.facts.values for unit in units.get(key, ())}
    costs = {(amount.text, amount.span): amount for amount in last.amounts if amount.role == "cost"}
    only = next(iter(costs.values())) if len(costs) == 1 else None
    if ask.times is not None and components_of(last.message):
        factor = ask.times
        return replace(memory, last=_recast(last, lambda amount: _times(amount, factor)))
    if only is None or _costs(last.message)[1:]:
        return memory
    price = only.price
    again: Price | None = None
    if ask.length and price and price.each_months and ask.length[0] >= price.each_months:
        again = price.lasting(*ask.length)
    elif ask.pieces and ask.pieces[1] not in counted and (price is None or price.each_months is None):
        number, unit = ask.pieces
        each = price.each_yen if price else only.yen
        again = Price(each * number, each, number, f"{number:,}{unit}")
    if again is None:
        return memory
    return replace(memory, last=_recast(last, lambda amount: replace(amount, yen=again.yen, price=again)))


def _recast(last: Resolved, changed: Callable[[Amount], Amount]) -> Resolved:
    """A turn with its costs changed, wherever they stand."""

    def of(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
        return tuple(changed(amount) if amount.role == "cost" else amount for amount in amounts)

    message = tuple(replace(ask, amounts=of(ask.amounts)) for ask in last.message)
    return replace(last, ask=replace(last.ask, amounts=of(last.ask.amounts)), amounts=of(last.amounts), message=message)


def _times(amount: Amount, factor: Fraction) -> Amount:
    return replace(amount, yen=int(amount.yen * factor), price=None)


def components_of(message: Iterable[Ask]) -> frozenset[str]:
    """The components that a message tells a cost of."""
    return frozenset(component for ask in message for component in ask.facts.components)


def is_apart(ask: Ask, amount: Amount, known: Collection[str]) -> bool:
    """Whether an amount adds a thing that counts apart (`レジ20万円も追加`), and doesn't only make the plan larger.

    `known` are the components that the plan has: more of one of them is no further thing.
    """
    component = ask.facts.priced.get(amount.span)
    return amount.change == "more" and component is not None and component not in known


def adds_another_thing(ask: Ask, known: Collection[str]) -> bool:
    """Whether a clause adds a thing that counts apart to what was told before (`レジ20万円も追加したら？`)."""
    return any(is_apart(ask, amount, known) for amount in ask.amounts)


def cost_of(made: Sequence[Calculation]) -> int | None:
    """The one cost that calculations were made for, in yen."""
    costs = {each.cost_yen for whole in made for each in (whole, *whole.scenarios) if each.cost_yen}
    return costs.pop() if len(costs) == 1 else None


def _costs(asks: Iterable[Ask]) -> list[Amount]:
    """The costs that are told as they are."""
    return [amount for ask in asks for amount in ask.amounts if amount.role == "cost" and not amount.change]


def _cost(yen: int, text: str, span: tuple[int, int]) -> Amount:
    return Amount(yen, "cost", text, span, certain=True)
