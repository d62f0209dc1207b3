"""`applicant.yaml`: words that tell facts about the applicant and the plan."""

from __future__ import annotations

from assistant.question.language.data import LanguageData


class Undecided(LanguageData):
    """A fact that another one bears on, though the documents don't say how."""

    fact: str
    say: str
    """That they don't, in a sentence; `{n}` is what was told."""


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
    listed: bool = True
    """Whether it may be denied in a loose list with others (`小規模・再生には該当せず`)."""
    alone: bool = False
    """Whether no one who is this is also anything else that the fact can be: named beside that, both are cases."""
    undecided: Undecided | None = None
    otherwise: str | None = None
    """The value of the fact where this one is denied and nothing else said."""
    tells: tuple[str, ...] = ()
    """Words that only this fact goes by: of a plan that names no programme they tell which one it is for."""


class Denials(LanguageData):
    """Words that take another word back."""

    before: tuple[str, ...] = ()
    """What stands in front of it."""
    behind: tuple[str, ...] = ()
    """What may stand between it and its denial (`の取扱い`)."""
    joins: tuple[str, ...] = ()
    """What joins it with anything else that is denied together."""
    loose_joins: tuple[str, ...] = ()
    """What joins it only with words of its own kind."""
    particles: tuple[str, ...] = ()
    wholly: tuple[str, ...] = ()
    """What says that all of a list are denied."""
    refusals: tuple[str, ...] = ()
    """What denies what one has asked oneself (`再生事業者か？いいえ`)."""
    words: tuple[str, ...] = ()
    own_answers: tuple[str, ...] = ()
    """What does so besides `words`, in a sentence (`小規模？うちは違います`)."""
    replacing: tuple[str, ...] = ()
    """What stands behind a thing that another one takes the place of (`タブレットじゃなくてレジ`)."""
    concerning: tuple[str, ...] = ()
    """What a question is about, where it stands in front of the class that is asked (`うち、小規模？`)."""
    fitting: tuple[str, ...] = ()
    """What denies whatever is listed in front of it."""
    unless: tuple[str, ...] = ()
    """What begins like one of `words` and denies nothing."""
    asked: tuple[str, ...] = ()
    """What stands between a class and the end of a question whether someone is of it (`うちは小規模になりますか`)."""
    open: tuple[str, ...] = ()
    """What stands behind a word where it is left open whether it holds (`最低賃金近傍かどうかで`)."""
    sure: tuple[str, ...] = ()
    """What begins like one of `unless` and denies all the same."""


class SideBySide(LanguageData):
    """Words that set several cases side by side, so that none of them is the person's own."""

    differing: tuple[str, ...]
    """What asks how they differ (`小規模と中小で違いますか`)."""
    both: tuple[str, ...]
    """What wants all of them (`中小と小規模の両方`)."""
    cases: tuple[str, ...]
    """What makes each a case (`中小の場合と小規模の場合`)."""
    joins: tuple[str, ...]
    """What joins two of them."""
    either: tuple[str, ...]
    """What leaves open which of two it is (`中小か小規模か`)."""
    others: tuple[str, ...]
    """What stands for all others behind one (`小規模とそれ以外`)."""
    suffixes: tuple[str, ...]
    """What may stand right behind one (`中小の会社なら`)."""


class ComponentCue(LanguageData):
    component: str
    words: tuple[str, ...]


class ApplicantFile(LanguageData):
    """The whole file."""

    denials: Denials
    any_special: tuple[str, ...]
    """Words for a special case that isn't named."""
    side_by_side: SideBySide
    facts: tuple[FactCue, ...]
    components: tuple[ComponentCue, ...]
