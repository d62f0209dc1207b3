"""What helps with a need that is named without a programme: `ロボットを入れたい`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from assistant.evidence.catalogue import Vectors
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.likeness import Likeness
from assistant.evidence.model import Finding, Point
from assistant.needs import Choice, Need, NeedBook
from assistant.question.folded import Folded, fold, mentions
from assistant.question.understanding import Ask

_LIKE = 0.3
"""How surely a text must mean a need that none of its words names."""
_SURELY_LIKE = 0.42
"""How surely it must mean a particular need, where words name only a general one."""
_BY_MEANING = 1.5
"""A need meant but not named counts less than any that is named."""
_MOST = 3
NAMED = 2.0
"""From this strength on, words name the need; below, it is only meant."""

Scored = list[tuple[float, Need]]


class NeedFinder:
    """Finds the needs that a text names, or means."""

    def __init__(self, book: NeedBook, likeness: Likeness, embed: Callable[[str], Vectors]) -> None:
        self._needs = {need.id: need for need in book.needs}
        self._likeness = likeness
        self._embed = embed

    def find(self, ask: Ask) -> Scored:
        """The needs of a text with how strongly they are named, the strongest first.

        Longer words are surer, and a particular need goes before a general one. A need whose words aren't there but whose
        examples are like the text comes last.
        """
        if not ask.text:
            return []
        named = self.named(ask.text)
        if named and not all(need.general for _, need in named):
            return named
        if not named and ask.sure_topics:
            return []
        meant = self.meant(ask.text, _SURELY_LIKE if named else _LIKE)
        return [pair for pair in meant if not (named and pair[1].general)] + named

    def named(self, text: str) -> Scored:
        """The needs that words of the text name."""
        folded = Folded.of(text)
        scored: Scored = []
        for need in self._needs.values():
            lengths = [len(fold(word)) for word in need.words if mentions(folded, word)]
            if lengths:
                scored.append((max(lengths) + 0.5 * (len(lengths) - 1), need))
        return sorted(scored, key=lambda pair: (pair[1].general, -pair[0]))

    def meant(self, text: str, least: float = _LIKE) -> Scored:
        """The need that the text is most like, if it is like any."""
        owner, surely = self._likeness.ranked(text, self._embed(text))[0]
        return [(_BY_MEANING * min(surely, 1.0), self._needs[owner])] if surely >= least else []

    def best(self, asks: Sequence[Ask], first: str | None = None) -> list[Need]:
        """The needs of several clauses, the strongest first: of each clause the particular ones, or else the general."""
        scored: dict[str, float] = {}
        for ask in asks:
            found = self.find(ask)
            named = [pair for pair in found if pair[0] >= NAMED and not pair[1].general] or found[:1]
            for score, need in named:
                scored[need.id] = max(score, scored.get(need.id, 0.0))
        if any(score >= NAMED or not self._needs[key].general for key, score in scored.items()):
            scored = {key: score for key, score in scored.items() if score >= NAMED or not self._needs[key].general}
        if not scored:
            return [self._needs[first]] if first in self._needs else []
        ranked = sorted(scored, key=lambda key: (self._needs[key].general, -scored[key]))
        return [self._needs[key] for key in ranked[:_MOST]]


def recommend(knowledge: Knowledge, needs: Sequence[Need]) -> Finding:
    """The programmes that the documents give for these needs, each with why."""
    lines: list[Point] = []
    about: list[tuple[str, str | None]] = []
    for choice in _ordered(needs):
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


def _ordered(needs: Sequence[Need]) -> list[Choice]:
    """What serves the needs: what serves several of them first, each once."""
    choices = [choice for need in needs for choice in need.programmes]
    serving = Counter(programme for need in needs for programme in {choice.programme for choice in need.programmes})
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda choice: -serving[choice.programme]):
        if all((other.programme, other.track) != (choice.programme, choice.track) for other in kept):
            kept.append(choice)
    return kept
