"""Which of several programmes or tracks each cost is for: the one named beside it, or the one that points back at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.memory import Resolved
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.language.amount_roles import PickCues
from assistant.question.linking import Mention

_FAR = 10_000
Target = tuple[str, str | None]
Clauses = Sequence[tuple[Ask, list[Amount]]]
_Place = tuple[tuple[int, int], Target]


def by_target(item: Resolved, clauses: Clauses, picks: PickCues) -> dict[Target, Amount]:
    """Each cost with the programme or track named next to it; nothing unless each of them has a cost."""
    whole = _whole(item)
    found = _by_reference(item, clauses, picks) or _beside(item, clauses)
    if len(found) < 2 or set(found) != whole:
        return {}
    return {
        target: amounts[0] if len(amounts) == 1 else replace(amounts[0], yen=sum(each.yen for each in amounts))
        for target, amounts in found.items()
    }


def _whole(item: Resolved) -> set[Target]:
    if len(item.scope.programmes) > 1:
        return {(programme, None) for programme in item.scope.programmes}
    return set(item.scope.tracks)


def _named(item: Resolved, ask: Ask) -> list[_Place]:
    """The programmes or tracks of the question that a clause names, and where."""
    several = len(item.scope.programmes) > 1
    named: list[_Place] = []
    for mention in ask.mentions:
        if mention.span is None or mention.programme not in item.scope.programmes:
            continue
        if several and (mention.entry.target == "programme" or _alone(mention, ask, item.scope.programmes)):
            named.append((mention.span, (mention.programme, None)))
        elif not several and mention.entry.target == "track" and len(mention.entry.tracks) == 1:
            named.append((mention.span, (mention.programme, mention.entry.tracks[0])))
    return named


def _by_reference(item: Resolved, clauses: Clauses, picks: PickCues) -> dict[Target, list[Amount]]:
    """Two costs and what each is for, told after them (`45万円と200万円。前のは…、後のは…`)."""
    every = [amount for _, amounts in clauses for amount in amounts]
    if len(every) != 2:
        return {}
    found: dict[Target, list[Amount]] = {}
    for ask in (item.ask, *item.message):
        for span, target in _named(item, ask):
            before = ask.text[: span[0]]
            ends = ((every[0], picks.first), (every[-1], picks.last))
            places = [(before.rfind(word), amount) for amount, words in ends for word in words]
            place, amount = max(places, key=lambda pair: pair[0])
            if place >= 0:
                found[target] = [amount]
    return found if len({id(amounts[0]) for amounts in found.values()}) == 2 else {}


def _beside(item: Resolved, clauses: Clauses) -> dict[Target, list[Amount]]:
    """Each cost with what is named nearest to it in its clause."""
    found: dict[Target, list[Amount]] = {}
    for ask, amounts in clauses:
        named = _named(item, ask)
        if not named:
            return {}
        for amount in amounts:
            place = _said_again(ask.text, amount.span) or amount.span
            _, target = min(named, key=lambda pair: _distance(ask.text, pair[0], place))
            found.setdefault(target, []).append(amount)
    return found


def _alone(mention: Mention, ask: Ask, programmes: Sequence[str]) -> bool:
    """Whether a track's name is that of one of these programmes alone."""
    owners = {other.programme for other in ask.mentions if other.span == mention.span and other.programme in programmes}
    return mention.entry.target == "track" and owners == {mention.programme}


def _said_again(text: str, amount: tuple[int, int]) -> tuple[int, int] | None:
    """Where the thing that an amount buys is named again (`機械1000万円と…、機械はものづくりで`)."""
    thing = re.search(r"([一-龠々ァ-ヶーA-Za-z]{2,})[がにはをで]?$", text[: amount[0]])
    thing = thing or re.match(r"円?の([一-龠々ァ-ヶーA-Za-z]{2,})", text[amount[1] :])
    if thing is None:
        return None
    again = text.find(thing[1], amount[1] + len(thing[0]))
    return (again, again + len(thing[1])) if again >= 0 else None


def _distance(text: str, name: tuple[int, int], amount: tuple[int, int]) -> int:
    """Letters between a name and an amount; one across a comma is far."""
    first, last = (name[1], amount[0]) if name[1] <= amount[0] else (amount[1], name[0])
    between = text[first:last]
    return max(0, last - first) + (_FAR if re.search(r"[、。]", between) else 0)
