"""The names of programmes, tracks and special cases in a text: as they are written, by their reading, or a near miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.programmes.names import NameEntry
from assistant.question.folded import Folded, fold, word_reading
from assistant.question.word_list import WordList
from assistant.recent import Recent

# A name this short is matched only as it is written: one letter more or less makes it another word.
_FUZZY_SHORTEST = 6
_READING_SHORTEST = 4
# Share of a name's letters that must agree for a near miss; one letter in six may be wrong.
_FUZZY_SCORE = 83.0
_STEM_SHORTEST = 3
_REMEMBERED = 64
_STEM_SCORE = 74.0


@dataclass(frozen=True)
class Mention:
    """A name found in a text. `span` is in the normalised text; None where it was found by its reading alone."""

    entry: NameEntry
    span: tuple[int, int] | None
    certainty: float
    """1 for the name as it is written, less for a near miss."""
    form: str = ""
    """The reading that was found, where there is no span."""

    @property
    def programme(self) -> str:
        return self.entry.programme

    @property
    def holds_figure(self) -> bool:
        """Whether a figure is part of the name (`100億宣言`)."""
        return any(char.isdigit() for char in self.entry.text)


@dataclass(frozen=True)
class _Name:
    entry: NameEntry
    folded: str
    said: str
    stem: str
    """The folded name without the ending that other programmes share (`補助金`): what tells it apart."""
    said_stem: str


class NameIndex:
    """Finds names in text. Longer names win over the names inside them."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        every = list(entries)
        self.described = tuple(entry for entry in every if entry.kind == "described")
        """What isn't called by a name but described: no name to be found by itself."""
        entries = [entry for entry in every if entry.kind != "described"]
        self.entries = tuple(entries)
        endings = _shared_endings([(entry.programme, fold(entry.text)) for entry in entries])
        said_endings = _shared_endings([(entry.programme, word_reading(entry.text)) for entry in entries])
        names = []
        for entry in entries:
            folded, said = fold(entry.text), word_reading(entry.text)
            names.append(_Name(entry, folded, said, _stem(folded, endings), _stem(said, said_endings)))
        self._names = sorted((name for name in names if name.folded), key=lambda name: -len(name.folded))
        self._list = WordList(((name.folded,), name) for name in self._names)
        # One message is read in several ways, each time with the same clauses.
        self._recent: Recent[tuple[str, bool], Sequence[Mention]] = Recent(_REMEMBERED)
        mistyped = [
            name for name in self._names if name.entry.target != "special" and name.entry.kind not in ("typo", "romaji")
        ]
        self._by_writing = [name for name in mistyped if _can_be_alike(name.folded, name.stem)]
        self._by_sound = [name for name in mistyped if _can_be_alike(name.said, name.said_stem)]
        self._written = [name.folded for name in self._by_writing]
        self._said = [name.said for name in self._by_sound]

    def find(self, text: Folded, *, near: bool = True) -> list[Mention]:
        """Every name in the text, in the order of the text; misspelt ones too, unless `near` says otherwise."""
        if not near:
            return list(self._find(text, near=False))
        return list(self._recent.get((text.text, text.typed_in_kana), lambda: self._find(text, near=True)))

    def written(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in a text, none of them misspelt."""
        return [mention.span for mention in self.find(Folded.of(text), near=False) if mention.span]

    def _find(self, text: Folded, *, near: bool) -> Sequence[Mention]:
        found, taken = self._exact(text)
        # Only what the exact names leave is compared by reading and likeness, so that `持続化補助金` isn't also
        # taken for a misspelt `省力化補助金`.
        rest = "".join("\n" if taken[index] else char for index, char in enumerate(text.folded))
        written = {mention.entry.target for mention in found}
        if text.typed_in_kana:
            found += [mention for mention in self._by_reading(text) if mention.entry.target not in written]
        if not found and near:
            found += self._near(text, rest)
        return sorted(found, key=lambda mention: mention.span or (len(text.text), len(text.text)))

    def _exact(self, text: Folded) -> tuple[list[Mention], list[bool]]:
        taken = [False] * len(text.folded)
        owner: dict[tuple[int, int], None] = {}
        found: list[Mention] = []
        for name in self._list.possible(text.folded):
            for start, end in text.find_all(name.folded):
                if any(taken[start:end]) and (start, end) not in owner:
                    continue
                found.append(Mention(name.entry, text.span(start, end), 1.0))
                owner[start, end] = None
                taken[start:end] = [True] * (end - start)
        return found, taken

    def _by_reading(self, text: Folded) -> list[Mention]:
        found, said = [], text.reading
        for form in sorted(
            {name.said for name in self._names if len(name.said) >= _READING_SHORTEST}, key=len, reverse=True
        ):
            if form in said:
                typed = text.find_all(form)
                span = text.span(*typed[0]) if typed else None
                found += [Mention(name.entry, span, 0.95, form) for name in self._names if name.said == form]
                said = said.replace(form, "\n")
        return found

    def _near(self, text: Folded, rest: str) -> list[Mention]:
        """Misspelt names of programmes and tracks: the most alike, where it is alike enough.

        What tells a name apart (`じぞくか` of `じぞくか補助金`) has to be alike too, not only the ending that it shares.
        """
        from rapidfuzz import fuzz, process

        # All names at once, in C: one by one they would take longer than the rest of the answer.
        written = process.extract(rest, self._written, scorer=fuzz.partial_ratio, score_cutoff=_FUZZY_SCORE, limit=None)
        said = process.extract(
            text.reading, self._said, scorer=fuzz.partial_ratio, score_cutoff=_FUZZY_SCORE, limit=None
        )
        by_writing = [self._by_writing[at] for _, _, at in written]
        by_sound = [self._by_sound[at] for _, _, at in said]
        forms = [(name, name.folded, name.stem, rest) for name in by_writing]
        forms += [(name, name.said, name.said_stem, text.reading) for name in by_sound]
        best: dict[str, tuple[float, int, Mention]] = {}
        for name, form, stem, within in forms:
            found = _alike(form, stem, within)
            if found is None:
                continue
            score, start, end = found
            if within[end - 1] != form[-1] or end - start < len(form) - 1:
                continue  # `セキュリティ機器` is no `セキュリティ枠`, and `サイバーセキュリティ` no name at all
            if within is not rest and (within[start] != form[0] or within[end - 2 : end] != form[-2:]):
                # By its sound, `以外の支援策` is no `災害支援` and `セキュリティの訓練` no `セキュリティの枠`: who writes down
                # what he hears begins and ends right.
                continue
            span = text.span(start, end) if within is rest else None
            rank = (score, len(form), Mention(name.entry, span, score / 100))
            if name.entry.programme not in best or rank[:2] > best[name.entry.programme][:2]:
                best[name.entry.programme] = rank
        top = max((score for score, _, _ in best.values()), default=0.0)
        return [mention for score, _, mention in best.values() if score >= top - 1]


def _can_be_alike(form: str, stem: str) -> bool:
    return len(form) >= _FUZZY_SHORTEST and len(stem) >= _STEM_SHORTEST


def _alike(form: str, stem: str, within: str) -> tuple[float, int, int] | None:
    """Where a name stands in a text with a letter or so wrong: the score, and the span."""
    from rapidfuzz import fuzz

    if len(within) < len(form):
        return None
    match = fuzz.partial_ratio_alignment(form, within, score_cutoff=_FUZZY_SCORE)
    if match is None:
        return None
    start, end = match.dest_start, match.dest_end
    piece = within[start:end]
    own = piece[: len(piece) - (len(form) - len(stem))]
    if "\n" in piece or fuzz.ratio(stem, own) < _STEM_SCORE:
        return None
    return match.score, start, end


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
