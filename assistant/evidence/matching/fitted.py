"""Which entry of a programme a question is most like: a model fitted to every way to ask for them.

Kernel ridge regression over the cosine of meaning. Of examples left out of the fit it finds the entry of 53 of 100, the
nearest example alone of 41. It weighs no topics and no words, so it only advises: whether something is unsaid, and what
is meant where nothing else is sure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.evidence.matching.array_file import read_arrays, write_arrays
from ingest.bundled import Vectors

Places = npt.NDArray[np.int64]

_RIDGE = 0.3
_NARROW = 2.0
"""How quickly likeness falls off with the cosine."""
_VERSION = "1"


@dataclass(frozen=True)
class Cache:
    """The file that keeps what was fitted (none: it isn't kept), and the identity of the model behind the vectors.

    It may be missing, damaged or of other examples.
    """

    path: Path | None = None
    identity: str = ""


class FittedEntries:
    """Tells whose examples a question is like, among the entries of one programme and what is unsaid of all."""

    def __init__(
        self,
        examples: Vectors,
        owners: Places,
        texts: Sequence[str],
        entries: Mapping[str, Sequence[int]],
        cache: Cache,
    ) -> None:
        """`examples` are unit vectors of `texts`, `owners` the place of the entry that each belongs to.

        Args:
            entries: the places of the entries of each programme.
            cache: keeps what was fitted; only programmes whose examples changed are fitted anew.
        """
        self._entries = {programme: np.array(places, dtype=np.int64) for programme, places in entries.items()}
        self._rows = {programme: np.nonzero(np.isin(owners, places))[0] for programme, places in self._entries.items()}
        names = {programme: f"{programme}.{self._key(programme, owners, texts)}" for programme in self._rows}
        stored = read_arrays(cache.path, cache.identity) if cache.path else {}
        found = {
            name: stored[name] if name in stored else self._fit(of, owners, examples) for of, name in names.items()
        }
        if cache.path and found.keys() != stored.keys():
            write_arrays(cache.path, cache.identity, found)
        self._weights = {programme: found[name] for programme, name in names.items()}

    def scores(self, cosines: Vectors, programme: str) -> dict[int, float]:
        """How surely (about 0 to 1) each entry of a programme is meant by a question, by the place of the entry.

        Args:
            cosines: of the question with each of the examples, shape (examples,).
        """
        if programme not in self._rows:
            return {}
        found = self._kernel(cosines[self._rows[programme]]) @ self._weights[programme]
        return dict(zip(self._entries[programme].tolist(), found.tolist(), strict=True))

    def scores_of_all(self, cosines: Vectors) -> dict[int, float]:
        """The same where no programme is named. What belongs to several is as sure as the least sure of them has it."""
        found: dict[int, float] = {}
        for programme in self._rows:
            for place, score in self.scores(cosines, programme).items():
                found[place] = min(score, found.get(place, score))
        return found

    def _fit(self, programme: str, owners: Places, examples: Vectors) -> Vectors:
        from scipy.linalg import cho_factor, cho_solve

        rows = self._rows[programme]
        kernel = self._kernel(examples[rows] @ examples[rows].T)
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        wanted = (owners[rows][:, None] == self._entries[programme]).astype(np.float32)
        # Symmetric and positive: half the work of a general solver, for some thousand rows a programme.
        weights: Vectors = cho_solve(cho_factor(kernel, lower=True, overwrite_a=True), wanted)
        return weights

    @staticmethod
    def _kernel(cosines: Vectors) -> Vectors:
        kernel: Vectors = np.exp(_NARROW * (cosines - 1.0))
        return kernel

    def _key(self, programme: str, owners: Places, texts: Sequence[str]) -> str:
        """Changes with the examples of a programme. Not with their vectors: those move a little with every other text."""
        rows, entries = self._rows[programme], self._entries[programme]
        places = np.searchsorted(entries, owners[rows])
        said = "\n".join(f"{place}\t{texts[int(row)]}" for place, row in zip(places, rows, strict=True))
        return hashlib.sha256(f"{_VERSION}\n{len(entries)}\n{said}".encode()).hexdigest()
