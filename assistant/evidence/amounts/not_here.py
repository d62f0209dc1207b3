"""What is said where a special case is asked for on tracks of which the documents don't say that it holds."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.model import Finding, Point
from assistant.programmes.model import Programme, Special, Track


def held_elsewhere(programme: Programme, specials: Sequence[str], tracks: Sequence[Track | None]) -> list[Special]:
    """The special cases asked for that hold on none of the tracks."""
    on = {track.id for track in tracks if track}
    return [special for special in programme.specials if special.id in specials and not on & set(special.tracks)]


def without_special(programme: Programme, lacking: Sequence[Special], name: str, points: Sequence[Point]) -> Finding:
    """That it isn't said whether they can be used there (`name`); `points` say what holds without them."""
    listed = "と".join(special.names.official for special in lacking)
    unsaid = Point(f"{name}で{listed}を使えるかは、資料に書かれていません。")
    return Finding(
        status="not_in_sources",
        points=(unsaid, *points),
        contact_programmes=(programme.id,),
        show_contact=True,
        topic="specials",
        decided={"terms": "specials", "elsewhere": [special.id for special in lacking]},
    )
