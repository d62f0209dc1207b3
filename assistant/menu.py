"""The menu of investment support by sales (`corpus/menu.yaml`): its rows, as ranges of yearly sales in yen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.programmes.model import Yen
from assistant.quotes import Evidence, Proof, Source
from ingest.yaml_file import Location, YamlFileError
from ingest.yaml_folder import failures, read_one, sound

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_Text = Annotated[str, Field(min_length=1)]


class MenuError(YamlFileError):
    """The file of the menu is wrong; the message names file, line and field."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MenuRow(_Data):
    """One row: firms with sales from `low` to `high`."""

    low: Yen | None = Field(None, description="売上規模の下端。なければ、上端まで")
    high: Yen | None = Field(None, description="売上規模の上端。なければ、下端から")
    firms: _Text = Field(description="事業者数を言う文")
    classes: dict[_Id, _Text] = Field(default_factory=dict, description="事業者の区分ごとに、事業者数を言う文")
    offers: _Text = Field(description="この行に載っている補助金を言う文")
    note: _Text | None = Field(None, description="続けて言う文")
    programmes: tuple[_Id, ...] = Field(min_length=1, description="文に出てくる制度のID")
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    def holds(self, sales: int) -> bool:
        """Whether a firm with these yearly sales (yen) stands in this row. A shared end belongs to the upper row, `…以下` to its own."""
        if self.low is None:
            return self.high is not None and sales <= self.high
        return self.low <= sales and (self.high is None or sales < self.high)


class Counts(_Data):
    """How many firms there are, for all rows."""

    say: _Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Menu(_Data):
    """`corpus/menu.yaml`."""

    document: _Id = Field(description="根拠になる資料のID")
    names: tuple[_Text, ...] = Field((), description="メニューそのものを指す言葉")
    counting: tuple[_Text, ...] = Field(description="事業者数を尋ねる言葉")
    every: Counts = Field(description="すべての行の事業者数")
    caution: _Text = Field(description="補助金を言ったあとに、必ず続ける文")
    rows: tuple[MenuRow, ...] = Field(min_length=1)

    def row(self, sales: Sequence[int]) -> MenuRow | None:
        """The row of these sales in yen: one amount, or both ends of a row; None where they fit no single row."""
        ends = set(sales)
        for row in self.rows:
            if {row.low, row.high} - {None} == ends and len(ends) == 2:
                return row
        found = [row for row in self.rows if sales and all(row.holds(amount) for amount in sales)]
        return found[-1] if found else None


def load_menu(path: Path, sources: Mapping[str, Source], programmes: Collection[str] | None = None) -> Menu | None:
    """Read and check the menu; None where a corpus has none.

    Raises:
        MenuError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_menu(path, sources, programmes)) if path.exists() else None


def survey_menu(
    path: Path, sources: Mapping[str, Source], programmes: Collection[str] | None = None
) -> tuple[Menu | None, list[YamlFileError]]:
    """The menu (None where there is none, or where it hasn't the right form), and everything that is wrong with it."""
    if not path.exists():
        return None, []
    read, problems = read_one(path, Menu, MenuError)
    if read is None:
        return None, problems
    file, menu = read
    proof = Proof(file, sources, menu.document, MenuError)
    problems += failures(
        *(partial(proof.check_quotes, evidence, location) for location, evidence in _proven(menu)),
        *(partial(proof.check_figures, say, evidence, location) for location, say, evidence in _said(menu)),
        *(partial(proof.check_words, say, evidence, location) for location, say, evidence in _said(menu)),
    )
    for index, row in enumerate(menu.rows):
        for place, programme in enumerate(row.programmes):
            if programmes is not None and programme not in programmes:
                problem = f"制度「{programme}」は登録されていません"
                problems.append(file.error(("rows", index, "programmes", place), problem, MenuError))
    return menu, problems


def _proven(menu: Menu) -> Iterator[tuple[Location, Sequence[Evidence]]]:
    """Every proof with where it stands."""
    yield ("every", "evidence"), menu.every.evidence
    for index, row in enumerate(menu.rows):
        yield ("rows", index, "evidence"), row.evidence


def _said(menu: Menu) -> Iterator[tuple[Location, str, Sequence[Evidence]]]:
    """Every sentence with where it stands and what proves it."""
    yield ("every", "say"), menu.every.say, menu.every.evidence
    for index, row in enumerate(menu.rows):
        for name, text in (("firms", row.firms), ("offers", row.offers), ("note", row.note or "")):
            yield ("rows", index, name), text, row.evidence
        for applicant, text in row.classes.items():
            yield ("rows", index, "classes", applicant), text, row.evidence
