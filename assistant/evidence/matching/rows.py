"""The texts by which entries are found: the ways to ask for each, and what it says; and how much their words weigh."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.statements import Statement, Unknown
from ingest.bundled import Vectors
from ingest.japanese.readings import content_words

Entry = Statement | Unknown


class Words:
    """The words of many texts. A word counts the more, the fewer of them have it."""

    def __init__(self, texts: Sequence[Collection[str]]) -> None:
        counts = Counter(word for words in texts for word in set(words))
        self._idf = {word: math.log(1 + len(texts) / (1 + count)) for word, count in counts.items()}
        self._unseen = math.log(1 + len(texts))

    def weight(self, words: Iterable[str]) -> float:
        """What words weigh together, each counted once."""
        return sum(self._idf.get(word, self._unseen) for word in set(words))

    def likeness(self, words: set[str], others: Collection[str]) -> float:
        """Between 0 and 1: the weight of the words that two texts share, by the weight of each."""
        shared, own, other = (self.weight(part) for part in (words & set(others), words, others))
        return shared / math.sqrt(own * other) if own and other else 0.0

    def covered(self, words: Iterable[str], known: Collection[str]) -> float:
        """The share, 0 to 1, of the weight of words that are among those known; 1 for no words."""
        own = self.weight(words)
        return self.weight(set(words) & set(known)) / own if own else 1.0


class Rows:
    """The texts of all entries, those of one entry side by side."""

    def __init__(self, entries: Sequence[Entry], strip_names: Callable[[str], str]) -> None:
        self._entries = len(entries)
        self.texts: list[str] = []
        owners: list[int] = []
        for index, entry in enumerate(entries):
            said = entry.say if isinstance(entry, Statement) else ""
            own = dict.fromkeys(strip_names(part) for part in (*entry.asks, said) if part)
            self.texts += own
            owners += [index] * len(own)
        self.owners = np.array(owners, dtype=np.int64)
        """The place of the entry that each text belongs to."""
        # Where the texts of each entry begin, and whose they are.
        self._having, self._first = np.unique(self.owners, return_index=True)
        self._words = [content_words(text) for text in self.texts]
        self.words = Words(self._words)
        self._weights = [self.words.weight(words) for words in self._words]
        self.known = [self._known(entry) for entry in entries]
        """The content words of each entry and of the ways to ask for it."""
        for owner, words in zip(owners, self._words, strict=True):
            self.known[owner].update(words)
        self._having_word: dict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(self._words):
            for word in set(words):
                self._having_word[word].append(row)

    @staticmethod
    def _known(entry: Entry) -> set[str]:
        more = (entry.more or "") if isinstance(entry, Statement) else ""
        return {word for text in (*entry.keywords, more) for word in content_words(text)}

    def by_words(self, words: Collection[str]) -> npt.NDArray[np.float64]:
        """Per entry, the best share of weighted words that a question and one of its texts have in common."""
        scores = np.zeros(self._entries)
        own = self.words.weight(words)
        if not own:
            return scores
        common: defaultdict[int, float] = defaultdict(float)
        for word in set(words):
            weight = self.words.weight((word,))
            for row in self._having_word.get(word, ()):
                common[row] += weight
        for row, shared in common.items():
            score = shared / math.sqrt(own * max(self._weights[row], 1e-9))
            owner = self.owners[row]
            scores[owner] = max(scores[owner], min(1.0, score))
        return scores

    def best(self, alike: Vectors) -> npt.NDArray[np.float64]:
        """Per entry, the most of any of its texts; 0 for an entry without."""
        scores = np.zeros(self._entries)
        if self.texts:
            scores[self._having] = np.maximum.reduceat(alike, self._first)
        return scores
