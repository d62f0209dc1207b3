"""The words that people use, from `corpus/language/*.yaml`: data that staff can extend without a developer."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from assistant.question.language.amount_roles import AmountRolesFile, QuantityCues, RoleCue
from assistant.question.language.applicant import ApplicantFile, ComponentCue, Denials, FactCue
from assistant.question.language.data import LanguageData
from assistant.question.language.declines import Decline, DeclinesFile, Injection
from assistant.question.language.dialogue import Dialogue
from assistant.question.language.operations import OperationCue, OperationsFile, SoughtCue, YesNoCues
from assistant.question.language.spoken import Spoken
from assistant.question.language.times import DayWords, RoundWords, TimesFile
from assistant.question.language.topics import Topic, TopicsFile
from ingest.errors import CorpusError
from ingest.text_file import read_text
from ingest.yaml_file import checked, field_name, parse_yaml

_Model = TypeVar("_Model", bound=BaseModel)


class VocabularyError(CorpusError):
    """A file of `corpus/language` is wrong; the message names file, line and field."""


class Vocabulary(LanguageData):
    """All words of `corpus/language`."""

    topics: tuple[Topic, ...]
    denials: Denials
    any_special: tuple[str, ...]
    side_by_side: tuple[str, ...]
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

    def topic(self, topic_id: str) -> Topic:
        return next(topic for topic in self.topics if topic.id == topic_id)

    def label(self, topic_id: str | None) -> str:
        """A topic as people read it; empty for none."""
        return self.topic(topic_id).label if topic_id else ""


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read `corpus/language`.

    Raises:
        VocabularyError: names file, line and field.
    """
    topics = _read(folder / "topics.yaml", TopicsFile)
    applicant = _read(folder / "applicant.yaml", ApplicantFile)
    operations = _read(folder / "operations.yaml", OperationsFile)
    amounts = _read(folder / "amount_roles.yaml", AmountRolesFile)
    declines = _read(folder / "declines.yaml", DeclinesFile)
    times = _read(folder / "times.yaml", TimesFile)
    return Vocabulary(
        topics=topics.topics,
        denials=applicant.denials,
        any_special=applicant.any_special,
        side_by_side=applicant.side_by_side,
        facts=applicant.facts,
        components=applicant.components,
        roles=amounts.roles,
        quantities=amounts.quantities,
        operations=operations.operations,
        sought=operations.sought,
        yes_no=operations.yes_no,
        dialogue=_read(folder / "dialogue.yaml", Dialogue),
        days=times.days,
        rounds=times.rounds,
        declines=declines.declines,
        injection=declines.injection,
        trade_after=declines.trade_after,
        spoken=_read(folder / "spoken.yaml", Spoken),
    )


def _read(path: Path, model: type[_Model]) -> _Model:
    file = parse_yaml(read_text(path, error=VocabularyError), path, error=VocabularyError)
    made, problems = checked(model, file)
    if made is None:
        first = problems[0]
        raise VocabularyError(path, f"項目「{field_name(first.location)}」: {first.problem}", first.line)
    return made
