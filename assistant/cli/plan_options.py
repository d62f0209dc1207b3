"""From names on the command line to calculation requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.calculator import CalculationRequest
from assistant.programmes.book import ProgrammeBook, UnknownNameError
from assistant.programmes.model import GrantPart, Programme, Track
from assistant.programmes.names import fold


@dataclass(frozen=True)
class PlanOptions:
    """What the options of the command say about the plan; facts of None were not given."""

    cost: int | None
    components: Sequence[tuple[str, int]]
    specials: Sequence[str]
    facts: Mapping[str, object]

    def requests(
        self,
        book: ProgrammeBook,
        programme: str,
        track: str | None,
        others: Sequence[str] = (),
        *,
        every_track: bool = False,
    ) -> list[CalculationRequest]:
        """One request for each programme and track named.

        Raises:
            UnknownNameError: a name that nothing goes by.
        """
        named = [(programme, track), *(_split(other) for other in others)]
        found: list[CalculationRequest] = []
        for programme_name, track_name in named:
            entry = book.find(programme_name)
            if track_name is None:
                found.append(self._request(book, entry, None, lenient=len(named) > 1 or every_track))
                continue
            found += [
                self._request(book, entry, item, lenient=len(named) > 1) for item in book.find_tracks(entry, track_name)
            ]
        return found

    def _request(
        self, book: ProgrammeBook, programme: Programme, track: Track | None, *, lenient: bool
    ) -> CalculationRequest:
        return CalculationRequest(
            programme=programme.id,
            track=track.id if track else None,
            cost_yen=self.cost,
            component_costs={
                part_id: cost for name, cost in self.components for part_id in [_part(programme, track, name)]
            },
            facts={key: value for key, value in self.facts.items() if value is not None},
            specials=tuple(self._specials(book, programme, lenient=lenient)),
        )

    def _specials(self, book: ProgrammeBook, programme: Programme, *, lenient: bool) -> list[str]:
        """The ids of the special cases. In a comparison, one that another programme has is left out here."""
        found: list[str] = []
        for name in self.specials:
            try:
                found.append(book.find_special(programme, name))
            except UnknownNameError:
                if not lenient:
                    raise
        return found


def _split(name: str) -> tuple[str, str | None]:
    """`省力化/一般型` names a programme and a track."""
    programme, _, track = name.replace("／", "/").partition("/")
    return programme.strip(), track.strip() or None


def _part(programme: Programme, track: Track | None, name: str) -> str:
    """The id of a component, from an id or a name; an unknown one is left for the calculator to refuse."""
    tracks = [track] if track else list(programme.tracks)
    parts: list[GrantPart] = [part for item in tracks if item.grant for part in item.grant.parts]
    wanted = fold(name)
    for part in parts:
        if wanted in (fold(part.id), fold(part.label), *map(fold, part.names)):
            return part.id
    return name
