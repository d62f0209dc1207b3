"""What may be said: points with their sources, gathered for one question. Writers add words, never facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from assistant.reply import Calculation, Clarification, Round, Status


@dataclass(frozen=True)
class Source:
    """Words of a document: verbatim in these lines (1-based, both included)."""

    document_id: str
    lines: tuple[int, int]
    quote: str


@dataclass(frozen=True)
class Point:
    """One thing to say, in Japanese without markers, and the sources that prove it."""

    text: str
    sources: tuple[Source, ...] = ()
    heading: str | None = None
    """What the point is about, where several stand side by side (a programme or a track)."""


@dataclass(frozen=True)
class Finding:
    """What was found for one ask.

    `lead` opens the answer (`はい、`). `points` answer it, `notes` are conditions and cautions that follow.
    """

    status: Status
    points: tuple[Point, ...] = ()
    notes: tuple[Point, ...] = ()
    lead: str = ""
    calculation: Calculation | None = None
    calculation_sources: tuple[Source, ...] = ()
    rounds: tuple[Round, ...] = ()
    contact_programmes: tuple[str, ...] = ()
    """Programmes whose contact the person needs to go on."""
    show_contact: bool = False
    """Whether the answer itself names the contact (a refusal, or something only the office can decide)."""
    days: tuple[date, ...] = ()
    """Days that the calendar was asked about besides the day asked on."""
    spans: tuple[tuple[date, date], ...] = ()
    """Two days between which the days are counted."""
    counts: tuple[int, ...] = ()
    """How many rounds were counted (`締切は6回です`)."""
    closing: datetime | None = None
    """The closing that is named as the next one, so that `その次は？` has an answer."""
    clarification: Clarification | None = None
    about: tuple[tuple[str, str | None], ...] = ()
    """(programme, track) pairs that the finding is about."""
    offers: tuple[tuple[str, str | None], ...] = ()
    """What the person may choose from, in the order shown, where that isn't what the finding is about."""
    ahead: tuple[tuple[str, str | None], ...] = ()
    """Which of several that were compared is ahead of the others."""
    topic: str | None = None
    topics: tuple[str, ...] = ()
    """Every topic that the points are on, where there are several."""
    confidence: float = 1.0
    own: float = 0.0
    """How much the words and the meaning of the chosen statement speak for it, whatever the topic."""
    decided: dict[str, object] = field(default_factory=dict)
    """What decided, for the trace and the staff's screen."""

    @property
    def sources(self) -> tuple[Source, ...]:
        every: Sequence[Source] = [
            *(source for point in (*self.points, *self.notes) for source in point.sources),
            *self.calculation_sources,
        ]
        return tuple(dict.fromkeys(every))


Titled = tuple[str | None, Finding]
"""A finding with the title that it gets where several stand together."""
