"""What a programme file (`corpus/programmes/<id>.yaml`) holds.

Descriptions are Japanese: they are shown by editors that use the JSON schema made from these models.
Amounts are integer yen, rates are fractions, instants are Asia/Tokyo. Every figure carries its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from assistant.programmes.names import NameEntry, NameKind
from assistant.quotes import Evidence
from ingest.japanese.amounts import parse_yen

JST = timezone(timedelta(hours=9), "Asia/Tokyo")

FIXED = "定額"
UNKNOWN = "不明"
ProgrammeKind = Literal["subsidy", "training", "service", "material"]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
FactKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Texts = tuple[Text, ...]


def _yen(value: object) -> object:
    return parse_yen(value) if isinstance(value, str) else value


def _rate(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value in (FIXED, UNKNOWN):
        return value
    match = re.fullmatch(r"(\d{1,3})/(\d{1,3})", value)
    if match is None or not 0 < int(match[1]) <= int(match[2]):
        raise ValueError(f"補助率「{value}」を読めません。「1/2」、「{FIXED}」、「{UNKNOWN}」のどれかで書いてください")
    return Fraction(int(match[1]), int(match[2]))


def _at(value: object) -> object:
    """`2026-04-03` or `2026-04-03 17:00`."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=JST) if value.tzinfo is None else value.astimezone(JST)
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::00)?)?", value.strip())
        try:
            if match and match[2]:
                return datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=JST)
            if match:
                return date.fromisoformat(match[1])
        except ValueError:
            pass
        raise ValueError(f"日時「{value}」を読めません。「2026-04-03」か「2026-04-03 17:00」と書いてください")
    return value


Yen = Annotated[
    int,
    BeforeValidator(_yen),
    Field(gt=0),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "string"}], "examples": ["750万円"]}
    ),
]
Rate = Annotated[
    Fraction | Literal["定額", "不明"],
    BeforeValidator(_rate),
    WithJsonSchema(
        {"type": "string", "pattern": r"^(\d{1,3}/\d{1,3}|定額|不明)$", "examples": ["1/2", "定額", "不明"]}
    ),
]
At = Annotated[
    datetime | date,
    BeforeValidator(_at),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:00)?)?$",
            "examples": ["2026-04-03", "2026-04-03 17:00"],
        }
    ),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Sourced(_Part):
    """A fact of the documents, with the words that prove it."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, description="根拠（行番号と引用）")]
    inferred: Text | None = Field(
        None, description="印字のとおりでない読みのとき、どう読んだか（結合セル、曜日から分かる年など）"
    )


class Names(_Part):
    """What people call a programme, a track or a special case. Only `official` is a fact of the documents."""

    official: Text = Field(description="資料にある名前")
    short: Texts = Field((), description="短い呼び方")
    old: Texts = Field((), description="以前の名前")
    kana: Texts = Field((), description="よみがな")
    romaji: Texts = Field((), description="ローマ字・英語")
    typo: Texts = Field((), description="よくある書き間違い")
    other: Texts = Field((), description="そのほかの呼び方")

    def all(self) -> Iterator[tuple[NameKind, str]]:
        """Every name with its kind, the official one first."""
        yield "official", self.official
        groups: tuple[tuple[NameKind, Texts], ...] = (
            ("short", self.short),
            ("old", self.old),
            ("kana", self.kana),
            ("romaji", self.romaji),
            ("typo", self.typo),
            ("other", self.other),
        )
        for kind, texts in groups:
            for text in texts:
                yield kind, text


class Passage(Sourced):
    """A requirement, an eligible cost or a step of a procedure, in words."""

    text: Text = Field(description="内容")


class Unknown(_Part):
    """Something that people ask and the documents don't say."""

    id: Id
    topic: Text = Field(description="話題（ceiling、rate、dates など）")
    tracks: tuple[Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体")
    reason: Text = Field(description="何が、なぜ分からないか。窓口で言える文で")
    evidence: tuple[Evidence, ...] = Field((), description="近くの記載")


class CountRange(_Part):
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


class Band(_Part):
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


class GrantPart(_Part):
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


class Grant(_Part):
    """How the grant follows from the cost."""

    parts: Annotated[tuple[GrantPart, ...], Field(min_length=1)]
    pools: tuple[Pool, ...] = ()
    floors: tuple[FloorRule, ...] = ()

    def part(self, part_id: str) -> GrantPart | None:
        return next((part for part in self.parts if part.id == part_id), None)


class UnsaidClass(_Part):
    """An applicant class whose treatment the documents don't give."""

    value: Id
    unknown: Id = Field(description="unknown のID")


class Applicants(Sourced):
    """Whom the grant is for."""

    classes: Annotated[tuple[Id, ...], Field(min_length=1, description="対象の区分（facts.yaml の applicant の値）")]
    say: Text = Field(description="対象を言う文")
    unsaid: tuple[UnsaidClass, ...] = Field((), description="扱いが書かれていない区分")


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


class Unstated(_Part):
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


class Longest(Sourced):
    """How many years of a charge that is paid by time are counted at most."""

    years: int = Field(ge=1, description="最大で何年分か")
    say: Text = Field(description="窓口で言える文で")


class Track(Sourced):
    """A track (枠・型・類型) of a programme."""

    id: Id
    names: Names
    usual: bool = Field(True, description="枠を言わない相談で、候補に入れるか")
    applicants: Applicants | None = None
    requirements: tuple[Passage, ...] = ()
    eligible_costs: tuple[Passage, ...] = ()
    procedures: tuple[Passage, ...] = ()
    other: tuple[Passage, ...] = Field((), description="そのほかの決まり")
    longest: Longest | None = Field(None, description="月額などの利用料が、最大で何年分まで対象か")
    grant: Grant | None = None


class TrackGroup(_Part):
    """A name that covers several tracks (`インボイス枠`)."""

    names: Annotated[Texts, Field(min_length=1)]
    tracks: Annotated[tuple[Id, ...], Field(min_length=2)]


class Instant(Sourced):
    """A day, or a day with a time of day, as the documents give it."""

    at: At = Field(description="日、または日と時刻（日本時間）")

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)

    @property
    def start(self) -> datetime:
        """The instant itself; the first of the day where only a day is given."""
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time(0), JST)

    @property
    def end(self) -> datetime:
        """The instant itself; the last second of the day where only a day is given."""
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time(23, 59, 59), JST)


