"""What helps with a need that is named without a programme: `ロボットを入れたい`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from assistant.conversation.subjects import MeantNeed
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.likeness import Likeness
from assistant.evidence.model import Finding, Point
from assistant.needs import Choice, Need, NeedBook
from assistant.question.ask import Ask
from assistant.question.folded import Folded, fold, mentions
from assistant.recent import Recent
from ingest.bundled import Vectors

_LIKE = 0.22
"""How surely a text must mean a need that none of its words names."""
_MORE_LIKE = 0.3
"""How surely it must mean a particular need, where words name only a general one."""
_SURELY_LIKE = 0.42
"""How surely it must, where it tells nothing but asks."""
_SHORTEST = 8
"""The fewest letters of a text that can mean a need without naming it (`建設業。` doesn't)."""
_BY_MEANING = 1.5
"""A need meant but not named counts less than any that is named."""
_MOST = 3
_REMEMBERED = 64
NAMED = 2.0
"""From this strength on, words name the need; below, it is only meant."""

Scored = list[tuple[float, Need]]


class NeedFinder:
    """Finds the needs that a text names, or means."""

    def __init__(self, book: NeedBook, likeness: Likeness, embed: Callable[[str], Vectors]) -> None:
        self._needs = {need.id: need for need in book.needs}
        self._likeness = likeness
        self._embed = embed
        # Several parts of one answer look for the needs of the same clause.
        self._named: Recent[str, Scored] = Recent(_REMEMBERED)
        self._likest: Recent[str, tuple[str, float]] = Recent(_REMEMBERED)

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
        tells_a_case = ask.bare and ask.facts.values  # `間接のほうは?` says who asks, not what for
        if not named and ((ask.sure_topics and not ask.seeks_help) or tells_a_case or len(ask.text) < _SHORTEST):
            return []
        least = _SURELY_LIKE if ask.asks_in_words and not ask.seeks_help else _MORE_LIKE if named else _LIKE
        meant = self.meant(ask.text, least)
        return [pair for pair in meant if not (named and pair[1].general)] + named

    def strongest(self, ask: Ask) -> MeantNeed | None:
        """The need of a clause, for a conversation to go on with."""
        found = self.find(ask)
        if not found:
            return None
        score, need = found[0]
        serving = tuple((choice.programme, choice.track) for choice in need.programmes)
        return MeantNeed(need.id, serving, named=score >= NAMED)

    def named(self, text: str) -> Scored:
        """The needs that words of the text name."""
        return list(self._named.get(text, lambda: self._naming(text)))

    def _naming(self, text: str) -> Scored:
        folded = Folded.of(text)
        scored: Scored = []
        for need in self._needs.values():
            lengths = [len(fold(word)) for word in need.words if mentions(folded, word)]
            if lengths:
                scored.append((max(lengths) + 0.5 * (len(lengths) - 1), need))
        return sorted(scored, key=lambda pair: (pair[1].general, -pair[0]))

    def meant(self, text: str, least: float = _LIKE) -> Scored:
        """The need that the text is most like, if it is like any."""
        owner, surely = self._likest.get(text, lambda: self._likeness.ranked(text, self._embed(text))[0])
        return [(_BY_MEANING * min(surely, 1.0), self._needs[owner])] if surely >= least else []

    def surely(self, asks: Sequence[Ask]) -> bool:
        """Whether any of these clauses names a need, or means one beyond doubt."""
        return any(score >= _BY_MEANING * _SURELY_LIKE for ask in asks for score, _ in self.find(ask)[:1])

    def likely(self, asks: Sequence[Ask]) -> bool:
        """Whether any of these clauses names a need, or rather means one than anything that isn't this counter's job."""
        return any(score >= _BY_MEANING * _MORE_LIKE for ask in asks for score, _ in self.find(ask)[:1])

    def best(self, asks: Sequence[Ask], first: str | None = None) -> list[Need]:
        """The needs of several clauses, the strongest first: of each clause the particular ones, or else the general."""
        scored: dict[str, float] = {}
        for ask in asks:
            found = self.find(ask)
            named = [pair for pair in found if pair[0] >= NAMED and not pair[1].general] or found[:1]
            having = {choice.programme for _, need in named for choice in need.programmes}
            # A general need beside a particular one matters where the same programmes serve it (`見積ソフトとパソコン`).
            for score, need in found:
                if score >= NAMED and need.general and {choice.programme for choice in need.programmes} <= having:
                    named = [*named, (score, need)]
            for score, need in named:
                scored[need.id] = max(score, scored.get(need.id, 0.0))
        if any(score >= NAMED for score in scored.values()):
            # Beside what is named, something must be meant more surely: `お金はかけたくない` is no need of its own.
            scored = {key: score for key, score in scored.items() if score >= _BY_MEANING * _MORE_LIKE}
        if any(score >= NAMED or not self._needs[key].general for key, score in scored.items()):
            scored = {key: score for key, score in scored.items() if score >= NAMED or not self._needs[key].general}
        if not scored:
            return [self._needs[first]] if first in self._needs else []
        ranked = sorted(scored, key=lambda key: (self._needs[key].general, -scored[key]))
        return [self._needs[key] for key in ranked[:_MOST]]


def recommend(knowledge: Knowledge, needs: Sequence[Need]) -> Finding:
    """The programmes that the documents give for these needs, each with why."""
    lines: list[Point] = []
    ordered = _ordered(needs)
    about = tuple(dict.fromkeys((choice.programme, choice.track) for choice in ordered))
    for programme, track in about:
        document = knowledge.programmes.get(programme).document
        choices = [choice for choice in ordered if (choice.programme, choice.track) == (programme, track)]
        # A whole programme serves in one way; a track may have something of its own for each need.
        reasons = list(dict.fromkeys(choice.why for choice in choices))[: _MOST if track else 1]
        evidence = tuple(quoted for choice in choices if choice.why in reasons for quoted in choice.evidence)
        name = knowledge.name(programme, track)
        lines.append(Point(f"・{name}：{''.join(reasons)}", knowledge.sources(evidence, document)))
    return Finding(
        status="answered",
        points=(Point("資料では、次の制度が紹介されています。"), *lines),
        about=about,
        contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
        topic="overview",
        decided={"needs": [need.id for need in needs]},
    )


def _ordered(needs: Sequence[Need]) -> list[Choice]:
    """What serves the needs: programmes that serve several of them first."""
    serving = Counter(programme for need in needs for programme in {choice.programme for choice in need.programmes})
    choices = [choice for need in needs for choice in need.programmes]
    return sorted(choices, key=lambda choice: -serving[choice.programme])
