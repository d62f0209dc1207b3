"""Figures that people were told (`9千万と言う人と4千万と言う人がいる`): what each of them is a figure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import MONEY, number, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.statements import Statement
from ingest.japanese.figures import Figure, figures

_MOST_FIGURES = 3
_MOST_HOLDERS = 3


@dataclass(frozen=True)
class ToldFigures:
    """Says where in the documents a figure stands that somebody told."""

    knowledge: Knowledge

    def find(self, item: Resolved) -> Finding | None:
        """A sentence or more for each figure; None where that isn't asked, or a plan or an unknown figure is told."""
        words = self.knowledge.vocabulary.dialogue.whose_figures
        programmes = self._programmes(item)
        if not programmes and self._only_seen(item):
            programmes = tuple(programme.id for programme in self.knowledge.programmes)
        elif not item.ask.says(words):
            return None
        if not programmes or item.ask.injected:
            return None
        told = self._told(item)
        if not told or any(amount.role == "cost" and amount.certain for amount in item.amounts):
            return None
        tracks = {track for _, track in item.scope.tracks}
        held = [self._holders(programmes, tracks, figure) for figure in told]
        if not all(held):
            return None
        if of_all := [entry for entry in held[0] if all(entry in each for each in held)]:
            held = [of_all[:1]]  # one sentence says what each of them is
        entries = list(dict.fromkeys(entry for each in held for entry in each))
        points: list[Point] = []
        for entry in entries:
            points += self.knowledge.statement_points(entry)
        about = dict.fromkeys((entry.programme, None) for entry in entries)
        return Finding(
            status="answered",
            points=tuple(points),
            about=tuple(about),
            contact_programmes=tuple(programme for programme, _ in about),
            topic=topic_of(told[0]),
            decided={"figures": [figure.text for figure in told], "statements": [entry.key for entry in entries]},
        )

    def _only_seen(self, item: Resolved) -> bool:
        """Whether a sum that was seen somewhere is all that is told (`4,000万円って書いてあるのを見たんだけど`)."""
        ask = item.ask
        sums = bool(ask.amounts) and all(amount.role == "other" for amount in ask.amounts)
        seen = ask.says(self.knowledge.vocabulary.dialogue.seen_figures)
        return sums and seen and item.need is None and not ask.sure_topics

    @staticmethod
    def _programmes(item: Resolved) -> tuple[str, ...]:
        """The programmes in question; where the question asks of all (`どれが何の率？`), those that its message names."""
        named = dict.fromkeys(each for ask in item.message for each in ask.scope.programmes)
        return item.scope.programmes or tuple(named)

    @staticmethod
    def _told(item: Resolved) -> list[Figure]:
        """The different amounts and rates of the message, in their order."""
        found: dict[object, Figure] = {}
        for ask in item.message or (item.ask,):
            for figure in figures(ask.text):
                if figure.kind in MONEY and number(figure) is not None:
                    found.setdefault((topic_of(figure), number(figure)), figure)
        return list(found.values())[:_MOST_FIGURES]

    def _holders(self, programmes: Sequence[str], tracks: set[str], figure: Figure) -> list[Statement]:
        """The statements that hold a figure, one for each track, those with the fewest other figures first; where tracks
        are in question, theirs and those of no track."""
        best: dict[tuple[str, ...], tuple[int, Statement]] = {}
        for entry in self._statements(programmes):
            values = [(topic_of(each), number(each)) for each in figures(entry.say) if each.kind in MONEY]
            if tracks and entry.tracks and not tracks & set(entry.tracks):
                continue
            if (topic_of(figure), number(figure)) not in values or entry.topic not in (topic_of(figure), "changes"):
                continue
            kept = best.get(tuple(entry.tracks))
            if kept is None or len(values) < kept[0]:
                best[tuple(entry.tracks)] = (len(values), entry)
        ranked = sorted(best.values(), key=lambda pair: pair[0])
        return [entry for _, entry in ranked][:_MOST_HOLDERS]

    def _statements(self, programmes: Sequence[str]) -> Iterator[Statement]:
        for programme in programmes:
            yield from self.knowledge.statements.statements(programme)
