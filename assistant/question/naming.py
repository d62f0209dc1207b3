"""Which of the names in a clause are meant: not those taken back, nor those that are part of another name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.denial import denied
from assistant.question.folded import Folded, begins_with, fold
from assistant.question.language.applicant import Denials
from assistant.question.language.dialogue import Dialogue
from assistant.question.linking import Mention
from ingest.japanese.readings import ends_in_predicate


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
    ends = [mention.span[1] for mention in found if mention.span and mention.entry.target == "special"]
    told = ends_in_predicate(text.text.rstrip("。 ")) and not begins_with(text, dialogue.corrections)
    return bool(ends) and (
        told
        or begins_with(text, dialogue.connectives)
        or any(text.text[end:].lstrip().startswith(dialogue.additions) for end in ends)
    )
