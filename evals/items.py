"""Evaluation items: questions with known answers, one JSON object a line in `evals/datasets/*.jsonl`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.reply import RoundStatus, Status
from ingest.errors import CorpusError

Kind = Literal[
    "facts", "dates", "contacts", "calculations", "inverse", "comparisons", "lists", "needs", "multi_question",
    "multi_turn", "false_premise", "yes_no", "unanswerable", "declined", "noisy", "attacks",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
Split = Literal["dev", "test"]
Operation = Literal[
    "lookup", "calculate", "invert", "compare", "list", "recommend", "date", "contact", "small_talk", "out_of_scope"
]
AmountRole = Literal["cost", "target", "budget", "sales", "ceiling", "other"]
DATASETS = Path(__file__).parent / "datasets"


class DatasetError(CorpusError):
    """A line of a dataset that can't be used; the message names file and line."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Model):
    """Something the answer must say, in any of these spellings."""

    any: tuple[str, ...] = Field(min_length=1)


class Scenario(_Model):
    """What comes out in one case of a fact that the person left open."""

    when: dict[str, str | int | bool]
    cost_yen: int | None = None
    subsidy_yen: int


class Component(_Model):
    component: str
    cost_yen: int


class ExpectedCalculation(_Model):
    """Amounts in yen; exactly one of `subsidy_yen`, `subsidy_range_yen` and `scenarios` says what must come out."""

    programme: str
    track: str | None = None
    cost_yen: int | None = None
    subsidy_yen: int | None = None
    subsidy_range_yen: tuple[int, int] | None = None
    own_cost_yen: int | None = None
    scenarios: tuple[Scenario, ...] = ()
    components: tuple[Component, ...] = ()
    derivation: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_result(self) -> ExpectedCalculation:
        given = [self.subsidy_yen is not None, self.subsidy_range_yen is not None, bool(self.scenarios)]
        if sum(given) != 1:
            raise ValueError("subsidy_yen, subsidy_range_yen, scenarios のどれか一つだけを書いてください")
        return self


class ExpectedRound(_Model):
    """A round that the reply must hold; `closes` is null for one that is always open."""

    closes: datetime | None
    status: RoundStatus


class Expect(_Model):
    """What is known about the right answer of one turn."""

    status: Status | None = None
    status_any: tuple[Status, ...] = ()
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    cite: tuple[tuple[int, int], ...] = ()
    calculation: ExpectedCalculation | None = None
    rounds: tuple[ExpectedRound, ...] = ()

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Statuses that are right, the first choice first."""
        first = [self.status] if self.status else []
        return tuple(dict.fromkeys([*first, *self.status_any])) or ("answered",)


class Turn(_Model):
    ask: str = Field(min_length=1)
    expect: Expect | None = None


class Evidence(_Model):
    """A verbatim piece of the source, and where it stands."""

    lines: tuple[int, int]
    quote: str = Field(min_length=1)


class AmountLabel(_Model):
    yen: int
    role: AmountRole


class Labels(_Model):
    """What a reader understands a turn to ask, earlier turns taken into account."""

    programmes: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    operation: Operation
    amounts: tuple[AmountLabel, ...] = ()


class Item(_Model):
    """One conversation with what is known about its answers. `gold` answers the last turn that has an `expect`."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    kind: Kind
    voice: Literal["owner", "staff"]
    programmes: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = Field(min_length=1)
    as_of: date
    evidence: tuple[Evidence, ...] = ()
    gold: str = Field(min_length=1)
    wrong: tuple[str, ...] = ()
    labels: tuple[Labels, ...]
    note: str | None = None

    @model_validator(mode="after")
    def _labelled(self) -> Item:
        if self.labels and len(self.labels) != len(self.turns):
            raise ValueError(f"labels は turns と同じ数（{len(self.turns)}件）にするか、空にしてください")
        if all(turn.expect is None for turn in self.turns):
            raise ValueError("expect のある turn が一つもありません")
        return self

    @property
    def split(self) -> Split:
        """Fixed by the id alone: adding or removing items never moves another one."""
        return "dev" if hashlib.sha256(self.id.encode()).digest()[-1] % 2 == 0 else "test"

    @property
    def key(self) -> str:
        """Short hash of the id, under which results are kept: test items stay unnamed in committed files."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:10]

    @property
    def checked(self) -> list[tuple[int, Turn, Expect]]:
        """Turns that have an `expect`, with their position."""
        return [(position, turn, turn.expect) for position, turn in enumerate(self.turns) if turn.expect]

    @property
    def final(self) -> Expect:
        """The `expect` that `gold` answers."""
        return self.checked[-1][2]


class PlacedItem(_Model):
    """An item and where it was read."""

    item: Item
    path: Path
    line: int


def load_file(path: Path) -> list[PlacedItem]:
    """Items of one JSON Lines file; blank lines are skipped.

    Raises:
        DatasetError: a line is no JSON or no item; names file, line and field.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(path, f"読めません（{error}）。UTF-8 の JSON Lines を置いてください。") from error
    return [_read_line(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _read_line(path: Path, number: int, line: str) -> PlacedItem:
    try:
        raw: Any = json.loads(line)
    except json.JSONDecodeError as error:
        problem = (
            f"JSONとして読めません（{error.colno}文字目: {error.msg}）。一行に一つのオブジェクトを書いてください。"
        )
        raise DatasetError(path, problem, number) from error
    try:
        return PlacedItem(item=Item.model_validate(raw), path=path, line=number)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "行全体"
        raise DatasetError(path, f"「{where}」が書式に合いません（{first['msg']}）。", number) from error


def load_placed(folder: Path = DATASETS) -> list[PlacedItem]:
    """Every item of a folder, by file name.

    Raises:
        DatasetError: there is no file, or a line can't be used.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise DatasetError(folder, "評価の問題（*.jsonl）がありません。")
    return [placed for path in paths for placed in load_file(path)]


def load_items(folder: Path = DATASETS) -> list[Item]:
    """Every item of a folder. Raises DatasetError as `load_placed` does."""
    return [placed.item for placed in load_placed(folder)]


def select(
    items: Iterable[Item], split: Literal["dev", "test", "all"] = "all", kinds: Sequence[str] = ()
) -> list[Item]:
    """Items of one split and, where kinds are given, of these kinds."""
    return [item for item in items if split in ("all", item.split) and (not kinds or item.kind in kinds)]
