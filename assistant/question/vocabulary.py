"""The words that people use, from `corpus/language/*.yaml`: data that staff can extend without a developer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from assistant.question.language.amount_roles import AmountRolesFile, QuantityCues, RoleCue
from assistant.question.language.applicant import ApplicantFile, ComponentCue, Denials, FactCue, SideBySide
from assistant.question.language.data import LanguageData
from assistant.question.language.declines import Decline, DeclinesFile, Injection
from assistant.question.language.dialogue import Dialogue
from assistant.question.language.operations import OperationCue, OperationsFile, SoughtCue, YesNoCues
from assistant.question.language.spoken import Spoken
from assistant.question.language.times import DayWords, RoundWords, TimesFile
from assistant.question.language.topics import Topic, TopicsFile
from ingest.yaml_file import YamlFileError
from ingest.yaml_folder import read_one, sound


class VocabularyError(YamlFileError):
    """A file of `corpus/language` is wrong; the message names file, line and field."""


class Vocabulary(LanguageData):
    """All words of `corpus/language`."""

    topics: tuple[Topic, ...]
    denials: Denials
    any_special: tuple[str, ...]
    side_by_side: SideBySide
    facts: tuple[FactCue, ...]
    components: tuple[ComponentCue, ...]
    roles: tuple[RoleCue, ...]
    quantities: QuantityCues
    operations: tuple[OperationCue, ...]
    sought: tuple[SoughtCue, ...]
    yes_no: YesNoCues
    dialogue: Dialogue
    days: DayWords
    rounds: RoundWords
    declines: tuple[Decline, ...]
    injection: Injection
    trade_after: tuple[str, ...]
    """What follows the word for a person's trade."""
    spoken: Spoken

    @property
    def orders(self) -> Decline:
        """What is said to a message that only gives this system orders."""
        return next(decline for decline in self.declines if decline.id == self.injection.decline)

    @property
    def own_words(self) -> dict[str, tuple[str, ...]]:
        """The words that only a fact goes by, by fact."""
        keys = dict.fromkeys(cue.fact for cue in self.facts)
        return {key: tuple(word for cue in self.facts if cue.fact == key for word in cue.tells) for key in keys}

    def topic(self, topic_id: str) -> Topic:
        return next(topic for topic in self.topics if topic.id == topic_id)

    def label(self, topic_id: str | None) -> str:
        """A topic as people read it; empty for none."""
        return self.topic(topic_id).label if topic_id else ""


class _Files(LanguageData):
    """The files that a vocabulary is made of, each by its name."""

    topics: TopicsFile
    applicant: ApplicantFile
    operations: OperationsFile
    amount_roles: AmountRolesFile
    declines: DeclinesFile
    times: TimesFile
    dialogue: Dialogue
    spoken: Spoken


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read `corpus/language`.

    Raises:
        VocabularyError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_vocabulary(folder))


def survey_vocabulary(folder: Path) -> tuple[Vocabulary | None, list[YamlFileError]]:
    """The words of all files (None where one hasn't the right form), and everything that is wrong in any file."""
    found: dict[str, BaseModel] = {}
    problems: list[YamlFileError] = []
    for name, field in _Files.model_fields.items():
        model: Any = field.annotation
        read, wrong = read_one(folder / f"{name}.yaml", model, VocabularyError)
        problems += wrong
        if read is not None:
            found[name] = read[1]
    return None if problems else _vocabulary(_Files.model_validate(found)), problems


def _vocabulary(files: _Files) -> Vocabulary:
    return Vocabulary(
        topics=files.topics.topics,
        denials=files.applicant.denials,
        any_special=files.applicant.any_special,
        side_by_side=files.applicant.side_by_side,
        facts=files.applicant.facts,
        components=files.applicant.components,
        roles=files.amount_roles.roles,
        quantities=files.amount_roles.quantities,
        operations=files.operations.operations,
        sought=files.operations.sought,
        yes_no=files.operations.yes_no,
        dialogue=files.dialogue,
        days=files.times.days,
        rounds=files.times.rounds,
        declines=files.declines.declines,
        injection=files.declines.injection,
        trade_after=files.declines.trade_after,
        spoken=files.spoken,
    )
