"""Which data files name a statement, and how they follow when it is renamed or withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, get_args

from assistant.claims import Kind, settled_by
from assistant.library.datafiles import DataFile
from assistant.library.yaml_text import rewritten
from ingest.yaml_file import Location, YamlFileError, parse_yaml

NAMING = ("statements", "asks", "claims")
"""Kinds of files that name statements."""

Moves = Mapping[str, str | None]
"""Keys of entries (`jizokuka/ceiling`) with their new ones, None for those that are withdrawn."""


@dataclass(frozen=True)
class Mention:
    """A place that names a statement, and what would be without it."""

    file: DataFile
    line: int
    text: str
    """What stands there."""

    @property
    def place(self) -> str:
        return self.file.place


def entries_of(text: str) -> dict[str, dict[str, Any]]:
    """The statements and unknowns of a file by id; none where it can't be read."""
    try:
        data = parse_yaml(text, Path("-")).data
    except YamlFileError:
        return {}
    every = [entry for part in ("statements", "unknowns") for _, entry in _dicts(data, part)]
    return {str(entry["id"]): entry for entry in every if "id" in entry}


def keys_of(texts: Mapping[DataFile, str]) -> frozenset[str]:
    """The keys of every statement and unknown of these files."""
    return frozenset(
        f"{file.name}/{entry}"
        for file, text in texts.items()
        if file.kind == "statements"
        for entry in entries_of(text)
    )


def moves_between(file: DataFile, before: str, after: str) -> Moves:
    """Which entries of a file of statements another text leaves out, or has under another id: there it says the same, is
    asked for in the same ways or rests on the same words."""
    old, new = entries_of(before), entries_of(after)
    added = {id_: entry for id_, entry in new.items() if id_ not in old}
    moves: dict[str, str | None] = {}
    for id_, entry in old.items():
        if id_ not in new:
            alike = (
                other
                for field in ("say", "asks", "evidence")
                for other, one in added.items()
                if entry.get(field) and entry.get(field) == one.get(field)
            )
            other = next(alike, None)
            moves[f"{file.name}/{id_}"] = f"{file.name}/{other}" if other else None
    return moves


def mentions(texts: Mapping[DataFile, str], key: str) -> list[Mention]:
    """The places in these files that name an entry."""
    id_ = key.rpartition("/")[2]
    texts = {file: text for file, text in texts.items() if id_ in text}
    keys = keys_of(texts)
    found = []
    for file, text in texts.items():
        try:
            read = parse_yaml(text, Path(file.place))
        except YamlFileError:
            continue
        for location, named, what in _named(file, read.data, keys):
            if named == key:
                found.append(Mention(file, read.line_of(location), what))
    return found


def followed(file: DataFile, text: str, moves: Moves, keys: Collection[str]) -> str:
    """The text of a file that names entries, after they moved. `keys` are those of all entries before.

    What belongs to a withdrawn entry alone goes with it: its ways to ask and the claims that it settles.
    """
    try:
        data = parse_yaml(text, Path(file.place)).data
    except YamlFileError:
        return text
    named = [(location, moves[key]) for location, key, _ in _named(file, data, keys) if key and key in moves]
    # From behind, so that what leaves a list moves nothing that is still to come.
    for location, new in reversed(named):
        _rename(data, location, new and new.removeprefix(f"{file.name}/"))
    return rewritten(text, data) if named else text


def _rename(data: Any, location: Location, name: str | None) -> None:
    """Put another name where an entry is named, or with None take out what stands there for it."""
    *way, last = location
    holder = reduce(getitem, way, data)
    if way == ["asks"]:
        entries = {
            name if id_ == last else id_: asks for id_, asks in holder.items() if id_ != last or name is not None
        }
        holder.clear()
        holder.update(entries)
    elif name is not None:
        holder[last] = name
    elif last == "by":
        *way, last = way
        del reduce(getitem, way, data)[last]
    else:
        del holder[last]


def _named(file: DataFile, data: Any, keys: Collection[str]) -> Iterator[tuple[Location, str | None, str]]:
    """Every place that names an entry, the entry's key, and what stands there."""
    if file.kind == "asks":
        asks = data.get("asks") if isinstance(data, dict) else None
        for name, texts in (asks if isinstance(asks, dict) else {}).items():
            yield ("asks", name), f"{file.name}/{name}", f"聞き方の例{len(texts or ())}件"
    elif file.kind == "claims":
        for at, settling in _dicts(data, "claims"):
            count = sum(len(settling.get(kind) or ()) for kind in get_args(Kind))
            by = settled_by(str(settling.get("by")), file.name, keys)
            yield ("claims", at, "by"), by, f"確かめたい言い方{count}件"
            for place, name in enumerate(settling.get("also") or ()):
                yield ("claims", at, "also", place), settled_by(name, file.name, keys), "続けて言う文（also）"
    elif file.kind == "statements":
        for at, unknown in _dicts(data, "unknowns"):
            for place, name in enumerate(unknown.get("near") or ()):
                key = name if "/" in name else f"{file.name}/{name}"
                yield ("unknowns", at, "near", place), key, f"資料にないこと「{unknown.get('id')}」の代わりに言える文"


def _dicts(data: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of a list that have fields, with their places."""
    entries = data.get(key) if isinstance(data, dict) else None
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield at, entry
