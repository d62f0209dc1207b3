"""What is said to a firm of a class for which the documents give no rate (`大企業`, `再生事業者`)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.calculator.terms import TrackTerms
from assistant.evidence.model import Finding, Point, Source


def without_rate(told: Sequence[TrackTerms]) -> Finding | None:
    """Why no rate is given on any of the tracks; None where there is one on some track."""
    reasons = [terms.refused for terms in told]
    if not told or not all(reasons):
        return None
    points = [
        Point(reason, tuple(Source(each.document, each.lines, each.quote) for each in terms.plan.evidence))
        for terms, reason in zip(told, reasons, strict=True)
        if reason
    ]
    return Finding(
        status="not_in_sources",
        points=tuple(dict.fromkeys(points)),
        about=tuple((terms.programme, terms.track.id if terms.track else None) for terms in told),
        contact_programmes=tuple(dict.fromkeys(terms.programme for terms in told)),
        show_contact=True,
        topic="rate",
        decided={"terms": "rate", "refused": reasons},
    )
