"""One case with its answer: the rules worked out at a cost that was given or found."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.calculator.result import Budgeting, Inversion
from assistant.calculator.worked import Worked
from assistant.reply import Step


@dataclass(frozen=True)
class Solved:
    """`first_steps` and `messages` tell how the cost was found, where it wasn't given."""

    worked: Worked
    cost_yen: int | None
    first_steps: tuple[Step, ...] = ()
    messages: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    inversion: Inversion | None = None
    budgeting: Budgeting | None = None

    @property
    def signature(self) -> object:
        """What the answer is; equal for cases that need not be told apart."""
        worked = self.worked
        return (self.cost_yen, worked.low, worked.high, worked.at_most, self.inversion, self.budgeting)

    @property
    def trail(self) -> object:
        """How the answer came about."""
        return tuple(step.formula for step in (*self.first_steps, *self.worked.steps))
