"""More ways to ask for each statement and unknown: `corpus/asks/<programme>.yaml`.

The statement files hold the few examples that show what a statement is for. What people really say is far more varied
(dialect, reasons told first, half a sentence), so the long lists live beside them, one file per programme, and are added
when the statements are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from assistant.statements import Statement, StatementBook, StatementFile, Unknown
from ingest.japanese.normalise import squeeze
from ingest.yaml_file import Location, YamlFile, YamlFileError
from ingest.yaml_folder import read_folder, sound

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_Text = Annotated[str, Field(min_length=1)]


_Entry = TypeVar("_Entry", Statement, Unknown)


class AskError(YamlFileError):
    """A file of ways to ask is wrong; the message names file, line and field."""


class AskFile(BaseModel):
    """One file of `corpus/asks`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Id = Field(description="制度のID。資料全体のファイルは general")
    asks: dict[_Id, tuple[_Text, ...]] = Field(
        {}, description="文のID（corpus/statements）と、その文が答えになる聞き方"
    )


def with_ways_to_ask(book: StatementBook, folder: Path) -> StatementBook:
    """The statements with the ways to ask of a folder added; as they are where the folder isn't there.

    Raises:
        AskError: the first thing that is wrong, with file, line and field: an unknown programme or statement, or a way
            to ask that leads to two entries of a programme.
    """
    return sound(survey_ways_to_ask(book, folder))


def survey_ways_to_ask(book: StatementBook, folder: Path) -> tuple[StatementBook, list[YamlFileError]]:
    """The statements with the ways to ask that can be added, and everything that is wrong in any file."""
    files = dict(book.files)
    read, problems = read_folder(folder, AskFile, AskError)
    for file, content in read:
        if file.path.stem != content.programme:
            problem = f"ファイル名（{file.path.name}）と同じにしてください"
            problems.append(file.error(("programme",), problem, AskError))
        elif content.programme not in files:
            problem = f"「{content.programme}」の文のファイルがありません"
            problems.append(file.error(("programme",), problem, AskError))
        else:
            problems += _problems(files[content.programme], content, file)
            files[content.programme] = _merged(files[content.programme], content)
    return StatementBook(files), problems


def _problems(statements: StatementFile, content: AskFile, file: YamlFile) -> Iterator[YamlFileError]:
    owners = {squeeze(ask): entry.id for _, entry in statements.entries() for ask in entry.asks}
    known = {entry.id for _, entry in statements.entries()}
    for name, asks in content.asks.items():
        if name not in known:
            problem = f"文「{name}」が corpus/statements にありません。IDを確かめてください"
            yield file.error(("asks", name), problem, AskError)
            continue
        for index, ask in enumerate(asks):
            location: Location = ("asks", name, index)
            other = owners.setdefault(squeeze(ask), name)
            if other != name:
                problem = f"同じ聞き方が「{other}」にもあります。どちらか一つにしてください"
                yield file.error(location, problem, AskError)


def _merged(statements: StatementFile, content: AskFile) -> StatementFile:
    return statements.model_copy(
        update={
            "statements": tuple(_longer(entry, content) for entry in statements.statements),
            "unknowns": tuple(_longer(entry, content) for entry in statements.unknowns),
        }
    )


def _longer(entry: _Entry, content: AskFile) -> _Entry:
    more: tuple[str, ...] = content.asks.get(entry.id, ())
    return entry.model_copy(update={"asks": tuple(dict.fromkeys((*entry.asks, *more)))}) if more else entry
