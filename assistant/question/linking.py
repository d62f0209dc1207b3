"""The names of programmes, tracks and special cases in a text: as they are written, by their reading, or a near miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.programmes.names import NameEntry
from assistant.question.folded import Folded, fold, word_reading
from assistant.question.misspelt import MisspeltNames, NearMiss
from assistant.question.word_list import WordList
from assistant.recent import Recent
from ingest.japanese.figures import figures

_READING_SHORTEST = 4
_REMEMBERED = 64


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
        """Whether a figure is part of the name (`100億宣言`, `百億宣言`)."""
        text = self.entry.text
        return any(char.isdigit() for char in text) or any(figure.kind == "yen" for figure in figures(text))


@dataclass(frozen=True)
class _Name:
    entry: NameEntry
    folded: str
    said: str


class NameIndex:
    """Finds names in text. Longer names win over the names inside them."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        every = list(entries)
        self.described = tuple(entry for entry in every if entry.kind in ("described", "deed"))
        """What isn't called by a name but described: no name to be found by itself."""
        entries = [entry for entry in every if entry not in self.described]
        self.entries = tuple(entries)
        names = [_Name(entry, fold(entry.text), word_reading(entry.text)) for entry in entries]
        self._names = sorted((name for name in names if name.folded), key=lambda name: -len(name.folded))
        self._list = WordList(((name.folded,), name) for name in self._names)
        # One message is read in several ways, each time with the same clauses.
        self._recent: Recent[tuple[str, bool], Sequence[Mention]] = Recent(_REMEMBERED)
        self._misspelt = MisspeltNames(entries)

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
        if near:
            found += [Mention(miss.entry, miss.span, miss.score / 100) for miss in self._near(text, rest, found)]
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

    def _near(self, text: Folded, rest: str, found: Sequence[Mention]) -> list[NearMiss]:
        """Misspelt names, where none is written right; beside that of one programme, its misspelt track."""
        missed = [] if found else self._misspelt.find(text, rest)
        named = [*(mention.entry for mention in found), *(miss.entry for miss in missed)]
        programmes = {entry.programme for entry in named if entry.target == "programme"}
        if len(programmes) != 1 or any(entry.target == "track" for entry in named):
            return missed
        track = self._misspelt.track(text, rest, *programmes)
        return [*missed, track] if track else missed
