"""Programme and track ids as people know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """Official names by id. A name that isn't an id is shown as it is."""

    programmes: Mapping[str, str] = field(default_factory=dict)
    tracks: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def programme(self, programme: str) -> str:
        return self.programmes.get(programme, programme)

    def track(self, programme: str, track: str | None) -> str | None:
        return self.tracks.get((programme, track), track) if track else None

    def full(self, programme: str, track: str | None = None) -> str:
        """`省力化投資補助金（一般型）`."""
        named = self.track(programme, track)
        return f"{self.programme(programme)}（{named}）" if named else self.programme(programme)
