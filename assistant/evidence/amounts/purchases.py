"""What a message plans to buy: one cost, several that make one plan, or amounts of which each is asked about alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.targets import Target, by_target
from assistant.money import format_yen
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.changes import asks_for_sum, comes_on_top
from assistant.question.language.amount_roles import QuantityCues
from assistant.question.patterns import any_of
from assistant.question.vocabulary import Vocabulary

_NOUN = re.compile(r"[一-龠々ァ-ヶA-Za-z]")
_NEAR = 6
_MOST = 4
_TAXES = (8, 10)
"""Rates of the consumption tax, in percent."""


@dataclass(frozen=True)
class Purchases:
    """The costs of a plan. `amounts` are several only where each is asked about on its own."""

    amounts: tuple[Amount, ...] = ()
    parts: tuple[Amount, ...] = ()
    """What the one amount is the sum of; empty where it was told as it is."""
    left_out: tuple[Amount, ...] = ()
    """Costs told that are none of this plan: those that others took the place of, or that weren't picked."""
    by_target: Mapping[Target, Amount] = field(default_factory=dict)
    """The cost for each programme (and track), where several are named with a cost each."""

    @property
    def one(self) -> Amount | None:
        return self.amounts[0] if self.amounts else None

    @property
    def said(self) -> str:
        """How the one amount came about (`20万円 + 50万円`, `15万円 × 4台`); empty where it was told as it is."""
        if self.parts:
            return " + ".join(how_told(part) or format_yen(part.yen) for part in self.parts)
        return how_told(self.one) if self.one else ""


def how_told(amount: Amount) -> str:
    """`15万円 × 4台`; empty for an amount that was told whole."""
    price = amount.price
    return f"{format_yen(price.each_yen)} × {price.times}" if price and price.by > 1 else ""


def purchases(item: Resolved, vocabulary: Vocabulary) -> Purchases:
    """The costs of a question with everything that its message tells besides."""
    clauses = _clauses(item, vocabulary)
    text = "".join(ask.text for ask in (*item.message, item.ask))
    cues = vocabulary.quantities
    differ = any(word in text for word in (*cues.difference, *cues.apart))
    # Of two tracks `どう違う` asks of one plan which of them gives more.
    differ = differ or (len(item.scope.programmes) == 1 >= len(item.scope.tracks) and item.ask.says(cues.differing))
    replaced = () if differ else (*_replaced(clauses, vocabulary), *_uncovered(item, clauses, cues.changes.uncovered))
    if replaced:
        clauses = [(ask, [amount for amount in amounts if amount not in replaced]) for ask, amounts in clauses]
        return replace(_bought(item, clauses, vocabulary, text, differ=False), left_out=replaced)
    return _bought(item, clauses, vocabulary, text, differ=differ)


def _bought(
    item: Resolved, clauses: Sequence[tuple[Ask, list[Amount]]], vocabulary: Vocabulary, text: str, *, differ: bool
) -> Purchases:
    """The costs of a plan that clauses tell. `differ` says whether several are asked about apart."""
    carried = [amount for amount in item.amounts if amount.role == "cost"]
    spoken = [amount for _, amounts in clauses for amount in amounts]
    if not spoken:
        return Purchases(tuple(carried[:1]))
    if (len(item.scope.programmes) > 1 or len(item.scope.tracks) > 1) and (
        targets := by_target(item, clauses, vocabulary.quantities.picks)
    ):
        return Purchases((spoken[0],), by_target=targets)
    if len(spoken) == 1:
        return Purchases((spoken[0],))
    if _taxed(spoken, text, vocabulary):
        return Purchases(tuple(spoken))
    if total := _stated_total(clauses, vocabulary):
        return Purchases((total,))
    if picked := _picked(item.ask, clauses, vocabulary):
        return Purchases((picked,), left_out=tuple(amount for amount in spoken if amount is not picked))
    if differ or _alternatives(clauses, vocabulary):
        return Purchases(tuple(spoken[:_MOST]))
    whole = replace(spoken[0], yen=sum(amount.yen for amount in spoken), price=None)
    return Purchases((whole,), tuple(spoken))


