"""Files of the corpus, read so that everything that is wrong is found at once.

A module that reads a kind of files has a `survey_…`, which returns what is right and every problem, and a `load_…`, which
is the survey where there must be no problem (`sound`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from ingest.yaml_file import YamlFile, YamlFileError, checked, read_yaml

_Model = TypeVar("_Model", bound=BaseModel)
_Found = TypeVar("_Found")


def read_one(
    path: Path, model: type[_Model], kind: type[YamlFileError]
) -> tuple[tuple[YamlFile, _Model] | None, list[YamlFileError]]:
    """A file, None where it hasn't the right form, and everything that is wrong with its form."""
    try:
        file = read_yaml(path)
    except YamlFileError as error:
        return None, [error]
    content, problems = checked(model, file, kind)
    return (file, content) if content is not None else None, problems


def read_folder(
    folder: Path, model: type[_Model], kind: type[YamlFileError]
) -> tuple[list[tuple[YamlFile, _Model]], list[YamlFileError]]:
    """The files (`*.yaml`) of a folder that have the right form, and everything that is wrong with the others. A folder
    that isn't there has no files."""
    read: list[tuple[YamlFile, _Model]] = []
    problems: list[YamlFileError] = []
    for path in sorted(folder.glob("*.yaml")):
        found, wrong = read_one(path, model, kind)
        problems += wrong
        if found is not None:
            read.append(found)
    return read, problems


def failures(*checks: Callable[[], object]) -> Iterator[YamlFileError]:
    """What each of these checks raises."""
    for check in checks:
        try:
            check()
        except YamlFileError as error:
            yield error


def sound(surveyed: tuple[_Found | None, list[YamlFileError]]) -> _Found:
    """What a survey found, where nothing is wrong.

    Raises:
        YamlFileError: the first thing that is.
    """
    found, problems = surveyed
    if problems:
        raise problems[0]
    assert found is not None, "a survey that finds nothing says why"
    return found
