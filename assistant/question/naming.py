"""Which names of a clause are meant: not those taken back, nor those that are part of another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.programmes.facts import APPLICANT
from assistant.question.blanking import without_names, without_span
from assistant.question.deeds import denies
from assistant.question.denial import denied
from assistant.question.describing import DescriptionReader
from assistant.question.folded import Folded, begins_with, fold
from assistant.question.language.applicant import Denials
from assistant.question.language.dialogue import Dialogue
from assistant.question.linking import Mention, NameIndex
from assistant.question.operations import says
from assistant.question.stems import ListedNames
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.readings import ends_in_predicate


@dataclass(frozen=True)
class Named:
    """The names of a clause."""

    said: tuple[Mention, ...]
    """Every name, also those taken back."""
    meant: tuple[Mention, ...]

    @property
    def unused(self) -> tuple[tuple[str, str], ...]:
        """The special cases that are taken back, where none is meant."""
        if any(mention.entry.special for mention in self.meant):
            return ()
        return tuple((m.programme, m.entry.special) for m in self.said if m.entry.special and m not in self.meant)

    @property
    def means_special_alone(self) -> bool:
        """Whether a special case is all that is named."""
        return [mention.entry.target for mention in self.meant] == ["special"]


class NameReader:
    """Reads what a clause names, describes or half remembers."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self.vocabulary = vocabulary
        self.names = names
        bought = [word for cue in vocabulary.components for word in cue.words]
        classes = [word for cue in vocabulary.facts if cue.fact == APPLICANT for word in cue.words]
        words = vocabulary.dialogue.descriptions
        self.descriptions = DescriptionReader(names.described, names.entries, words, bought, classes)
        self.listed = ListedNames(self.descriptions.stems, words, vocabulary.dialogue.joins)

    def read(self, text: Folded, spoken_of: Sequence[str] = ()) -> Named:
        """The names of a clause; `spoken_of` are the programmes that what is only described may belong to."""
        negations, offices = self.vocabulary.dialogue.negations, self.vocabulary.yes_no.organisations
        said = self._said(text, spoken_of)
        turned = self.descriptions.others(text, without_offices(text, said, offices), negations)
        others = [mention for mention in turned if mention not in said]
        kept = [mention for mention in turned if mention in said]
        undone = [each for each in kept if self._undone(text, each)]
        kept = [each for each in kept if each not in undone]
        return Named(tuple(said), (*others, *unnegated(text, kept, negations, self.vocabulary.denials)))

    def _undone(self, text: Folded, mention: Mention) -> bool:
        """Whether a clause denies what a special case is told by."""
        deeds, cues = self.vocabulary.dialogue.descriptions.deeds, self.vocabulary.yes_no
        return bool(mention.entry.special) and denies(text, mention, deeds, cues)

    def without(self, text: Folded, said: Sequence[Mention]) -> Folded:
        """The clause without its names, and without the word for a track that follows one (`高付加価値化の枠`)."""
        # What is done for a special case (`時給を50円上げたら`) has words and amounts of the question.
        deeds = [mention for mention in said if mention.entry.kind == "deed"]
        bare = without_names(text, [mention for mention in said if mention not in deeds])
        if says(bare, "compare", self.vocabulary.operations):
            return bare  # `カタログ型の方が高い` compares with that word
        for span in self.descriptions.tails(text, said):
            bare = without_span(bare, span)
        return bare

    def _said(self, text: Folded, spoken_of: Sequence[str]) -> list[Mention]:
        named = self.names.find(text)
        named = self.descriptions.without_specials(text, named)
        if half := self.descriptions.half_remembered(text):
            named = [*(m for m in named if not any(m.programme == each.programme for each in half)), *half]
        named = [*named, *self.listed.find(text, named)]
        described = self.descriptions.find(text, named, spoken_of)
        named = without_parts(named, described)
        return sorted([*named, *described], key=lambda mention: mention.span or (len(text.text), len(text.text)))


def unnegated(text: Folded, found: list[Mention], negations: Sequence[str], denials: Denials) -> list[Mention]:
    """Drops names that are taken back (`一般型じゃなくて…`), unless nothing else is named."""
    kept: list[Mention] = []
    unused: list[tuple[int, int]] = []
    specials = tuple(sorted({mention.entry.text for mention in found if mention.entry.special}))
    for mention in found:
        after = fold(text.text[mention.span[1] : mention.span[1] + 10]) if mention.span else ""
        taken_back = any(after.startswith(fold(word)) for word in negations)
        if mention.entry.special and mention.span and (taken_back or _unused(text, mention, denials, specials)):
            unused.append(mention.span)
        elif not taken_back:
            kept.append(mention)
    # A special case that isn't used is none, whatever else is named, nor is anything else that its name is part of.
    kept = kept or [mention for mention in found if mention.entry.target != "special"]
    return [mention for mention in kept if not any(_overlap(mention.span, span) for span in unused)]


def _overlap(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def without_parts(named: list[Mention], described: Sequence[Mention]) -> list[Mention]:
    """Drops names that are only part of how another programme's track is described (`お助け隊に使える枠`)."""

    def is_part(mention: Mention, other: Mention) -> bool:
        if mention.span is None or other.span is None or mention.programme == other.programme:
            return False
        return other.span[0] <= mention.span[0] and mention.span[1] <= other.span[1]

    return [mention for mention in named if not any(is_part(mention, other) for other in described)]


def _unused(text: Folded, mention: Mention, denials: Denials, specials: Sequence[str]) -> bool:
    """Whether a special case is said not to be used (`インボイスも賃上げも使いません`)."""
    if mention.span is None:
        return False
    within = [place for place, at in enumerate(text.positions) if mention.span[0] <= at < mention.span[1]]
    return bool(within) and denied(text, within[0], within[-1] + 1, denials, specials)


def uses_none(text: Folded, named: Sequence[Mention], words: Sequence[str], denials: Denials) -> bool:
    """Whether it is said that no special case at all is used (`特例なしだと`)."""
    places = [mention.span for mention in named if mention.span]
    for word in words:
        for start, end in text.find_all(fold(word)):
            at = text.span(start, end)
            inside = any(first <= at[0] and at[1] <= last for first, last in places)
            if not inside and denied(text, start, end, denials):
                return True
    return False


def without_offices(text: Folded, found: list[Mention], endings: tuple[str, ...]) -> list[Mention]:
    """Drops a name that is only part of an office's (`IT導入補助金事務局`) where another programme is named."""
    kept = [mention for mention in found if not (mention.span and text.text[mention.span[1] :].startswith(endings))]
    return kept if {mention.programme for mention in kept} else found


def adds(text: Folded, found: Sequence[Mention], dialogue: Dialogue) -> bool:
    """Whether special cases are named as coming on top of others (`あと賃上げもする`)."""
    named = [mention for mention in found if mention.span and mention.entry.target == "special"]
    ends = [mention.span[1] for mention in named if mention.span]
    deeds = [text.text[slice(*mention.span)] for mention in named if mention.span and mention.entry.kind == "deed"]
    told = ends_in_predicate(text.text.rstrip("。 ")) and not begins_with(text, dialogue.corrections)
    return bool(ends) and (
        told
        or begins_with(text, dialogue.connectives)
        or any(text.text[end:].lstrip().startswith(dialogue.additions) for end in ends)
        or any(word in deed for deed in deeds for word in dialogue.additions)  # `時給も上げます`
    )
