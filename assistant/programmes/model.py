"""What a programme file (`corpus/programmes/<id>.yaml`) holds; every figure carries its evidence.

Descriptions are Japanese: they are shown by editors that use the JSON schema made from these models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from assistant.programmes.grants import (
    Applicants,
    Band,
    CeilingRule,
    Condition,
    CountRange,
    Expected,
    FloorRule,
    Grant,
    GrantPart,
    Pool,
    RateRule,
    SameAs,
    UnsaidClass,
)
from assistant.programmes.names import NameEntry
from assistant.programmes.parts import (
    Names,
    Part,
    Passage,
    Sourced,
    Unknown,
)
from assistant.programmes.rounds import (
    Instant,
    NoRounds,
    RoundRule,
)
from assistant.programmes.specials import (
    Change,
    Special,
    SpecialRequirement,
    Unstated,
)
from assistant.programmes.values import (
    FIXED,
    JST,
    UNKNOWN,
    At,
    FactKey,
    Id,
    Rate,
    Text,
    Texts,
    Yen,
)

__all__ = [
    "FIXED",
    "JST",
    "UNKNOWN",
    "Applicants",
    "At",
    "Band",
    "CeilingRule",
    "Change",
    "Condition",
    "ContactPoint",
    "CountRange",
    "Expected",
    "FactKey",
    "FloorRule",
    "FundedBy",
    "Grant",
    "GrantPart",
    "Id",
    "Instant",
    "Link",
    "Longest",
    "Names",
    "NoRounds",
    "Part",
    "Passage",
    "Pool",
    "Programme",
    "ProgrammeKind",
    "Rate",
    "RateRule",
    "RoundRule",
    "SameAs",
    "Sourced",
    "Special",
    "SpecialRequirement",
    "Text",
    "Texts",
    "Track",
    "TrackGroup",
    "Unknown",
    "UnsaidClass",
    "Unstated",
    "Yen",
]

ProgrammeKind = Literal["subsidy", "training", "service", "material"]


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


class TrackGroup(Part):
    """A name that covers several tracks (`インボイス枠`)."""

    names: Annotated[Texts, Field(min_length=1)]
    tracks: Annotated[tuple[Id, ...], Field(min_length=2)]


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
        """Every name of the programme, its tracks, groups of tracks and special cases, and how they are described."""
        for kind, text in self.names.all():
            yield NameEntry(text, kind, "programme", self.id)
        for text in self.names.described:
            yield NameEntry(text, "described", "programme", self.id)
        for track in self.tracks:
            for kind, text in track.names.all():
                yield NameEntry(text, kind, "track", self.id, (track.id,))
            for text in track.names.described:
                yield NameEntry(text, "described", "track", self.id, (track.id,))
        for group in self.groups:
            for text in group.names:
                yield NameEntry(text, "other", "track", self.id, group.tracks)
        for special in self.specials:
            for kind, text in special.names.all():
                yield NameEntry(text, kind, "special", self.id, special.tracks, special.id)
            for text in special.names.described:
                # With a gap it tells what is done (`給料…上げ`), and needs no word for a special case behind it.
                kind = "deed" if "…" in text else "described"
                yield NameEntry(text, kind, "special", self.id, special.tracks, special.id)
