"""YAML written by people: every mapping knows its line, so that a mistake can be pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ingest.errors import CorpusError


class Entry(dict[str, Any]):
    """A YAML mapping that remembers its line in the file (1-based) and the lines of its keys."""

    line: int = 0
    key_lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """Line of a key, or of the mapping where the key is missing."""
        return self.key_lines.get(key, self.line)


# libyaml reads these files ten times faster; the pure loader gives the same where it isn't built in.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that keeps dates as text, refuses a key given twice and records lines."""

    first_line = 1


# A date such as 2026-02-01 is text here: `2026-02` would be, and one field should not change type with its value.
_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.line = node.start_mark.line + loader.first_line
    entry.key_lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        line = key_node.start_mark.line + loader.first_line
        if key in entry:
            raise _RepeatedKeyError(key, line)
        entry.key_lines[key] = line
        entry[key] = loader.construct_object(value_node, deep=True)
    return entry


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class _RepeatedKeyError(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


def parse_yaml(text: str, path: Path, *, first_line: int = 1, error: type[CorpusError] = CorpusError) -> Any:
    """Parse YAML into plain values and `Entry` mappings.

    `first_line` is the line of the file on which `text` begins. Raises `error` with file and line on broken YAML.
    """
    loader = _Loader(text)
    loader.first_line = first_line
    try:
        return loader.get_single_data()
    except _RepeatedKeyError as repeated:
        raise error(
            path, f"「{repeated.key}」が二度書かれています。どちらか一つにしてください。", repeated.line
        ) from None
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = mark.line + first_line if mark else None
        hint = f"YAML として読めません（{broken.problem}）。字下げ、コロン、引用符を確かめてください。"
        raise error(path, hint, line) from None
    except RecursionError:
        raise error(path, "YAML の入れ子が深すぎます。浅く書き直してください。") from None
    except yaml.YAMLError as broken:
        raise error(path, f"YAML として読めません（{broken}）。使えない文字がないか確かめてください。") from None
    finally:
        loader.dispose()
