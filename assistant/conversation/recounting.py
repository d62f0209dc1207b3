"""Counts told by the ones before (`3軒抜けて、あと一軒増えた`) as what they come to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from assistant.conversation.memory import Memory
from assistant.question.ask import Ask
from assistant.question.changes import count_change, count_reached
from assistant.question.facts import Facts
from assistant.question.language.amount_roles import ChangeCues
from assistant.question.patterns import any_of
from ingest.japanese.figures import figures

Units = Mapping[str, Sequence[str]]


class _Counted(NamedTuple):
    """A count in a clause, and by how much it changes the one told before; no change, where it is told as it is."""

    ask: Ask
    value: int
    change: int
    reached: bool
    """Whether it is what the count came to (`5社に減った`)."""


def recounted(asks: Sequence[Ask], memory: Memory, units: Units, cues: ChangeCues) -> list[Ask]:
    """The clauses with such a count worked out, from the same message or else from an earlier turn.

    `units` are the units in which facts are counted, by fact.
    """
    found = list(asks)
    told = {**memory.facts.values, **{key: value for ask in asks for key, value in ask.facts.values.items()}}
    for fact in units:
        of_it = [ask for ask in found if fact in told and _is_of(fact, ask, told, units)]
        counted = [each for ask in of_it for each in _counted(ask, units[fact], cues)]
        whole = _whole(counted, memory.facts.values.get(fact))
        if whole is not None and whole > 0:
            changed = [each.ask for each in counted]
            found = [_with(ask, fact, whole) if ask in changed else ask for ask in found]
    return found


def count_of(ask: Ask, memory: Memory, units: Units, turning: Collection[str]) -> Facts:
    """A count that is the one fact it can be of: one that was told (`業務領域は2つ` … `4つだったら？`), or one that
    the rules of the track turn on (`10社だと`)."""
    counted = [figure for figure in figures(ask.text) if figure.kind == "count" and isinstance(figure.value, Fraction)]
    if len(counted) != 1 or ask.place is not None or any(key in units for key in ask.facts.values):
        return Facts()
    figure = counted[0]
    told = [key for key in memory.facts.values if figure.unit in units.get(key, ())]
    told = told or [key for key in turning if figure.unit in units.get(key, ())]
    if len(told) != 1 or not isinstance(figure.value, Fraction) or figure.value.denominator != 1:
        return Facts()
    return Facts({told[0]: int(figure.value)})


def supposes_count(text: str, cues: ChangeCues) -> bool:
    """Whether a count is supposed (`12者なら`, `4つに増やせば`), or what one came to, and not only counted."""
    return any(
        count_reached(text, figure.span[1], cues) or re.match(rf"の?{any_of(cues.supposed)}", text[figure.span[1] :])
        for figure in figures(text)
        if figure.kind == "count"
    )


def _whole(counted: Sequence[_Counted], before: object) -> int | None:
    """What the count comes to; None where nothing changes it, or nothing tells what it was."""
    changes = [place for place, each in enumerate(counted) if each.change]
    plain = [place for place, each in enumerate(counted) if not each.change]
    if len(counted) > 1 and counted[-1].reached:
        return counted[-1].value  # `15社から5社に減った`
    if not changes:
        return None
    if plain and plain[-1] > changes[-1]:
        return counted[plain[-1]].value  # `2社増えて17社です`
    base = counted[plain[-1]].value if plain else before  # `15社から3社抜けて`
    if not isinstance(base, int) or isinstance(base, bool):
        return None
    later = counted[plain[-1] + 1 :] if plain else counted
    return base + sum(each.change for each in later)


def _is_of(fact: str, ask: Ask, told: Collection[str], units: Units) -> bool:
    """Whether a count of a clause is of this fact: by what it says itself, or because no other told has such a unit."""
    own = units.keys() & ask.facts.values.keys()
    sharing = {key for key in units.keys() & told if set(units[key]) & set(units[fact])}
    return fact in own if own else sharing == {fact}


def _counted(ask: Ask, units: Sequence[str], cues: ChangeCues) -> Iterator[_Counted]:
    for figure in figures(ask.text):
        if figure.kind != "count" or figure.unit not in units or not isinstance(figure.value, Fraction):
            continue
        if figure.value.denominator == 1:
            number, end = int(figure.value), figure.span[1]
            change = count_change(ask.text, end, cues)
            by = 0 if change is None else number if change == "more" else -number
            yield _Counted(ask, number, by, count_reached(ask.text, end, cues))


def _with(ask: Ask, fact: str, value: int) -> Ask:
    return replace(ask, facts=replace(ask.facts, values={**ask.facts.values, fact: value}), pieces=None)
