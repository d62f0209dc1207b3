"""Ceilings and rates of several cases side by side: components, counts, special cases; and by how much they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.calculator.request import CalculationError, CalculationRequest
from assistant.calculator.result import EvidenceRef
from assistant.calculator.terms import Terms, terms_of, turning
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.planning import Planner
from assistant.evidence.amounts.term_words import ahead_words, ceiling_words, rate_words
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.money import format_yen
from assistant.programmes.facts import APPLICANT
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation, Step

_CEILING, _RATE = "ceiling", "rate"
_BESIDE = {"specials", "requirements", "users", "fee", "costs", "examples", "overview", "tracks"}
"""Topics whose words stand in such a question without asking more."""
_OTHERWISE = ("recommend", "date", "contact", "invert", "calculate")
"""Operations that are of no terms."""
_TWO = 2


@dataclass(frozen=True)
class _Case:
    """A case by its name, with its terms."""

    name: str
    terms: Terms
    added: int | None = None
    """What a special case adds to the ceiling in yen, where that is asked rather than what it comes to."""

    @property
    def compared(self) -> int | None:
        """The amount in yen by which it is held against other cases."""
        return self.added if self.added is not None else self.ceiling

    @property
    def ceiling(self) -> int | None:
        """The ceiling in yen, where it is one amount."""
        ends = self.terms.ceiling
        return ends[0] if ends and ends[0] == ends[1] else None


class TermsBeside:
    """Answers what the ceiling or the rate is in each of several cases."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.planner = Planner(knowledge)

    def find(self, item: Resolved) -> Finding | None:
        """The cases, a line each, the difference first where that is asked; None where no cases are set side by side."""
        item = self.planner.scoped(item)
        kinds = self._kinds(item)
        programmes = [self.knowledge.programmes.get(each) for each in item.scope.programmes]
        found = [programme for programme in programmes if self.planner.parts_named(item, programme)]
        programmes = programmes if len(programmes) == 1 else found
        if not kinds or len(programmes) != 1 or programmes[0].kind != "subsidy":
            return None
        programme = programmes[0]
        try:
            track, cases = self._cases(item, programme, kinds)
        except CalculationError:
            return None
        closed = all(each.ceiling is not None for each in cases) or _CEILING not in kinds
        known = all(each.terms.rates for each in cases) or _RATE not in kinds
        return self._finding(item, programme, track, cases, kinds) if cases and closed and known else None

    def _kinds(self, item: Resolved) -> list[str]:
        """The kinds asked: ceilings, rates or both; none where something else is asked, or of a plan.

        How far cases are apart that nothing is said of but that they are several is asked of their ceilings
        (`直接と間接で、金額はどれだけ差がある？`).
        """
        ask = item.ask
        other = set(ask.sure_topics) - set(OF_TOPIC) - _BESIDE
        # `PCは上限までいくらまで買えますか` asks for a cost.
        if other or item.cost or ask.yes_no or ask.injected or ask.how_much_cost or item.operation in _OTHERWISE:
            return []
        kinds = [kind for kind in OF_TOPIC if kind in ask.sure_topics]
        cues = self.knowledge.vocabulary.quantities
        apart = (ask.how_much or item.operation == "compare") and item.says((*cues.difference, *cues.better))
        cased = ask.facts.open - {APPLICANT}
        return kinds or ([_CEILING] if cased and not ask.sure_topics and (apart or item.operation == "compare") else [])

    def _cases(self, item: Resolved, programme: Programme, kinds: Sequence[str]) -> tuple[Track | None, list[_Case]]:
        named = self.planner.parts_named(item, programme)
        request = self.planner.request(item, programme)
        one = len(named) == 1 and not _is_whole(programme, *named[0]) and not set(request.facts) - {APPLICANT}
        if len(named) > 1 or (named and len(kinds) > 1) or one:
            return self._components(item, programme, named)
        track = programme.track(request.track) if request.track else self._usual_with_specials(item, programme)
        if item.new_need or track is None or track.grant is None:
            return None, []
        if specials := self._special_cases(item, programme, track):
            return track, specials
        return track, self._counted(item, programme, track, kinds)

    @staticmethod
    def _usual_with_specials(item: Resolved, programme: Programme) -> Track | None:
        """The usual track that has all special cases that are compared, where no track is named."""
        named = item.scope.specials_of(programme.id)
        if item.operation != "compare" or len(named) < _TWO:
            return None
        held = [special for special in programme.specials if special.id in named]
        usual = [track for track in programme.tracks if track.usual and all(track.id in s.tracks for s in held)]
        return usual[0] if len(usual) == 1 else None

    def _components(
        self, item: Resolved, programme: Programme, named: Sequence[tuple[str, str]]
    ) -> tuple[Track | None, list[_Case]]:
        """`PCとレジの上限の差`: each component that is named, of the one track that has them."""
        if len({track for track, _ in named}) != 1:
            return None, []
        track = programme.track(named[0][0])
        cases: list[_Case] = []
        for track_id, part in named:
            request = replace(self.planner.request(item, programme, track_id), sought=part, specials=())
            cases += self._of_part(request, track, part)
        return track, cases

    def _counted(self, item: Resolved, programme: Programme, track: Track, kinds: Sequence[str]) -> list[_Case]:
        """`業務領域3つと4つでどれだけ違う？`: the cases of what is told in several ways."""
        opened = {key for key in item.facts.open if key in self.knowledge.programmes.facts} - {APPLICANT}
        request = self.planner.request(item, programme, track.id)
        request = replace(request, facts={key: told for key, told in request.facts.items() if key not in opened})
        plan = terms_of(self.knowledge.programmes, request, track, kinds[0]).plan
        parts = [part.id for part in plan.grant.parts if opened & turning(plan, part.id, kinds[0])]
        if not opened or len(parts) != 1 or len(kinds) > 1:
            return []
        cases = self._of_part(replace(request, sought=parts[0]), track, parts[0], kinds[0])
        return [replace(each, name="、".join(each.terms.labels)) for each in cases] if len(cases) > 1 else []

    def _special_cases(self, item: Resolved, programme: Programme, track: Track) -> list[_Case]:
        """`特例なし、インボイスだけ、両方の3通り`: the special cases that are named, none, and all of them."""
        held = [special for special in programme.specials if track.id in special.tracks]
        scope_named = item.scope.specials_of(programme.id)
        named = [special for special in held if special.id in scope_named]
        none = any(ask.uses_no_special for ask in (item.ask, *item.message))
        apart = self._sets_apart(item)
        if not named or not (apart or none) or len(named) + none < _TWO:
            return []
        combinations = [[], *([special] for special in named)] if none else [[special] for special in named]
        if len(named) > 1 and item.says(self.knowledge.vocabulary.quantities.all_specials.every):
            combinations.append(named)
        cases: list[_Case] = []
        for using in combinations:
            ids = tuple(special.id for special in using)
            request = replace(self.planner.request(item, programme, track.id), specials=ids)
            name = "と".join(special.names.official for special in using) or "特例なし"
            cases += [replace(each, name=name) for each in self._of_part(request, track, _whole_part(track))]
        each_alone = all(len(using) == 1 for using in combinations)
        if not each_alone or not item.says(self.knowledge.vocabulary.yes_no.added):
            return cases
        plain = replace(self.planner.request(item, programme, track.id), specials=())
        base = next((each.ceiling for each in self._of_part(plain, track, _whole_part(track))), None)
        known = base is not None and all(each.ceiling is not None for each in cases)
        return [replace(each, added=(each.ceiling or 0) - (base or 0)) for each in cases] if known else cases

    def _sets_apart(self, item: Resolved) -> bool:
        """Whether words set the special cases apart: each alone, or one beside the other."""
        words, cues = self.knowledge.vocabulary.side_by_side, self.knowledge.vocabulary.quantities
        return item.operation == "compare" or item.says((*words.differing, *cues.apart, *cues.alone))

    def _of_part(
        self, request: CalculationRequest, track: Track | None, part: str, kind: str = _CEILING
    ) -> list[_Case]:
        told = terms_of(self.knowledge.programmes, request, track, kind)
        found = [terms for terms in told.parts if terms.part == part]
        return [_Case("・".join((terms.label, *terms.labels)), terms) for terms in found]

    def _finding(
        self, item: Resolved, programme: Programme, track: Track | None, cases: Sequence[_Case], kinds: Sequence[str]
    ) -> Finding:
        track_id = track.id if track else None
        labels = {kind: self.knowledge.vocabulary.label(kind) for kind in kinds}
        sources = tuple(
            dict.fromkeys(
                Source(ref.document or programme.document, ref.lines, ref.quote)
                for each in cases
                for ref in (*each.terms.evidence, *self._rate_evidence(programme, track, each, kinds))
            )
        )
        name = self.knowledge.name(programme.id, track_id)
        if len(cases) == 1:
            said = "、".join(f"{labels[kind]}は{_value(cases[0], kind)}" for kind in kinds)
            points = [Point(f"{name}の{cases[0].name}の{said}です。", sources)]
        else:
            lines = "\n".join(f"・{each.name}：{_values(each, labels)}" for each in cases)
            points = [Point(f"{name}の{'・'.join(labels.values())}は、次のとおりです。\n{lines}", sources)]
        steps = list(self._difference(item, cases)) if _CEILING in kinds else []
        what = "上乗せ" if all(each.added is not None for each in cases) else "補助上限"
        points[:0] = [Point(f"{what}の差は{format_yen(step.yen or 0)}です（{step.formula}）。") for step in steps]
        points[:0] = self._larger(item, cases) if _CEILING in kinds else []
        steps += [step for each in cases for step in each.terms.worked.steps if _CEILING in kinds]
        return Finding(
            status="answered",
            points=tuple(points),
            calculation=Calculation(programme=programme.id, track=track_id, steps=steps) if steps else None,
            calculation_sources=sources,
            about=((programme.id, track_id),),
            contact_programmes=(programme.id,),
            topic=kinds[0],
            decided={"terms beside": list(kinds), "cases": [each.name for each in cases]},
        )

    @staticmethod
    def _larger(item: Resolved, cases: Sequence[_Case]) -> list[Point]:
        """Which case has the larger ceiling, where it is asked which."""
        amounts = [each.compared or 0 for each in cases]
        if not item.ask.which or len(cases) != _TWO or amounts[0] == amounts[1]:
            return []
        larger = max(cases, key=lambda each: each.compared or 0)
        return [
            Point(f"上乗せが大きいのは、{larger.name}です。" if larger.added else ahead_words(_CEILING, [larger.name]))
        ]

    def _rate_evidence(
        self, programme: Programme, track: Track | None, case: _Case, kinds: Sequence[str]
    ) -> list[EvidenceRef]:
        """What the rate of a case rests on, where that is asked beside its ceiling."""
        if _RATE not in kinds or track is None:
            return []
        request = CalculationRequest(programme=programme.id, track=track.id, sought=case.terms.part)
        return [
            ref for part in terms_of(self.knowledge.programmes, request, track, _RATE).parts for ref in part.evidence
        ]

    def _difference(self, item: Resolved, cases: Sequence[_Case]) -> Sequence[Step]:
        """The step for the difference of two ceilings, where it is asked."""
        amounts = [each.compared for each in cases if each.compared is not None]
        asked = item.operation == "compare" or item.says(self.knowledge.vocabulary.quantities.difference)
        if not asked or len(amounts) != _TWO or amounts[0] == amounts[1]:
            return ()
        high, low = max(amounts), min(amounts)
        formula = f"{format_yen(high)} - {format_yen(low)} = {format_yen(high - low)}"
        return (Step(label="補助上限の差を出します", formula=formula, yen=high - low),)


def _is_whole(programme: Programme, track_id: str, part_id: str) -> bool:
    """Whether a component is what a track is for, unless another one is named (`ソフト`)."""
    track = programme.track(track_id)
    part = track.grant.part(part_id) if track and track.grant else None
    return part is not None and part.takes_total


def _whole_part(track: Track) -> str:
    """The component of a track that its special cases change: the one that takes the total."""
    assert track.grant is not None  # asked of tracks with a grant only
    return next((part.id for part in track.grant.parts if part.takes_total), track.grant.parts[0].id)


def _value(case: _Case, kind: str) -> str:
    return ceiling_words(case.terms) if kind == _CEILING else rate_words(case.terms.rates)


def _values(case: _Case, labels: dict[str, str]) -> str:
    formula = "、".join(step.formula for step in case.terms.worked.steps) if _CEILING in labels else ""
    shown = f"（{formula}）" if formula else ""
    if case.added is not None and list(labels) == [_CEILING]:
        return f"{format_yen(case.added)}の上乗せ{shown}"
    if len(labels) == 1:
        return f"{_value(case, next(iter(labels)))}{shown}"
    return "、".join(f"{label} {_value(case, kind)}" for kind, label in labels.items()) + shown
