"""Which fields the calculator page shows: read off the rules of each track, so that nothing else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.calculator.cases import conditions
from assistant.calculator.rules import resolve_part
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import APPLICANT, Fact
from assistant.programmes.model import Grant, Programme, Track

COST = "cost"


@dataclass(frozen=True)
class Field:
    """One field: a cost (`part` is the component, empty where there is one cost) or a fact."""

    key: str
    label: str
    hint: str | None = None
    part: str = ""
    fact: Fact | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """(label, id) of a fact that is a choice."""


@dataclass(frozen=True)
class TrackForm:
    """What a track, or a programme without tracks, is asked for. `track` is empty in the latter case."""

    book: ProgrammeBook
    found: Programme
    of_track: Track | None
    grant: Grant

    @property
    def programme(self) -> str:
        return self.found.id

    @property
    def programme_name(self) -> str:
        return self.found.names.official

    @property
    def track(self) -> str:
        return self.of_track.id if self.of_track else ""

    @property
    def track_name(self) -> str:
        return self.of_track.names.official if self.of_track else "枠・型の区別なし"

    @property
    def specials(self) -> tuple[tuple[str, str], ...]:
        """(name, id) of the special cases that may be used here."""
        return tuple(
            (special.names.official, special.id) for special in self.found.specials if self.track in special.tracks
        )

    def fields(self, specials: tuple[str, ...]) -> list[Field]:
        """The fields with these special cases chosen: costs first, then the facts in the order they are asked."""
        return [*self._costs(), *self._facts(specials)]

    def _costs(self) -> Iterator[Field]:
        parts = self.grant.parts
        if len(parts) == 1:
            label = parts[0].label if parts[0].label != "補助対象経費" else "かかる費用（補助の対象になるもの）"
            yield Field(COST, label, "万円・億円でも、円だけでも入れられます")
            return
        for part in parts:
            yield Field(f"part-{part.id}", f"{part.label}の費用", "ないときは空けておきます", part=part.id)

    def _facts(self, specials: tuple[str, ...]) -> Iterator[Field]:
        wanted = self._keys(specials)
        for key, fact in self.book.facts.items():
            if key not in wanted:
                continue
            choices = tuple((option.label, option.id) for option in fact.values if self._possible(key, option.id))
            if fact.kind == "choice" and len(choices) < 2:
                continue
            yield Field(f"fact-{key}", fact.label, _hint(fact), fact=fact, choices=choices)

    def _keys(self, specials: tuple[str, ...]) -> set[str]:
        used = [part.id for part in self.grant.parts]
        chosen = [special for special in self.found.specials if special.id in specials]
        keys = {key for condition in conditions(self.found, self.grant, used, chosen) for key in condition}
        for part in self.grant.parts:
            keys |= {rule.times for rule in resolve_part(self.found, part).ceilings if rule.times}
        return keys | {need.fact for special in chosen for need in special.requires if need.fact}

    def _possible(self, key: str, value: str) -> bool:
        applicants = (self.of_track.applicants if self.of_track else None) or self.found.applicants
        return key != APPLICANT or applicants is None or value in applicants.classes


def _hint(fact: Fact) -> str | None:
    return {"yen": "円で入れます", "count": "数字で入れます"}.get(fact.kind)


def forms(book: ProgrammeBook) -> dict[tuple[str, str], TrackForm]:
    """The form of every track that an amount can be calculated for, by programme and track id."""
    found: dict[tuple[str, str], TrackForm] = {}
    for programme in book:
        if programme.grant is not None:
            found[programme.id, ""] = TrackForm(book, programme, None, programme.grant)
        for track in programme.tracks:
            if track.grant is not None:
                found[programme.id, track.id] = TrackForm(book, programme, track, track.grant)
    return found
