"""Special cases (特例): what they ask of the applicant, and what they change in the grant.
Amounts are integer yen, rates are fractions, instants are Asia/Tokyo. Descriptions are Japanese: they are shown by
editors that use the JSON schema made from these models.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from assistant.programmes.grants import Condition
from assistant.programmes.parts import Names, Part, Sourced
from assistant.programmes.values import FactKey, Id, Rate, Text, Yen


class SpecialRequirement(Sourced):
    """What a special case asks of the applicant."""

    text: Text = Field(description="内容")
    fact: FactKey | None = Field(None, description="この事実で確かめられるとき")
    at_least: int | None = Field(None, ge=1, description="この数以上")


class Change(Sourced):
    """One thing that a special case changes in the grant. Exactly one of the changes is given."""

    when: Condition = Field(default_factory=dict)
    raise_ceiling: Yen | None = Field(None, description="補助上限に足す額")
    rate: Rate | None = Field(None, description="補助率（1段目）を、これに上げる")
    open_ceiling: Id | None = Field(None, description="上限が上がるが額が書かれていないとき、その unknown のID")
    assume: Text | None = Field(None, description="計算の前提として伝える文")

    @model_validator(mode="after")
    def _one(self) -> Change:
        if [self.raise_ceiling, self.rate, self.open_ceiling].count(None) != 2:
            raise ValueError("raise_ceiling、rate、open_ceiling のうち、一つだけを書いてください")
        return self


class Unstated(Part):
    """Tracks for which the documents don't say whether the special case may be used."""

    tracks: Annotated[tuple[Id, ...], Field(min_length=1)]
    unknown: Id


class Special(Sourced):
    """A special case (特例) that changes the grant of some tracks when it is applied for."""

    id: Id
    names: Names
    tracks: Annotated[tuple[Id, ...], Field(min_length=1, description="使える枠・型")]
    requires: tuple[SpecialRequirement, ...] = ()
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    unstated: tuple[Unstated, ...] = ()
