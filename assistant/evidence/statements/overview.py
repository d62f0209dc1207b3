"""What a programme is, where nothing nearer to what was asked is said of it."""

from __future__ import annotations

from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding

OVERVIEW = "overview"


def told_of(knowledge: Knowledge, programme: str, heading: str | None = None) -> Finding | None:
    """What the programme is, under its name where `heading` gives it; None where nothing says it."""
    said = knowledge.statements.select(programme, OVERVIEW)[:1]
    points = tuple(point for entry in said for point in knowledge.statement_points(entry, heading))
    if not points:
        return None
    return Finding(
        status="answered",
        points=points,
        about=((programme, None),),
        contact_programmes=(programme,),
        topic=OVERVIEW,
        decided={"statements": [entry.key for entry in said]},
    )
