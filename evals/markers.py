"""Markers `[1]` in a reply's text and the citations that they point to."""

from __future__ import annotations

import re
from collections import Counter

from assistant.reply import Reply

_MARKER = re.compile(r"\[(\d{1,3})\]")


def marker_problems(reply: Reply) -> list[str]:
    """Markers without a citation, citations that share a marker, and citations that nothing points to."""
    used = [int(number) for number in _MARKER.findall(reply.text)]
    used += _calculation_markers(reply)
    given = Counter(citation.marker for citation in reply.citations)
    problems = [f"[{marker}] の出典がありません" for marker in sorted(set(used) - set(given))]
    problems += [f"[{marker}] の出典が{count}件あります" for marker, count in sorted(given.items()) if count > 1]
    problems += [f"[{marker}] を本文のどこでも使っていません" for marker in sorted(set(given) - set(used))]
    return problems


def _calculation_markers(reply: Reply) -> list[int]:
    pending = [reply.calculation] if reply.calculation else []
    found: list[int] = []
    while pending:
        calculation = pending.pop()
        found += calculation.markers
        pending += calculation.scenarios
    return found
