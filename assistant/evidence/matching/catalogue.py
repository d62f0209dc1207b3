"""Finds the statements, and the things known to be unsaid, that a question means: by topic, words and meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.evidence.matching.fitted import Cache, FittedEntries
from assistant.evidence.matching.rows import Entry, Rows
from assistant.question.folded import Folded, fold, sounds
from assistant.recent import Recent
from assistant.statements import GENERAL, Statement, StatementBook, Unknown
from ingest.bundled import Vectors

_Signs = tuple[npt.NDArray[np.float64], Vectors | None]


PATTERN = "pattern"
"""What stands for a pattern that fits among the keywords: it counts as much as one of its length."""
_REMEMBERED = 32


@dataclass(frozen=True)
class Wanted:
    """What to look for: the question without names, and what has been understood of it."""

    text: Folded
    whole: str
    """The normalised question with its names and figures."""
    words: tuple[str, ...]
    vector: Vectors | None
    topics: Mapping[str, float]
    tracks: tuple[str, ...] = ()
    specials: tuple[str, ...] = ()
    applicant: str | None = None

    @property
    def key(self) -> tuple[Hashable, ...]:
        """The same for the same wants."""
        topics = tuple(self.topics.items())
        return (self.text.text, self.whole, *self.signs, topics, self.tracks, self.specials, self.applicant)

    @property
    def signs(self) -> tuple[tuple[str, ...], bytes]:
        """Its words and its meaning, whatever the programme."""
        return self.words, b"" if self.vector is None else self.vector.tobytes()


@dataclass(frozen=True)
class Match:
    """An entry with its score and the parts that make it up."""

    entry: Entry
    score: float
    parts: Mapping[str, float]
    named: frozenset[str] = frozenset()
    """Its keywords that the question has, folded."""

    @property
    def is_unknown(self) -> bool:
        return isinstance(self.entry, Unknown)

    @property
    def own(self) -> float:
        """How much its own words and meaning speak for it, whatever the topic and the programme."""
        return self.parts["keyword"] + self.parts["words"] + self.parts["meaning"]


@dataclass(frozen=True)
class _Weights:
    """How much each sign counts. Calibrated on the evaluation set's dev split; see docs/calibration.md."""

    topic: float = 0.9
    scope: float = 0.9
    applicant: float = 0.2
    special: float = 1.0
    keyword: float = 0.5
    words: float = 1.1
    meaning: float = 1.1


