"""What people claim or want confirmed about a programme, and which statement settles it.

One file per programme under `corpus/claims/`. A claim is written as a person would put it, without the programme's name
(`パソコン側の作業は不要`), under the verdict that the documents give on it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.statements import GENERAL, Statement, StatementBook, Unknown
from ingest.yaml_file import Location, YamlFile, YamlFileError
from ingest.yaml_folder import read_folder, sound

Kind = Literal["holds", "wrong", "depends", "compare", "open"]
_Text = Annotated[str, Field(min_length=1)]
_Texts = tuple[_Text, ...]


class ClaimError(YamlFileError):
    """A file of claims is wrong; the message names file, line and field."""


class Settling(BaseModel):
    """One statement, or one thing known to be unsaid, and the claims that it settles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: _Text = Field(description="決め手になる文のID。資料に書かれていないことのIDでもよい")
    also: _Texts = Field((), description="続けて言う文のID")
    holds: _Texts = Field((), description="そのとおりのこと（はい）")
    wrong: _Texts = Field((), description="違っていること（いいえ）")
    depends: _Texts = Field((), description="場合によること")
    compare: _Texts = Field((), description="数字を比べて決めること。数字の所は「何」と書く")
    figure: str | None = Field(None, description="比べる数字。書かなければ、文の中の数字")
    open: _Texts = Field((), description="はい・いいえを付けずに、文だけで答えること")


class ClaimFile(BaseModel):
    """One file of `corpus/claims`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Text = Field(description="制度のID。資料全体のことは general")
    claims: tuple[Settling, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One way to put a claim, with what settles it."""

    programme: str
    text: str
    kind: Kind
    entry: Statement | Unknown
    also: tuple[Statement, ...] = ()
    figure: str | None = None
    """What a figure of the question is compared with; None for the figures of the statement."""


def load_claims(folder: Path, book: StatementBook) -> tuple[Claim, ...]:
    """Every claim of a folder; none where the folder isn't there.

    Raises:
        ClaimError: a file is wrong, names a statement that isn't there, or puts one claim under two verdicts.
    """
    return sound(survey_claims(folder, book))


def survey_claims(folder: Path, book: StatementBook) -> tuple[tuple[Claim, ...], list[YamlFileError]]:
    """The claims that are right, and everything that is wrong in any file."""
    every: tuple[Statement | Unknown, ...] = (*book.statements(), *book.unknowns())
    entries = {entry.key: entry for entry in every}
    claims: list[Claim] = []
    read, problems = read_folder(folder, ClaimFile, ClaimError)
    for file, content in read:
        if file.path.stem != content.programme:
            problem = f"ファイル名（{file.path.name}）と同じにしてください"
            problems.append(file.error(("programme",), problem, ClaimError))
        elif content.programme not in book.files:
            problem = f"「{content.programme}」の文のファイルがありません"
            problems.append(file.error(("programme",), problem, ClaimError))
        else:
            found = _File(file, content, entries)
            claims += found.claims()
            problems += found.problems
    return tuple(claims), problems


def settled_by(name: str, programme: str, keys: Container[str]) -> str | None:
    """The key of the entry that a file of claims means: the programme's own of this name, else one that concerns every
    programme. None where there is neither."""
    return next((key for key in (name, f"{programme}/{name}", f"{GENERAL}/{name}") if key in keys), None)


class _File:
    """One file, with the entries that it may name. `problems` fills while its claims are read."""

    def __init__(self, file: YamlFile, content: ClaimFile, entries: Mapping[str, Statement | Unknown]) -> None:
        self.problems: list[YamlFileError] = []
        self._file = file
        self._content = content
        self._entries = entries

    def claims(self) -> Iterator[Claim]:
        seen: dict[str, Kind] = {}
        for index, settling in enumerate(self._content.claims):
            place: Location = ("claims", index)
            entry = self._entry(settling.by, (*place, "by"))
            also = [self._entry(name, (*place, "also", number)) for number, name in enumerate(settling.also)]
            for kind, texts in _listed(settling):
                for text in texts:
                    if seen.setdefault(text, kind) != kind:
                        problem = f"「{text}」が別の答えの欄にもあります。どちらか一つにしてください"
                        self._note((*place, kind), problem)
                    elif entry is not None:
                        yield Claim(
                            self._content.programme,
                            text,
                            kind,
                            entry,
                            tuple(other for other in also if isinstance(other, Statement)),
                            settling.figure,
                        )

    def _entry(self, name: str, place: Location) -> Statement | Unknown | None:
        key = settled_by(name, self._content.programme, self._entries)
        if key is None:
            self._note(place, f"文「{name}」がありません。IDを確かめてください")
            return None
        return self._entries[key]

    def _note(self, place: Location, problem: str) -> None:
        self.problems.append(self._file.error(place, problem, ClaimError))


def _listed(settling: Settling) -> tuple[tuple[Kind, _Texts], ...]:
    return (
        ("holds", settling.holds),
        ("wrong", settling.wrong),
        ("depends", settling.depends),
        ("compare", settling.compare),
        ("open", settling.open),
    )
