"""Names that are misspelt: a letter or so wrong as they are written, or as they are read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.programmes.names import NameEntry
from assistant.question.folded import Folded, fold, word_reading
from ingest.japanese.readings import Word, words

_SHORTEST = 6
"""A name this short is matched only as it is written: one letter more or less makes it another word."""
_SCORE = 83.0
"""Share of a name's letters that must agree for a near miss; one letter in six may be wrong."""
_STEM_SHORTEST = 3
_STEM_SCORE = 74.0
_TRACK_SHORTEST = 5
"""Letters in the reading of a track, where its programme is named."""
_TRACK_SCORE = 80.0
_EXACT = 100.0
_SHORT_NAME = range(3, 6)
_FEWEST_PIECES = 3
"""Words into which a short misspelt name falls, at least: what falls into fewer is a word of its own (`一体型`)."""


class NearMiss(NamedTuple):
    """A misspelt name. `span` is in the normalised text; None where it was found by its reading."""

    entry: NameEntry
    span: tuple[int, int] | None
    score: float
    """Share of its letters that agree, of 100."""


@dataclass(frozen=True)
class _Form:
    """A name as it is written, or as it is read aloud."""

    entry: NameEntry
    text: str
    stem: str
    """The name without the ending that other programmes share (`補助金`): what tells it apart."""

    @property
    def can_be_alike(self) -> bool:
        return len(self.text) >= _SHORTEST and len(self.stem) >= _STEM_SHORTEST


class MisspeltNames:
    """Finds names of programmes and tracks that a text has with a letter or so wrong."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        written, said = _forms(entries := list(entries), fold), _forms(entries, word_reading)
        self._written = [form for form in written if form.can_be_alike]
        self._said = [form for form in said if form.can_be_alike]
        tracks = [form for form in written if form.entry.target == "track"]
        self._short_tracks = [form for form in tracks if len(form.text) in _SHORT_NAME]
        self._tracks_said = [f for f in said if f.entry.target == "track" and len(f.text) >= _TRACK_SHORTEST]

    def find(self, text: Folded, rest: str) -> list[NearMiss]:
        """The most alike, where it is alike enough; `rest` is the folded text with a line break for each other name.

        What tells a name apart (`じぞくか` of `じぞくか補助金`) has to be alike too, not only the ending that it shares.
        """
        found = [(form, _written_so(form, text, rest)) for form in _alike_forms(self._written, rest)]
        found += [(form, _said_so(form, text)) for form in _alike_forms(self._said, text.reading)]
        best: dict[str, tuple[float, int, NearMiss]] = {}
        for form, near in found:
            if near is None:
                continue
            rank = (near.score, len(form.text), near)
            if near.entry.programme not in best or rank[:2] > best[near.entry.programme][:2]:
                best[near.entry.programme] = rank
        top = max((score for score, _, _ in best.values()), default=0.0)
        return [near for score, _, near in best.values() if score >= top - 1]

    def track(self, text: Folded, rest: str, programme: str) -> NearMiss | None:
        """The misspelt track of a programme that is named (`カタロク注文がた`): less of its sound may agree, and of a
        short name one letter inside may be another (`一搬型`)."""
        own = [form for form in self._tracks_said if form.entry.programme == programme]
        found = [near for form in own if (near := _said_so(form, text, of_named=True))]
        short = [form for form in self._short_tracks if form.entry.programme == programme]
        found += [near for form in short if (near := _one_letter_off(form, text, rest))]
        return max(found, key=lambda near: near.score, default=None)


def _forms(entries: Sequence[NameEntry], shape: Callable[[str], str]) -> list[_Form]:
    """How the names look in one shape; what is a slip of its own, or no Japanese, has no near misses."""
    shaped = [(entry, shape(entry.text)) for entry in entries]
    endings = _shared_endings([(entry.programme, text) for entry, text in shaped])
    return [
        _Form(entry, text, _stem(text, endings))
        for entry, text in sorted(shaped, key=lambda pair: -len(pair[1]))
        if text and entry.target != "special" and entry.kind not in ("typo", "romaji")
    ]


def _shared_endings(names: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Endings that the names of three programmes or more have in common."""
    owners: dict[str, set[str]] = {}
    for programme, name in names:
        for length in range(1, len(name)):
            owners.setdefault(name[-length:], set()).add(programme)
    return frozenset(ending for ending, programmes in owners.items() if len(programmes) >= 3)


