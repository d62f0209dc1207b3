"""Changing what a YAML file says without touching the rest of it: comments and layout stay where nothing changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ingest.yaml_file import YamlFileError, parse_yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as _Loader
else:
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WIDE = 1_000_000


def rewritten(text: str, data: Mapping[str, Any]) -> str:
    """The text of a file, changed so that it says `data`.

    Raises:
        YamlFileError: the text isn't YAML.
    """
    old = parse_yaml(text, Path("-")).data
    node = yaml.compose(text, Loader=_Loader)
    if not isinstance(old, dict) or not isinstance(node, yaml.MappingNode):
        return dumped(dict(data))
    edits = _Rewriting(text).edits(node, old, dict(data))
    if edits is not None:
        made = _applied(text, edits)
        try:
            if parse_yaml(made, Path("-")).data == data:
                return made
        except YamlFileError:
            pass
    # A layout that nobody writes by hand: what the file says goes before how it looks.
    return text[: node.start_mark.index] + dumped(dict(data))


def dumped(value: Any) -> str:
    """YAML as people here write it: short lists on one line, long texts unbroken."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDE, default_flow_style=False)


def _in_brackets(value: list[Any] | dict[Any, Any]) -> str:
    node: Any = _Dumper(StringIO(), sort_keys=False).represent_data(value)
    node.flow_style = True
    return yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_WIDE).rstrip("\n")


