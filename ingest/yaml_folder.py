"""Folders of YAML files of one kind, read so that everything that is wrong is found at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from ingest.yaml_file import YamlFile, YamlFileError, checked, read_yaml

_Model = TypeVar("_Model", bound=BaseModel)
_Found = TypeVar("_Found")


def read_folder(
    folder: Path, model: type[_Model], kind: type[YamlFileError]
) -> tuple[list[tuple[YamlFile, _Model]], list[YamlFileError]]:
    """The files (`*.yaml`) of a folder that have the right form, and everything that is wrong with the others. A folder
    that isn't there has no files."""
    read: list[tuple[YamlFile, _Model]] = []
    problems: list[YamlFileError] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            file = read_yaml(path)
        except YamlFileError as error:
            problems.append(error)
            continue
        content, wrong = checked(model, file, kind)
        problems += wrong
        if content is not None:
            read.append((file, content))
    return read, problems


def failures(*checks: Callable[[], object]) -> Iterator[YamlFileError]:
    """What each of these checks raises."""
    for check in checks:
        try:
            check()
        except YamlFileError as error:
            yield error


def sound(surveyed: tuple[_Found, list[YamlFileError]]) -> _Found:
    """What a survey found, where nothing is wrong.

    Raises:
        YamlFileError: the first thing that is.
    """
    found, problems = surveyed
    if problems:
        raise problems[0]
    return found
