"""What the calculator is asked, and the checks that keep a slip of the keyboard from becoming an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.money import format_yen
from ingest.errors import MadoguchiError

LARGEST_YEN = 10**12
"""More than a trillion yen is a slip of the keyboard, not a plan."""
SUSPICIOUSLY_SMALL_YEN = 10_000
"""Below this, the unit (万円) was probably left out; the result says so."""


class CalculationError(MadoguchiError):
    """The request can't be calculated as it stands; the message says what to change."""


class NotCalculableError(CalculationError):
    """The documents give no rule for a grant here, for instance because the programme isn't a grant."""


@dataclass(frozen=True)
class CalculationRequest:
    """A plan to be calculated.

    `programme`, `track` and `specials` are ids. `cost_yen` is the eligible cost in yen; where it is split, use
    `component_costs` (yen by component id) instead. `facts` are keyed as in `corpus/facts.yaml`.
    """

    programme: str
    track: str | None = None
    cost_yen: int | None = None
    component_costs: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    specials: tuple[str, ...] = ()
    not_applicant: tuple[str, ...] = ()
    """Classes that the applicant is known not to be; nothing is tried for them."""
    sought: str | None = None
    """The component whose cost an inversion or a budget looks for; else the one that takes the total."""


def checked_yen(value: object, what: str) -> int:
    """A positive whole amount in yen.

    Raises:
        CalculationError: not an integer, not positive, or absurdly large.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise CalculationError(f"{what}は、円の単位の整数で指定してください（「{value}」は使えません）。")
    if value <= 0:
        raise CalculationError(f"{what}は、0より大きい金額で指定してください（{format_yen(value)}は使えません）。")
    if value > LARGEST_YEN:
        raise CalculationError(
            f"{what}が大きすぎます（{format_yen(LARGEST_YEN)}まで計算できます）。桁と単位を確かめてください。"
        )
    return value
