"""What every piece of a programme file has: its proof, its names, and sentences about it.
Amounts are integer yen, rates are fractions, instants are Asia/Tokyo. Descriptions are Japanese: they are shown by
editors that use the JSON schema made from these models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.programmes.names import NameKind
from assistant.programmes.values import Id, Text, Texts
from assistant.quotes import Evidence


class Part(BaseModel):
    """Any piece of a programme file."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Sourced(Part):
    """A fact of the documents, with the words that prove it."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, description="根拠（行番号と引用）")]
    inferred: Text | None = Field(
        None, description="印字のとおりでない読みのとき、どう読んだか（結合セル、曜日から分かる年など）"
    )


class Names(Part):
    """What people call a programme, a track or a special case. Only `official` is a fact of the documents."""

    official: Text = Field(description="資料にある名前")
    short: Texts = Field((), description="短い呼び方")
    old: Texts = Field((), description="以前の名前")
    kana: Texts = Field((), description="よみがな")
    romaji: Texts = Field((), description="ローマ字・英語")
    typo: Texts = Field((), description="よくある書き間違い")
    other: Texts = Field((), description="そのほかの呼び方")
    described: Texts = Field(
        (),
        description="名前を言わずに「〜の方」「〜の枠」と呼ぶときの言い方。「…」は間の数文字、「/」は言いかえ",
    )

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

    @property
    def proper(self) -> tuple[str, ...]:
        """The names that are no slips and no loose ways to speak of it."""
        return (self.official, *self.short)


class Passage(Sourced):
    """A requirement, an eligible cost or a step of a procedure, in words."""

    text: Text = Field(description="内容")


class Unknown(Part):
    """Something that people ask and the documents don't say."""

    id: Id
    topic: Text = Field(description="話題（ceiling、rate、dates など）")
    tracks: tuple[Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体")
    reason: Text = Field(description="何が、なぜ分からないか。窓口で言える文で")
    evidence: tuple[Evidence, ...] = Field((), description="近くの記載")
