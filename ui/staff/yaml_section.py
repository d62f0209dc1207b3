"""Replacing one part of a YAML file without touching the rest, comments included."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ingest.yaml_file import Location, YamlFile


def replace_section(text: str, key: str, value: Any) -> str:
    """The text with the top-level part under `key` replaced, added at the end where there is none, or, with None,
    taken out."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:", line)), None)
    made = [] if value is None else dumped({key: value}).rstrip("\n").split("\n")
    if start is None:
        return text if value is None else "\n".join([text.rstrip(), *made, ""])
    end = start + 1
    # A part ends where the next one begins; blank lines and comments in front of that belong to it.
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #-"):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return "\n".join([*lines[:start], *made, *lines[end:]])


def replace_entry(text: str, file: YamlFile, key: str, index: int | None, value: Any) -> str:
    """The text with one entry of the top-level list `key` replaced, added at the end (`index` None), or, with None
    as value, taken out. `file` is the text as it was read."""
    entries = file.data.get(key) or []
    if index is None:
        if not entries or not _in_block_style(text, file, key):
            return replace_section(text, key, [*entries, value])
        index = len(entries)
    remaining = [one for at, one in enumerate(entries) if at != index]
    if value is None and not remaining:
        return replace_section(text, key, None)
    if not _in_block_style(text, file, key):
        return replace_section(
            text, key, [*entries[:index], *([] if value is None else [value]), *entries[index + 1 :]]
        )
    lines = text.split("\n")
    start = _start(file, key, index, lines, len(entries))
    end = _start(file, key, index + 1, lines, len(entries)) if index < len(entries) else start
    indent = " " * (len(first := lines[file.lines[key, 0] - 1]) - len(first.lstrip()))
    made = [] if value is None else [f"{indent}{line}".rstrip() for line in dumped([value]).rstrip("\n").split("\n")]
    if made and end < len(lines) and lines[end].strip():
        made.append("")
    return "\n".join([*lines[:start], *made, *lines[end:]])


def dumped(value: Any) -> str:
    """YAML as people here write it: short lists on one line, long texts unbroken."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)


class _Dumper(yaml.SafeDumper):
    """Entries of a list are indented, `lines: [1, 2]` and short words stand on one line, and so do texts."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    short = all(not isinstance(one, list | dict) for one in value) and sum(len(str(one)) + 2 for one in value) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(str, _text)


def _in_block_style(text: str, file: YamlFile, key: str) -> bool:
    at: Location = (key, 0)
    return at in file.lines and text.split("\n")[file.lines[at] - 1].lstrip().startswith("- ")


def _start(file: YamlFile, key: str, index: int, lines: list[str], count: int) -> int:
    """Where an entry begins (from 0); comments right above belong to it. Behind the last one, where the list ends."""
    if index < count:
        at = file.lines[key, index] - 1
        while lines[at - 1].lstrip().startswith("#"):
            at -= 1
        return at
    end = file.lines[key, count - 1]
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #-"):
        end += 1
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end
