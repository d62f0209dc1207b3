"""Says nothing twice in one reply: findings that say the same, points that were told, and how days were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence.model import Finding, Point, Titled

_HEADING = re.compile(r"次のとおり(?:です|でした)(?:（.*）)?。$")
_READING = "※"
"""What begins a note on how something was read or assumed."""

_Closed = tuple[str, str | None, str]
"""A round that is over: its programme, track and name."""


@dataclass(frozen=True)
class _Part:
    """A finding with its title, and the programmes that it is of."""

    title: str | None
    finding: Finding
    owners: frozenset[str]

    @property
    def texts(self) -> tuple[str, ...]:
        """What its points say."""
        return tuple(point.text for point in self.finding.points)

    def apart_from(self, other: _Part) -> bool:
        """Whether it is of other programmes, under a title that says so."""
        titled = self.title and other.title and self.title != other.title
        return bool(titled and self.owners and other.owners) and not self.owners & other.owners


def unrepeated(findings: Sequence[Titled]) -> tuple[Titled, ...]:
    """Findings that say the same once, what is said beside something unsaid only there where it was asked, and how
    days were read once.

    What was told of one programme is told again under the title of another: it is no less true of that one.
    """
    parts = _merged(findings)
    noted: set[str] = set()
    rounds: set[_Closed] = set()
    kept: list[_Part] = []
    once = []
    for part in parts:
        finding = part.finding
        if _says_again(finding, rounds):
            continue
        told = {text for before in kept if not part.apart_from(before) for text in before.texts}
        left = tuple(point for point in _without_near(part, parts) if point.text not in told)
        if not left and kept and _only_states(finding):
            continue
        if told and left and all(_HEADING.search(point.text) for point in left):
            continue  # all that stands under it was told
        rounds |= _closed(finding)
        if left and len(left) < len(finding.points) and not (finding.calculation or finding.lead):
            finding = replace(finding, points=left)
        kept.append(replace(part, finding=finding))
        notes = tuple(note for note in finding.notes if note.text not in noted or not note.text.startswith(_READING))
        noted |= {note.text for note in notes}
        once.append((part.title, replace(finding, notes=notes)))
    return tuple(once)


def _merged(findings: Sequence[Titled]) -> list[_Part]:
    """The findings in their order; those that say just the same are one, under the titles of all.

    はい and いいえ before the same words answer two questions (`3月からですよね？今日もう出せる？`).
    """
    merged: dict[tuple[str, ...], _Part] = {}
    for title, finding in findings:
        part = _Part(title, finding, _owners(finding))
        key = part.texts
        before = merged.setdefault(key, part)
        if finding.lead and before.finding.lead not in ("", finding.lead):
            key = (finding.lead, *key)
            before = merged.setdefault(key, part)
        if before is part:
            continue
        both = title and before.title and title != before.title
        merged[key] = replace(
            before, title=f"{before.title}・{title}" if both else before.title, owners=before.owners | part.owners
        )
    return list(merged.values())


def _owners(finding: Finding) -> frozenset[str]:
    return frozenset({programme for programme, _ in finding.about} or finding.contact_programmes)


def _closed(finding: Finding) -> set[_Closed]:
    return {(each.programme, each.track, each.name) for each in finding.rounds if each.status == "closed"}


def _says_again(finding: Finding, said: set[_Closed]) -> bool:
    """Whether all that is said is that rounds are over of which that was said (`もう過ぎた? 次の回は?`)."""
    closed = _closed(finding)
    return finding.topic == "dates" and len(closed) == len(finding.rounds) > 0 and closed <= said


def _without_near(part: _Part, parts: Sequence[_Part]) -> tuple[Point, ...]:
    """The points of a part; of something unsaid without those beside it that answer another question of the message."""
    points = part.finding.points
    if part.finding.status != "not_in_sources":
        return points
    asked = {text for other in parts if other.finding.status == "answered" for text in other.texts}
    return tuple(point for point in points if point.text not in asked) or points


def _only_states(finding: Finding) -> bool:
    """Whether a finding states what the documents say, and neither confirms, computes nor counts days."""
    return finding.status == "answered" and not (finding.lead or finding.calculation or finding.rounds)
