"""Whether a question is this counter's job at all: by meaning, and by how many of its words the corpus knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence.catalogue import Catalogue, Vectors
from ingest.japanese.readings import content_words

_FOREIGN = 0.25
"""How much it adds that none of the words occurs anywhere in the corpus."""


@dataclass(frozen=True)
class Outside:
    """What a text is most like among the things that aren't this counter's job."""

    owner: str
    """The id of the decline."""
    margin: float
    """How much nearer in meaning the text is to it than to anything that the corpus answers; between -2 and 2."""
    foreign: float
    """The share of its content words, 0 to 1, that occur nowhere in the corpus."""

    @property
    def level(self) -> float:
        """The margin, with the foreign words."""
        return self.margin + _FOREIGN * self.foreign


class Remit:
    """Compares a text with utterances that aren't this counter's job, and with everything that is."""

    def __init__(
        self,
        catalogue: Catalogue,
        refused: Sequence[tuple[str, str]],
        refused_vectors: Vectors,
        accepted_vectors: Vectors,
        corpus: Iterable[str],
    ) -> None:
        """`refused` are (decline id, utterance) pairs, `corpus` every text whose words are this counter's own."""
        self._owners = [owner for owner, _ in refused]
        self._catalogue = catalogue
        self._refused = catalogue.centred(refused_vectors)
        self._accepted = catalogue.centred(accepted_vectors)
        self._known = catalogue.words | {word for text in corpus for word in content_words(text)}

    def outside(self, text: str, vectors: Sequence[Vectors]) -> Outside:
        """How far a text is outside. `vectors` are its readings: as it is, and without names."""
        moved = self._catalogue.centred(np.stack(vectors))
        away = self._refused @ moved[0]
        within = max(self._catalogue.closeness(moved), float((self._accepted @ moved.T).max()))
        best = int(np.argmax(away))
        return Outside(self._owners[best], float(away[best]) - within, self._foreign(text))

    def _foreign(self, text: str) -> float:
        words = {word for word in content_words(text) if not word.isdigit()}
        return len(words - self._known) / len(words) if words else 0.0
