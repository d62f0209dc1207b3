"""Which listed claim a yes/no question puts, by meaning and words, and so which statement settles it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.claims import Claim
from assistant.evidence.catalogue import Catalogue, Vectors
from assistant.question.folded import fold
from assistant.question.vocabulary import YesNoCues
from assistant.statements import Statement, Unknown
from ingest.japanese.readings import content_words

_WORDS = 0.5
"""What the words count beside the meaning."""


@dataclass(frozen=True)
class Put:
    """A claim that a question puts, and how surely: 1 where it is put in the very same words."""

    claim: Claim
    score: float


class Claims:
    """Compares a question with every listed claim of a programme."""

    def __init__(
        self,
        claims: Sequence[Claim],
        catalogue: Catalogue,
        strip_names: Callable[[str], str],
        embed: Callable[[Sequence[str]], Vectors],
    ) -> None:
        self._claims = tuple(claims)
        self._catalogue = catalogue
        texts = [strip_names(claim.text) for claim in claims]
        self._words = [frozenset(content_words(text)) for text in texts]
        self._vectors = catalogue.centred(embed(texts)) if claims else np.zeros((0, 1), dtype=np.float32)

    def put(
        self,
        words: Collection[str],
        vector: Vectors,
        programme: str | None,
        tracks: Sequence[str] = (),
    ) -> list[Put]:
        """The claims that a question could put, the surest first, one for each entry and verdict.

        Args:
            words: the content words of the question without names.
            vector: its unit vector, without names and without what only asks.
            tracks: those that the question names; claims about others alone aren't put.
        """
        if not self._claims:
            return []
        cosines = self._vectors @ self._catalogue.centred(vector[None, :])[0]
        found = []
        for index, claim in enumerate(self._claims):
            if programme is not None and claim.programme != programme:
                continue
            if tracks and claim.entry.tracks and not set(tracks) & set(claim.entry.tracks):
                continue
            share = self._catalogue.likeness(set(words), self._words[index])
            found.append(Put(claim, (1 - _WORDS) * float(cosines[index]) + _WORDS * share))
        return sorted(found, key=lambda put: -put.score)


def bare_claim(text: str, cues: YesNoCues) -> str:
    """A claim without the words at its end that ask for confirmation (`…んですよね`, `…と聞きました`)."""
    plain = text.rstrip("?。!~ー 、")
    longest = max((word for word in (*cues.assertions, *cues.endings) if _ends(plain, word)), key=len, default="")
    if len(longest) < 2 or len(plain) - len(longest) < 4:
        return plain
    return re.sub(r"(?:なん|ん|の)$", "", plain[: -len(longest)])


def _ends(text: str, word: str) -> bool:
    return fold(text).endswith(fold(word)) and len(fold(text)) == len(text)


def is_open(entry: Statement | Unknown) -> bool:
    """Whether the documents leave it open."""
    return isinstance(entry, Unknown)
