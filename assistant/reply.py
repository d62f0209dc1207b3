"""The public contract: one Reply per question, the same in Python and in `--json`.

Amounts are integer yen. Dates are Asia/Tokyo. Field names and meanings are fixed: other tools read them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "clarify", "not_in_sources", "declined"]
RoundStatus = Literal["before", "open", "closed", "always"]


class _Contract(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Contract):
    """A passage that an answer rests on."""

    marker: int
    document_id: str
    title: str
    section: list[str]
    """Heading path in the reading edition, outermost first."""
    quote: str
    """Verbatim in the source, line breaks as there."""
    lines: tuple[int, int]
    """First and last line of the source, counted from 1."""
    page: int | None = None
    reading: str | None = None
    """The mended reading, where it differs from the words as printed."""
    as_of: str
    """When the source says its information is from, e.g. `2026-02`."""
    url: str | None = None


class Step(_Contract):
    """One line of a calculation: what was done, in words, and what it came to."""

    label: str
    formula: str
    yen: int | None


class Calculation(_Contract):
    """An amount computed by the calculator, never by a model. All amounts are integer yen."""

    programme: str
    track: str | None = None
    cost_yen: int | None = None
    subsidy_yen: int | None = None
    """None where the documents leave it open; then `subsidy_range_yen` or `scenarios` say more."""
    subsidy_range_yen: tuple[int, int] | None = None
    own_cost_yen: int | None = None
    steps: list[Step] = Field(default_factory=list)
    limited_by: str | None = None
    assumptions: list[str] = Field(default_factory=list)
    scenario: str | None = None
    """Which case this is (`小規模事業者の場合`), when it stands in another calculation's `scenarios`."""
    scenarios: list[Calculation] = Field(default_factory=list)
    markers: list[int] = Field(default_factory=list)


class Round(_Contract):
    """One application round, judged against the day asked."""

    programme: str
    track: str | None = None
    name: str
    opens: datetime | None = None
    closes: datetime | None = None
    status: RoundStatus
    days_left: int | None = None


class Clarification(_Contract):
    question: str
    options: list[str] = Field(default_factory=list)


class Contact(_Contract):
    programme: str
    name: str
    phone: list[str] = Field(default_factory=list)
    email: str | None = None
    url: str | None = None


class TraceStep(_Contract):
    """What one step decided, and how long it took."""

    step: str
    decided: dict[str, Any]
    milliseconds: float


class Reply(_Contract):
    id: str
    question: str
    standalone_question: str
    status: Status
    text: str
    """Japanese, with markers `[1]`, `[2]` that name entries of `citations`."""
    citations: list[Citation] = Field(default_factory=list)
    calculation: Calculation | None = None
    rounds: list[Round] = Field(default_factory=list)
    clarification: Clarification | None = None
    follow_ups: list[str] = Field(default_factory=list)
    notices: list[str] = Field(default_factory=list)
    contacts: list[Contact] = Field(default_factory=list)
    engine: str = "template"
    trace: list[TraceStep] = Field(default_factory=list)
