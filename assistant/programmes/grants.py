"""How a grant follows from the cost: rates by band, ceilings, floors, components, and whom it is for.
Amounts are integer yen, rates are fractions, instants are Asia/Tokyo. Descriptions are Japanese: they are shown by
editors that use the JSON schema made from these models.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from assistant.programmes.parts import Part, Sourced
from assistant.programmes.values import UNKNOWN, FactKey, Id, Rate, Text, Texts, Yen


class CountRange(Part):
    """A range of counts, both ends included."""

    min: int = Field(1, ge=0)
    max: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> CountRange:
        if self.max is not None and self.max < self.min:
            raise ValueError("max は min 以上にしてください")
        return self

    def holds(self, value: int) -> bool:
        return self.min <= value and (self.max is None or value <= self.max)


Expected = bool | CountRange | tuple[str, ...]
Condition = Annotated[
    dict[FactKey, Expected],
    Field(description="この行が当てはまる条件。例: {applicant: [small]}、{areas: {min: 1, max: 3}}、{deficit: true}"),
]


class RateRule(Sourced):
    """A grant rate and whom it is for. The first rule whose condition holds is used."""

    when: Condition = Field(default_factory=dict)
    rate: Rate = Field(description="補助率。「1/2」、定額、不明")
    alternative: Rate | None = Field(None, description="どちらになるかが書かれていない、もう一つの補助率")
    at_most: bool = Field(False, description="「1/2以下」のように、上限としての補助率なら true")
    unknown: Id | None = Field(None, description="不明・どちらか分からないときの、unknown のID")
    assume: Text | None = Field(None, description="計算の前提として伝える文")

    @model_validator(mode="after")
    def _explained(self) -> RateRule:
        if (self.rate == UNKNOWN or self.alternative is not None) and self.unknown is None:
            raise ValueError("補助率が分からないときは、unknown に理由のIDを書いてください")
        return self


class Band(Part):
    """Rates for the part of the grant up to an amount. The last band has no end."""

    up_to: Yen | None = Field(None, description="この補助率が使われる、補助額の上端。費用の額ではありません")
    label: Text | None = Field(None, description="段の名前")
    rates: Annotated[tuple[RateRule, ...], Field(min_length=1)]


class CeilingRule(Sourced):
    """An upper limit of the grant. The first rule whose condition holds is used."""

    when: Condition = Field(default_factory=dict)
    amount: Yen | None = Field(None, description="補助上限")
    low: Yen | None = Field(None, description="幅のある上限の、低いほう")
    high: Yen | None = Field(None, description="幅のある上限の、高いほう")
    times: FactKey | None = Field(None, description="この数を掛ける（構成員数など）")
    unknown: Id | None = Field(None, description="幅の中のどこになるかが分からないときの、unknown のID")
    assume: Text | None = Field(None, description="計算の前提として伝える文")

    @model_validator(mode="after")
    def _one_way(self) -> CeilingRule:
        if (self.amount is None) == (self.low is None or self.high is None):
            raise ValueError("amount か、low と high の両方か、どちらかを書いてください")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("low は high より小さくしてください")
        if self.low is not None and self.unknown is None:
            raise ValueError("幅のある上限には、unknown に理由のIDを書いてください")
        return self


class FloorRule(Sourced):
    """The least grant that is paid: below it there is none."""

    when: Condition = Field(default_factory=dict)
    amount: Yen = Field(description="補助下限")


class SameAs(Sourced):
    """The rates and ceilings of a component are those of another track's component."""

    track: Id
    part: Id
    assume: Text | None = Field(None, description="計算の前提として伝える文")


class GrantPart(Part):
    """A component of the cost with its own rate and ceiling. Most tracks have one."""

    id: Id = Field(description="費用の区分のID")
    label: Text = Field(description="費用の区分の名前")
    names: Texts = Field((), description="人が使う言い方")
    takes_total: bool = Field(False, description="内訳のない費用を、この区分として計算するなら true")
    bands: tuple[Band, ...] = ()
    ceilings: tuple[CeilingRule, ...] = ()
    same_as: SameAs | None = Field(None, description="ほかの枠の区分と同じとき")

    @model_validator(mode="after")
    def _complete(self) -> GrantPart:
        if (self.same_as is None) == (not self.bands):
            raise ValueError("bands か same_as の、どちらか一つを書いてください")
        if any(band.up_to is None for band in self.bands[:-1]) or (self.bands and self.bands[-1].up_to is not None):
            raise ValueError("up_to は、最後の段にだけ書きません")
        ends = [band.up_to for band in self.bands[:-1] if band.up_to is not None]
        if ends != sorted(set(ends)):
            raise ValueError("段は、up_to の小さい順に書いてください")
        return self


class Pool(Sourced):
    """A ceiling over several components together."""

    parts: Annotated[tuple[Id, ...], Field(min_length=2)]
    label: Text = Field(description="合わせた呼び方")
    amount: Yen


class Grant(Part):
    """How the grant follows from the cost."""

    parts: Annotated[tuple[GrantPart, ...], Field(min_length=1)]
    pools: tuple[Pool, ...] = ()
    floors: tuple[FloorRule, ...] = ()

    def part(self, part_id: str) -> GrantPart | None:
        return next((part for part in self.parts if part.id == part_id), None)


class UnsaidClass(Part):
    """An applicant class whose treatment the documents don't give."""

    value: Id
    unknown: Id = Field(description="unknown のID")


class Applicants(Sourced):
    """Whom the grant is for."""

    classes: Annotated[tuple[Id, ...], Field(min_length=1, description="対象の区分（facts.yaml の applicant の値）")]
    say: Text = Field(description="対象を言う文")
    unsaid: tuple[UnsaidClass, ...] = Field((), description="扱いが書かれていない区分")
