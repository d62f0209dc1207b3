"""The facts about an applicant or a plan that grant rules turn on: their labels, values and questions.

They are data (`corpus/facts.yaml`), so that a new fact needs no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.programmes.names import fold
from ingest.yaml_file import YamlFileError
from ingest.yaml_folder import read_one, sound

FactValue = bool | int | str
FactKind = Literal["choice", "yes_no", "count", "yen"]

APPLICANT = "applicant"
"""The fact that says of which class an applicant is: whom a grant is for is told by its values."""

_LARGEST_COUNT = 1_000_000
_YES = frozenset(map(fold, ("はい", "yes", "true", "あり", "該当", "○", "y")))
_NO = frozenset(map(fold, ("いいえ", "no", "false", "なし", "非該当", "×", "n")))


class FactError(YamlFileError):
    """A fact is unknown, or its value can't be used; or `corpus/facts.yaml` is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FactOption(_Part):
    """One value of a fact that is a choice."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", description="値のID")]
    label: Annotated[str, Field(min_length=1, description="画面や文で使う名前")]
    names: tuple[str, ...] = Field((), description="人が使う言い方")
    may_be: tuple[str, ...] = Field((), description="この区分の人が、あてはまることもある区分")


class CountWords(_Part):
    """How a count, or a range of counts, is said."""

    exact: str = Field(description="{n} に数が入る")
    at_least: str = Field(description="{n} に数が入る（以上）")
    between: str = Field(description="{low} と {high} に数が入る")
    one: str = Field("", description="一つだけのときの言い方。書かなければ、exact で言う")


class Fact(_Part):
    """A fact, how it is asked for, and how its cases are named."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="事実のID")]
    kind: FactKind = Field(description="choice=選択、yes_no=はい・いいえ、count=数、yen=金額")
    label: Annotated[str, Field(min_length=1, description="文の中で使う名前")]
    question: Annotated[str, Field(min_length=1, description="聞き返すときの文")]
    values: tuple[FactOption, ...] = Field((), description="choice の値")
    if_yes: str = Field("", description="yes_no: はいのときの言い方（「…の場合」の前）")
    if_no: str = Field("", description="yes_no: いいえのときの言い方（「…の場合」の前）")
    words: CountWords | None = Field(None, description="count の言い方")

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        if self.kind == "choice" and not self.values:
            raise ValueError("choice には values を書いてください")
        if self.kind == "yes_no" and not (self.if_yes and self.if_no):
            raise ValueError("yes_no には if_yes と if_no を書いてください")
        if self.kind == "count" and self.words is None:
            raise ValueError("count には words を書いてください")
        return self

    def option(self, value: str) -> FactOption | None:
        """The option of an id or of any of its names."""
        folded = fold(value)
        for option in self.values:
            if folded in (fold(option.id), fold(option.label), *map(fold, option.names)):
                return option
        return None

    def checked(self, value: object) -> FactValue:
        """The value as rules compare it.

        Raises:
            FactError: in Japanese, what values there are.
        """
        if self.kind == "choice":
            option = self.option(value) if isinstance(value, str) else None
            if option is None:
                known = "、".join(f"{item.id}（{item.label}）" for item in self.values)
                raise FactError(f"{self.label}「{value}」は使えません。次から選んでください: {known}。")
            return option.id
        if self.kind == "yes_no":
            if isinstance(value, str) and fold(value) in _YES | _NO:
                return fold(value) in _YES
            if not isinstance(value, bool):
                raise FactError(f"「{self.label}」は、はい・いいえ（true・false）で指定してください。")
            return value
        if isinstance(value, bool) or not isinstance(value, int):
            raise FactError(f"「{self.label}」は整数で指定してください（「{value}」は使えません）。")
        lowest = 0 if self.kind == "yen" else 1
        if not lowest <= value <= _LARGEST_COUNT:
            raise FactError(f"「{self.label}」は{lowest}以上{_LARGEST_COUNT:,}以下の整数で指定してください。")
        return value

    def say(self, value: FactValue) -> str:
        """A value in words: `小規模事業者`, `赤字`, `業務領域が2つ`."""
        if self.kind == "choice":
            option = self.option(str(value))
            return option.label if option else str(value)
        if self.kind == "yes_no":
            return self.if_yes if value else self.if_no
        if self.words and self.words.one and value == 1:
            return self.words.one
        return self.words.exact.format(n=value) if self.words else f"{value}円"

    def say_range(self, low: int, high: int | None) -> str:
        """A range of counts in words: `業務領域が1～3`, `2機能以上`."""
        if self.words is None or low == high:
            return self.say(low)
        if high is None:
            return self.words.at_least.format(n=low)
        return self.words.between.format(low=low, high=high)


class FactFile(_Part):
    """`corpus/facts.yaml`."""

    facts: tuple[Fact, ...] = Field(min_length=1)


class FactBook(Mapping[str, Fact]):
    """The facts by key, in the file's order, which is the order in which they are asked for."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self._facts = {fact.key: fact for fact in facts}

    def __getitem__(self, key: str) -> Fact:
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def checked(self, facts: Mapping[str, object]) -> dict[str, FactValue]:
        """The facts given, with every value checked. Values of None count as not given.

        Raises:
            FactError: an unknown key or a value that can't be used.
        """
        unknown = [key for key in facts if key not in self._facts]
        if unknown:
            raise FactError(f"「{unknown[0]}」という事実は計算に使えません。使えるもの: {'、'.join(self._facts)}。")
        return {key: self[key].checked(value) for key, value in facts.items() if value is not None}


def load_facts(path: Path) -> FactBook:
    """Read `corpus/facts.yaml`.

    Raises:
        FactError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_facts(path))


def survey_facts(path: Path) -> tuple[FactBook | None, list[YamlFileError]]:
    """The facts (None where the file hasn't the right form), and everything that is wrong with them."""
    read, problems = read_one(path, FactFile, FactError)
    if read is None:
        return None, problems
    file, content = read
    seen: set[str] = set()
    for index, fact in enumerate(content.facts):
        if fact.key in seen:
            problems.append(file.error(("facts", index, "key"), f"事実「{fact.key}」が2回書かれています", FactError))
        seen.add(fact.key)
        ids = {option.id for option in fact.values}
        for place, option in enumerate(fact.values):
            if unknown := [name for name in option.may_be if name not in ids]:
                here = ("facts", index, "values", place, "may_be")
                problems.append(file.error(here, f"値「{unknown[0]}」がありません", FactError))
    return FactBook(content.facts), problems