class RoundRule(Sourced):
    """An application round."""

    id: Id
    name: Text = Field(description="公募回や締切の名前（23次公募、1次締切 など）")
    tracks: tuple[Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体")
    always: bool = Field(False, description="随時受付なら true")
    opens: Instant | None = Field(None, description="受付開始")
    closes: Instant | None = Field(None, description="受付締切")
    note: Text | None = Field(None, description="資料の中の食い違いなど、日程についての注意")
    note_evidence: tuple[Evidence, ...] = Field((), description="note の根拠")

    @model_validator(mode="after")
    def _dated(self) -> RoundRule:
        if self.always == (self.closes is not None):
            raise ValueError("closes（締切）を書くか、随時受付なら always: true を書いてください")
        if self.opens and self.closes and self.opens.start > self.closes.end:
            raise ValueError("締切が受付開始より前になっています")
        return self


class NoRounds(_Part):
    """Tracks, or a whole programme, for which the documents give no dates."""

    tracks: tuple[Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体")
    reason: Text = Field(description="窓口で言える文で")
    evidence: tuple[Evidence, ...] = Field((), description="近くの記載")


class ContactPoint(Sourced):
    """Where to ask."""

    name: Text
    tracks: tuple[Id, ...] = ()
    phones: Texts = ()
    email: Text | None = None
    url: Text | None = None


class Link(Sourced):
    """An official address."""

    label: Text
    url: Text
    tracks: tuple[Id, ...] = ()


class FundedBy(Sourced):
    """The grant that pays for what this programme charges."""

    programme: Id
    track: Id


class Programme(Sourced):
    """A support programme. One file of `corpus/programmes`."""

    id: Id = Field(description="制度のID。ファイル名と同じ")
    document: Id = Field(description="根拠になる資料のID")
    kind: ProgrammeKind = Field(description="subsidy=補助金、training=人材育成、service=サービス、material=教材")
    menu_only: bool = Field(False, description="投資支援メニューの表にだけ出てくる制度なら true")
    names: Names
    applicants: Applicants | None = None
    requirements: tuple[Passage, ...] = ()
    eligible_costs: tuple[Passage, ...] = ()
    procedures: tuple[Passage, ...] = ()
    other: tuple[Passage, ...] = Field((), description="そのほかの決まり")
    tracks: tuple[Track, ...] = ()
    groups: tuple[TrackGroup, ...] = Field((), description="いくつかの枠をまとめた呼び方")
    specials: tuple[Special, ...] = ()
    grant: Grant | None = Field(None, description="枠・型のない制度の、補助額の決まり")
    funded_by: FundedBy | None = Field(None, description="この制度の料金を補助する、ほかの制度の枠")
    rounds: tuple[RoundRule, ...] = ()
    no_rounds: tuple[NoRounds, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    links: tuple[Link, ...] = ()
    unknown: tuple[Unknown, ...] = Field((), description="資料に書かれていないこと")

    def track(self, track_id: str) -> Track | None:
        return next((track for track in self.tracks if track.id == track_id), None)

    def special(self, special_id: str) -> Special | None:
        return next((special for special in self.specials if special.id == special_id), None)

    def unknown_entry(self, unknown_id: str) -> Unknown | None:
        return next((entry for entry in self.unknown if entry.id == unknown_id), None)

    def name_entries(self) -> Iterator[NameEntry]:
        """Every name of the programme, its tracks, groups of tracks and special cases."""
        for kind, text in self.names.all():
            yield NameEntry(text, kind, "programme", self.id)
        for track in self.tracks:
            for kind, text in track.names.all():
                yield NameEntry(text, kind, "track", self.id, (track.id,))
        for group in self.groups:
            for text in group.names:
                yield NameEntry(text, "other", "track", self.id, group.tracks)
        for special in self.specials:
            for kind, text in special.names.all():
                yield NameEntry(text, kind, "special", self.id, special.tracks, special.id)
