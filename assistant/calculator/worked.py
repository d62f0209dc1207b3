"""What working out a case comes to, and the record that is kept of it: steps, evidence, what isn't known."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.calculator.result import EvidenceRef
from assistant.calculator.rules import Case, evidence_refs, references
from assistant.calculator.wording import sentence
from assistant.programmes.model import Sourced
from assistant.reply import Step


@dataclass
class Worked:
    """A case worked out. `low` and `high` are None where the documents give no rate."""

    low: int | None = 0
    high: int | None = 0
    at_most: bool = False
    steps: list[Step] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    ceilings: list[int | None] = field(default_factory=list)
    """Every ceiling that the amount was held against, in yen; None for one that is open."""
    assumptions: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    evidence: list[EvidenceRef] = field(default_factory=list)


class Record:
    """Puts down how a case is worked out."""

    def __init__(self, case: Case) -> None:
        self.worked = Worked()
        self._case = case

    def closed(self, low: int | None, high: int | None) -> Worked:
        """The case, with what it comes to."""
        self.worked.low, self.worked.high = low, high
        return self.worked

    def step(self, label: str, formula: str, yen: int | None) -> None:
        """Puts down a step."""
        self.worked.steps.append(Step(label=label, formula=formula, yen=yen))

    def cite(self, rule: Sourced, assume: str | None) -> None:
        """Puts down the evidence of a rule, and what is taken for granted with it."""
        self.worked.evidence += references(self._case.programme, rule)
        if assume is not None and (text := sentence(assume)) not in self.worked.assumptions:
            self.worked.assumptions.append(text)

    def reason(self, unknown_id: str | None) -> str | None:
        """Why something isn't known, with its evidence put down; None where nothing is given."""
        entry = self._case.programme.unknown_entry(unknown_id) if unknown_id else None
        if entry is None:
            return None
        self.worked.evidence += evidence_refs(self._case.programme, entry.evidence, None)
        return entry.reason

    def unknown(self, reason: str | None) -> None:
        """Puts down why something isn't known."""
        if reason is not None and reason not in self.worked.unknown:
            self.worked.unknown.append(reason)
            self.worked.assumptions.append(reason)
