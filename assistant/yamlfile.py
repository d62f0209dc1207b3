"""YAML files that people edit: read with the line of every field, so that a mistake is shown where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ingest.errors import MadoguchiError

Location = tuple[str | int, ...]
"""Where a field stands: `("statements", 3, "evidence", 0, "quote")`."""

_Model = TypeVar("_Model", bound=BaseModel)

# libyaml reads these files ten times faster; the pure loader gives the same where it isn't built in.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MESSAGES = {
    "missing": "必要な項目がありません。書き足してください",
    "extra_forbidden": "この項目は使えません。つづりを確かめるか、消してください",
    "string_type": "文字で書いてください",
    "int_type": "整数で書いてください",
    "int_parsing": "整数で書いてください",
    "bool_type": "true か false で書いてください",
    "bool_parsing": "true か false で書いてください",
    "string_too_short": "空にはできません",
    "string_pattern_mismatch": "英小文字・数字・ハイフンだけで書いてください",
}
_LIST_ERRORS = frozenset({"list_type", "tuple_type"})


class YamlFileError(MadoguchiError):
    """A file of the corpus can't be read or has a wrong field; the message names file, line and field."""


@dataclass(frozen=True)
class YamlFile:
    """A file's content, and the line (from 1) on which each field starts."""

    path: Path
    data: Any
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of a field, or of the nearest field around it that the file has."""
        for end in range(len(location), -1, -1):
            if (line := self.lines.get(location[:end])) is not None:
                return line
        return 1

    def error(self, location: Location, problem: str, kind: type[YamlFileError] = YamlFileError) -> YamlFileError:
        """An error in one Japanese line: file, line, field, what is wrong and what to do."""
        field = field_name(location)
        where = f"{self.path}の{self.line_of(location)}行目" + (f"「{field}」" if field else "")
        return kind(f"{where}: {problem.rstrip('。')}。")


def field_name(location: Location) -> str:
    """`("statements", 3, "say")` as people write it: `statements[3].say`."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file.

    Raises:
        YamlFileError: the file can't be read, isn't YAML, or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise YamlFileError(f"{path}を読めません。ファイルがあるか、読める権限があるかを確かめてください。") from error
    except UnicodeDecodeError as error:
        raise YamlFileError(f"{path}の文字コードがUTF-8ではありません。UTF-8で保存し直してください。") from error
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        lines: dict[Location, int] = {}
        if node is not None:
            _note_lines(node, (), lines, path)
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlFileError(f"{path}の{line}行目: YAMLとして読めません。字下げと記号を確かめてください。") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlFileError(f"{path}はYAMLとして読めません。字下げと記号を確かめてください。") from error
    finally:
        loader.dispose()
    return YamlFile(path, data, lines)


def _note_lines(node: yaml.Node, location: Location, lines: dict[Location, int], path: Path) -> None:
    lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_lines(item, (*location, index), lines, path)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            inner = (*location, name)
            if inner in lines:
                raise YamlFileError(
                    f"{path}の{key.start_mark.line + 1}行目「{name}」: 同じ項目が2回あります。1つにしてください。"
                )
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, path)


def validated(model: type[_Model], file: YamlFile, kind: type[YamlFileError] = YamlFileError) -> _Model:
    """The file's content as a model.

    Raises:
        YamlFileError: (as `kind`) the first field that isn't right.
    """
    if not isinstance(file.data, dict):
        raise file.error((), "中身がありません。項目を書いてください", kind)
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        first = error.errors()[0]
        location = tuple(part for part in first["loc"])
        raise file.error(location, _problem(first["type"], first), kind) from error


def _problem(error_type: str, details: Any) -> str:
    if error_type == "literal_error":
        return f"次のどれかで書いてください: {details['ctx']['expected']}"
    if error_type == "value_error":
        return str(details["ctx"]["error"])
    if error_type in _LIST_ERRORS:
        return "一覧（[ ] か - の行）で書いてください"
    if error_type == "too_short":
        return "1つ以上書いてください"
    return _MESSAGES.get(error_type, f"書き方が違います（{details['msg']}）")
