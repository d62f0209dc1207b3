"""Which data files name a statement, and how they follow when it is renamed or withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    what: str

    @property
    def said(self) -> str:
        return f"{self.file.place}の{self.line}行目: {self.what}"


def entries_of(text: str) -> dict[str, dict[str, Any]]:
    """The statements and unknowns of a file by id; none where it can't be read."""
    try:
        data = parse_yaml(text, Path("-")).data
    except YamlFileError:
        return {}
    every = [entry for part in ("statements", "unknowns") for entry in _dicts(data, part)]
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
    """Which entries of a file of statements another text leaves out, or has under another id: then it says the same."""
    old, new = entries_of(before), entries_of(after)
    added = {entry.get("say"): id_ for id_, entry in new.items() if id_ not in old}
    moves: dict[str, str | None] = {}
    for id_, entry in old.items():
        if id_ not in new:
            other = added.get(entry.get("say"))
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
    if not any(named in moves for _, named, _ in _named(file, data, keys)):
        return text
    made = dict(data)
    if file.kind == "asks":
        made["asks"] = {
            id_: asks
            for old, asks in data["asks"].items()
            if (id_ := _moved(old, f"{file.name}/{old}", file.name, moves)) is not None
        }
    elif file.kind == "claims":
        made["claims"] = [
            {**settling, "by": by, **_also(settling, "also", file, moves, keys)}
            for settling in _dicts(data, "claims")
            if (by := _moved(settling["by"], _settling(settling["by"], file, keys), file.name, moves)) is not None
        ]
    else:
        made["unknowns"] = [{**one, **_also(one, "near", file, moves, keys)} for one in _dicts(data, "unknowns")]
    return rewritten(text, made)


def _named(file: DataFile, data: Any, keys: Collection[str]) -> Iterator[tuple[Location, str | None, str]]:
    """Every place that names an entry, the entry's key, and what stands there."""
    if file.kind == "asks":
        asks = data.get("asks") if isinstance(data, dict) else None
        for name, texts in (asks if isinstance(asks, dict) else {}).items():
            yield ("asks", name), f"{file.name}/{name}", f"聞き方の例{len(texts or ())}件"
    elif file.kind == "claims":
        for at, settling in enumerate(_dicts(data, "claims")):
            count = sum(len(settling.get(kind) or ()) for kind in get_args(Kind))
            by = _settling(str(settling.get("by")), file, keys)
            yield ("claims", at, "by"), by, f"確かめたい言い方{count}件"
            for place, name in enumerate(settling.get("also") or ()):
                yield ("claims", at, "also", place), _settling(name, file, keys), "続けて言う文（also）"
    elif file.kind == "statements":
        for at, unknown in enumerate(_dicts(data, "unknowns")):
            for place, name in enumerate(unknown.get("near") or ()):
                key = _near(name, file)
                yield ("unknowns", at, "near", place), key, f"資料にないこと「{unknown.get('id')}」の代わりに言える文"


def _also(entry: Mapping[str, Any], field: str, file: DataFile, moves: Moves, keys: Collection[str]) -> dict[str, Any]:
    """The list of names in a field of an entry, after the moves; nothing where the entry has no such field."""
    names: Sequence[str] = entry.get(field) or ()
    key_of = {name: _near(name, file) if field == "near" else _settling(name, file, keys) for name in names}
    moved = [_moved(name, key_of[name], file.name, moves) for name in names]
    return {field: [name for name in moved if name is not None]} if names else {}


def _settling(name: str, file: DataFile, keys: Collection[str]) -> str | None:
    return settled_by(name, file.name, keys)


def _near(name: str, file: DataFile) -> str:
    return name if "/" in name else f"{file.name}/{name}"


def _moved(name: str, key: str | None, programme: str, moves: Moves) -> str | None:
    """The name of an entry after the moves, as a file of this programme writes it."""
    if key is None or key not in moves:
        return name
    new = moves[key]
    return None if new is None else new.removeprefix(f"{programme}/")


def _dicts(data: Any, key: str) -> list[dict[str, Any]]:
    entries = data.get(key) if isinstance(data, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
