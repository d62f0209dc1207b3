"""Values in a programme file: amounts, rates, instants, ids and words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from ingest.japanese.amounts import parse_yen

JST = timezone(timedelta(hours=9), "Asia/Tokyo")

FIXED = "定額"
UNKNOWN = "不明"

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
