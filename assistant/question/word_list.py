"""Many words looked for in one text: only those whose first letters stand in it are tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Owner = TypeVar("Owner")


class WordList(Generic[Owner]):
    """Folded words, and what each of them stands for."""

    def __init__(self, words: Iterable[tuple[Sequence[str], Owner]]) -> None:
        """`words` are the forms that a word is looked for in, and what it stands for."""
        self._owners: list[Owner] = []
        self._begun: dict[str, list[int]] = {}
        for place, (forms, owner) in enumerate(words):
            self._owners.append(owner)
            for form in forms:
                self._begun.setdefault(form[:2], []).append(place)

    def possible(self, folded: str) -> list[Owner]:
        """What the words that may stand in a folded text stand for, in the order in which they were given."""
        starts = {folded[place : place + length] for place in range(len(folded)) for length in (1, 2)}
        places = {place for start in starts for place in self._begun.get(start, ())}
        return [self._owners[place] for place in sorted(places)]
