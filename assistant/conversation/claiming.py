"""Amounts that someone wants confirmed: what is believed to come of a cost is no cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.amounts import Amount
from assistant.question.ask import Ask

_LEFT = 5
"""Letters behind an amount that only ask."""


def with_claims(asks: Sequence[Ask], granted: Sequence[str]) -> list[Ask]:
    """The asks, with what a clause claims of the grant as that: `390万円使う予定。もらえる額は260万で合ってますよね`.

    `granted` are words that say that something is granted (`もらえ`).
    """
    asks = [_beside_its_cost(ask, granted) for ask in asks]
    found = []
    for place, ask in enumerate(asks):
        # `半分もらえるんだから1,700万円ですか?`
        claims = ask.asserts or (ask.yes_no and (ask.wants_grant or (ask.how_much and _ends_in_amount(ask))))
        others = [other for other in asks if other is not ask]
        told = any(a.role == "cost" and a.certain for other in others for a in other.amounts)
        told = told or any(a.role == "cost" for other in asks[:place] if other.asks_nothing for a in other.amounts)
        found.append(_claiming(ask) if claims and told else ask)
    return found


def _beside_its_cost(ask: Ask, granted: Sequence[str]) -> Ask:
    """The ask, with what it claims to come of the cost told in it as that (`PC36万円なら18万円補助？`)."""
    costs = [amount for amount in ask.amounts if amount.role == "cost"]
    if not ask.yes_no or len(costs) < 2:
        return ask
    apart = ask.facts.components.values()

    def is_claimed(amount: Amount) -> bool:
        behind = ask.text[amount.span[1] :].removeprefix("円")
        if amount.certain or amount is costs[0] or amount.yen in apart:
            return False
        return len(behind) <= _LEFT or behind.startswith(tuple(granted))

    claimed = [amount for amount in costs if is_claimed(amount)]
    amounts = (replace(amount, role="ceiling") if amount in claimed else amount for amount in ask.amounts)
    return replace(ask, amounts=tuple(amounts))


def _ends_in_amount(ask: Ask) -> bool:
    """Whether nothing follows the clause's last amount but what asks (`…1,700万円ですか?`)."""
    return bool(ask.amounts) and len(ask.text) - ask.amounts[-1].span[1] <= _LEFT


def _claiming(ask: Ask) -> Ask:
    amounts = (
        replace(amount, role="ceiling") if amount.role == "cost" and not amount.certain else amount
        for amount in ask.amounts
    )
    return replace(ask, amounts=tuple(amounts))
