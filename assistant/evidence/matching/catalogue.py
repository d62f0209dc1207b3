"""Finds the statements, and the things known to be unsaid, that a question means: by topic, words and meaning."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.evidence.matching.fitted import Cache, FittedEntries
from assistant.question.folded import Folded, fold, sounds
from assistant.recent import Recent
from assistant.statements import GENERAL, Statement, StatementBook, Unknown
from ingest.japanese.readings import content_words

Vectors = npt.NDArray[np.float32]
Entry = Statement | Unknown
_Signs = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


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
class Weights:
    """How much each sign counts. Calibrated on the evaluation set's dev split; see docs/calibration.md."""

    topic: float = 0.9
    scope: float = 0.9
    applicant: float = 0.2
    special: float = 1.0
    keyword: float = 0.5
    words: float = 1.1
    meaning: float = 1.1


@dataclass
class _Row:
    entry: int
    text: str
    words: tuple[str, ...] = field(default_factory=tuple)


class Catalogue:
    """Every statement and unknown, ready to be matched."""

    def __init__(
        self,
        book: StatementBook,
        strip_names: Callable[[str], str],
        embed: Callable[[Sequence[str]], Vectors],
        weights: Weights | None = None,
        fitted: Cache | None = None,
    ) -> None:
        """`fitted` keeps the model of which entry a question is most like."""
        self.book = book
        self.weights = weights or Weights()
        # Several parts of one answer look for the same, or for the same of another programme.
        self._matches: Recent[tuple[Hashable, ...], list[Match]] = Recent(_REMEMBERED)
        self._signs: Recent[tuple[Hashable, ...], _Signs] = Recent(_REMEMBERED)
        self.entries: list[Entry] = [*book.statements(), *book.unknowns()]
        self._rows = list(self._make_rows(strip_names))
        self._vectors, self._centre = _centred(embed([row.text for row in self._rows]))
        self._owners = np.array([row.entry for row in self._rows])
        # The rows of an entry stand together: where those of each begin, and whose they are.
        self._having_rows, self._first_rows = np.unique(self._owners, return_index=True)
        self._within_programme: dict[str | None, list[int]] = {}
        programmes = sorted({entry.programme for entry in self.entries} - {GENERAL})
        self._fitted = FittedEntries(
            self._vectors,
            self._owners,
            self.texts,
            {programme: self._entries_of(programme) for programme in programmes},
            fitted or Cache(),
        )
        self._idf = _idf(row.words for row in self._rows)
        self._row_weight = [self._weight(row.words) for row in self._rows]
        self._known: list[set[str]] = [set() for _ in self.entries]
        for row in self._rows:
            self._known[row.entry].update(row.words)
        for index, entry in enumerate(self.entries):
            more = entry.more if isinstance(entry, Statement) else None
            self._known[index].update(word for text in (*entry.keywords, more or "") for word in content_words(text))
        self._known_by_key = {
            entry.key: frozenset(words) for entry, words in zip(self.entries, self._known, strict=True)
        }
        self._postings: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            for word in set(row.words):
                self._postings[word].append(index)

    def _make_rows(self, strip_names: Callable[[str], str]) -> Iterable[_Row]:
        for index, entry in enumerate(self.entries):
            said = entry.say if isinstance(entry, Statement) else ""
            for text in dict.fromkeys(strip_names(part) for part in (*entry.asks, said) if part):
                yield _Row(index, text, content_words(text))

    @cached_property
    def words(self) -> set[str]:
        """Every content word of the entries and of the ways to ask for them."""
        return set().union(*self._known)

    def centred(self, vectors: Vectors) -> Vectors:
        """Unit vectors, shape (texts, dimension), about the centre of the entries."""
        moved = vectors - self._centre
        unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        return unit

    def closeness(self, centred: Vectors) -> tuple[Vectors, Vectors]:
        """The best cosine of any of these centred vectors with each row of a statement, and of an unknown."""
        best = (self._vectors @ centred.T).max(axis=1)
        unsaid = np.array([isinstance(entry, Unknown) for entry in self.entries])[self._owners]
        return best[~unsaid], best[unsaid]

    def likeness(self, words: set[str], others: Collection[str]) -> float:
        """Between 0 and 1: the weight of the words that two texts share, by the weight of each."""
        shared, own, other = (self._weight(part) for part in (words & set(others), words, others))
        return shared / math.sqrt(own * other) if own and other else 0.0

    def known(self, entry: Entry) -> frozenset[str]:
        """The content words of an entry and of the ways to ask for it."""
        return self._known_by_key[entry.key]

    def covered(self, words: Iterable[str], known: Collection[str]) -> float:
        """The share, 0 to 1, of the weight of words that are among those known; 1 for no words."""
        own = self._weight(words)
        return self._weight(set(words) & set(known)) / own if own else 1.0

    @cached_property
    def texts(self) -> list[str]:
        """What is embedded, in row order."""
        return [row.text for row in self._rows]

    def match(self, wanted: Wanted, programme: str | None) -> list[Match]:
        """Entries of a programme (with what is known of every programme), or of all, the best first."""
        return list(self._matches.get((programme, *wanted.key), lambda: self._matched(wanted, programme)))

    def _matched(self, wanted: Wanted, programme: str | None) -> list[Match]:
        words, meaning = self._signs.get(
            wanted.signs, lambda: (self._word_scores(wanted), self._meaning_scores(wanted))
        )
        likely = self._likely(wanted, programme)
        own, weight = set(wanted.words), self._weight(wanted.words)
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
                "topic": self.weights.topic * self._topic(entry, wanted),
                "scope": self.weights.scope * scope,
                "applicant": self.weights.applicant * self._applicant(entry, wanted),
                "special": self.weights.special * self._special(entry, wanted),
                "keyword": self.weights.keyword * _keyword(named),
                "words": self.weights.words * words[index],
                "meaning": self.weights.meaning * meaning[index],
            }
            score = sum(parts.values())
            # Told, not scored: how much of the weight of the question's words the entry has at all.
            parts["coverage"] = self._weight(own & self._known[index]) / weight if weight else 1.0
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

    @staticmethod
    def _scope(entry: Entry, wanted: Wanted, programme: str | None) -> float | None:
        """How well the entry's tracks fit those asked; None where it is about another track."""
        if programme is None and isinstance(entry, Unknown) and (entry.programme != GENERAL or entry.not_for):
            return -0.25  # What isn't known of one programme says little where none is named.
        if wanted.tracks:
            if set(entry.tracks) & set(wanted.tracks):
                return 1.0 if set(entry.tracks) <= set(wanted.tracks) else 0.8
            if isinstance(entry, Unknown) and entry.programme == GENERAL:
                return 0.5  # What isn't said of any programme isn't said of its tracks either.
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

    def _word_scores(self, wanted: Wanted) -> npt.NDArray[np.float64]:
        """Per entry, the best share of weighted words that the question and one of its rows have in common."""
        scores = np.zeros(len(self.entries))
        own = self._weight(wanted.words)
        if not own:
            return scores
        common: defaultdict[int, float] = defaultdict(float)
        for word in set(wanted.words):
            for row in self._postings.get(word, ()):
                common[row] += self._idf[word]
        for row, weight in common.items():
            score = weight / math.sqrt(own * max(self._row_weight[row], 1e-9))
            entry = self._rows[row].entry
            scores[entry] = max(scores[entry], min(1.0, score))
        return scores

    def _meaning_scores(self, wanted: Wanted) -> npt.NDArray[np.float64]:
        """Per entry, the best cosine of the question with one of its rows, both centred."""
        scores = np.zeros(len(self.entries))
        if wanted.vector is None or not len(self._rows):
            return scores
        query = _unit(wanted.vector - self._centre)
        alike = np.maximum(0.0, self._vectors @ query)
        scores[self._having_rows] = np.maximum.reduceat(alike, self._first_rows)
        return scores

    def _likely(self, wanted: Wanted, programme: str | None) -> dict[int, float]:
        if wanted.vector is None or programme is None:
            return {}
        return self._fitted.scores(_unit(wanted.vector - self._centre), programme)

    def _weight(self, words: Iterable[str]) -> float:
        unseen = math.log(1 + len(self._rows))
        return sum(self._idf.get(word, unseen) for word in set(words))


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


def _idf(rows: Iterable[Sequence[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for words in rows:
        total += 1
        counts.update(set(words))
    return {word: math.log(1 + total / (1 + count)) for word, count in counts.items()}
