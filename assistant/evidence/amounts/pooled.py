"""Grants of several components that are told as they are, put together under the ceiling that they share
(`(a)の補助が2,500万円、(b)の補助が800万円だと合計いくら？`)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.money import format_yen
from assistant.programmes.grants import Pool
from assistant.programmes.model import Programme, Track
from assistant.question.amounts import Amount
from assistant.reply import Calculation, Step

_GRANTED = ("target", "ceiling")
_LEAST = 2


@dataclass(frozen=True)
class Pooled:
    """Answers what the grants of components come to together."""

    knowledge: Knowledge

    def find(self, item: Resolved) -> Finding | None:
        """The sum, cut at the ceiling; None where not every component is told with its grant."""
        found = self._pool(item)
        granted = self._granted(item)
        if found is None or len(granted) < _LEAST:
            return None
        programme, track, pool = found
        whole = sum(amount.yen for amount in granted)
        total = min(whole, pool.amount)
        sources = self.knowledge.sources(pool.evidence, programme.document)
        shown = " + ".join(format_yen(amount.yen) for amount in granted)
        steps = [Step(label="補助額を合わせます", formula=f"{shown} = {format_yen(whole)}", yen=whole)]
        limit = format_yen(pool.amount)
        said = f"{pool.label}の補助額は、{format_yen(total)}です（{steps[0].formula}）。"
        if whole > pool.amount:
            steps.append(
                Step(label=f"補助上限の{limit}までになります", formula=f"{format_yen(whole)} → {limit}", yen=total)
            )
            said = f"{pool.label}の補助額は、補助上限の{limit}までになります（{steps[0].formula} → {limit}）。"
        beside = [Point(f"{pool.label}の補助上限は{limit}です。", sources)] if whole <= pool.amount else []
        return Finding(
            status="answered",
            points=(Point(said, sources), *beside),
            lead=self._lead(item, whole, pool),
            calculation=Calculation(programme=programme.id, track=track.id, subsidy_yen=total, steps=steps),
            calculation_sources=sources,
            about=((programme.id, track.id),),
            contact_programmes=(programme.id,),
            topic="ceiling",
            decided={"pooled": [amount.yen for amount in granted], "ceiling": pool.amount},
        )

    def _pool(self, item: Resolved) -> tuple[Programme, Track, Pool] | None:
        """The one ceiling over several components of the track in question."""
        if len(item.scope.tracks) != 1:
            return None
        programme = self.knowledge.programmes.get(item.scope.tracks[0][0])
        track = programme.track(item.scope.tracks[0][1])
        if track is None or track.grant is None or len(track.grant.pools) != 1:
            return None
        pool = track.grant.pools[0]
        shared = [part for part in track.grant.parts if part.id in pool.parts]
        named = any(item.says((part.label, *part.names)) for part in shared)
        asked = item.ask.how_much or item.ask.yes_no or item.ask.wants_grant
        return (programme, track, pool) if named and asked else None

    @staticmethod
    def _granted(item: Resolved) -> list[Amount]:
        """The grants told, one for each component; none where one is surely a cost. Before a grant, an amount of which
        nothing is said is one too (`(a)1,800万円と(b)1,500万円の補助`)."""
        asks = {ask.text: ask for ask in (*item.message, item.ask)}.values()
        amounts = [amount for ask in asks for amount in ask.amounts if amount.role != "other"]
        if not amounts or amounts[-1].role not in _GRANTED:
            return []
        fitting = all(amount.role in _GRANTED or not (amount.certain or amount.change) for amount in amounts)
        return amounts if fitting else []

    def _lead(self, item: Resolved, whole: int, pool: Pool) -> str:
        """はい or いいえ to whether the ceiling is reached."""
        cues = self.knowledge.vocabulary.quantities
        if not (item.ask.yes_no and item.ask.measured):
            return ""
        fits = item.ask.says(cues.otherwise_reached) and not item.ask.says(cues.exceeding)
        return LEADS["yes" if (whole > pool.amount) != fits else "no"]
