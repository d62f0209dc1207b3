"""What people claim or want confirmed about a programme, and which statement settles it.

One file per programme under `corpus/claims/`. A claim is written as a person would put it, without the programme's name
(`監視装置は自分で設置する`), under the verdict that the documents give on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.statements import GENERAL, Statement, StatementBook, Unknown
from assistant.yamlfile import YamlFileError, read_yaml, validated

Kind = Literal["holds", "wrong", "depends", "compare", "open"]
_Text = Annotated[str, Field(min_length=1)]


class ClaimError(YamlFileError):
    """A file of claims is wrong; the message names file, line and field."""


class Settling(BaseModel):
    """One statement, or one thing known to be unsaid, and the claims that it settles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: _Text = Field(description="決め手になる文のID。ほかの制度の文は「制度ID/文のID」")
    holds: tuple[_Text, ...] = Field((), description="そのとおりのこと（はい）")
    wrong: tuple[_Text, ...] = Field((), description="違っていること（いいえ）")
    depends: tuple[_Text, ...] = Field((), description="場合によること")
    compare: tuple[_Text, ...] = Field((), description="数字を文の数字と比べて決めること（数字は書かなくてよい）")
    open: tuple[_Text, ...] = Field((), description="はい・いいえを付けずに、文だけで答えること")


class ClaimFile(BaseModel):
    """One file of `corpus/claims`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Text = Field(description="制度のID")
    claims: tuple[Settling, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Claim:
    """One way to put a claim, with what settles it."""

    programme: str
    text: str
    kind: Kind
    entry: Statement | Unknown


def load_claims(folder: Path, book: StatementBook) -> tuple[Claim, ...]:
    """Every claim of a folder.

    Raises:
        ClaimError: a file is wrong, names a statement that isn't there, or puts one claim under two verdicts.
    """
    entries: Mapping[str, Statement | Unknown] = {entry.key: entry for entry in (*book.statements(), *book.unknowns())}
    return tuple(claim for path in sorted(folder.glob("*.yaml")) for claim in _read(path, entries))


def _read(path: Path, entries: Mapping[str, Statement | Unknown]) -> Iterator[Claim]:
    file = read_yaml(path)
    content = validated(ClaimFile, file, ClaimError)
    if path.stem != content.programme:
        raise file.error(("programme",), f"ファイル名（{path.name}）と同じにしてください", ClaimError)
    seen: dict[str, Kind] = {}
    for index, settling in enumerate(content.claims):
        key = settling.by if "/" in settling.by else f"{content.programme}/{settling.by}"
        entry = entries.get(key) or entries.get(f"{GENERAL}/{settling.by}")
        if entry is None:
            raise file.error(("claims", index, "by"), f"文「{settling.by}」がありません", ClaimError)
        listed: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("holds", settling.holds),
            ("wrong", settling.wrong),
            ("depends", settling.depends),
            ("compare", settling.compare),
            ("open", settling.open),
        )
        for kind, texts in listed:
            for text in texts:
                if seen.setdefault(text, kind) != kind:
                    raise file.error(
                        ("claims", index, kind), f"「{text}」が別の答えの欄にもあります。どちらか一つにしてください", ClaimError
                    )
                yield Claim(content.programme, text, kind, entry)
