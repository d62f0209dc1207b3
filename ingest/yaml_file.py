"""YAML written by people: read with the line of every field, so that a mistake is shown where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ingest.errors import CorpusError, MadoguchiError

if TYPE_CHECKING:
    from yaml import SafeLoader as _Base
else:
    # libyaml reads these files ten times faster; the pure loader gives the same where it isn't built in.
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = tuple[str | int, ...]
"""Where a field stands: `("statements", 3, "evidence", 0, "quote")`."""

_Model = TypeVar("_Model", bound=BaseModel)

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
    "dict_type": "「項目: 値」の形で書いてください",
    "model_type": "「項目: 値」の形で書いてください",
    "model_attributes_type": "「項目: 値」の形で書いてください",
}
_DEEPEST = 500
_BRACKET = re.compile(r"[\[\]{}]")
_DASHES = re.compile(r"(?:[-?][ \t]+){500}")
_TOO_DEEP = "YAMLの入れ子が深すぎます。浅く書き直してください。"
_LIST_ERRORS = frozenset({"list_type", "tuple_type"})


class YamlFileError(MadoguchiError):
    """A file of the corpus can't be read or has a wrong field; the message names file, line and field.

    `path`, `line`, `location` and `problem` say the same apart, for a page that shows the problem beside its field;
    they are empty where the message isn't about a place in a file.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        location: Location = (),
        problem: str = "",
    ) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.location = location
        self.problem = problem or message


class _Loader(_Base):
    """A safe loader that keeps dates as text: `2026-02` would be, and one field should not change type with its value."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
        return _located(kind, self.path, self.line_of(location), location, problem)


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
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path, *, first_line: int = 1, error: type[CorpusError] | None = None) -> YamlFile:
    """Read YAML that stands in a file from `first_line` on.

    Raises:
        YamlFileError: (or `error`, where it is given) the text isn't YAML, or has a key twice.
    """

    def wrong(problem: str, line: int | None, location: Location = ()) -> MadoguchiError:
        return error(path, problem, line) if error else _located(YamlFileError, path, line, location, problem)

    if _is_too_deep(text):
        # libyaml calls itself for each level, and would take the whole process with it.
        raise wrong(_TOO_DEEP, None)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[Location, int] = {}
        if node is not None:
            _note_lines(node, (), lines, first_line, set())
        data = None if node is None else loader.construct_document(node)
    except _AliasError as alias:
        raise wrong("ほかの箇所を指す書き方（& と *）は使えません。同じ内容を書いてください。", alias.line) from None
    except _RepeatedKeyError as repeated:
        problem = f"「{repeated.location[-1]}」が二度書かれています。どちらか一つにしてください。"
        raise wrong(problem, repeated.line, repeated.location) from None
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        hint = f"YAMLとして読めません（{broken.problem}）。字下げ、コロン、引用符を確かめてください。"
        raise wrong(hint, mark.line + first_line if mark else None) from None
    except RecursionError:
        raise wrong(_TOO_DEEP, None) from None
    except yaml.YAMLError as broken:
        raise wrong(f"YAMLとして読めません（{broken}）。使えない文字がないか確かめてください。", None) from None
    finally:
        loader.dispose()
    return YamlFile(path, data, lines)


class _RepeatedKeyError(Exception):
    def __init__(self, location: Location, line: int) -> None:
        super().__init__(location)
        self.location = location
        self.line = line


class _AliasError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _is_too_deep(text: str) -> bool:
    """Whether brackets or dashes are nested deeper than any file that a person writes."""
    depth = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    return _DASHES.search(text) is not None


def _note_lines(
    node: yaml.Node, location: Location, lines: dict[Location, int], first_line: int, seen: set[int]
) -> None:
    """Note where each field starts; a part that stands for another, in which a small file could hide a huge one, is
    refused."""
    lines.setdefault(location, node.start_mark.line + first_line)
    if isinstance(node, yaml.CollectionNode):
        if id(node) in seen:
            raise _AliasError(lines[location])
        seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_lines(item, (*location, index), lines, first_line, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*location, str(key.value))
            line = key.start_mark.line + first_line
            if inner in lines:
                raise _RepeatedKeyError(inner, line)
            lines[inner] = line
            _note_lines(value, inner, lines, first_line, seen)


def _located(
    kind: type[YamlFileError], path: Path, line: int | None, location: Location, problem: str
) -> YamlFileError:
    problem = " ".join(problem.split()).rstrip("。")
    field = field_name(location)
    where = f"{path}{f'の{line}行目' if line else ''}{f'「{field}」' if field else ''}"
    return kind(f"{where}: {problem}。", path=path, line=line, location=location, problem=f"{problem}。")


def checked(
    model: type[_Model], file: YamlFile, kind: type[YamlFileError] = YamlFileError
) -> tuple[_Model | None, list[YamlFileError]]:
    """The file's content as a model, or None and every field that isn't right."""
    if not isinstance(file.data, dict):
        return None, [file.error((), "中身がありません。項目を書いてください", kind)]
    try:
        return model.model_validate(file.data), []
    except ValidationError as error:
        return None, [file.error(_place(file.data, one["loc"]), _problem(one), kind) for one in error.errors()]


def _place(data: Any, location: Location) -> Location:
    """The location without what pydantic adds to it (the branch of a union): only steps that the data has, and one
    more for a field that is missing."""
    place: list[str | int] = []
    for step in location:
        if isinstance(data, dict):
            place.append(step)
            if step not in data:
                break
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            place.append(step)
            data = data[step]
        else:
            break
    return tuple(place)


def _problem(details: Any) -> str:
    error_type = details["type"]
    if error_type == "literal_error":
        return f"次のどれかで書いてください: {details['ctx']['expected']}"
    if error_type == "value_error":
        return str(details["ctx"]["error"])
    if error_type in _LIST_ERRORS:
        return "一覧（[ ] か - の行）で書いてください"
    if error_type == "too_short":
        return "1つ以上書いてください"
    return _MESSAGES.get(error_type, f"書き方が違います（{details['msg']}）")
