"""What kind of figure a question asks for: an amount, a share, a number of people, a length of time.

A sentence without such a figure doesn't answer it, however near it is: `基準は何項目ありますか` isn't answered by what the
standard is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.question.language.operations import SoughtCue
from ingest.japanese.figures import figures


def read_sought(text: str, cues: Sequence[SoughtCue]) -> tuple[SoughtCue, ...]:
    """The kinds of figures that a text asks for; none where it asks for something else."""
    return tuple(cue for cue in cues if any(pattern.search(text) for pattern in cue.patterns))


def holds(cue: SoughtCue, texts: Iterable[str]) -> bool:
    """Whether any of the texts has a figure of the kind, or a word that takes its place (`無料`, `定額`)."""
    return any(
        any(word in text for word in cue.instead)
        or any(figure.kind in cue.kinds or figure.unit in cue.units for figure in figures(text))
        for text in texts
    )
