"""What has been decided of a turn before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.model import Finding, Titled
from assistant.reply import Calculation, Round, Status


@dataclass(frozen=True)
class Draft:
    """What has been decided before anything is written."""

    resolved: tuple[Resolved, ...]
    findings: tuple[Titled, ...]
    standalone: str
    status: Status
    calculations: tuple[Calculation, ...] = ()
    """What a model had computed besides."""
    rounds: tuple[Round, ...] = ()
    plan: str = ""
    """The words that told the plan, where one was computed."""

    @property
    def plain_findings(self) -> list[Finding]:
        """The findings without their titles."""
        return [finding for _, finding in self.findings]


def status_of(findings: Sequence[Titled]) -> Status:
    """The status of the whole: the best of its findings."""
    statuses = [finding.status for _, finding in findings]
    order: tuple[Status, ...] = ("answered", "clarify", "not_in_sources", "declined")
    return next((status for status in order if status in statuses), "not_in_sources")
