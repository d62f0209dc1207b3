"""Whether a question is this counter's job at all: by what it is like in meaning, and whose words it has.

A small logistic model, fitted like the one that tells said from unsaid (docs/calibration.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence.matching.catalogue import Catalogue
from assistant.evidence.matching.logistic import Logistic, read_calibration
from ingest.bundled import Vectors
from ingest.japanese.readings import content_words

FEATURES = (
    "away",
    "said",
    "unsaid",
    "wanted",
    "neighbours",
    "foreign",
    "foreign words",
    "named",
    "need",
    "topic",
    "own",
    "seeks help",
)
"""The best cosine with what isn't this counter's job, with statements, with unknowns and with needs; the share of the
first among the nearest of all; the share and the number of words that the documents don't have; and whether the
question names a programme, a need or a topic, has a word of this counter, or asks for whatever helps."""
_NEIGHBOURS = 8


@dataclass(frozen=True)
class RemitModel:
    """The model, and how sure it must be."""

    model: Logistic
    threshold: float
    """The probability from which on a question is declined."""

    def outside(self, features: Sequence[float]) -> float:
        """The probability (0 to 1) that a question isn't this counter's job."""
        return self.model.probability(features)


def load_remit_model() -> RemitModel:
    """The model that comes with the program."""
    stored = read_calibration()["outside"]
    return RemitModel(Logistic.of(stored), stored["threshold"])


class Remit:
    """Compares a text with utterances that aren't this counter's job, and with everything that is."""

    def __init__(
        self,
        catalogue: Catalogue,
        refused: Sequence[tuple[str, str]],
        refused_vectors: Vectors,
        accepted_vectors: Vectors,
        corpus: Iterable[str],
        model: RemitModel,
    ) -> None:
        """`refused` are (decline id, utterance) pairs, `corpus` every text whose words are this counter's own."""
        self._owners = [owner for owner, _ in refused]
        self._catalogue = catalogue
        self._refused = catalogue.centred(refused_vectors)
        self._accepted = catalogue.centred(accepted_vectors)
        self._known = {word for text in corpus for word in content_words(text)}
        self.model = model

    def features(
        self, text: str, vectors: Sequence[Vectors], *, named: bool, need: bool, topic: bool, own: bool, helps: bool
    ) -> tuple[str, list[float]]:
        """What the text is most like among the declines, and the figures in the order of `FEATURES`.

        `vectors` are its readings: as it is, and without names.
        """
        moved = self._catalogue.centred(np.stack(vectors))
        away = self._refused @ moved[0]
        said, unsaid = self._catalogue.closeness(moved)
        wanted = (self._accepted @ moved.T).max(axis=1)
        every = np.concatenate([away, said, unsaid, wanted])
        nearest = np.argsort(-every)[:_NEIGHBOURS]
        weights = np.maximum(every[nearest], 0.0) ** 2
        share = float(weights[nearest < len(away)].sum() / max(float(weights.sum()), 1e-9))
        words = {word for word in content_words(text) if not word.isdigit()}
        # In Latin letters every word is foreign, whether `shimekiri` or `deadline`: that says nothing.
        foreign = 0 if text.isascii() else len(words - self._known)
        return self._owners[int(np.argmax(away))], [
            float(away.max()),
            float(said.max()),
            float(unsaid.max()),
            float(wanted.max()),
            share,
            foreign / len(words) if words else 0.0,
            min(3.0, foreign),
            float(named),
            float(need),
            float(topic),
            float(own),
            float(helps),
        ]
