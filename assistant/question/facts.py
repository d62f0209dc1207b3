"""What a question says about the applicant and the plan, as the facts that grant rules turn on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.programmes.facts import APPLICANT
from assistant.question.amounts import Amount
from assistant.question.fact_words import REACH, counts, distance, said
from assistant.question.folded import Folded, fold
from assistant.question.language.applicant import ComponentCue, Denials, FactCue, SideBySide
from assistant.question.side_by_side import added_cases, compared_facts, supposed_values
from ingest.japanese.figures import Figure, figures

FactValue = bool | int | str
_JOINED = re.compile(r"円?(?:くらい|ぐらい|ほど|程度)?の?")
_PAUSE = re.compile(r"[、,と+]")


@dataclass(frozen=True)
class Facts:
    """Facts by key, the words that were only assumed to mean them, and costs by component (yen)."""

    values: Mapping[str, FactValue] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    """Fact key -> the word used, where the documents don't define the fact by that word."""
    components: Mapping[str, int] = field(default_factory=dict)
    priced: Mapping[tuple[int, int], str] = field(default_factory=dict, compare=False)
    """Where in the text a cost of a component stands -> the component."""
    not_applicant: tuple[str, ...] = ()
    """Classes of applicant that the person says not to be."""
    open: frozenset[str] = frozenset()
    """Facts that are left open, whatever was told before (`中小の場合と小規模の場合`)."""
    beside: frozenset[str] = frozenset()
    """Facts whose value is a case beside the one told before (`中小の場合も`)."""

    @property
    def applicant(self) -> str | None:
        """The class of applicant that the person is."""
        value = self.values.get(APPLICANT)
        return value if isinstance(value, str) else None

    def agree_with(self, other: Facts) -> bool:
        """Whether no fact is told in two ways."""
        return all(other.values.get(key, value) == value for key, value in self.values.items())

    def merged_over(self, earlier: Facts) -> Facts:
        """These facts, with what they leave unsaid taken from an earlier turn."""
        added = self.beside | earlier.beside
        both = {key for key in added if self.values.get(key, False) != earlier.values.get(key, False)}
        both &= self.values.keys() & earlier.values.keys()
        opened = self.open | both
        kept = {key: value for key, value in earlier.values.items() if key not in opened}
        settled = {*self.values, *opened}
        return Facts(
            {**kept, **{key: value for key, value in self.values.items() if key not in both}},
            {**{key: word for key, word in earlier.assumed.items() if key not in settled}, **self.assumed},
            dict(self.components or earlier.components),
            not_applicant=tuple(
                each
                for each in dict.fromkeys([*self.not_applicant, *earlier.not_applicant])
                if each != self.values.get(APPLICANT)
            ),
            open=opened | (earlier.open - set(self.values)),
            beside=added - both,
        )


def read_facts(
    text: Folded,
    amounts: Sequence[Amount],
    cues: Sequence[FactCue],
    components: Sequence[ComponentCue],
    denials: Denials,
    side_by_side: SideBySide,
) -> Facts:
    """Read the facts of one text; of cases that are set side by side, none is the person's own."""
    values: dict[str, FactValue] = {}
    assumed: dict[str, str] = {}
    refused: list[FactCue] = []
    counted = [figure for figure in figures(text.text) if figure.kind in ("count", "number")]
    supposed = supposed_values(text, cues, denials, side_by_side)
    for cue in cues:
        if cue.yen_below is not None:
            _wage(cue, amounts, values)
        elif cue.count_units:
            _count(cue, text, counted, values)
        elif cue.value is not None:
            word, taken_back = said(cue, text, denials, cues)
            if (cue.fact, cue.value) in supposed:
                continue
            if word is not None and (cue.fact not in values or isinstance(cue.value, bool)):
                values[cue.fact] = cue.value
                if word in cue.assumed:
                    assumed[cue.fact] = word
            elif taken_back and cue.value is True:
                values[cue.fact] = False
            elif taken_back:
                refused.append(cue)
    compared = compared_facts(text, cues, denials, side_by_side)
    for fact in compared:
        values.pop(fact, None)
        assumed.pop(fact, None)
    for cue in refused:
        if cue.otherwise and cue.fact not in compared:
            values.setdefault(cue.fact, cue.otherwise)
    not_applicant = tuple(
        str(cue.value) for cue in refused if cue.fact == APPLICANT and cue.value != values.get(APPLICANT)
    )
    owned = _owned(text, amounts, components)
    priced = {amount.span: component for component, amount in owned}
    beside = added_cases(text, cues, denials, side_by_side) & values.keys()
    return Facts(values, assumed, _summed(owned), priced, not_applicant, compared, beside)


def _wage(cue: FactCue, amounts: Sequence[Amount], values: dict[str, FactValue]) -> None:
    for amount in amounts:
        if amount.role == "wage" and cue.yen_below is not None and amount.yen < cue.yen_below:
            values[cue.fact] = amount.yen


def _count(cue: FactCue, text: Folded, counted: Sequence[Figure], values: dict[str, FactValue]) -> None:
    """The count nearest to one of the cue's words, one behind the word before one in front of it."""
    found = counts(cue, text, counted)
    if found and cue.fact not in values:
        values[cue.fact] = min(found, key=lambda pair: pair[0])[1]


def named_components(text: Folded, cues: Sequence[ComponentCue]) -> tuple[str, ...]:
    """The components that a text names, whatever they cost."""
    return tuple(cue.component for cue in cues if text.has_any(cue.words))


def read_components(text: Folded, amounts: Sequence[Amount], cues: Sequence[ComponentCue]) -> dict[str, int]:
    """Costs by component: each cost amount belongs to the component named nearest to it, the nearest pair first.

    Two things of one component (`PC10万円とタブレット8万円`) add up.
    """
    return _summed(_owned(text, amounts, cues))


def _summed(owned: Sequence[tuple[str, Amount]]) -> dict[str, int]:
    costs: dict[str, int] = {}
    for component, amount in owned:
        costs[component] = costs.get(component, 0) + amount.yen
    return costs


def _owned(text: Folded, amounts: Sequence[Amount], cues: Sequence[ComponentCue]) -> list[tuple[str, Amount]]:
    """The costs with the component that each belongs to. Every word belongs to one amount."""
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
        (_apart(text.text, amount.span, span), amount.span, span, component, place)
        for place, amount in enumerate(amounts)
        if amount.role == "cost"
        for span, component in places
    )
    owned: list[tuple[str, Amount]] = []
    used: set[tuple[int, int]] = set()
    for apart, amount_span, word_span, component, place in pairs:
        if apart <= REACH and amount_span not in used and word_span not in used:
            owned.append((component, amounts[place]))
            used |= {amount_span, word_span}
    return owned


_ON_TOP = "も"


def _apart(text: str, amount: tuple[int, int], word: tuple[int, int]) -> int:
    """How far an amount is from what it buys: not at all where `の` joins them, further across a pause or an `と`."""
    first, last = (word[1], amount[0]) if word[1] <= amount[0] else (amount[1], word[0])
    between = text[first:last]
    if first == amount[1] and _JOINED.fullmatch(between):
        return 0
    # `券売機も追加、35万円`: what comes on top, and then its price
    pauses = _PAUSE.search(between) and not (first == word[1] and between.startswith(_ON_TOP))
    return distance(amount, word) + (REACH // 2 if pauses else 0)
