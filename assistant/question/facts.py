"""What a question says about the applicant and the plan, as the facts that grant rules turn on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from assistant.programmes.facts import APPLICANT
from assistant.question.amounts import Amount
from assistant.question.denial import asked_of, denied
from assistant.question.folded import Folded, fold, mentions
from assistant.question.language.applicant import ComponentCue, Denials, FactCue
from ingest.japanese.figures import Figure, figures

FactValue = bool | int | str
_REACH = 12
_JOINED = re.compile(r"円?(?:くらい|ぐらい|ほど|程度)?の?")
_BAND = re.compile("まで|以下|以上|未満")
_PAUSE = re.compile(r"[、,と+]")


@dataclass(frozen=True)
class Facts:
    """Facts by key, the words that were only assumed to mean them, and costs by component (yen)."""

    values: Mapping[str, FactValue] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    """Fact key -> the word used, where the documents don't define the fact by that word."""
    components: Mapping[str, int] = field(default_factory=dict)
    not_applicant: tuple[str, ...] = ()
    """Classes of applicant that the person says not to be."""

    @property
    def applicant(self) -> str | None:
        """The class of applicant that the person is."""
        value = self.values.get(APPLICANT)
        return value if isinstance(value, str) else None

    def merged_over(self, earlier: Facts) -> Facts:
        """These facts, with what they leave unsaid taken from an earlier turn."""
        return Facts(
            {**earlier.values, **self.values},
            {**{key: word for key, word in earlier.assumed.items() if key not in self.values}, **self.assumed},
            dict(self.components or earlier.components),
            tuple(
                each
                for each in dict.fromkeys([*self.not_applicant, *earlier.not_applicant])
                if each != self.values.get(APPLICANT)
            ),
        )


def read_facts(
    text: Folded,
    amounts: Sequence[Amount],
    cues: Sequence[FactCue],
    components: Sequence[ComponentCue],
    denials: Denials,
    side_by_side: Sequence[str] = (),
) -> Facts:
    """Read the facts of one text.

    Where several classes of applicant are set side by side, none of them is the person's own.
    """
    values: dict[str, FactValue] = {}
    assumed: dict[str, str] = {}
    refused: list[FactCue] = []
    counted = [figure for figure in figures(text.text) if figure.kind in ("count", "number")]
    for cue in cues:
        if cue.yen_below is not None:
            _wage(cue, amounts, values)
        elif cue.count_units:
            _count(cue, text, counted, values)
        elif cue.value is not None:
            word, taken_back = _said(cue, text, denials, cues)
            if word is not None and (cue.fact not in values or isinstance(cue.value, bool)):
                values[cue.fact] = cue.value
                if word in cue.assumed:
                    assumed[cue.fact] = word
            elif taken_back and cue.value is True:
                values[cue.fact] = False
            elif taken_back:
                refused.append(cue)
    for fact in _side_by_side(text, cues, denials):
        values.pop(fact, None)  # `直接被害と間接被害、それぞれの上限`
    for fact in compared_facts(text, cues, denials, side_by_side):
        values.pop(fact, None)
        assumed.pop(fact, None)
    for cue in refused:
        if cue.otherwise:
            values.setdefault(cue.fact, cue.otherwise)
    not_applicant = tuple(
        str(cue.value) for cue in refused if cue.fact == APPLICANT and cue.value != values.get(APPLICANT)
    )
    costs = read_components(text, amounts, components)
    return Facts(values, assumed, costs, not_applicant)


def _side_by_side(text: Folded, cues: Sequence[FactCue], denials: Denials) -> list[str]:
    """The facts of which a text says several kinds, so that none of them is the person's own."""
    said: dict[str, set[str]] = {}
    for cue in cues:
        if isinstance(cue.value, str) and cue.fact != APPLICANT and _said(cue, text, denials, cues)[0] is not None:
            said.setdefault(cue.fact, set()).add(cue.value)
    return [fact for fact, values in said.items() if len(values) > 1]


def compared_facts(
    text: Folded, cues: Sequence[FactCue], denials: Denials, side_by_side: Sequence[str]
) -> frozenset[str]:
    """The facts of which several values are set side by side: `小規模と中小で違いますか`, `領域が3つと4つで変わる?`."""
    compared = text.has_any(side_by_side)
    said: dict[str, set[FactValue]] = {}
    counted = [figure for figure in figures(text.text) if figure.kind in ("count", "number")]
    for cue in cues:
        if cue.count_units and (compared or _joined_counts(text, counted)):
            said.setdefault(cue.fact, set()).update(number for _, number in _counts(cue, text, counted))
        elif compared and cue.value is not None and _said(cue, text, denials, cues)[0] is not None:
            said.setdefault(cue.fact, set()).add(cue.value)
    return frozenset(fact for fact, values in said.items() if len(values) > 1)