def _clauses(item: Resolved, vocabulary: Vocabulary) -> list[tuple[Ask, list[Amount]]]:
    """The clauses whose costs belong to this question: its own, and those that only tell something."""
    own = _plan_of(item.ask)
    if _told_by_others(item, own):
        own = []  # clauses put together: each of them stands in the message, with its own words
    # As written: `デジタル化の…` begins with no `で`.
    adds = item.ask.text.startswith((*vocabulary.quantities.additions, *vocabulary.quantities.totals))
    adds = adds or any(amount.change == "more" for amount in own)
    # `ソフトは30万円です。パソコンも12万円で買ったら、合わせていくら`
    adds = adds or bool(own and all(comes_on_top(item.ask.text, each.span, vocabulary.quantities) for each in own))
    # `レジ25万円を入れると合計いくら補助?`
    adds = adds or (
        len(own) == 1 and item.ask.how_much and asks_for_sum(item.ask.text, own[0].span, vocabulary.quantities)
    )
    found: list[tuple[Ask, list[Amount]]] = []
    for ask in item.message:
        costs = _plan_of(ask)
        mine = ask is item.ask or ask.text == item.ask.text
        tells = ask.asks_nothing or not (ask.how_much or ask.asks_something or ask.operation_said)
        on_top = all(comes_on_top(ask.text, amount.span, vocabulary.quantities) for amount in costs)
        if costs and (mine or ((not own or adds or on_top) and tells)):
            found.append((ask, costs))
    if own and all(ask is not item.ask and ask.text != item.ask.text for ask, _ in found):
        found.append((item.ask, own))
    seen: set[tuple[str, tuple[int, int]]] = set()
    kept: list[tuple[Ask, list[Amount]]] = []
    for ask, costs in found:
        fresh = [amount for amount in costs if (ask.text, amount.span) not in seen]
        seen |= {(ask.text, amount.span) for amount in costs}
        if fresh:
            kept.append((ask, fresh))
    return kept


def _told_by_others(item: Resolved, own: Sequence[Amount]) -> bool:
    """Whether the question is several clauses of its message put together, which tell all of its costs."""
    others = [ask for ask in item.message if ask.text != item.ask.text and ask.text in item.ask.text]
    told = [amount for ask in others for amount in _plan_of(ask)]
    return bool(own) and all(any(cost is amount for amount in told) for cost in own)


def _plan_of(ask: Ask) -> list[Amount]:
    return [amount for amount in ask.amounts if amount.role == "cost"]


def _stated_total(clauses: Sequence[tuple[Ask, list[Amount]]], vocabulary: Vocabulary) -> Amount | None:
    """The amount that is said to be the sum of the others, or is their sum."""
    every = [amount for _, amounts in clauses for amount in amounts]
    cues = vocabulary.quantities
    words = [word for word in cues.totals if len(word) > 1]
    for ask, amounts in clauses:
        for amount in amounts:
            before = ask.text[max(0, amount.span[0] - _NEAR) : amount.span[0]]
            rest = sum(each.yen for each in every if each is not amount)
            summed = any(word in before for word in words) or before.endswith(cues.totals_beside)
            if amount.yen >= rest and summed:
                return amount
    return None


def _picked(asking: Ask, clauses: Sequence[tuple[Ask, list[Amount]]], vocabulary: Vocabulary) -> Amount | None:
    """The one of several amounts that the question, told after them, speaks of (`A社は600万、B社は750万。B社だと？`)."""
    every = [(ask, amount) for ask, amounts in clauses for amount in amounts]
    if len(every) < 2 or any(amount in asking.amounts for _, amount in every):
        return None
    cues = vocabulary.quantities.picks
    found = [
        amount
        for (_, amount), words in (
            (every[0], cues.first),
            (every[-1], cues.last),
            (min(every, key=lambda pair: pair[1].yen), cues.least),
            (max(every, key=lambda pair: pair[1].yen), cues.most),
        )
        if any(word in asking.text for word in words)
    ]
    if len(found) == 1:
        return found[0]
    labels = [_labels(ask, amount) for ask, amount in every]
    shared = {word for place, words in enumerate(labels) for other in labels[:place] for word in words & other}
    named = [
        amount
        for (_, amount), words in zip(every, labels, strict=True)
        if any(word in asking.text for word in words - shared)
    ]
    return named[0] if len(named) == 1 else None


def _labels(ask: Ask, amount: Amount) -> set[str]:
    """What an amount is called in its clause: the words in front of it, in whole and in pieces."""
    piece = re.split(r"[、,。\s]", ask.text[: amount.span[0]].rstrip("、, "))[-1]
    piece = re.sub(r"^.*円?[とでや](?=[^円]*$)", "", piece) if re.search(r"\d|万", piece) else piece
    named = re.sub(r"(?:は|が|で|の|を|:|なら|だと)+$", "", piece)
    return {word for word in (named, *re.split("[のは]", named)) if len(word) > 1}