def _stem(name: str, endings: frozenset[str]) -> str:
    for start in range(1, len(name) - 1):
        if name[start:] in endings:
            return name[:start]
    return name


def _alike_forms(forms: Sequence[_Form], within: str) -> list[_Form]:
    """The forms that may be alike: all at once, in C, as one by one they would take longer than the rest of the answer."""
    from rapidfuzz import fuzz, process

    texts = [form.text for form in forms]
    found = process.extract(within, texts, scorer=fuzz.partial_ratio, score_cutoff=_SCORE, limit=None)
    return [forms[place] for _, _, place in found]


def _written_so(form: _Form, text: Folded, rest: str) -> NearMiss | None:
    found = _alike(form, rest)
    return NearMiss(form.entry, text.span(found[1], found[2]), found[0]) if found else None


def _said_so(form: _Form, text: Folded, *, of_named: bool = False) -> NearMiss | None:
    """By its sound, `以外の支援策` is no `災害支援` and `セキュリティの訓練` no `セキュリティの枠`: who writes down what he
    hears begins and ends right."""
    found = _alike(form, text.reading, of_named=of_named)
    if found is None:
        return None
    score, start, end = found
    right = text.reading[start] == form.text[0] and text.reading[end - 2 : end] == form.text[-2:]
    if not right or (of_named and score < _EXACT and not _are_no_word(_heard(text, start, end))):
        return None
    return NearMiss(form.entry, None, score)


def _heard(text: Folded, start: int, end: int) -> list[Word]:
    """The words of a text that are heard at these places of its reading."""
    found, place = [], 0
    for word in words(text.text):
        length = len(fold(word.reading))
        if place < end and start < place + length:
            found.append(word)
        place += length
    return found


def _alike(form: _Form, within: str, *, of_named: bool = False) -> tuple[float, int, int] | None:
    """Where a name stands in a text with a letter or so wrong: the score, and the span; `of_named`, whether it can only
    be that of a programme that is named.

    `セキュリティ機器` is no `セキュリティ枠`, and `サイバーセキュリティ` no name at all: the last letter is right, too.
    """
    from rapidfuzz import fuzz

    if len(within) < len(form.text):
        return None
    match = fuzz.partial_ratio_alignment(form.text, within, score_cutoff=_TRACK_SCORE if of_named else _SCORE)
    if match is None:
        return None
    start, end = match.dest_start, match.dest_end
    piece = within[start:end]
    own = piece[: len(piece) - (len(form.text) - len(form.stem))]
    if "\n" in piece or (not of_named and fuzz.ratio(form.stem, own) < _STEM_SCORE):
        return None
    if within[end - 1] != form.text[-1] or end - start < len(form.text) - 1:
        return None
    return match.score, start, end


def _one_letter_off(form: _Form, text: Folded, rest: str) -> NearMiss | None:
    """A short name with another letter inside it, that is no word of its own."""
    name, length = form.text, len(form.text)
    for start in range(len(rest) - length + 1):
        piece = rest[start : start + length]
        if piece[0] != name[0] or piece[-1] != name[-1] or "\n" in piece:
            continue
        wrong = sum(one != other for one, other in zip(piece, name, strict=True))
        if wrong == 1 and _are_no_word(words(piece)):
            return NearMiss(form.entry, text.span(start, start + length), 100.0 * (length - 1) / length)
    return None


def _are_no_word(found: Sequence[Word]) -> bool:
    """Whether a name that these words are taken for can be meant: `卒業枠` is a word of its own, and no `創業枠`."""
    return len(found) >= _FEWEST_PIECES or not all(word.known for word in found)
