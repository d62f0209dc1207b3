"""The calculator: from a plan to the contract's `Calculation`, with the evidence of every rule used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.calculator.cases import Cases, Leaf, OutcomeT, expand, question_of
from assistant.calculator.curve import Drawn, curve_of
from assistant.calculator.engine import Worked, work
from assistant.calculator.inverse import CostLine, search_budget, search_cost, search_least, search_most
from assistant.calculator.plan import Plan, make_plan, narrowed_tracks
from assistant.calculator.request import (
    CalculationError,
    CalculationRequest,
    NotCalculableError,
    checked_yen,
)
from assistant.calculator.result import (
    AnswerOption,
    CalculationResult,
    Comparison,
    Curve,
    FactQuestion,
)
from assistant.calculator.solved import Solved
from assistant.calculator.wording import case_label
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import FactValue
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation

MOST_SCENARIOS = 4

_Solve = Callable[[Plan, Mapping[str, FactValue]], Solved]


class Calculator:
    """Answers from the rules of a `ProgrammeBook`. All amounts are integer yen.

    Every method raises `CalculationError` (a `MadoguchiError` with a Japanese message) for input that can't be
    calculated, and its subclass `NotCalculableError` where the documents give no rule at all.
    """

    def __init__(self, book: ProgrammeBook) -> None:
        self._book = book

    def calculate(self, request: CalculationRequest) -> CalculationResult:
        """The grant for a cost. Without a track, one scenario per track that the facts leave."""
        if request.cost_yen is None and not request.component_costs:
            raise CalculationError("費用が指定されていません。補助対象の費用を入れてください。")
        return self._over_tracks(request, _forward)

    def invert(self, target_yen: int, request: CalculationRequest) -> CalculationResult:
        """The least cost that gives a grant of `target_yen`, or that it can't be reached and what the most is.

        `request.cost_yen` is ignored; `component_costs` of other components are kept as they are.
        """
        target = checked_yen(target_yen, "受けたい補助額")
        plain = replace(request, cost_yen=None)
        return self._over_tracks(plain, lambda plan, facts: search_cost(_line(plan, facts), target))

    def most(self, request: CalculationRequest) -> CalculationResult:
        """The least cost that gives the largest grant there is."""
        plain = replace(request, cost_yen=None)
        return self._over_tracks(plain, lambda plan, facts: search_most(_line(plan, facts)))

    def least(self, request: CalculationRequest) -> CalculationResult:
        """The least cost that is granted anything."""
        plain = replace(request, cost_yen=None)
        return self._over_tracks(plain, lambda plan, facts: search_least(_line(plan, facts)))

    def tracks(self, request: CalculationRequest) -> tuple[str | None, ...]:
        """The ids of the tracks that a request means: the one named, or those that its facts leave."""
        return tuple(track.id if track else None for track in self._tracks(request))

    def budget(self, own_cost_yen: int, request: CalculationRequest) -> CalculationResult:
        """The largest cost of which no more than `own_cost_yen` is left to pay, and its grant."""
        money = checked_yen(own_cost_yen, "予算")
        plain = replace(request, cost_yen=None)
        return self._over_tracks(plain, lambda plan, facts: search_budget(_line(plan, facts), money))

    def compare(self, requests: Sequence[CalculationRequest]) -> Comparison:
        """Several tracks or programmes for one plan, the largest certain grant first.

        A request without a track stands for every track of its programme. What can't be calculated is skipped and
        named.
        """
        results: list[CalculationResult] = []
        skipped: list[str] = []
        for request in requests:
            programme = self._book.get(request.programme)
            tracks: list[str | None] = [request.track]
            if request.track is None and programme.tracks:
                tracks = [track.id for track in programme.tracks if track.grant]
                if not tracks:
                    skipped.append(_not_a_grant(programme))
            known = tuple(special for special in request.specials if programme.special(special))
            for track in tracks:
                try:
                    results.append(self.calculate(replace(request, track=track, specials=known)))
                except CalculationError as error:
                    skipped.append(str(error))
        if not results:
            raise NotCalculableError(skipped[0] if skipped else "比べる制度・枠を指定してください。")
        results.sort(key=_rank)
        programmes = list(dict.fromkeys(result.calculation.programme for result in results))
        scenarios = [
            result.calculation.model_copy(
                update={"scenario": self._name(result.calculation, several=len(programmes) > 1)}
            )
            for result in results
        ]
        whole = Calculation(
            programme="+".join(programmes),
            **_together(scenarios),
            assumptions=["補助額は、制度・枠によって変わります。"],
            scenarios=scenarios,
        )
        return Comparison(tuple(results), tuple(skipped), whole)

    def curves(self, request: CalculationRequest, up_to_yen: int | None = None) -> tuple[Curve, ...]:
        """Grant against cost, one curve for each case that the facts leave. Costs in the request are ignored."""
        end = None if up_to_yen is None else checked_yen(up_to_yen, "費用の範囲")
        plain = replace(request, cost_yen=None, component_costs={})
        curves: list[Curve] = []
        for track in self._tracks(plain):
            plan = make_plan(self._book, plain, track)
            if plan.refused or plan.free_part is None:
                continue

            def draw(facts: Mapping[str, FactValue], plan: Plan = plan) -> Drawn:
                return curve_of(_line(plan, facts), end)

            name = track.names.official if track else plan.programme.names.official
            for leaf in self._expand(plan, draw).leaves:
                if all(point.high_yen == 0 for point in leaf.outcome.points):
                    continue
                label = f"{name}（{'、'.join(leaf.labels)}）" if leaf.labels else name
                points, corners = leaf.outcome.points, leaf.outcome.corners
                curves.append(Curve(label, plan.programme.id, track.id if track else None, points, corners))
        return tuple(curves)

    def _tracks(self, request: CalculationRequest) -> list[Track | None]:
        """The tracks that a request means: the one named, or those that its facts leave."""
        programme = self._book.get(request.programme)
        if request.track is not None:
            track = programme.track(request.track)
            if track is None:
                known = "、".join(f"{item.id}（{item.names.official}）" for item in programme.tracks) or "なし"
                raise CalculationError(
                    f"{programme.names.official}に「{request.track}」という枠・型はありません（あるもの: {known}）。"
                )
            if track.grant is None:
                raise NotCalculableError(f"{track.names.official}には、資料に補助額の決まりがないため計算できません。")
            return [track]
        with_grant = [track for track in programme.tracks if track.grant]
        if programme.grant is not None:
            return [None]
        if not with_grant:
            raise NotCalculableError(_not_a_grant(programme))
        return list(narrowed_tracks(self._book, programme, with_grant, request))

    def _over_tracks(self, request: CalculationRequest, solve: _Solve) -> CalculationResult:
        tracks = self._tracks(request)
        results = [self._for_track(make_plan(self._book, request, track), solve) for track in tracks]
        if len(results) == 1:
            only = results[0]
            if request.track is None and tracks[0] is not None:
                note = f"{tracks[0].names.official}として計算しました。"
                return replace(only, calculation=_with_notes(only.calculation, [note]))
            return only
        return self._per_track(self._book.get(request.programme), tracks, results)

    def _per_track(
        self, programme: Programme, tracks: Sequence[Track | None], results: Sequence[CalculationResult]
    ) -> CalculationResult:
        """No track was named: the cases of all tracks where they are few, else one scenario per track."""
        cases: list[CalculationResult] = []
        for result in results:
            cases += [_under(self._name(result.calculation), case) for case in result.scenarios or (result,)]
        if len(cases) > MOST_SCENARIOS:
            cases = [_under(self._name(result.calculation), result) for result in results]
        options = tuple(
            AnswerOption(track.names.official, track.id) for track in programme.tracks if track.grant is not None
        )
        which = FactQuestion("track", "枠・型", f"{programme.names.official}の、どの枠・型ですか。", options)
        deciding = {question.key: question for result in results for question in result.deciding}
        names = "、".join(track.names.official for track in tracks if track)
        varies = f"補助額は、枠・型によって変わります。ここでは{names}について計算しました。"
        every = len(tracks) == len([track for track in programme.tracks if track.grant])
        whole = Calculation(
            programme=programme.id,
            **_together([case.calculation for case in cases]),
            assumptions=[varies],
            scenarios=[case.calculation for case in cases][:MOST_SCENARIOS],
        )
        return CalculationResult(
            whole,
            scenarios=tuple(cases[:MOST_SCENARIOS]),
            deciding=(which, *deciding.values()),
            unknown=tuple(dict.fromkeys(reason for result in results for reason in result.unknown)),
            framing=(varies, *(text for result in results for text in result.framing)) if every else (),
        )

    def _for_track(self, plan: Plan, solve: _Solve) -> CalculationResult:
        if plan.refused is not None:
            return CalculationResult(
                Calculation(
                    programme=plan.programme.id,
                    track=plan.track_id,
                    cost_yen=plan.cost_yen,
                    assumptions=[*plan.notes, plan.refused],
                ),
                evidence=tuple(dict.fromkeys(plan.evidence)),
                unknown=(plan.refused,),
                deciding=plan.questions,
            )
        cases = self._expand(plan, lambda facts: solve(plan, facts))
        leaves = [self._leaf(plan, leaf) for leaf in cases.leaves]
        if len(leaves) == 1:
            return replace(leaves[0], deciding=leaves[0].deciding + cases.deciding)
        return self._scenarios(plan, cases, leaves)

    def _expand(self, plan: Plan, solve: Callable[[Mapping[str, FactValue]], OutcomeT]) -> Cases[OutcomeT]:
        return expand(self._book.facts, plan.conditions(), plan.facts, plan.classes, solve)

    def _scenarios(self, plan: Plan, cases: Cases[Solved], leaves: Sequence[CalculationResult]) -> CalculationResult:
        """A fact is missing that matters: one scenario for each case."""
        labels = "、".join(question.label for question in cases.deciding)
        what = "必要な費用と補助額" if leaves[0].inversion or leaves[0].budgeting else "補助額"
        calculations = [
            leaf.calculation.model_copy(update={"scenario": case_label(case.labels)})
            for leaf, case in zip(leaves, cases.leaves, strict=True)
        ]
        results = [replace(leaf, calculation=made) for leaf, made in zip(leaves, calculations, strict=True)]
        shown = results if len(results) <= MOST_SCENARIOS else []
        note = f"{what}は、{labels}で変わります。"
        scenarios = [result.calculation for result in shown]
        inversion = budgeting = None
        if all(self._book.facts[question.key].kind == "yes_no" for question in cases.deciding):
            # Only exceptions are unsaid: the ordinary case, which comes first, is the amount, and the others stand by.
            ordinary = leaves[0].calculation
            inversion, budgeting = leaves[0].inversion, leaves[0].budgeting
            notes = [f"{case_label(cases.leaves[0].labels)}の{what}です。", note, *ordinary.assumptions]
            whole = ordinary.model_copy(update={"assumptions": notes, "scenarios": scenarios})
        else:
            whole = Calculation(
                programme=plan.programme.id,
                track=plan.track_id,
                **_together(calculations),
                assumptions=[note, *plan.notes],
                scenarios=scenarios,
            )
        return CalculationResult(
            whole,
            evidence=() if shown else tuple(dict.fromkeys(item for leaf in leaves for item in leaf.evidence)),
            scenarios=tuple(shown),
            deciding=cases.deciding,
            at_most=any(leaf.at_most for leaf in leaves),
            unknown=tuple(dict.fromkeys(reason for leaf in leaves for reason in leaf.unknown)),
            inversion=inversion,
            budgeting=budgeting,
            framing=(note, *whole.assumptions[:1]),
        )

    def _leaf(self, plan: Plan, leaf: Leaf[Solved]) -> CalculationResult:
        solved = leaf.outcome
        worked = solved.worked
        subsidy, span = _amounts(worked)
        calculation = Calculation(
            programme=plan.programme.id,
            track=plan.track_id,
            cost_yen=solved.cost_yen,
            subsidy_yen=subsidy,
            subsidy_range_yen=span,
            own_cost_yen=None if subsidy is None or solved.cost_yen is None else solved.cost_yen - subsidy,
            steps=[*solved.first_steps, *worked.steps],
            limited_by="、".join(dict.fromkeys((*solved.limits, *worked.limits))) or None,
            assumptions=list(dict.fromkeys((*solved.messages, *plan.notes, *leaf.same_for, *worked.assumptions))),
        )
        counts = [question_of(self._book.facts[key]) for key in plan.missing_counts()] if span else []
        return CalculationResult(
            calculation,
            evidence=tuple(dict.fromkeys((*plan.evidence, *worked.evidence))),
            deciding=(*plan.questions, *counts),
            at_most=worked.at_most,
            unknown=tuple(worked.unknown),
            inversion=solved.inversion,
            budgeting=solved.budgeting,
            messages=solved.messages,
            same_for=leaf.same_for,
        )

    def _name(self, calculation: Calculation, *, several: bool = False) -> str:
        programme = self._book.get(calculation.programme)
        track = programme.track(calculation.track) if calculation.track else None
        if track is None:
            return programme.names.official
        return f"{programme.names.official} {track.names.official}" if several else track.names.official


def _not_a_grant(programme: Programme) -> str:
    return f"{programme.names.official}は補助金ではないため、補助額の計算はありません。"


def _forward(plan: Plan, facts: Mapping[str, FactValue]) -> Solved:
    return Solved(work(plan.case(facts)), sum(plan.costs.values()))


def _line(plan: Plan, facts: Mapping[str, FactValue]) -> CostLine:
    if plan.free_part is None:
        raise CalculationError(
            f"{plan.name}は費用の区分ごとに計算が違うため、ここでは逆算できません。区分ごとの費用で計算してください。"
        )
    return CostLine(plan.case(facts), plan.free_part)


def _amounts(worked: Worked) -> tuple[int | None, tuple[int, int] | None]:
    """The amount, and its range where the documents leave it open.

    Where only the upper bound of the rate is given, the amount is the most that can be granted, and the range says so.
    """
    if worked.low is None or worked.high is None:
        return None, None
    if worked.at_most:
        return worked.high, (worked.low, worked.high)
    if worked.low == worked.high:
        return worked.low, None
    return None, (worked.low, worked.high)


def _ends(calculation: Calculation) -> tuple[int, int] | None:
    if calculation.subsidy_range_yen is not None:
        return calculation.subsidy_range_yen
    return None if calculation.subsidy_yen is None else (calculation.subsidy_yen, calculation.subsidy_yen)


def _span(calculations: Sequence[Calculation]) -> tuple[int, int] | None:
    """The range over several cases; None where one of them is unknown."""
    ends = [found for made in calculations if (found := _ends(made)) is not None]
    if len(ends) < len(calculations) or not ends:
        return None
    return min(low for low, _ in ends), max(high for _, high in ends)


def _together(calculations: Sequence[Calculation]) -> dict[str, Any]:
    """The fields that several cases have together: one amount where they agree, else its range."""
    span = _span(calculations)
    agreed = span is not None and span[0] == span[1]
    return {
        "cost_yen": _shared([made.cost_yen for made in calculations]),
        "subsidy_yen": span[0] if span is not None and agreed else None,
        "subsidy_range_yen": None if agreed else span,
    }


def _shared(costs: Sequence[int | None]) -> int | None:
    return costs[0] if len(set(costs)) == 1 else None


def _rank(result: CalculationResult) -> tuple[int, int]:
    ends = _ends(result.calculation)
    return (0, 0) if ends is None else (-ends[0], -ends[1])


def _with_notes(calculation: Calculation, notes: Sequence[str]) -> Calculation:
    return calculation.model_copy(update={"assumptions": [*notes, *calculation.assumptions]})


def _under(name: str, result: CalculationResult) -> CalculationResult:
    """A case named by its track."""
    inner = result.calculation.scenario
    label = f"{name}で、{inner}" if inner else name
    return replace(result, calculation=result.calculation.model_copy(update={"scenario": label}))
