"""The finding that stands for an answer on rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.evidence.dates.wording import notes
from assistant.evidence.model import Finding, Point
from assistant.reply import Status
from assistant.schedule import JudgedRound


def finding(
    points: Sequence[Point],
    judged: Sequence[JudgedRound],
    *,
    status: Status = "answered",
    closing: datetime | None = None,
) -> Finding:
    """These points about these rounds, with how their dates were read.

    Args:
        points: what is said, in its order.
        judged: the rounds that it is said of.
        status: whether it answers.
        closing: the closing that what is asked next goes on from (`その次は?`).
    """
    return Finding(
        status=status,
        points=tuple(points),
        # Where the hour is asked for, what stands in its place has just been said.
        notes=tuple(notes(judged)) if status == "answered" else (),
        rounds=tuple(found.round for found in judged),
        closing=closing,
    )