def _joined_counts(text: Folded, counted: Sequence[Figure]) -> bool:
    """Whether two counts are joined (`1機能と2機能以上の上限`)."""
    pairs = pairwise(counted)
    return any(re.fullmatch(r"[^、。?]{0,3}と", text.text[one.span[1] : other.span[0]]) for one, other in pairs)


def _said(cue: FactCue, text: Folded, denials: Denials, cues: Sequence[FactCue]) -> tuple[str | None, bool]:
    """The longest of the cue's words in the text, outside of what takes it back; and whether it was only denied."""
    blocked = [span for word in cue.unless for span in text.find_all(fold(word))]
    listed = _listed(cue, cues)
    taken_back = False
    for word in sorted(cue.words, key=len, reverse=True):
        for start, end in text.find_all(fold(word)):
            if any(first <= start and end <= last for first, last in blocked):
                continue
            if denied(text, start, end, denials, listed):
                taken_back = True
                blocked.append((start, end))
                continue
            if text.text.startswith(denials.open, text.span(start, end)[1]):
                blocked.append((start, end))
                continue
            if cue.fact == APPLICANT and asked_of(text, start, end, denials):
                blocked.append((start, end))
                continue
            return word, False
        if not taken_back and text.typed_in_kana and mentions(text, word):
            return word, False
    return None, taken_back


def _listed(cue: FactCue, cues: Sequence[FactCue]) -> tuple[str, ...] | None:
    """The words that may stand in one list with a cue's."""
    if not cue.listed:
        return None
    return tuple(word for other in cues if other.fact == cue.fact and other.value is not None for word in other.words)


def _wage(cue: FactCue, amounts: Sequence[Amount], values: dict[str, FactValue]) -> None:
    for amount in amounts:
        if amount.role == "wage" and cue.yen_below is not None and amount.yen < cue.yen_below:
            values[cue.fact] = amount.yen


def _count(cue: FactCue, text: Folded, counted: Sequence[Figure], values: dict[str, FactValue]) -> None:
    """The count nearest to one of the cue's words, one behind the word before one in front of it."""
    found = _counts(cue, text, counted)
    if found and cue.fact not in values:
        values[cue.fact] = min(found, key=lambda pair: pair[0])[1]


def _counts(cue: FactCue, text: Folded, counted: Sequence[Figure]) -> list[tuple[int, int]]:
    """The counts that stand near the cue's words, each with how far away."""
    places = [text.span(start, end) for word in cue.words for start, end in text.find_all(fold(word))]
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
            near = [_distance(figure.span, place) for place in places]
            found += [(distance, int(figure.value)) for distance in near if distance <= _REACH]
    return found


def named_components(text: Folded, cues: Sequence[ComponentCue]) -> tuple[str, ...]:
    """The components that a text names, whatever they cost."""
    return tuple(cue.component for cue in cues if text.has_any(cue.words))


def read_components(text: Folded, amounts: Sequence[Amount], cues: Sequence[ComponentCue]) -> dict[str, int]:
    """Costs by component: each cost amount belongs to the component named nearest to it, the nearest pair first.

    Every word belongs to one amount, so that two things of one component (`PC10万円とタブレット8万円`) add up.
    """
    places = [
        (text.span(start, end), cue.component)
        for cue in cues
        for word in cue.words
        for start, end in text.find_all(fold(word))
    ]
    # `ノートパソコン` is one word, though it holds `パソコン`.
    places = [
        (span, component)
        for span, component in dict.fromkeys(places)
        if not any(
            other != span and other[0] <= span[0] and span[1] <= other[1] and owner == component
            for other, owner in places
        )
    ]
    pairs = sorted(
        (_apart(text.text, amount.span, span), amount.span, span, component, amount.yen)
        for amount in amounts
        if amount.role == "cost"
        for span, component in places
    )
    costs: dict[str, int] = {}
    used: set[tuple[int, int]] = set()
    for distance, amount_span, word_span, component, yen in pairs:
        if distance <= _REACH and amount_span not in used and word_span not in used:
            costs[component] = costs.get(component, 0) + yen
            used |= {amount_span, word_span}
    return costs


def _apart(text: str, amount: tuple[int, int], word: tuple[int, int]) -> int:
    """How far an amount is from what it buys: not at all where `の` joins them, further across a pause or an `と`."""
    first, last = (word[1], amount[0]) if word[1] <= amount[0] else (amount[1], word[0])
    between = text[first:last]
    if first == amount[1] and _JOINED.fullmatch(between):
        return 0
    return _distance(amount, word) + (_REACH // 2 if _PAUSE.search(between) else 0)


def _distance(amount: tuple[int, int], word: tuple[int, int]) -> int:
    """Letters between an amount and a word; a word in front (`レジ30万円`) counts as a little nearer."""
    if word[1] <= amount[0]:
        return amount[0] - word[1]
    return max(0, word[0] - amount[1]) + 1
