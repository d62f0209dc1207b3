"""What helps with a need that is named without a programme: `ロボットを入れたい`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.evidence.catalogue import Vectors
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.likeness import Likeness
from assistant.evidence.model import Finding, Point
from assistant.needs import Need, NeedBook
from assistant.question.folded import Folded, fold, mentions
from assistant.question.understanding import Ask

_LIKE = 0.62
"""The least cosine at which a text means a need that none of its words names."""
_BY_MEANING = 1.5
"""A need meant but not named counts less than any that is named."""
_MOST = 3
NAMED = 2.0
"""From this strength on, words name the need; below, it is only meant."""


class NeedFinder:
    """Finds the needs that a text names, or means."""

    def __init__(self, book: NeedBook, likeness: Likeness, embed: Callable[[str], Vectors]) -> None:
        self._needs = {need.id: need for need in book.needs}
        self._likeness = likeness
        self._embed = embed

    def find(self, ask: Ask) -> list[tuple[float, Need]]:
        """The needs of a text with how strongly they are named, the strongest first.

        Longer words are surer. A need whose words aren't there but whose examples mean the same comes last.
        """
        if not ask.text:
            return []
        text = Folded.of(ask.text)
        scored: dict[str, float] = {}
        for need in self._needs.values():
            lengths = [len(fold(word)) for word in need.words if mentions(text, word)]
            if lengths:
                scored[need.id] = max(lengths) + 0.5 * (len(lengths) - 1)
        if not scored and not ask.sure_topics:
            owner, cosine = self._likeness.nearest(self._embed(ask.text))
            if cosine >= _LIKE:
                scored[owner] = _BY_MEANING * cosine
        return [(score, self._needs[key]) for key, score in sorted(scored.items(), key=lambda pair: -pair[1])]

    def best(self, asks: Sequence[Ask], first: str | None = None) -> list[Need]:
        """The strongest needs of several clauses; `first` leads where it is among them."""
        scored: dict[str, float] = {}
        told: set[str] = set()
        for ask in asks:
            found = self.find(ask)
            # Each clause that names a need of its own has it (`人が足りない。セキュリティも心配。`).
            told |= {need.id for score, need in found[:1] if score >= NAMED}
            for score, need in found:
                scored[need.id] = max(score, scored.get(need.id, 0.0))
        if not scored:
            return [self._needs[first]] if first in self._needs else []
        top = max(scored.values())
        chosen = [
            key for key, score in sorted(scored.items(), key=lambda pair: -pair[1]) if score >= 0.6 * top or key in told
        ]
        return [self._needs[key] for key in chosen[:_MOST]]


def recommend(knowledge: Knowledge, needs: Sequence[Need]) -> Finding:
    """The programmes that the documents give for these needs, each with why."""
    lines: list[Point] = []
    about: list[tuple[str, str | None]] = []
    for need in needs:
        for choice in need.programmes:
            if (choice.programme, choice.track) in about:
                continue
            about.append((choice.programme, choice.track))
            document = knowledge.programmes.get(choice.programme).document
            name = knowledge.name(choice.programme, choice.track)
            lines.append(Point(f"・{name}：{choice.why}", knowledge.sources(choice.evidence, document)))
    return Finding(
        status="answered",
        points=(Point("資料では、次の制度が紹介されています。"), *lines),
        about=tuple(about),
        contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
        topic="overview",
        decided={"needs": [need.id for need in needs]},
    )
