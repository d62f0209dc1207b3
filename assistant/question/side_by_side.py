"""Cases that a text sets side by side, so that none of them is the person's own: `中小の場合と小規模の場合`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.programmes.facts import APPLICANT
from assistant.question.fact_words import Place, counts, places, said
from assistant.question.folded import Folded
from assistant.question.language.applicant import Denials, FactCue, SideBySide
from assistant.question.patterns import any_of
from ingest.japanese.figures import Figure, figures

_Value = bool | int | str
_Told = Mapping[str, Sequence[tuple[_Value, Place | None]]]
"""The values told, by fact, each with its place; without one where it is only heard in kana."""
_TWO = 2
_NOUN = "[一-龠ァ-ヶー]{1,6}"
"""What may be of one group with a value (`小規模・再生の場合`)."""


def compared_facts(text: Folded, cues: Sequence[FactCue], denials: Denials, side_by_side: SideBySide) -> frozenset[str]:
    """The facts of which several values are set side by side: `小規模と中小で違いますか`, `領域が3つと4つで変わる?`."""
    compared = text.has_any(side_by_side.differing)
    values_of = _told(text, cues, denials)
    alone = {(cue.fact, cue.value) for cue in cues if cue.alone}
    counted = [figure for figure in figures(text.text) if figure.kind in ("count", "number")]
    for cue in cues:
        if cue.count_units and (compared or _joined_counts(text, counted)):
            values_of.setdefault(cue.fact, []).extend((number, None) for _, number in counts(cue, text, counted))
    return _beside_all_others(text, values_of, side_by_side) | frozenset(
        fact
        for fact, values in values_of.items()
        if len({value for value, _ in values}) > 1
        and (
            compared
            or _by_kind(fact, values)
            or any((fact, value) in alone for value, _ in values)
            or _are_cases(text, values, side_by_side)
        )
    )


def supposed_values(
    text: Folded, cues: Sequence[FactCue], denials: Denials, side_by_side: SideBySide
) -> frozenset[tuple[str, _Value]]:
    """What is only supposed before another value is told (`小規模なら2/3らしいけど、うちは中小です`): fact and value."""
    found: set[tuple[str, _Value]] = set()
    for fact, values in _told(text, cues, denials).items():
        placed = sorted(((place, value) for value, place in values if place is not None), key=lambda each: each[0].span)
        if len({value for _, value in placed}) == _TWO == len(placed):
            as_case = _as_case(placed, side_by_side)
            first, last = (as_case.match(text.text, place.span[1]) for place, _ in placed)
            if first and not last:
                found.add((fact, placed[0][1]))
    return frozenset(found)


def added_cases(text: Folded, cues: Sequence[FactCue], denials: Denials, side_by_side: SideBySide) -> frozenset[str]:
    """The facts of which a value comes beside the one told before (`中小の場合と並べて`, `直接の場合も念のため`)."""
    found: set[str] = set()
    for fact, values in _told(text, cues, denials).items():
        placed = [(place, value) for value, place in values if place is not None]
        for place, _ in placed:
            case = _as_case(placed, side_by_side).match(text.text, place.span[1])
            behind = text.text[case.end() :] if case else ""
            if behind.startswith("も") or (behind.startswith("と") and text.has_any(side_by_side.both)):
                found.add(fact)
    return frozenset(found)


def _told(text: Folded, cues: Sequence[FactCue], denials: Denials) -> dict[str, list[tuple[_Value, Place | None]]]:
    """The values that the text affirms, by fact, each with its place; without one where it is only heard in kana."""
    found: dict[str, list[tuple[_Value, Place | None]]] = {}
    for cue in cues:
        if cue.value is None:
            continue
        spoken: list[Place | None] = [*places(cue, text, denials, cues)]
        if not spoken and said(cue, text, denials, cues)[0] is not None:
            spoken = [None]
        found.setdefault(cue.fact, []).extend((cue.value, place) for place in spoken)
    return found


def _beside_all_others(text: Folded, values_of: _Told, words: SideBySide) -> frozenset[str]:
    """The facts of which one value is set beside all others (`小規模とそれ以外`)."""
    others = re.compile(
        rf"{any_of(words.suffixes)}?{any_of(words.cases)}?{any_of(words.joins)}+ ?{any_of(words.others)}"
    )
    return frozenset(
        fact
        for fact, values in values_of.items()
        if any(place and others.match(text.text, place.span[1]) for _, place in values)
    )


def _by_kind(fact: str, values: Sequence[tuple[_Value, Place | None]]) -> bool:
    """Whether several kinds of one thing are named at all (`直接被害と間接被害の上限`), or several counts of it."""
    return fact != APPLICANT and not any(isinstance(value, bool) for value, _ in values)


def _are_cases(text: Folded, values: Sequence[tuple[_Value, Place | None]], words: SideBySide) -> bool:
    """Whether two values are told as cases (`中小なら…小規模なら…`, `中小か小規模か`), or as both (`中小と小規模の両方`)."""
    told = sorted(((place, value) for value, place in values if place is not None), key=lambda each: each[0].span)
    as_case = _as_case(told, words)
    between = re.compile(rf"{any_of(words.suffixes)}?{any_of(words.cases)}?{any_of(words.joins)}+")
    either = re.compile(rf"{any_of(words.suffixes)}?{any_of(words.either)}")
    both = text.has_any(words.both)
    for (one, value), (two, other) in pairwise(told):
        if value == other:
            continue
        gap = text.text[one.span[1] : two.span[0]].strip()
        if either.fullmatch(gap) or (both and between.fullmatch(gap)):
            return True
        if as_case.match(text.text, one.span[1]) and as_case.match(text.text, two.span[1]) and not _listed(gap, words):
            return True
    return False


def _as_case(told: Sequence[tuple[Place, _Value]], words: SideBySide) -> re.Pattern[str]:
    """What makes a case of the value right before it, or of the last one of its group (`小規模・再生の場合`)."""
    names = any_of(tuple(dict.fromkeys(place.word for place, _ in told)))
    group = rf"(?:{any_of(words.joins)}{names}|・{_NOUN})*"
    return re.compile(rf"{group}{any_of(words.suffixes)}?{any_of(words.cases)}")


def _listed(gap: str, words: SideBySide) -> bool:
    """Whether two values are one group (`小規模・再生の場合`)."""
    return re.fullmatch(any_of(words.joins), gap) is not None


def _joined_counts(text: Folded, counted: Sequence[Figure]) -> bool:
    """Whether two counts are joined (`1機能と2機能以上の上限`)."""
    pairs = pairwise(counted)
    return any(re.fullmatch(r"[^、。?]{0,3}と", text.text[one.span[1] : other.span[0]]) for one, other in pairs)
