"""Holds a text against what was found: a sentence that isn't proven is dropped."""

from __future__ import annotations

from datetime import date, datetime

from assistant.conversation.draft import Draft
from assistant.evidence.citations import CitationList
from assistant.grounding.proof import Evidence, Problem, check, sentences
from assistant.money import format_yen


def evidence_of(draft: Draft, citations: CitationList, now: date | datetime, names: list[str]) -> Evidence:
    """What a text about these findings may state. `names` are those of the programmes."""
    findings = draft.plain_findings
    days: list[date | datetime] = [now.date() if isinstance(now, datetime) else now]
    for finding in findings:
        citations.markers(finding.calculation_sources)
        days += finding.days
    return Evidence(
        citations=citations.citations(),
        calculations=[finding.calculation for finding in findings if finding.calculation],
        rounds=[found for finding in findings for found in finding.rounds],
        question="\n".join([draft.standalone, *_told(draft)]),
        days=days,
        spans=[span for finding in findings for span in finding.spans],
        counts=[number for finding in findings for number in finding.counts],
        names=names,
    )


def _told(draft: Draft) -> list[str]:
    """The person's words with the amounts as they were understood (`倍だと` of a plan of two things)."""
    asks = [ask for item in draft.resolved for ask in item.message]
    return [*(ask.text for ask in asks), *(format_yen(amount.yen) for ask in asks for amount in ask.amounts)]


def proven(text: str, evidence: Evidence) -> tuple[str, list[Problem]]:
    """The text without the sentences that aren't proven, and these."""
    problems = check(text, evidence)
    if not problems:
        return text, []
    failing = {problem.sentence for problem in problems}
    kept = [sentence for sentence in _sentences_with_breaks(text) if sentence not in failing]
    return "".join(kept).strip(), problems


def _sentences_with_breaks(text: str) -> list[str]:
    """The sentences of a text with the line breaks between them, so that joining them gives the text back."""
    found: list[str] = []
    position = 0
    for sentence in sentences(text):
        place = text.index(sentence, position)
        if place > position:
            found.append(text[position:place])
        found.append(sentence)
        position = place + len(sentence)
    found.append(text[position:])
    return found
