"""What has been decided of a turn before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.model import Finding, Titled
from assistant.reply import Calculation, Round, Status

_READING = "※"
"""What begins a note on how something was read or assumed."""


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


_Closed = tuple[str, str | None, str]
"""A round that is over: its programme, track and name."""


def _closed(finding: Finding) -> set[_Closed]:
    return {(each.programme, each.track, each.name) for each in finding.rounds if each.status == "closed"}


def _says_again(finding: Finding, said: set[_Closed]) -> bool:
    """Whether all that is said is that rounds are over of which that was said (`もう過ぎた? 次の回は?`)."""
    closed = _closed(finding)
    return finding.topic == "dates" and len(closed) == len(finding.rounds) > 0 and closed <= said


def status_of(findings: Sequence[Titled]) -> Status:
    """The status of the whole: the best of its findings."""
    statuses = [finding.status for _, finding in findings]
    order: tuple[Status, ...] = ("answered", "clarify", "not_in_sources", "declined")
    return next((status for status in order if status in statuses), "not_in_sources")


def unrepeated(findings: Sequence[Titled]) -> tuple[Titled, ...]:
    """Findings that say the same once, none that another says beside what is unsaid, and how days were read once."""
    kept: dict[tuple[str, ...], Titled] = {}
    for title, finding in findings:
        key = tuple(point.text for point in finding.points)
        before = kept.get(key)
        if before is None:
            kept[key] = (title, finding)
        elif title and before[0] and title != before[0]:
            kept[key] = (f"{before[0]}・{title}", before[1])
    noted: set[str] = set()
    told: set[str] = set()
    rounds: set[_Closed] = set()
    once = []
    for title, finding in kept.values():
        if _said_beside_unsaid(finding, kept.values()) or _says_again(finding, rounds):
            continue
        left = tuple(point for point in finding.points if point.text not in told)
        rounds |= _closed(finding)
        told |= {point.text for point in finding.points}
        if left and len(left) < len(finding.points) and not (finding.calculation or finding.lead):
            finding = replace(finding, points=left)
        notes = tuple(note for note in finding.notes if note.text not in noted or not note.text.startswith(_READING))
        noted |= {note.text for note in notes}
        once.append((title, replace(finding, notes=notes)))
    return tuple(once)


def _said_beside_unsaid(finding: Finding, findings: Iterable[Titled]) -> bool:
    """Whether all that a finding says stands as the nearest beside something unsaid (`月いくら? 安いとは聞くけど`)."""
    if finding.status != "answered" or finding.lead or finding.calculation or finding.rounds:
        return False
    texts = {point.text for point in finding.points}
    return bool(texts) and any(
        texts <= {point.text for point in other.points} for _, other in findings if other.status == "not_in_sources"
    )
