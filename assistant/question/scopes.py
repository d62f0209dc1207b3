"""What a question is about: the programmes, tracks and special cases that its names stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.question.linking import Mention

Pair = tuple[str, str | None]
"""A programme, or one of its tracks."""


@dataclass(frozen=True)
class Scope:
    """What a question is about: programmes in the order named, and tracks and special cases of each."""

    programmes: tuple[str, ...] = ()
    tracks: tuple[tuple[str, str], ...] = ()
    """(programme, track) pairs."""
    specials: tuple[tuple[str, str], ...] = ()
    """(programme, special case) pairs."""
    ambiguous: tuple[str, ...] = ()
    """Names of tracks that several programmes have, where nothing says which is meant."""
    adds: bool = field(default=False, compare=False)
    """Whether its special cases come on top of those named before."""

    def tracks_of(self, programme: str) -> tuple[str, ...]:
        return tuple(track for owner, track in self.tracks if owner == programme)

    def specials_of(self, programme: str) -> tuple[str, ...]:
        return tuple(special for owner, special in self.specials if owner == programme)


def subjects_of(scope: Scope) -> tuple[Pair, ...]:
    """Each programme of a scope, or each of its tracks where it names any."""
    return tuple(
        (programme, track) for programme in scope.programmes for track in scope.tracks_of(programme) or (None,)
    )


def scope_of(subjects: Sequence[Pair]) -> Scope:
    """The scope that holds these."""
    return Scope(
        tuple(dict.fromkeys(programme for programme, _ in subjects)),
        tuple((programme, track) for programme, track in subjects if track),
    )


def _surest(same_place: Sequence[Mention]) -> Sequence[Mention]:
    """Where a name is official or short for one track, it isn't a loose way to speak of another."""
    proper = [mention for mention in same_place if mention.entry.kind in ("official", "short")]
    return proper or same_place


def _not_loose(same_place: Sequence[Mention]) -> Sequence[Mention]:
    """Of names beside several programmes those that aren't a loose way to speak of one track, where there are any.

    `ものづくりと持続化の通常枠`: only one of the two calls a track so.
    """
    return [m for m in same_place if m.entry.kind != "other" or len(m.entry.tracks) > 1] or same_place


def resolve(mentions: Sequence[Mention], spoken_of: Sequence[str] = ()) -> Scope:
    """Settle which programme each track name belongs to.

    A track whose name several programmes share belongs to the programme named beside it, else to one spoken of
    before (the latest first), else it stays ambiguous: every programme that has it is in the scope.
    """
    groups = _at_one_place(mentions)
    context = _Context.of(mentions, groups, spoken_of)
    programmes, ambiguous = list(context.named), []
    tracks: list[tuple[str, str]] = []
    specials: list[tuple[str, str]] = []
    for group in groups:
        same_place = context.possible(group)
        owners = tuple(dict.fromkeys(mention.programme for mention in same_place))
        chosen = context.meant(owners)
        if same_place[0].entry.target == "special" and context.means_no_special(same_place, owners):
            continue
        if not chosen and len(owners) > 1:
            ambiguous.append(same_place[0].entry.text)
        for mention in same_place:
            if mention.programme not in (chosen or owners):
                continue
            programmes.append(mention.programme)
            if mention.entry.target == "track":
                tracks += [(mention.programme, track) for track in mention.entry.tracks]
            if mention.entry.special:
                specials.append((mention.programme, mention.entry.special))
    return Scope(
        tuple(dict.fromkeys(programmes)),
        tuple(dict.fromkeys(tracks)),
        tuple(dict.fromkeys(specials)),
        tuple(dict.fromkeys(ambiguous)),
    )


def _at_one_place(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The names of tracks and special cases, those together that the same words are."""
    places: dict[object, list[Mention]] = {}
    for mention in mentions:
        if mention.entry.target != "programme":
            places.setdefault(mention.span or mention.form, []).append(mention)
    return list(places.values())


@dataclass(frozen=True)
class _Context:
    """What says whose a name is that several programmes share."""

    named: tuple[str, ...]
    """The programmes that are named themselves."""
    sole: frozenset[str]
    """Those of which a name stands beside it that no other has (`創業型`)."""
    by_track: frozenset[str]
    """Those of them of which that is a track."""
    spoken_of: tuple[str, ...]
    """The programmes of earlier turns, the latest first."""

    @classmethod
    def of(cls, mentions: Sequence[Mention], groups: Sequence[Sequence[Mention]], spoken_of: Sequence[str]) -> _Context:
        alone = [group[0] for group in groups if len({mention.programme for mention in group}) == 1]
        return cls(
            named=tuple(dict.fromkeys(m.programme for m in mentions if m.entry.target == "programme")),
            sole=frozenset(mention.programme for mention in alone),
            by_track=frozenset(mention.programme for mention in alone if mention.entry.target == "track"),
            spoken_of=tuple(spoken_of),
        )

    def possible(self, group: Sequence[Mention]) -> Sequence[Mention]:
        """What the words of one place can be: names of the programmes beside it, where they are, or of the one spoken
        of last."""
        beside = [m for m in group if m.programme in self.named or m.programme in self.by_track]
        return _not_loose(beside) or [m for m in group if m.programme in self.spoken_of[:1]] or _surest(group)

    def meant(self, owners: Sequence[str]) -> tuple[str, ...]:
        """Those of the owners of a name that are meant; none where nothing says which."""
        return (
            tuple(owner for owner in owners if owner in self.named)
            or tuple(owner for owner in owners if owner in self.sole)
            or tuple(owner for owner in self.spoken_of if owner in owners)[:1]
        )

    def means_no_special(self, same_place: Sequence[Mention], owners: Sequence[str]) -> bool:
        """Whether words that could be a special case of these owners are none: they speak of another programme."""
        if not set(self.named).isdisjoint(owners):
            return False
        if self.named or (self.by_track and self.by_track.isdisjoint(owners)):
            return True  # `賃上げ` beside another programme or its track
        official = any(mention.entry.kind == "official" for mention in same_place)
        # `賃上げの特例は?` of what is spoken of, which calls its own by another name
        return not official and bool(self.spoken_of) and self.spoken_of[0] not in owners