class Catalogue:
    """Every statement and unknown, ready to be matched."""

    def __init__(
        self,
        book: StatementBook,
        strip_names: Callable[[str], str],
        embed: Callable[[Sequence[str]], Vectors],
        fitted: Cache | None = None,
    ) -> None:
        """`fitted` keeps the model of which entry a question is most like."""
        self.book = book
        self._weights = _Weights()
        # Several parts of one answer look for the same, or for the same of another programme.
        self._matches: Recent[tuple[Hashable, ...], list[Match]] = Recent(_REMEMBERED)
        self._signs: Recent[tuple[Hashable, ...], _Signs] = Recent(_REMEMBERED)
        self.entries: list[Entry] = [*book.statements(), *book.unknowns()]
        self._rows = Rows(self.entries, strip_names)
        self.words = self._rows.words
        """The words of all texts, each with its weight."""
        self._vectors, self._centre = _centred(embed(self._rows.texts))
        self._unsaid = np.array([isinstance(entry, Unknown) for entry in self.entries], dtype=bool)[self._rows.owners]
        self._within_programme: dict[str | None, list[int]] = {}
        general = [place for place, entry in enumerate(self.entries) if entry.programme == GENERAL]
        programmes = sorted({entry.programme for entry in self.entries} - {GENERAL})
        self._fitted = FittedEntries(
            self._vectors,
            self._rows.owners,
            self._rows.texts,
            {GENERAL: general, **{programme: self._entries_of(programme) for programme in programmes}},
            fitted or Cache(),
        )
        self._known = {entry.key: frozenset(words) for entry, words in zip(self.entries, self._rows.known, strict=True)}

    def centred(self, vectors: Vectors) -> Vectors:
        """Unit vectors, shape (texts, dimension), about the centre of the entries."""
        moved = vectors - self._centre
        unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        return unit

    def closeness(self, centred: Vectors) -> tuple[Vectors, Vectors]:
        """The best cosine of any of these centred vectors with each row of a statement, and of an unknown."""
        best = (self._vectors @ centred.T).max(axis=1)
        return best[~self._unsaid], best[self._unsaid]

    def known(self, entry: Entry) -> frozenset[str]:
        """The content words of an entry and of the ways to ask for it."""
        return self._known[entry.key]

    def tells(self, word: str, programme: str, tracks: Collection[str]) -> bool:
        """Whether a word speaks for some tracks of a programme: entries on them have it, and none on others or on all."""
        having = [entry for entry in self.entries if entry.programme == programme and word in self._known[entry.key]]
        return bool(having) and all(entry.tracks and set(entry.tracks) <= set(tracks) for entry in having)

    def match(self, wanted: Wanted, programme: str | None) -> list[Match]:
        """Entries of a programme (with what is known of every programme), or of all, the best first."""
        return list(self._matches.get((programme, *wanted.key), lambda: self._matched(wanted, programme)))

    def _matched(self, wanted: Wanted, programme: str | None) -> list[Match]:
        words, cosines = self._signs.get(
            wanted.signs, lambda: (self._rows.by_words(wanted.words), self._cosines(wanted))
        )
        meaning = self._by_meaning(cosines)
        likely = self._likely(cosines, programme)
        own, weight = set(wanted.words), self.words.weight(wanted.words)
        said = self._said(wanted.text, programme)
        found = []
        for index in self._entries_of(programme):
            entry = self.entries[index]
            scope = self._scope(entry, wanted, programme)
            if scope is None:
                continue
            named = [word for word in self._folded_keywords[index] if word in said]
            if isinstance(entry, Unknown) and any(pattern.search(wanted.whole) for pattern in entry.patterns):
                named.append(PATTERN)
            parts = {
                "topic": self._weights.topic * self._topic(entry, wanted),
                "scope": self._weights.scope * scope,
                "applicant": self._weights.applicant * self._applicant(entry, wanted),
                "special": self._weights.special * self._special(entry, wanted),
                "keyword": self._weights.keyword * _keyword(named),
                "words": self._weights.words * words[index],
                "meaning": self._weights.meaning * meaning[index],
            }
            score = sum(parts.values())
            # Told, not scored: how much of the weight of the question's words the entry has at all.
            parts["coverage"] = self.words.weight(own & self._rows.known[index]) / weight if weight else 1.0
            # Told likewise: how surely the entry is meant, by the ways to ask for all entries of the programme.
            parts["fitted"] = likely.get(index, 0.0)
            found.append(Match(entry, score, parts, frozenset(named)))
        return sorted(found, key=lambda match: -match.score)

    def _entries_of(self, programme: str | None) -> list[int]:
        """The places of the entries of a programme (with what is unsaid of every programme), or of all."""
        if programme not in self._within_programme:
            within = [index for index, entry in enumerate(self.entries) if self._within(entry, programme)]
            self._within_programme[programme] = within
        return self._within_programme[programme]

    @staticmethod
    def _within(entry: Entry, programme: str | None) -> bool:
        if programme is None or entry.programme == programme:
            return True
        return entry.programme == GENERAL and isinstance(entry, Unknown) and programme not in entry.not_for

    @staticmethod
    def _topic(entry: Entry, wanted: Wanted) -> float:
        best = max(wanted.topics.values(), default=0.0)
        return (
            min(1.0, wanted.topics.get(entry.topic, 0.0) / best) if best >= 1 else wanted.topics.get(entry.topic, 0.0)
        )

    @cached_property
    def _of_the_rest(self) -> frozenset[str]:
        """What isn't known of the few programmes that say nothing on a topic: all that do have sentences of their own."""
        saying: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            if isinstance(entry, Statement) and entry.programme != GENERAL:
                saying[entry.topic].add(entry.programme)
        unknowns = (entry for entry in self.entries if isinstance(entry, Unknown) and entry.programme == GENERAL)
        most = len({entry.programme for entry in self.entries} - {GENERAL}) / 2
        return frozenset(
            entry.key for entry in unknowns if saying[entry.topic] <= set(entry.not_for) and len(entry.not_for) > most
        )

    def _scope(self, entry: Entry, wanted: Wanted, programme: str | None) -> float | None:
        """How well the entry's tracks fit those asked; None where it is about another track."""
        if programme is None and isinstance(entry, Unknown) and (entry.programme != GENERAL or entry.not_for):
            if entry.key in self._of_the_rest:
                return None  # `どんな経費が対象ですか`: each of those it may be about says it
            return -0.25  # What isn't known of one programme says little where none is named.
        if wanted.tracks:
            if set(entry.tracks) & set(wanted.tracks):
                if isinstance(entry, Statement) and entry.compares and len(wanted.tracks) < len(entry.tracks):
                    return (
                        None  # Who names one track compares it with none: `カタログ注文型は早くてどのくらいで決まる？`
                    )
                return 1.0 if set(entry.tracks) <= set(wanted.tracks) else 0.8
            if isinstance(entry, Unknown) and not entry.tracks:
                if {f"{programme}/{track}" for track in wanted.tracks} <= set(entry.not_for_tracks):
                    return None
                return 0.5  # What isn't said of a programme, or of any, isn't said of its tracks either.
            return 0.1 if not entry.tracks else None
        if isinstance(entry, Unknown) and entry.tracks:
            if entry.specials:
                return 0.5 if set(entry.specials) & set(wanted.specials) else None
            return -0.5  # What isn't known of one track says little about the whole programme.
        return 0.5 if not entry.tracks else 0.25

    @staticmethod
    def _applicant(entry: Entry, wanted: Wanted) -> float:
        if not entry.applicants:
            return 0.0
        return 1.0 if wanted.applicant in entry.applicants else -0.5

    @staticmethod
    def _special(entry: Entry, wanted: Wanted) -> float:
        if not entry.specials:
            return -0.3 if wanted.specials else 0.0
        return 1.0 if set(entry.specials) & set(wanted.specials) else -0.3

    @cached_property
    def _folded_keywords(self) -> list[tuple[str, ...]]:
        return [tuple(dict.fromkeys(fold(word) for word in entry.keywords)) for entry in self.entries]

    @cached_property
    def _keywords(self) -> dict[str | None, dict[str, str]]:
        """Per programme, and for all, its keywords as written by their folded form."""
        found: dict[str | None, dict[str, str]] = defaultdict(dict)
        for programme in (None, *{entry.programme for entry in self.entries}):
            for entry in self.entries:
                if self._within(entry, programme):
                    found[programme].update({fold(word): word for word in entry.keywords})
        return found

    def _said(self, text: Folded, programme: str | None) -> set[str]:
        """The keywords that a text has, folded. One that stands only inside longer ones isn't said: `監視` in `端末監視`."""
        keywords = self._keywords.get(programme) or self._keywords[None]
        places = {folded: text.find_all(folded) for folded in keywords}
        spans = {span for found in places.values() for span in found}
        wide = [span for span in spans if span[1] - span[0] > 1]
        said = set()
        for folded, word in keywords.items():
            if found := places[folded]:
                if any(not _inside(span, wide) for span in found):
                    said.add(folded)
            elif sounds(text, word):
                said.add(folded)
        return said

    def _cosines(self, wanted: Wanted) -> Vectors | None:
        """Of the question with every text, both centred; None where it has no vector."""
        return None if wanted.vector is None else self._vectors @ _unit(wanted.vector - self._centre)

    def _by_meaning(self, cosines: Vectors | None) -> npt.NDArray[np.float64]:
        """Per entry, the best cosine of the question with one of its texts."""
        return np.zeros(len(self.entries)) if cosines is None else self._rows.best(np.maximum(0.0, cosines))

    def _likely(self, cosines: Vectors | None, programme: str | None) -> dict[int, float]:
        if cosines is None:
            return {}
        return self._fitted.scores_of_all(cosines) if programme is None else self._fitted.scores(cosines, programme)


def _keyword(named: Sequence[str]) -> float:
    """Longer words are surer, and several surer than one."""
    return min(1.5, 0.55 + 0.1 * max(map(len, named)) + 0.15 * (len(named) - 1)) if named else 0.0


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(first <= span[0] and span[1] <= last and (first, last) != span for first, last in others)


def _centred(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """Unit vectors about their mean: what all questions share says nothing about any of them."""
    centre = vectors.mean(axis=0)
    moved = vectors - centre
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), centre


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), vector.dtype)