def _replaced(clauses: Sequence[tuple[Ask, list[Amount]]], vocabulary: Vocabulary) -> tuple[Amount, ...]:
    """The amounts of which others took the place (`4,000万円の予定が5,000万円になった`)."""
    cues = vocabulary.quantities
    every = [(ask, amount) for ask, amounts in clauses for amount in amounts]
    found = []
    for (told, one), (changed, two) in pairwise(every):
        behind = told.text[one.span[1] :]
        between = told.text[one.span[1] : two.span[0]] if told is changed else behind + changed.text[: two.span[0]]
        if told is changed and _is_covered_part(between, cues):
            found.append(one)
            continue
        if re.search(rf"(?<!{')(?<!'.join(cues.alone)}){any_of(cues.denied)}", between):
            found.append(one)  # `研修2万円じゃなくて看板45万円`
            continue
        turned = re.match(f"円?{any_of(cues.turned)}", changed.text[two.span[1] :])
        was = bool(re.match(f"円?{any_of(cues.replaced)}", between))
        was = was or bool(
            told is not changed and turned and _of_the_whole(changed.text[: two.span[0]], turned[0], cues)
        )
        if turned and (was or any(word in between for word in cues.reduced)):
            found.append(one)
    return tuple(found)


def _uncovered(
    item: Resolved, clauses: Sequence[tuple[Ask, list[Amount]]], words: tuple[str, ...]
) -> tuple[Amount, ...]:
    """The costs of things that are said not to be covered (`機械600万円、工事200万円。工事は対象外らしい`)."""
    every = [(ask, amount) for ask, amounts in clauses for amount in amounts]
    telling = [ask for ask in item.message if ask is not item.ask and not _plan_of(ask) and ask.says(words)]
    named = re.compile(rf"{any_of(words)}の[^\d、。]{{1,8}}$")
    found = [
        amount
        for ask, amount in every
        if named.search(ask.text[: amount.span[0]])
        or any(word in other.text for other in telling for word in _labels(ask, amount))
    ]
    return tuple(found) if len(found) < len(every) else ()


def _is_covered_part(between: str, cues: QuantityCues) -> bool:
    """Whether what stands between two amounts says that the second is the covered part of the first
    (`800万円のうち対象は700万円`)."""
    return any(word in between for word in cues.changes.out_of) and between.endswith(cues.changes.covered)


def _of_the_whole(before: str, turned: str, cues: QuantityCues) -> bool:
    """Whether a clause of its own says what the cost has become (`見積が3,400万に下がりました`), and names no new thing."""
    becomes = turned.removeprefix("円").startswith(cues.turned_into)
    ahead = rf"(?:[ぁ-ん、]|{any_of(cues.since)})*{any_of(cues.changes.of_a_cost)}?[ぁ-ん、]*"
    return becomes and re.fullmatch(ahead, before) is not None


def _alternatives(clauses: Sequence[tuple[Ask, list[Amount]]], vocabulary: Vocabulary) -> bool:
    """Whether each amount is asked about on its own (`500万と1,000万だとそれぞれ`)."""
    cues = vocabulary.quantities.alternatives
    for ask, amounts in clauses:
        for one, two in pairwise(amounts):
            between = ask.text[one.span[1] : two.span[0]]
            if any(word in between for word in cues) or re.fullmatch(r"(?:円)?\s*か\s*、?", between):
                return True
            # `20万と50万` names no things that could be bought together.
            before = ask.text[max(0, one.span[0] - _NEAR) : one.span[0]]
            if not _NOUN.search(between) and not _NOUN.search(_last_piece(before)):
                return True
        if len(amounts) > 1 and any(word in ask.text for word in vocabulary.quantities.better):
            return True
    return False


def _taxed(spoken: Sequence[Amount], text: str, vocabulary: Vocabulary) -> bool:
    """Whether two costs are one, without its tax and with it (`税抜80万円、税込88万円`)."""
    words = [word for caution in vocabulary.quantities.cautions for word in caution.words]
    if len(spoken) != 2 or not any(word in text for word in words):
        return False
    low, high = sorted(amount.yen for amount in spoken)
    return any(high * 100 == low * (100 + percent) for percent in _TAXES)


def _last_piece(text: str) -> str:
    return re.split(r"[、,。 で]", text)[-1]
