"""What each step of a turn decided, for the staff's screen."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from assistant.conversation.memory import Resolved
from assistant.reply import TraceStep


class Trace:
    """Collects what each step decided, and how long it took."""

    def __init__(self) -> None:
        self.steps: list[TraceStep] = []
        self._started = time.perf_counter()

    def add(self, step: str, **decided: Any) -> None:
        """A step that is done."""
        now = time.perf_counter()
        self._note(step, now - self._started, decided)
        self._started = now

    def add_beside(self, step: str, seconds: float, **decided: Any) -> None:
        """A step that was done beside the one that is under way, and how long it took by itself."""
        self._note(step, seconds, decided)

    def _note(self, step: str, seconds: float, decided: dict[str, Any]) -> None:
        self.steps.append(TraceStep(step=step, decided=decided, milliseconds=round(seconds * 1000, 3)))


def understood(resolved: Sequence[Resolved]) -> dict[str, Any]:
    """What was understood of each ask, as the trace shows it."""
    return {
        "asks": [
            {
                "text": item.ask.text,
                "programmes": list(item.scope.programmes),
                "tracks": [list(pair) for pair in item.scope.tracks],
                "specials": [list(pair) for pair in item.scope.specials],
                "topics": list(item.topics[:3]),
                "operation": item.operation,
                "amounts": [{"yen": amount.yen, "role": amount.role} for amount in item.amounts],
                "facts": dict(item.facts.values),
                "carried": list(item.carried),
            }
            for item in resolved
        ]
    }
