"""`operations.yaml`: words that tell what is to be done, and how one asks for はい or いいえ."""

from __future__ import annotations

import re
from typing import Literal

from assistant.question.language.data import LanguageData

Operation = Literal[
    "lookup", "calculate", "invert", "compare", "list", "recommend", "date", "contact", "small_talk", "out_of_scope"
]


class OperationCue(LanguageData):
    id: Operation
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Longer words that hold one of `words` and mean something else (`間違い` holds `違い`)."""
    needs: Literal["cost", "target_or_budget"] | None = None


class Frames(LanguageData):
    """What only frames a claim (`…という理解で相違ございませんか`)."""

    says: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    """What follows `says`: with it, the claim ends before them."""
    confirms: tuple[str, ...] = ()
    """What ends a claim on its own (`…で合っていますか`)."""
    checks: tuple[str, ...] = ()
    """What may ask behind it whether that is so (`…と言われたけど、ものづくりもそう？`)."""


class YesNoCues(LanguageData):
    endings: tuple[str, ...]
    marked: tuple[str, ...] = ()
    """Endings that ask only with a question mark (`インボイス特例あり。` tells)."""
    starts: tuple[str, ...] = ()
    """What a yes/no question in English begins with."""
    wh_words: tuple[str, ...]
    counting: tuple[str, ...] = ()
    """Question words that ask for a number of something (`何年分`)."""
    assertions: tuple[str, ...]
    negatives: tuple[str, ...]
    neutral: tuple[str, ...]
    only: tuple[str, ...]
    """Words that go with a negation and mean `only`."""
    exclusive: tuple[str, ...]
    """Words that say `only`."""
    universal: tuple[str, ...]
    """Words that say `all`, `always`, `whatever`."""
    utterly: tuple[str, ...] = ()
    """Words that, with a negation, say that it is so in no case (`絶対対象外`)."""
    entire: tuple[str, ...]
    """Words that say that the whole of a cost is paid."""
    necessary: tuple[str, ...]
    """Words that say `must`."""
    excepting: tuple[str, ...]
    """Words that say `other than`."""
    lowest: tuple[str, ...]
    """Words that ask for the least amount of a range."""
    organisations: tuple[str, ...]
    """Last letters of the names of offices."""
    ahead: tuple[str, ...]
    """What follows the one that is claimed to be ahead in a comparison."""
    behind: tuple[str, ...]
    """What follows the one that it is claimed to be ahead of."""
    lesser: tuple[str, ...]
    """Words that make less the better of a comparison."""
    frames: Frames = Frames()
    concessions: tuple[str, ...] = ()
    """What sets a name aside without denying anything (`通常枠じゃなくても`)."""
    reasons: tuple[str, ...] = ()
    """What ends a clause that only leads to what is asked (`うちは小さいので、…`)."""
    selves: tuple[str, ...] = ()
    """Words for who asks, in the dictionary's form, that a claim needn't have."""
    even: tuple[str, ...] = ()
    """Words that concede something (`経験がなくても`)."""
    besides: tuple[str, ...] = ()
    """What follows an `only` that is denied, so that nothing is said to be the only one (`製造業だけじゃなく`)."""
    sufficing: tuple[str, ...] = ()
    """Words that say that nothing more is needed (`開業しただけで申し込める`)."""
    alternatives: tuple[str, ...] = ()
    """Words that join two answers to choose from."""
    open_endings: tuple[str, ...] = ()
    """What ends a question, with a question word or without one (`…でしょうか`)."""
    left_open: tuple[str, ...] = ()
    """What follows a question that is only said to be open (`何が要るか知らんけど`)."""
    asserted: tuple[str, ...] = ()
    """What follows a figure that is itself what is claimed, whatever its role would be (`500万円くらいですよね`)."""
    limiting: tuple[str, ...] = ()
    """What may stand between the two (`500万円が上限ですよね`)."""
    confirming: tuple[str, ...] = ()
    """What ends a clause that wants what it states confirmed (`…ですよね`)."""
    predicates: tuple[str, ...] = ()
    """What asks alone whether something is so, of what was wished just before."""
    being: tuple[str, ...] = ()
    """Verbs, in the dictionary's form, that an answer needn't have to confirm a claim."""
    leaning: tuple[str, ...] = ()
    """What a short question begins with that leans on the sentence before it."""
    varying: tuple[str, ...] = ()
    """Words by which an answer says that it isn't so in every case."""
    unsaid: tuple[str, ...] = ()
    """What a sentence ends in by which an answer says that something isn't in the documents."""
    absent: tuple[str, ...] = ()
    """What a sentence ends in by which an answer says that something isn't there, or was abolished."""
    done_without: tuple[str, ...] = ()
    """What follows the name of such a thing where something else is asked for (`卒業枠の代わり`)."""
    unsettled: tuple[str, ...] = ()
    """Words by which an answer leaves open where in a range an amount is."""
    added: tuple[str, ...] = ()
    """Words for what comes on top of an amount."""

    @property
    def last(self) -> tuple[str, ...]:
        """What ends a question for はい or いいえ, or a claim."""
        return (*self.assertions, *self.endings)

    @property
    def checking(self) -> tuple[str, ...]:
        """What begins a question that asks only whether what stands before it is so."""
        return (*self.leaning, *self.frames.checks)


class SoughtCue(LanguageData):
    """A kind of figure that a question can ask for, and what an answer to it holds."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    kinds: tuple[str, ...] = ()
    """Kinds of figures (`yen`, `rate`) that answer it."""
    units: tuple[str, ...] = ()
    """Units of counts that answer it."""
    instead: tuple[str, ...] = ()
    """Words that answer it without a figure (`無料`)."""
    lasting: bool = False
    """Whether it is how long something takes: no day of the calendar answers it."""


class OperationsFile(LanguageData):
    """The whole file."""

    operations: tuple[OperationCue, ...]
    sought: tuple[SoughtCue, ...]
    yes_no: YesNoCues
