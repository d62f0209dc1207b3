"""Cutting a clause that asks several things at once (`上限額と、創業何年目までOKか`) into its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.japanese.readings import ends_in_predicate

_CUT = re.compile(
    r"、|,(?!\d)|(?:(?<=いくつで)|(?<=いくらで))(?!しょ|す|は|も)"
    r"|(?<=[^れありこ何]と)(?=(?!き|って|も(?!ら))[^、。と]{0,8}(?:誰|何[^かと]|いつ|どこ|どう|いくら|なんぼ))"
)
_JOINED = re.compile(r"(?<=[一-龠々ァ-ヶーA-Za-z0-9]と)(?=[一-龠ァ-ヶA-Za-z])")
"""Where a noun may be joined to the next (`採択率と締切`)."""
_ITEM_END = ("と", "や", "とか", "および", "及び", "ならびに")
_TRAILING = " 、。?!"
_LEAST = 2


@dataclass(frozen=True)
class Piece:
    """What a part of a clause is."""

    asks: bool
    """Whether it has a question word or the ending of a question."""
    topics: frozenset[str]
    """The topics that its words decide."""
    plain: bool
    """Whether it holds nothing but names, words of topics and words that only ask."""
    empty: bool
    """Whether nothing is left without the words that ask (`いつまで`)."""
    figures: bool
    """Whether it holds amounts of money."""
    names: bool = False
    """Whether it ends in a noun, or in what marks one as the topic."""

    @property
    def asked(self) -> bool:
        """Whether it is a question of its own."""
        return (self.asks or bool(self.topics)) and not self.figures


def split_parts(clause: str, read: Callable[[str], Piece], held: Sequence[str]) -> list[str]:
    """The parts of a clause, each a question of its own; the clause itself where it is one question.

    Topics in a row (`補助率、上限、締切`) stay together: they are read at once. A part is cut off where it asks something
    that no topic stands for.

    Args:
        clause: one clause of the message.
        read: what a part of it is.
        held: what ends a part that belongs to the next one (`は、`, `なら、`).
    """
    cut = [part.strip(" 、") for part in _CUT.split(clause) if part.strip(_TRAILING)]
    parts = [piece for part in cut for piece in _cut_before_topic(part, read)]
    if len(parts) < _LEAST:
        return [clause]
    pieces = [read(part) for part in parts]
    # A name at the very end (`採択率と締切、創業型の`) is what the whole list is asked of.
    last = max((place for place, piece in enumerate(pieces) if not piece.empty), default=-1)
    listed = any(piece.plain and (_is_item(parts[place]) or place == last) for place, piece in enumerate(pieces))
    items = [
        listed and _is_item(part) and not _opens(part) and not piece.figures and not piece.empty
        for part, piece in zip(parts, pieces, strict=True)
    ]
    asked = [piece.asked or item for piece, item in zip(pieces, items, strict=True)]
    if all(piece.plain or not piece.asked for piece in pieces) and not any(items):
        return [clause]
    groups = [[0]]
    for place in range(1, len(parts)):
        before = groups[-1][-1]
        whole = any(asked[i] for i in groups[-1]) and not _open(parts[before], pieces[before], held)
        begins = asked[place] and _begins(pieces[place], pieces[before], parts[before], items[place])
        # `限度額は何円上げて、いくら増えるの`: the same goes on.
        goes_on = pieces[place].plain and pieces[place].topics <= {
            topic for i in groups[-1] for topic in pieces[i].topics
        }
        if whole and begins and not goes_on:
            groups.append([place])
        else:
            groups[-1].append(place)
    if len(groups) < _LEAST or not all(any(asked[i] for i in group) for group in groups):
        return [clause]
    return [_said([parts[i] for i in group], items[group[-1]] and not pieces[group[-1]].asked) for group in groups]


def _cut_before_topic(part: str, read: Callable[[str], Piece]) -> list[str]:
    """A part cut before a plain topic that is joined to something of another kind (`採択率と締切を`)."""
    for match in _JOINED.finditer(part):
        before, after = part[: match.end()], part[match.end() :]
        if read(after).plain and not ((piece := read(before)).plain or piece.empty):
            return [before, after]
    return [part]


def _said(parts: Sequence[str], is_item: bool) -> str:
    """The parts of one question; a noun in a list (`読み方と`) asks for what it names."""
    whole = "、".join(parts)
    return f"{whole.removesuffix('と')}は?" if is_item else whole.removesuffix("と")


def _is_item(part: str) -> bool:
    return part.endswith("と")


def _opens(part: str) -> bool:
    """Whether it ends in a predicate that something follows from (`機械を買うと`)."""
    return part.endswith("と") and ends_in_predicate(part[:-1])


def _open(part: str, piece: Piece, held: Sequence[str]) -> bool:
    """Whether a part belongs to what follows (`補助率は、`, `機械を買うと、`)."""
    if part.endswith(_ITEM_END) or (piece.asks and part.endswith("か")):
        return _opens(part)
    return f"{part}、".endswith(tuple(held))


def _begins(piece: Piece, before: Piece, said: str, is_item: bool) -> bool:
    """Whether a part asks something else than the one before it."""
    if piece.empty or (piece.plain and before.plain):
        return False
    if not (piece.asks or piece.plain or is_item or piece.names):
        return False  # it only tells something of a topic
    if before.asks or is_item or (_is_item(said) and not (before.plain or before.empty)):
        return True  # `採択率と締切`: what stands before is more than a topic
    # `上限、小規模だといくら` is one question: the part before only names what is asked.
    return piece.asks and (said.endswith(_ITEM_END) or bool(piece.topics - before.topics))
