"""Special cases told by what is done for them (`時給を50円上げたら`): where that is done, and where it isn't."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.programmes.names import NameEntry
from assistant.question.folded import Folded
from assistant.question.language.dialogue import Deeds
from assistant.question.language.operations import YesNoCues
from assistant.question.linking import Mention
from assistant.question.patterns import any_of
from assistant.question.polarity import negated


@dataclass(frozen=True)
class Deed:
    """A pattern for what is done."""

    entry: NameEntry
    pattern: re.Pattern[str]

    def find(self, text: Folded, words: Deeds) -> tuple[int, int] | None:
        """Where a clause tells of it, in the text as written: no plan that is only weighed, or was carried out."""
        two_things = re.compile(f"{any_of((*words.subjects, *words.objects))}.*{any_of(words.objects)}")
        for match in self.pattern.finditer(text.folded):
            span = text.span(*match.span())
            other = two_things.search(text.text, *span)  # `給料が安いので売上を上げ`
            if not other and not any(word in _said_of(text.text, span[1], words.ends) for word in words.unmet):
                return span
        return None


def denies(text: Folded, mention: Mention, words: Deeds, cues: YesNoCues) -> bool:
    """Whether a clause says that what a special case is told by isn't done (`時給は上げません`, `最低賃金を上げない場合`)."""
    if mention.span is None or mention.entry.kind not in ("deed", "described"):
        return False
    # A description goes on to the word for what it is.
    start = mention.span[1] if mention.entry.kind == "deed" else mention.span[0]
    return negated(_said_of(text.text, start, words.ends), cues.negatives, cues.neutral, cues.only)


def _said_of(text: str, start: int, ends: Iterable[str]) -> str:
    """What is said from a place on, up to where it becomes a condition, a case or a reason of what follows."""
    return re.split(any_of(tuple(ends)), text[start:], maxsplit=1)[0]
