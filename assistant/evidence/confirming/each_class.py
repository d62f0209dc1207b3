"""A rate that is claimed for several classes of applicants at once, held against what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.each import in_words
from assistant.evidence.figure_kinds import RATES, number
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled
from assistant.programmes.facts import APPLICANT
from assistant.question.fact_words import places
from assistant.question.folded import Folded
from ingest.japanese.figures import figures

_UNSAID = "not_in_sources"
_RATE = "rate"
_Class = tuple[str, str]
"""A class of applicants, and how it is called."""


@dataclass(frozen=True)
class EachClass:
    """Asks of each class alone, so that はい is said only of those of which it is known."""

    knowledge: Knowledge

    def of(self, item: Resolved) -> list[Resolved]:
        """The ask for each class, in their order; nothing unless one rate is claimed for several."""
        ask = item.ask
        rates = {number(figure) for figure in ask.stated if figure.kind in RATES}
        of_one = (
            ask.alike or item.amounts or len(item.scope.programmes) != 1
        )  # `再生も小規模と同じ2/3?` is asked of one
        if not ask.yes_no or ask.injected or len(rates) != 1 or of_one:
            return []
        text = Folded.of(ask.text)
        spans: dict[tuple[int, int], _Class] = {
            place.span: (cue.value, cue.label)
            for cue in self.knowledge.vocabulary.facts
            if cue.fact == APPLICANT and isinstance(cue.value, str)
            for place in places(cue, text, self.knowledge.vocabulary.denials, self.knowledge.vocabulary.facts)
        }
        named = list(dict.fromkeys(spans[span] for span in sorted(spans)))
        return [self._of_class(item, each, list(spans)) for each in named] if len(named) > 1 else []

    @staticmethod
    def confirmed_of_some(found: Sequence[Titled]) -> list[Titled]:
        """The findings, what is said first and then of which class it is unsaid; nothing where that is so of none, or of
        all: then one answer holds for them together."""
        unsaid = [finding for _, finding in found if finding.status == _UNSAID and finding.topic == _RATE]
        said = [finding for _, finding in found if finding.status != _UNSAID]
        if not unsaid or not said:
            return []
        return [(None, finding) for finding in (*said, *(replace(each, points=each.points[:1]) for each in unsaid))]

    @staticmethod
    def _of_class(item: Resolved, named: _Class, spans: Sequence[tuple[int, int]]) -> Resolved:
        """The same question of one class, which stands in the place of all that are named."""
        value, label = named
        text = item.ask.text
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]}{label}{text[end:]}"
        facts = replace(item.facts, values={**item.facts.values, APPLICANT: value})
        own = replace(item.ask.facts, values={**item.ask.facts.values, APPLICANT: value})
        claimed = {(figure.kind, figure.value) for figure in item.ask.stated}
        stated = tuple(figure for figure in figures(text) if (figure.kind, figure.value) in claimed)
        return replace(item, facts=facts, ask=replace(in_words(item.ask, text), facts=own, stated=stated))
