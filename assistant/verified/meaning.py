"""What a question asks, as far as it must be equal for two questions to have the same answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.conversation.filling import Filler
from assistant.conversation.memory import Memory, Resolved
from assistant.question.folded import Folded
from assistant.question.linking import NameIndex
from assistant.question.understanding import Understander
from ingest.japanese.figures import figures
from ingest.japanese.normalise import normalise
from ingest.words import words
from ingest.yaml_file import YamlFileError
from ingest.yaml_folder import read_one, sound

INTERCHANGEABLE = "interchangeable.yaml"

# What one has to do is no denial: `しないといけませんか` asks whether it is needed.
_OBLIGATION = re.compile(
    r"(?:(?:し|使わ|払わ|出さ|やら)?な(?:いと|ければ|くては|きゃ))(?:いけ(?:ない|ません)|なら(?:ない|ません)|(?:だめ|駄目))"
)
# `使えませんか` asks the same as `使えますか`.
_TAG = re.compile(r"(?:ません|ない(?:の|です)?|なかったです)(?:でしょう)?か?(?:ね|よね)?[?。\s]*$")
_DENIAL = re.compile(r"ない|ません|なし|なく|なけれ|ぬ(?:か|$)|(?<=[わらさかたなまば])ず(?:に|$)")
# Where a number is asked for, its direction is the question: 何人から, 何人まで.
_DIRECTION = re.compile(r"(?:何.{1,2}?|いくら|いつ)(から|まで|以内|以上|以下)")
_DIRECTION_NAMES = {"以内": "まで", "以下": "まで", "以上": "から"}


class InterchangeableError(YamlFileError):
    """The file of words that may stand for each other is wrong; the message names file, line and field."""


@dataclass(frozen=True)
class Interchangeable:
    """Words that may stand for each other, and words that may be left out: corpus/language/interchangeable.yaml."""

    group_of: Mapping[str, str]
    empty: frozenset[str]
    asks: Mapping[str, str]
    """A question word to what it asks for."""
    implied_by: Mapping[str, frozenset[str]]
    """What is asked for to the words that say it too."""


def load_interchangeable(path: Path) -> Interchangeable:
    """Read the file.

    Raises:
        InterchangeableError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_interchangeable(path))


def survey_interchangeable(path: Path) -> tuple[Interchangeable | None, list[YamlFileError]]:
    """The words (None where the file hasn't the right form), and everything that is wrong with them."""
    read, problems = read_one(path, _File, InterchangeableError)
    if read is None:
        return None, problems
    _, made = read
    groups = {word: group[0] for group in made.groups for word in group}
    asks = {word: kind for kind, entry in made.asks.items() for word in entry.words}
    implied = {
        kind: frozenset(groups.get(word, word) for word in entry.implied_by) for kind, entry in made.asks.items()
    }
    return Interchangeable(groups, frozenset(made.empty), asks, implied), problems


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: tuple[str, ...]
    implied_by: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    groups: tuple[Annotated[tuple[str, ...], Field(min_length=1)], ...]
    empty: tuple[str, ...]
    asks: dict[str, _Asked]


@dataclass(frozen=True)
class Meaning:
    """One question, taken apart. Two questions can have the same verified answer only where all of this agrees."""

    programmes: frozenset[str] = frozenset()
    tracks: frozenset[tuple[str, str]] = frozenset()
    specials: frozenset[tuple[str, str]] = frozenset()
    facts: frozenset[tuple[str, str]] = frozenset()
    figures: frozenset[tuple[str, str]] = frozenset()
    """Figures that are said, names apart, by kind and value."""
    words: frozenset[str] = frozenset()
    """Content words that carry the question, each as its group."""
    asks: frozenset[str] = frozenset()
    """What is asked for, where a question word says so: いつ, いくら …"""
    directions: frozenset[str] = frozenset()
    denied: bool = False
    bare: str = ""
    """The question without names: what is compared by meaning."""
    carried: frozenset[str] = field(default_factory=frozenset)
    """What earlier turns filled in."""


class MeaningReader:
    """Takes questions apart with the assistant's own understanding."""

    def __init__(
        self, understander: Understander, filler: Filler, names: NameIndex, interchangeable: Interchangeable
    ) -> None:
        self._understander = understander
        self._filler = filler
        self._names = names
        self._words = interchangeable

    def read(self, question: str) -> Meaning:
        """A question that stands alone."""
        return self.of(question, self._filler.fill(self._understander.read(question), Memory()))

    def of(self, question: str, resolved: Sequence[Resolved]) -> Meaning:
        """A question of a conversation, as it was understood there."""
        bare = self._without_names(question)
        # Figures are compared as figures: as words they would be split into pieces.
        said = frozenset((figure.kind, str(figure.value)) for figure in figures(bare) if figure.kind != "number")
        plain = _OBLIGATION.sub("必要", bare)
        plain = _TAG.sub("", plain)
        content = [word for word in words(_without_figures(plain)) if not word.isdigit()]
        return Meaning(
            programmes=frozenset(programme for item in resolved for programme in item.scope.programmes),
            tracks=frozenset(pair for item in resolved for pair in item.scope.tracks),
            specials=frozenset(pair for item in resolved for pair in item.scope.specials),
            facts=frozenset((key, str(value)) for item in resolved for key, value in item.facts.values.items()),
            figures=said,
            words=frozenset(
                self._words.group_of.get(word, word)
                for word in content
                if word not in self._words.empty and word not in self._words.asks
            ),
            asks=frozenset(self._words.asks[word] for word in content if word in self._words.asks),
            directions=frozenset(_DIRECTION_NAMES.get(word, word) for word in _DIRECTION.findall(bare)),
            denied=len(_DENIAL.findall(plain)) % 2 == 1,
            bare=bare,
            carried=frozenset(name for item in resolved for name in item.carried),
        )

    def _without_names(self, question: str) -> str:
        folded = Folded.of(question)
        characters = list(folded.text)
        for mention in self._names.find(folded):
            if mention.span:
                start, end = mention.span
                characters[start:end] = " " * (end - start)
        return normalise("".join(characters)).strip(" のはにをがで、")

    @property
    def interchangeable(self) -> Interchangeable:
        return self._words


def _without_figures(text: str) -> str:
    characters = list(text)
    for figure in figures(text):
        start, end = figure.span
        characters[start:end] = " " * (end - start)
    return "".join(characters)


ReadMeaning = Callable[[str], Meaning]
