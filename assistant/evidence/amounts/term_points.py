"""How a ceiling or a rate that depends on what was told is said, with the conditions that hold for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.calculator.request import CalculationRequest
from assistant.calculator.terms import Terms
from assistant.calculator.wording import sentence
from assistant.evidence.amounts.term_words import ceiling_words, rate_words
from assistant.evidence.amounts.told_terms import ToldTerms
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point
from assistant.money import format_yen
from assistant.programmes.model import Programme, Special


@dataclass(frozen=True)
class TermPoints:
    """Makes points and notes of terms."""

    knowledge: Knowledge

    def points(
        self, programme: Programme, told: Sequence[ToldTerms], request: CalculationRequest, kind: str
    ) -> list[Point]:
        """One sentence for one track, a line each for several; alike ones are said once."""
        kind_label = self.knowledge.vocabulary.label(kind)
        when = self._when(programme, told, request, kind)
        values = {tuple(self._value(part, kind) for part in each.parts) for each in told}
        sources = tuple(dict.fromkeys(source for each in told for source in each.sources(programme)))
        worked = kind == "ceiling" and any(part.worked.steps for each in told for part in each.parts)
        if len(values) == 1 and len(told[0].parts) == 1 and (len(told) == 1 or not worked):
            track = told[0].track.id if len(told) == 1 and told[0].track else None
            name = self.knowledge.name(programme.id, track)
            component = f"の{told[0].parts[0].label}" if len(told) == 1 and told[0].has_parts else ""
            both = "、".join(each.track.names.official for each in told if each.track) if len(told) > 1 else ""
            behind = f"（{both}とも）" if both else ""
            value = self._value(told[0].parts[0], kind)
            points = [Point(f"{name}{component}の{kind_label}は、{when}{value}です{behind}。", sources)]
            return [*points, *self._working(told[0].parts[0], kind)] if len(told) == 1 else points
        points = [
            Point(
                f"{self.knowledge.name(programme.id)}の{kind_label}は、{when.rstrip('、') or '次のとおり'}{'、次のとおり' if when else ''}です。"
            )
        ]
        for each in told:
            for part in each.parts:
                where = each.track.names.official if each.track else programme.names.official
                name = f"{where} {part.label}" if each.has_parts else where
                label = f"（{'、'.join(part.labels)}の場合）" if part.labels else ""
                steps = [step.formula for step in part.worked.steps] if kind == "ceiling" else []
                shown = f"（{'、'.join(steps)}）" if steps else ""
                points.append(Point(f"・{name}{label}：{self._value(part, kind)}{shown}", each.sources(programme)))
        return points

    def notes(
        self, programme: Programme, specials: Sequence[Special], told: Sequence[ToldTerms], kind: str
    ) -> list[Point]:
        """What special cases require, what is open or assumed, and below which amount nothing is paid."""
        notes = []
        for special in specials:
            needs = "、".join(need.text for need in special.requires)
            sources = tuple(
                s for need in special.requires for s in self.knowledge.sources(need.evidence, programme.document)
            )
            if needs:
                notes.append(Point(f"※{special.names.official}の要件：{needs}。", sources))
        for each in told:
            for part in each.parts:
                notes += [Point(f"※{text}") for text in part.worked.unknown if kind == "ceiling"]
                notes += [Point(f"※{sentence(b.assume)}") for b in part.rates if kind == "rate" and b.assume]
                if kind == "ceiling" and part.floor:
                    notes.append(
                        Point(f"※補助額が{format_yen(part.floor)}を下回ると、補助は出ません。", each.sources(programme))
                    )
        return list(dict.fromkeys(notes))

    def _when(self, programme: Programme, told: Sequence[ToldTerms], request: CalculationRequest, kind: str) -> str:
        """`インボイス特例と賃金引上げ特例を使うと、`, `小規模事業者の場合、`: what was told that makes a difference."""
        book = self.knowledge.programmes.facts
        turned = {key for each in told for key in each.turned(kind)}
        facts = [
            book[key].say(value)
            for key, value in request.facts.items()
            if key in turned and isinstance(value, bool | int | str)
        ]
        names = [
            special.names.official
            for special in programme.specials
            if special.id in request.specials
            and any(s.id == special.id for each in told for s in each.terms.plan.specials)
        ]
        using = f"{'と'.join(names)}を使う" if names else ""
        if using and facts:
            return f"{using}{'・'.join(str(fact) for fact in facts)}の場合、"
        if using:
            return f"{using}と、"
        return f"{'・'.join(str(fact) for fact in facts)}の場合、" if facts else ""

    @staticmethod
    def _value(part: Terms, kind: str) -> str:
        return ceiling_words(part) if kind == "ceiling" else rate_words(part.rates)

    @staticmethod
    def _working(part: Terms, kind: str) -> list[Point]:
        if kind != "ceiling" or not part.worked.steps:
            return []
        said = [f"{step.label}（{step.formula}）。" for step in part.worked.steps]
        return (
            [Point("計算：" + said[0])]
            if len(said) == 1
            else [Point("計算：\n" + "\n".join(f"・{line}" for line in said))]
        )
