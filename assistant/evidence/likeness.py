"""What a text is like in meaning, among things that have example utterances: needs, and what isn't this counter's job."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.evidence.catalogue import Vectors


class Likeness:
    """Finds the owner of the utterance nearest in meaning."""

    def __init__(self, utterances: Sequence[tuple[str, str]], embed: Callable[[Sequence[str]], Vectors]) -> None:
        """`utterances` are (owner, text) pairs."""
        self._owners = [owner for owner, _ in utterances]
        self.vectors = embed([text for _, text in utterances])

    def nearest(self, vector: Vectors) -> tuple[str, float]:
        """The owner and the cosine, between -1 and 1."""
        cosines = self.vectors @ vector
        best = int(np.argmax(cosines))
        return self._owners[best], float(cosines[best])
