"""The deterministic writer: the answer first, one point a sentence, a marker behind everything that has a source."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.citations import CitationList
from assistant.evidence.model import Finding, Point
from assistant.reply import Citation


def write(findings: Sequence[tuple[str | None, Finding]], citations: CitationList) -> str:
    """The text of a reply. Each finding comes with a title, which is shown where there are several."""
    parts: list[str] = []
    shown: str | None = None
    for title, finding in findings:
        titled = title if len(findings) > 1 else None
        body = _write_one(finding, citations, titled)
        parts.append(f"【{titled}】\n{body}" if titled and titled != shown else body)
        shown = titled
    return "\n\n".join(parts)


def _write_one(finding: Finding, citations: CitationList, title: str | None) -> str:
    blocks: list[str] = []
    headings = {point.heading for point in finding.points}
    # A title that names what all points are about stands for their heading.
    heading = next(iter(headings)) if title and len(headings) == 1 else None
    if heading and not (title and heading in title):
        heading = None
    for point in finding.points:
        text = _marked(point, citations)
        headed = point.heading and point.heading != heading
        if headed:
            text = f"■ {point.heading}\n{text}"
        if finding.lead and not blocks:
            # `はい、` goes on with the sentence; over a heading it stands alone.
            text = f"{finding.lead.rstrip('、。')}。\n{text}" if headed else finding.lead + text
        heading = point.heading
        blocks.append(text)
    body = "\n".join(blocks)
    notes = "\n".join(_marked(point, citations) for point in finding.notes)
    return f"{body}\n\n{notes}" if notes and body else body or notes


def _marked(point: Point, citations: CitationList) -> str:
    """The text with the markers of its sources behind its last word and before nothing."""
    text = point.text.strip()
    markers = "".join(f"[{marker}]" for marker in citations.markers(point.sources))
    return f"{text}{markers}"


def as_of_notice(citations: Sequence[Citation]) -> str | None:
    """`この回答は、2026年2月時点の資料にもとづいています。…`; None where nothing is cited."""
    if not citations:
        return None
    days = sorted({citation.as_of for citation in citations})
    said = "、".join(spoken_date(day) for day in days)
    return f"この回答は、{said}時点の資料にもとづいています。最新の情報は、各制度の公式サイトや事務局でご確認ください。"


def spoken_date(day: str) -> str:
    """`2026-02` as `2026年2月`."""
    parts = [str(int(part)) for part in day.split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
