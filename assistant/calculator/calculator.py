"""The calculator: from a plan to the contract's `Calculation`, with the evidence of every rule used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.calculator.cases import Cases, OutcomeT, expand
from assistant.calculator.curve import Drawn, curve_of
from assistant.calculator.engine import work
from assistant.calculator.inverse import CostLine, search_budget, search_cost, search_least, search_most
from assistant.calculator.merging import rank, together
from assistant.calculator.plan import Plan, make_plan, narrowed_tracks
from assistant.calculator.reporting import Reports
from assistant.calculator.request import (
    CalculationError,
    CalculationRequest,
    NotCalculableError,
    checked_yen,
)
from assistant.calculator.result import (
    CalculationResult,
    Comparison,
    Curve,
)
from assistant.calculator.solved import Solved
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import FactValue
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation

_Solve = Callable[[Plan, Mapping[str, FactValue]], Solved]


class Calculator:
    """Answers from the rules of a `ProgrammeBook`. All amounts are integer yen.

    Every method raises `CalculationError` (a `MadoguchiError` with a Japanese message) for input that can't be
    calculated, and its subclass `NotCalculableError` where the documents give no rule at all.
    """

    def __init__(self, book: ProgrammeBook) -> None:
        self._book = book
        self._reports = Reports(book)

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
        results.sort(key=rank)
        programmes = list(dict.fromkeys(result.calculation.programme for result in results))
        scenarios = [
            result.calculation.model_copy(
                update={"scenario": self._reports.name(result.calculation, several=len(programmes) > 1)}
            )
            for result in results
        ]
        whole = Calculation(
            programme="+".join(programmes),
            **together(scenarios),
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
        return self._reports.of_tracks(self._book.get(request.programme), tracks, results)

    def _for_track(self, plan: Plan, solve: _Solve) -> CalculationResult:
        if plan.refused is not None:
            return self._reports.of_refusal(plan, plan.refused)
        cases = self._expand(plan, lambda facts: solve(plan, facts))
        leaves = [self._reports.of_leaf(plan, leaf) for leaf in cases.leaves]
        if len(leaves) == 1:
            return replace(leaves[0], deciding=leaves[0].deciding + cases.deciding)
        return self._reports.of_cases(plan, cases, leaves)

    def _expand(self, plan: Plan, solve: Callable[[Mapping[str, FactValue]], OutcomeT]) -> Cases[OutcomeT]:
        return expand(self._book.facts, plan.conditions(), plan.facts, plan.classes, solve)


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


def _with_notes(calculation: Calculation, notes: Sequence[str]) -> Calculation:
    return calculation.model_copy(update={"assumptions": [*notes, *calculation.assumptions]})