class _Dumper(yaml.SafeDumper):
    """Entries of a list are indented, `lines: [1, 2]` and short words stand on one line, and so do texts."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    short = all(not isinstance(one, list | dict) for one in value) and sum(len(str(one)) + 2 for one in value) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(str, _text)


@dataclass(frozen=True, order=True)
class _Edit:
    start: int
    end: int
    text: str


def _applied(text: str, edits: Sequence[_Edit], start: int = 0, end: int | None = None) -> str:
    """A part of the text with the edits in it; those at one place stand in the order given."""
    made, at = [], start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        made += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*made, text[at : len(text) if end is None else end]])


class _Rewriting:
    """Finds the smallest edits. Positions are those of the text; an entry has the comments right above it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def edits(self, node: yaml.Node, old: Any, new: Any) -> list[_Edit] | None:
        """What to change so that the node says `new`; None where it has to be written anew as a whole."""
        if old == new and type(old) is type(new):
            return []
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and new:
            if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
                return self._in_mapping(node, old, new)
            if isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list):
                return self._in_list(node, old, new)
        if isinstance(node, yaml.CollectionNode) and node.flow_style and isinstance(new, list | dict):
            return [_Edit(node.start_mark.index, node.end_mark.index, _in_brackets(new))]
        return None

    def _in_mapping(self, node: yaml.MappingNode, old: dict[Any, Any], new: dict[Any, Any]) -> list[_Edit] | None:
        column = node.start_mark.column
        nodes = dict(zip(old, node.value, strict=True))
        edits: list[_Edit] = []
        if renamed := _renamed(old, new):
            edits = [_Edit(*_span(nodes[key][0]), _key(name)) for key, name in renamed.items()]
            new = {key: old[key] if key in renamed else new[key] for key in old}
        kept = [key for key in old if key in new]
        if not kept:
            return None
        for key, (name, value) in nodes.items():
            if key not in new:
                if self._line(name.start_mark.index)[:column].strip():
                    # It stands behind the dash of an entry.
                    return None
                edits.append(_Edit(self._start(name, column), self._behind(value, column), ""))
                continue
            inner = self.edits(value, old[key], new[key])
            if inner is None:
                written = _indented(dumped({key: new[key]}), column)
                inner = [_Edit(name.start_mark.index, self._end(value), written)]
            edits += inner
        before = kept[-1]
        for key, value in new.items():
            if key in old:
                before = key
            else:
                at = self._line_end(self._end(nodes[before][1]))
                written = _indented(dumped({key: value}), column)
                edits.append(_Edit(at, at, f"\n{' ' * column}{written}"))
        return edits

    def _in_list(self, node: yaml.SequenceNode, old: list[Any], new: list[Any]) -> list[_Edit] | None:
        column = node.start_mark.column
        if any(self._line(one.start_mark.index)[: column + 1].strip() != "-" for one in node.value):
            return None
        pairs = _paired(old, new)
        inner = {
            at: self._in_entry(node.value[at], old[at], one)
            for at, one in zip(pairs, new, strict=True)
            if at is not None
        }
        if pairs == list(range(len(old))):
            return [edit for edits in inner.values() for edit in edits]
        starts = [self._start(one, column) for one in node.value]
        ends = [self._behind(one, column) for one in node.value]
        last = len(old) - 1
        between = [self._text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        apart = "\n" if between and all("\n" in gap for gap in between) else ""
        made = []
        for at, one in zip(pairs, new, strict=True):
            if at is None:
                made.append([f"{' ' * column}{_indented(_entry(one), column)}\n", apart])
            else:
                own = _applied(self._text, inner[at], starts[at], ends[at])
                made.append([own if own.endswith("\n") else f"{own}\n", between[at] if at < last else apart])
        for at in set(range(last)) - set(pairs):
            # Comments that stand by themselves outlive the entry above them.
            if "#" in between[at]:
                before = max(
                    (place for place, pair in enumerate(pairs) if pair is not None and pair < at), default=None
                )
                if before is None:
                    made.insert(0, [between[at].lstrip("\n"), ""])
                else:
                    made[before][1] = between[at]
        if not made[-1][1].strip():
            made[-1][1] = ""
        return [_Edit(starts[0], ends[last], "".join(part for one in made for part in one))]

    def _in_entry(self, node: yaml.Node, old: Any, new: Any) -> list[_Edit]:
        inner = self.edits(node, old, new)
        if inner is None:
            written = _indented(_entry(new)[2:].replace("\n  ", "\n"), node.start_mark.column)
            return [_Edit(node.start_mark.index, self._end(node), written)]
        return inner

    def _start(self, node: yaml.Node, column: int) -> int:
        """Where the lines of an entry begin, with the comments right above that are indented like it."""
        start = self._line_start(node.start_mark.index)
        while start:
            above = self._line_start(start - 1)
            line = self._text[above : start - 1]
            if not line.startswith(f"{' ' * column}#"):
                break
            start = above
        return start

    def _behind(self, node: yaml.Node, column: int) -> int:
        """Where the lines of an entry end, with comments behind it that are indented deeper."""
        end = min(self._line_end(self._end(node)) + 1, len(self._text))
        while end < len(self._text):
            line = self._line(end)
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
                break
            end = min(self._line_end(end) + 1, len(self._text))
        return end

    def _end(self, node: yaml.Node) -> int:
        """Where the last sign of a node stands; YAML itself counts what follows a block to it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        return node.start_mark.index + len(self._text[node.start_mark.index : node.end_mark.index].rstrip())

    def _line(self, at: int) -> str:
        return self._text[self._line_start(at) : self._line_end(at)]

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end


def _renamed(old: dict[Any, Any], new: dict[Any, Any]) -> dict[Any, Any]:
    """Keys that only got another name, where nothing else changed its place."""
    pairs = list(zip(old, new, strict=False))
    moved = {key: name for key, name in pairs if key != name}
    same = len(old) == len(new) and all(key not in new and old[key] == new[name] for key, name in moved.items())
    return moved if same else {}


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _key(name: Any) -> str:
    return dumped({name: None}).removesuffix(": null\n")


def _paired(old: list[Any], new: list[Any]) -> list[int | None]:
    """For each new entry, the old one that it is: of the same id, or else in the same place between equal ones."""
    ids, new_ids = ([_id(one) for one in entries] for entries in (old, new))
    if all(None not in these and len(set(these)) == len(these) for these in (ids, new_ids)):
        by_id = [ids.index(one) if one in ids else None for one in new_ids]
        if len(old) == len(new):
            # One that only got another id.
            by_id = [at if pair is None and ids[at] not in new_ids else pair for at, pair in enumerate(by_id)]
        return by_id
    found: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(a=[repr(one) for one in old], b=[repr(one) for one in new], autojunk=False)
    for kind, first, end, new_first, new_end in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for step in range(min(end - first, new_end - new_first)):
                found[new_first + step] = first + step
    return found


def _id(entry: Any) -> Hashable:
    return str(entry["id"]) if isinstance(entry, dict) and entry.get("id") else None


def _entry(value: Any) -> str:
    """A value as one entry of a list."""
    return dumped([value]) if isinstance(value, dict | list) else f"- {dumped({'k': value})[len('k: ') :]}"


def _indented(text: str, column: int) -> str:
    """Lines behind the first indented, without the line break at the end."""
    first, *rest = text.rstrip("\n").split("\n")
    return "\n".join([first, *(f"{' ' * column}{line}" if line else "" for line in rest)])
