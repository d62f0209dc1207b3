"""What the parts of a programme file state: the figures and the sentences that their quotes have to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pydantic import BaseModel

from assistant.money import format_rate, format_yen
from assistant.programmes.model import (
    Applicants,
    CeilingRule,
    Change,
    ContactPoint,
    FloorRule,
    Link,
    Longest,
    NoRounds,
    Passage,
    Pool,
    Rate,
    RateRule,
    RoundRule,
    SameAs,
    SpecialRequirement,
    Unknown,
)
from assistant.quotes import Evidence
from ingest.yaml_file import Location


def parts_of(part: BaseModel, location: Location) -> Iterator[tuple[Location, BaseModel]]:
    """Every model inside a model, with the place of its field in the file."""
    yield location, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Evidence):
            continue
        if isinstance(value, BaseModel):
            yield from parts_of(value, (*location, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel) and not isinstance(item, Evidence):
                    yield from parts_of(item, (*location, name, index))


def claims_of(part: BaseModel) -> Iterator[tuple[str, str]]:
    """The figures that a rule is made of, as text: each has to stand in the rule's quotes."""
    match part:
        case RateRule():
            yield from _rate_claims((("rate", part.rate), ("alternative", part.alternative)))
        case CeilingRule():
            yield from _yen_claims((("amount", part.amount), ("low", part.low), ("high", part.high)))
        case FloorRule() | Pool():
            yield from _yen_claims((("amount", part.amount),))
        case Change():
            yield from _rate_claims((("rate", part.rate),))
            yield from _yen_claims((("raise_ceiling", part.raise_ceiling),))
        case SpecialRequirement(at_least=int(number)):
            yield "at_least", format_yen(number)
        case Longest():
            yield "years", f"{part.years}年分"
        case RoundRule():
            yield "name", part.name
        case ContactPoint():
            for phone in part.phones:
                yield "phones", phone
            yield "email", part.email or ""
            yield "url", part.url or ""
        case Link():
            yield "url", part.url


def texts_of(part: BaseModel) -> Iterator[tuple[str, str]]:
    """Sentences that a clerk may say: their figures stand in the quotes, and garbled words aren't passed on."""
    match part:
        case Passage() | SpecialRequirement():
            yield "text", part.text
        case Applicants() | Longest():
            yield "say", part.say
        case Unknown() | NoRounds():
            yield "reason", part.reason
        case RateRule(assume=str(text)) | CeilingRule(assume=str(text)) | Change(assume=str(text)):
            yield "assume", text
        case SameAs(assume=str(text)):
            yield "assume", text


def proof_of(part: BaseModel) -> tuple[Evidence, ...]:
    """The quotes of a part; none where it has none of its own."""
    evidence: tuple[Evidence, ...] = getattr(part, "evidence", ())
    return evidence


def _rate_claims(rates: Iterable[tuple[str, Rate | None]]) -> Iterator[tuple[str, str]]:
    for name, rate in rates:
        if isinstance(rate, Fraction):
            yield name, format_rate(rate)


def _yen_claims(amounts: Iterable[tuple[str, int | None]]) -> Iterator[tuple[str, str]]:
    for name, amount in amounts:
        if amount is not None:
            yield name, format_yen(amount)
