"""Whether something known to be unsaid can be what a question means, by what its deciding words name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.matching.catalogue import PATTERN, Match
from assistant.question.folded import Folded
from assistant.question.framing import after_reasons
from assistant.question.language.operations import YesNoCues
from assistant.statements import Unknown

_SURELY_MEANT = 0.4
"""The fitted model's score from which on something unsaid is meant whatever topic a word names (`時給いくらまでの会社のこと?`)."""


def without_unmeant(item: Resolved, matches: Sequence[Match], cues: YesNoCues) -> list[Match]:
    """The matches without those of the unsaid that the question can't mean."""
    asked = after_reasons(item.ask.text, cues.reasons, cues.leaning)
    return [match for match in matches if not match.is_unknown or _can_be_meant(item, match, asked)]


def _can_be_meant(item: Resolved, unknown: Match, asked: str) -> bool:
    """Whether nothing that decides speaks against something unsaid: `配膳ロボットを一覧から選ぶやつ、最大いくら?` asks for
    no list, however many of its words another question for the list has.

    `asked` is what the question says behind the reasons that lead to it; empty where none does.
    """
    ask, topic = item.ask, unknown.entry.topic
    if "topic" in item.carried and not ask.rest and not ask.asks_in_words:
        return unknown.parts["keyword"] > 0  # `そっちは` goes on with what was asked
    sure = set(ask.sure_topics)
    if not sure or topic in sure or unknown.parts.get("fitted", 0.0) >= _SURELY_MEANT:
        return True
    if not sure & set(OF_TOPIC):
        return True
    # An amount or a share is asked for: not the other of the two, and nothing that no word of the question names.
    return topic not in OF_TOPIC and unknown.parts["keyword"] > 0 and _named_in(asked, unknown)


def _named_in(asked: str, unknown: Match) -> bool:
    """Whether a word of something unsaid stands in what is asked, not only in a reason for asking it."""
    if not asked or not unknown.named:
        return True
    assert isinstance(unknown.entry, Unknown)
    patterned = any(pattern.search(asked) for pattern in unknown.entry.patterns)
    return patterned or Folded.of(asked).has_any(unknown.named - {PATTERN})
