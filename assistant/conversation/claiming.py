"""Amounts that someone wants confirmed: what is believed to come of a cost is no cost."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.evidence.figure_kinds import RATES, number
from assistant.question.amounts import Amount
from assistant.question.ask import STRONG, Ask
from assistant.question.language.amount_roles import QuantityCues, Role
from assistant.question.patterns import any_of
from assistant.question.quantities import says_all
from assistant.question.received import is_received
from ingest.japanese.figures import figures

_CEILING: Role = "ceiling"
_ROUNDED = Fraction(1, 100)
_TWO = 2
_LEFT = 5
"""Letters behind an amount that only ask."""


def with_claims(asks: Sequence[Ask], words: QuantityCues) -> list[Ask]:
    """The asks, with what a clause claims of the grant as that: `390万円使う予定。もらえる額は260万で合ってますよね`."""
    asks = [_multiplied(_of_specials(ask, words), words) for ask in asks]
    asks = _shares_told([_of_a_case(_beside_its_cost(ask, words), words) for ask in asks])
    found = []
    for place, ask in enumerate(asks):
        # `半分もらえるんだから1,700万円ですか?`
        claims = ask.asserts or (ask.yes_no and (ask.wants_grant or (ask.how_much and _ends_in_amount(ask))))
        others = [other for other in asks if other is not ask]
        told = any(a.role == "cost" and a.certain for other in others for a in other.amounts)
        told = told or any(a.role == "cost" for other in asks[:place] if other.asks_nothing for a in other.amounts)
        found.append(_claiming(ask) if claims and told else ask)
    return found


def _beside_its_cost(ask: Ask, words: QuantityCues) -> Ask:
    """The ask, with what it claims to come of the cost told in it as that (`PC36万円なら18万円補助？`).

    Of a list of costs (`看板60万円とチラシ40万円？`) none comes of another.
    """
    ask = _without_sum(ask, words)
    costs = [amount for amount in ask.amounts if amount.role == "cost"]
    if not ask.yes_no or len(costs) < 2:
        return ask
    granted = words.granted.words

    def is_claimed(before: Amount, amount: Amount) -> bool:
        if amount.certain or amount.span in ask.facts.priced:
            return False
        between = ask.text[before.span[1] : amount.span[0]].removeprefix("円")
        behind = re.split("[、。?!]", ask.text[amount.span[1] :].removeprefix("円"))[0]
        comes_of_it = between.startswith(words.comes_to) or any(word in between for word in granted)
        comes_of_it = comes_of_it or between.rstrip("、 ").endswith(
            words.done_with
        )  # `66万円使ったら49万5千円ですよね`
        return comes_of_it and (len(behind) <= _LEFT or behind.startswith(granted))

    claimed = {two.span for one, two in pairwise(costs) if is_claimed(one, two)}
    return _with_role(ask, claimed, _CEILING)


def _without_sum(ask: Ask, words: QuantityCues) -> Ask:
    """The ask, with what it says that a price comes to as no amount of its own (`月2万円で、2年契約にしたら48万円ですよね`)."""
    summed = {
        two.span
        for one, two in pairwise(ask.amounts)
        if one.role == "cost"
        and one.price
        and one.price.by > 1
        and one.yen == two.yen
        and not is_received(ask.text, two.span, words.granted)
    }
    return _with_role(ask, summed, "other")


def _shares_told(asks: Sequence[Ask]) -> list[Ask]:
    """The asks, with what one says to be a share of a cost told before as that (`800万円のロボットなら半分の400万円`)."""
    found: list[Ask] = []
    told: list[int] = []
    for ask in asks:
        shares = [figure for figure in figures(ask.text) if figure.kind in RATES]
        places = set()
        for amount in ask.amounts:
            if amount.role != "cost":
                continue
            rates = [number(share) for share in shares if share.span[1] <= amount.span[0]]
            if not amount.certain and any(_is_share(amount.yen, rate, cost) for rate in rates for cost in told):
                places.add(amount.span)
            else:
                told.append(amount.yen)
        found.append(_with_role(ask, places, _CEILING))
    return found


def _is_share(yen: int, rate: Fraction | None, cost: int) -> bool:
    """Whether an amount is a share of a cost, as people round it."""
    return rate is not None and 0 < rate < 1 and abs(cost * rate - yen) <= cost * rate * _ROUNDED


def _of_specials(ask: Ask, words: QuantityCues) -> Ask:
    """The ask, with an amount that special cases are believed to come to as the ceiling (`特例を二つつけたら250万?`)."""
    if not ask.amounts or ask.how_much or not (ask.scope.specials or says_all(ask.text, words.all_specials)):
        return ask
    *adding, amount = ask.amounts
    sure = amount.certain and not ask.text[: amount.span[0]].endswith(words.totals)
    if sure or any(told.role not in ("cost", _CEILING) for told in ask.amounts) or any(told.certain for told in adding):
        return ask
    if not re.match(rf"円?{any_of(words.believed)}", ask.text[amount.span[1] :]):
        return ask
    # `150万円まで、つまり合計150万円になる`: the sum is claimed, and what stands before it only adds to it.
    others = [figure for figure in ask.stated if figure.kind != "yen"]
    claimed = [figure for figure in figures(ask.text) if figure.span == amount.span]
    ask = replace(_with_role(ask, {told.span for told in adding}, "other"), stated=(*others, *claimed))
    topics = (_CEILING, *(topic for topic in ask.topics if topic != _CEILING))
    scores = {**ask.topic_scores, _CEILING: max([STRONG, *ask.topic_scores.values()])}
    return replace(_with_role(ask, {amount.span}, _CEILING), yes_no=True, topics=topics, topic_scores=scores)


def _multiplied(ask: Ask, words: QuantityCues) -> Ask:
    """The ask, with what a ceiling is worked out from, and what it is believed to come to, as that
    (`50万円×70で3,500万円まで申請できるということですか`)."""
    if len(ask.amounts) != _TWO or ask.how_much or not (ask.yes_no or ask.asserts):
        return ask
    each, whole = ask.amounts
    taken = each.price is not None and each.price.by > 1 and each.price.each_months is None
    believed = re.match(rf"円?(?:{any_of(words.at_most)}|{any_of(words.believed)})", ask.text[whole.span[1] :])
    if not taken or not (believed or whole.role == _CEILING):
        return ask
    if ask.text[each.span[1] : whole.span[0]].rstrip("、 ")[-1:] not in ("で", "=", "は", "、"):
        return ask
    stated = [figure for figure in figures(ask.text) if figure.span == whole.span]
    told = _with_role(_with_role(ask, {each.span}, "other"), {whole.span}, _CEILING)
    return replace(told, yes_no=True, topics=(_CEILING,), topic_scores={_CEILING: STRONG}, stated=tuple(stated))


def _of_a_case(ask: Ask, words: QuantityCues) -> Ask:
    """The ask, with what it says to be the ceiling in another case as that (`うちだけなら50万、…上限いくらに変わる？`)."""
    if _CEILING not in ask.sure_topics or not ask.how_much or ask.wants_grant:
        return ask
    told = {
        amount.span
        for amount in ask.amounts
        if amount.role == "cost" and not amount.certain and ask.text[: amount.span[0]].endswith(words.supposing)
    }
    return _with_role(ask, told, _CEILING)


def _with_role(ask: Ask, places: Collection[tuple[int, int]], role: Role) -> Ask:
    if not places:
        return ask
    amounts = (
        replace(amount, role=role, change=None, price=None) if amount.span in places else amount
        for amount in ask.amounts
    )
    return replace(ask, amounts=tuple(amounts))


def _ends_in_amount(ask: Ask) -> bool:
    """Whether nothing follows the clause's last amount but what asks (`…1,700万円ですか?`)."""
    return bool(ask.amounts) and len(ask.text) - ask.amounts[-1].span[1] <= _LEFT


def _claiming(ask: Ask) -> Ask:
    return _with_role(ask, {a.span for a in ask.amounts if a.role == "cost" and not a.certain}, _CEILING)
