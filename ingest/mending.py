"""Where the errata's readings go: positions in the source text, so that a reading is never applied elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.blocks import LineRange
from ingest.errata import Erratum


@dataclass(frozen=True)
class Replacement:
    """Characters start..end (end excluded) of the whole source text are read as `erratum.reading`."""

    start: int
    end: int
    erratum: Erratum


class SourceText:
    """The source as one string with its line starts, and the replacements that the errata make in it."""

    def __init__(self, lines: Sequence[str], errata: Iterable[Erratum] = ()) -> None:
        self.text = "\n".join(lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        found = (
            Replacement(start, start + len(erratum.printed), erratum)
            for erratum in errata
            if erratum.mends
            for start in self.places(erratum.printed, erratum.lines)
        )
        self.replacements = tuple(sorted(found, key=lambda one: one.start))

    def span(self, lines: LineRange) -> tuple[int, int]:
        """Offsets of the first and behind the last character of these lines."""
        return self._starts[lines[0] - 1], self._starts[lines[1]] - 1

    def places(self, words: str, lines: LineRange) -> list[int]:
        """Offsets at which the words stand in these lines; non-overlapping, in order."""
        start, end = self.span(lines)
        found = []
        while words and (start := self.text.find(words, start, end)) >= 0:
            found.append(start)
            start += len(words)
        return found

    def mended(self, start: int, end: int) -> str:
        """The text from start to end with every replacement that lies wholly inside applied."""
        pieces = []
        for one in self.replacements:
            if start <= one.start and one.end <= end:
                pieces += [self.text[start : one.start], one.erratum.reading]
                start = one.end
        return "".join([*pieces, self.text[start:end]])
