"""Whether several programmes or tracks can be applied for together: `ものづくりと省力化は一緒に出せますか`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.evidence.refusing.refusal import near_statements, not_in_sources
from assistant.question.linking import Mention
from assistant.statements import GENERAL, Unknown

_SUBJECTS = ("programme", "track")
_OF_APPLYING = frozenset({"dates", "procedure", "combination"})
"""What applying for something is read as; where more is asked for (`両方の補助率`), it is asked of each."""
_OVERVIEW = "overview"
"""What words in a question of はい or いいえ are read as that ask nothing more (`同時に出したらだめなんでしょうか`)."""
_Named = frozenset[tuple[str, str | None]]


@dataclass(frozen=True)
class Together:
    """Says that it isn't known, where the words for it stand beside two names."""

    knowledge: Knowledge

    def find(self, item: Resolved) -> Finding | None:
        """What is unsaid of two subjects held together; None where a question names fewer, or asks something else."""
        ask = item.ask
        more = set(ask.sure_topics) - _OF_APPLYING - ({_OVERVIEW} if ask.yes_no else set())
        if ask.injected or ask.amounts or ask.wh_question or more:
            return None
        if not _names_two(ask.mentions):
            return None
        one = item.scope.programmes[0] if len(item.scope.programmes) == 1 else GENERAL
        found = [entry for entry in self.knowledge.statements.unknowns(one) if _is_put(entry, ask.text)]
        if not found:
            return None
        entry = next((entry for entry in found if entry.programme == one), found[0])
        programme = one if one != GENERAL else None
        near = near_statements(self.knowledge, entry, programme)
        return not_in_sources(self.knowledge, [programme] if programme else [], entry, near)


def _is_put(entry: Unknown, text: str) -> bool:
    return any(pattern.search(text) for pattern in entry.of_several)


def _names_two(mentions: Sequence[Mention]) -> bool:
    """Whether two of these names stand for different things: not a programme and a track of it."""
    named: dict[tuple[int, int] | None, set[tuple[str, str | None]]] = {}
    for mention in mentions:
        if mention.entry.target in _SUBJECTS:
            tracks = mention.entry.tracks or (None,)
            named.setdefault(mention.span, set()).update((mention.programme, track) for track in tracks)
    said = [frozenset(pairs) for pairs in named.values()]
    return any(_apart(one, other) for place, one in enumerate(said) for other in said[place + 1 :])


def _apart(one: _Named, other: _Named) -> bool:
    if {programme for programme, _ in one}.isdisjoint(programme for programme, _ in other):
        return True
    only_tracks = all(track for _, track in one | other)
    return only_tracks and one.isdisjoint(other)
