"""What people claim or want confirmed about a programme, and which statement settles it.

One file per programme under `corpus/claims/`. A claim is written as a person would put it, without the programme's name
(`パソコン側の作業は不要`), under the verdict that the documents give on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.statements import GENERAL, Statement, StatementBook, Unknown
from ingest.yaml_file import Location, YamlFile, YamlFileError, read_yaml, validated

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
    claims: tuple[Settling, ...] = Field(min_length=1)


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
    """Every claim of a folder.

    Raises:
        ClaimError: a file is wrong, names a statement that isn't there, or puts one claim under two verdicts.
    """
    return tuple(claim for path in sorted(folder.glob("*.yaml")) for claim in _File(path, book).claims())


class _File:
    """One file, with the entries that it may name."""

    def __init__(self, path: Path, book: StatementBook) -> None:
        self._file: YamlFile = read_yaml(path)
        self._content = validated(ClaimFile, self._file, ClaimError)
        every: tuple[Statement | Unknown, ...] = (*book.statements(), *book.unknowns())
        self._entries: Mapping[str, Statement | Unknown] = {entry.key: entry for entry in every}
        if path.stem != self._content.programme:
            raise self._fail(("programme",), f"ファイル名（{path.name}）と同じにしてください")

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
                        raise self._fail((*place, kind), problem)
                    yield Claim(
                        self._content.programme,
                        text,
                        kind,
                        entry,
                        tuple(other for other in also if isinstance(other, Statement)),
                        settling.figure,
                    )

    def _entry(self, name: str, place: Location) -> Statement | Unknown:
        """The programme's own entry of this name; else what isn't known of every programme."""
        for key in (name, f"{self._content.programme}/{name}", f"{GENERAL}/{name}"):
            if key in self._entries:
                return self._entries[key]
        raise self._fail(place, f"文「{name}」がありません。IDを確かめてください")

    def _fail(self, place: Location, problem: str) -> YamlFileError:
        return self._file.error(place, problem, ClaimError)


def _listed(settling: Settling) -> tuple[tuple[Kind, _Texts], ...]:
    return (
        ("holds", settling.holds),
        ("wrong", settling.wrong),
        ("depends", settling.depends),
        ("compare", settling.compare),
        ("open", settling.open),
    )
