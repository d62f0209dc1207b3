"""Where a text says the words of a fact: those that aren't denied or asked of, and the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from assistant.programmes.facts import APPLICANT
from assistant.question.denial import asked_of, denied
from assistant.question.folded import Folded, fold, mentions
from assistant.question.language.applicant import Denials, FactCue
from ingest.japanese.figures import Figure

REACH = 12
"""Letters within which a figure belongs to a word."""
_BAND = re.compile("まで|以下|以上|未満")


class Place(NamedTuple):
    """A word of a fact that the text affirms, and where it stands there."""

    word: str
    span: tuple[int, int]


def said(cue: FactCue, text: Folded, denials: Denials, cues: Sequence[FactCue]) -> tuple[str | None, bool]:
    """The longest of the cue's words in the text, outside of what takes it back; and whether it was only denied."""
    taken_back: list[tuple[int, int]] = []
    found = next(_affirmed(cue, text, denials, cues, taken_back), None)
    if found is not None:
        return found.word, False
    if not taken_back and text.typed_in_kana and (word := _heard(cue, text)):
        return word, False
    return None, bool(taken_back)


def places(cue: FactCue, text: Folded, denials: Denials, cues: Sequence[FactCue]) -> list[Place]:
    """Every place where the text affirms one of the cue's words, or leaves it open (`小規模か中小か決まってない`), in
    its order; a word inside a longer one is none."""
    found: list[Place] = []
    for place in _affirmed(cue, text, denials, cues, [], left_open=True):
        if not any(first <= place.span[0] and place.span[1] <= last for _, (first, last) in found):
            found.append(place)
    return sorted(found, key=lambda place: place.span)


def _affirmed(
    cue: FactCue,
    text: Folded,
    denials: Denials,
    cues: Sequence[FactCue],
    taken_back: list[tuple[int, int]],
    *,
    left_open: bool = False,
) -> Iterator[Place]:
    """The places of the cue's words, the longest first, but those denied, which are added to `taken_back`, and those
    that are asked of or left open, unless these are wanted, too."""
    blocked = [span for word in cue.unless for span in text.find_all(fold(word))]
    listed = _listed(cue, cues)
    for word in sorted(cue.words, key=len, reverse=True):
        for start, end in text.find_all(fold(word)):
            if any(first <= start and end <= last for first, last in blocked):
                continue
            span = text.span(start, end)
            if denied(text, start, end, denials, listed):
                taken_back.append((start, end))
                blocked.append((start, end))
            elif not left_open and (
                text.text.startswith(denials.open, span[1])
                or (cue.fact == APPLICANT and asked_of(text, start, end, denials))
            ):
                blocked.append((start, end))
            else:
                yield Place(word, span)


def _heard(cue: FactCue, text: Folded) -> str | None:
    """The longest of the cue's words that a text typed in kana has as it is read."""
    return next((word for word in sorted(cue.words, key=len, reverse=True) if mentions(text, word)), None)


def _listed(cue: FactCue, cues: Sequence[FactCue]) -> tuple[str, ...] | None:
    """The words that may stand in one list with a cue's."""
    if not cue.listed:
        return None
    return tuple(word for other in cues if other.fact == cue.fact and other.value is not None for word in other.words)


def counts(cue: FactCue, text: Folded, counted: Sequence[Figure]) -> list[tuple[int, int]]:
    """The counts that stand near the cue's words, each with how far away."""
    words = [text.span(start, end) for word in cue.words for start, end in text.find_all(fold(word))]
    found: list[tuple[int, int]] = []
    bands = {figure.value for figure in counted if _BAND.match(text.text, figure.span[1])}
    if len(bands) > 1:
        return []  # `3つまでの額と4つ以上の額`: every band is asked for
    for figure in counted:
        unit = figure.unit
        if not isinstance(figure.value, Fraction) or figure.value.denominator != 1:
            continue
        if unit in cue.count_units and any(fold(word) == fold(unit) for word in cue.words):
            found.append((0, int(figure.value)))
        elif unit in cue.count_units or unit == "":
            near = [distance(figure.span, place) for place in words]
            found += [(apart, int(figure.value)) for apart in near if apart <= REACH]
    return found


def distance(amount: tuple[int, int], word: tuple[int, int]) -> int:
    """Letters between an amount and a word; a word in front (`レジ30万円`) counts as a little nearer."""
    if word[1] <= amount[0]:
        return amount[0] - word[1]
    return max(0, word[0] - amount[1]) + 1
