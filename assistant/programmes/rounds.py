"""Application rounds: when they open and close.
Amounts are integer yen, rates are fractions, instants are Asia/Tokyo. Descriptions are Japanese: they are shown by
editors that use the JSON schema made from these models.
"""

from __future__ import annotations

from datetime import date, datetime, time

from pydantic import Field, model_validator

from assistant.programmes.parts import Part, Sourced
from assistant.programmes.values import JST, At, Id, Text
from assistant.quotes import Evidence


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


class NoRounds(Part):
    """Tracks, or a whole programme, for which the documents give no dates."""

    tracks: tuple[Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体")
    reason: Text = Field(description="窓口で言える文で")
    evidence: tuple[Evidence, ...] = Field((), description="近くの記載")
