"""`applicant.yaml`: words that tell facts about the applicant and the plan."""

from __future__ import annotations

from assistant.question.language.data import LanguageData


class FactCue(LanguageData):
    """Words that set a fact about the applicant or the plan."""

    fact: str
    value: str | bool | None = None
    label: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """Words that people use though the documents don't define them by it: the answer says what was assumed."""
    count_units: tuple[str, ...] = ()
    yen_below: int | None = None


class ComponentCue(LanguageData):
    component: str
    words: tuple[str, ...]


class ApplicantFile(LanguageData):
    """The whole file."""

    denials: tuple[str, ...]
    side_by_side: tuple[str, ...]
    facts: tuple[FactCue, ...]
    components: tuple[ComponentCue, ...]
