"""Amounts computed for a plan: the grant for a cost, the cost for a grant, what a budget allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.calculator.calculator import Calculator
from assistant.calculator.request import CalculationError, CalculationRequest, NotCalculableError
from assistant.calculator.result import CalculationResult
from assistant.conversation.memory import Resolved
from assistant.evidence.confirm import LEADS
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.money import format_range, format_yen
from assistant.programmes.model import Programme
from assistant.question.facts import read_components
from assistant.question.folded import Folded, fold
from assistant.question.vocabulary import ComponentCue
from assistant.reply import Calculation, Clarification

_MOST_STEPS = 5
_MOST_NOTES = 4
"""More stand in the calculation's assumptions, which are shown beside the answer."""
_NOT_FACTS = ("employees",)


class Amounts:
    """Turns plans into findings through the calculator."""

    def __init__(self, knowledge: Knowledge, calculator: Calculator) -> None:
        self.knowledge = knowledge
        self.calculator = calculator

    def find(self, item: Resolved) -> Finding | None:
        """The finding for a plan; None where nothing in it can be calculated."""
        programmes = self._programmes(item)
        if not programmes:
            return None
        target, budget = item.amount("target"), item.amount("budget")
        try:
            if item.operation == "invert" and (target or budget):
                return self._inverse(item, programmes)
            if item.cost is None:
                return None
            if len(programmes) > 1:
                return self._several(item, programmes)
            return self._one(item, programmes[0])
        except NotCalculableError as error:
            return self._impossible(item, programmes, str(error))
        except CalculationError as error:
            return Finding(status="clarify", points=(Point(str(error)),), decided={"calculator": str(error)})

    def _programmes(self, item: Resolved) -> list[Programme]:
        """The grants of the scope; where a track is named, only the programmes of tracks that are."""
        # A need's tracks are suggestions beside the other programmes that help with it.
        with_track = [] if item.need else [programme for programme, _ in item.scope.tracks]
        found = [
            self.knowledge.programmes.get(programme)
            for programme in item.scope.programmes
            if not with_track or programme in with_track
        ]
        grants = [programme for programme in found if programme.kind == "subsidy"]
        return grants or found[:1]

    def _request(self, item: Resolved, programme: Programme) -> CalculationRequest:
        tracks = item.scope.tracks_of(programme.id)
        track = tracks[0] if len(tracks) == 1 else None
        facts = {
            key: value
            for key, value in item.facts.values.items()
            if key not in _NOT_FACTS and key in self.knowledge.programmes.facts
        }
        cost = item.cost
        components = self._components(item, programme, track)
        if not track and not components:
            track, components = self._by_component(item, programme, tracks)
        return CalculationRequest(
            programme=programme.id,
            track=track,
            cost_yen=None if components else (cost.yen if cost else None),
            component_costs=components,
            facts=facts,
            specials=item.scope.specials_of(programme.id),
        )

    def _by_component(
        self, item: Resolved, programme: Programme, tracks: Sequence[str]
    ) -> tuple[str | None, dict[str, int]]:
        """The only track that has a component of its own for what is bought (`レジ`), where the person names no track."""
        found = [
            (track.id, costs)
            for track in programme.tracks
            if (not tracks or track.id in tracks) and (costs := self._components(item, programme, track.id))
        ]
        usual = [pair for pair in found if (track := programme.track(pair[0])) and track.usual]
        return usual[0] if len(usual) == 1 else (None, {})

    def _seeking(self, item: Resolved, programme: Programme, request: CalculationRequest) -> CalculationRequest:
        """The request for the cost of one component, where that is what is asked for (`レジの補助を20万円`)."""
        tracks = item.scope.tracks_of(programme.id)
        told = [Folded.of(ask.text) for ask in item.message]
        found: list[tuple[str, str]] = []
        for track in programme.tracks:
            if track.grant is None or (track.id not in tracks if tracks else not track.usual):
                continue
            named = [
                part.id
                for part in track.grant.parts
                if any(text.has(fold(word)) for word in (part.label, *part.names) for text in told)
            ]
            if len(track.grant.parts) > 1 and len(named) == 1:
                found.append((track.id, named[0]))
        if len(found) != 1 or found[0][1] in request.component_costs:
            return request
        return replace(request, track=found[0][0], sought=found[0][1])

    def _components(self, item: Resolved, programme: Programme, track: str | None) -> dict[str, int]:
        """Costs by component, where the track has several and the person says what each amount is for."""
        found = programme.track(track) if track else None
        grant = found.grant if found else None
        if grant is None or len(grant.parts) < 2:
            return {}
        cues = [ComponentCue(component=part.id, words=(part.label, *part.names)) for part in grant.parts]
        costs: dict[str, int] = {}
        for ask in item.message:
            costs = {**read_components(Folded.of(ask.text), ask.amounts, cues), **costs}
        whole = [part.id for part in grant.parts if part.takes_total]
        plan = [amount for amount in item.amounts if amount.role == "cost"]
        unassigned = [amount.yen for amount in plan if amount.yen not in costs.values()]
        if not costs and len(unassigned) == 1:
            # `レジを買いたい。30万円のやつ。`: one thing and one amount in one message belong together.
            told = [Folded.of(ask.text) for ask in item.message]
            named = [cue.component for cue in cues if any(text.has(fold(word)) for word in cue.words for text in told)]
            if len(named) == 1:
                return {named[0]: unassigned[0]} if named[0] not in whole else {}
        if costs and len(unassigned) == 1 and whole and whole[0] not in costs:
            costs[whole[0]] = unassigned[0]
        return costs if set(costs) - set(whole) else {}

    def _one(self, item: Resolved, programme: Programme) -> Finding:
        request = self._request(item, programme)
        result = self.calculator.calculate(request)
        shown = request.cost_yen if request.cost_yen is not None else sum(request.component_costs.values())
        name = self.knowledge.name(programme.id, request.track)
        opening = f"{name}で、対象経費が{format_yen(shown)}の場合"
        return self._finding(item, result, opening, [(programme.id, request.track)])

    def _several(self, item: Resolved, programmes: Sequence[Programme]) -> Finding:
        requests = []
        for programme in programmes:
            request = self._request(item, programme)
            tracks = item.scope.tracks_of(programme.id)
            requests += [replace(request, track=track) for track in tracks] if len(tracks) > 1 else [request]
        comparison = self.calculator.compare(requests)
        cost = item.cost
        assert cost is not None
        result = CalculationResult(comparison.calculation, scenarios=comparison.results)
        lines = [f"対象経費が{format_yen(cost.yen)}の場合の補助額は、次のとおりです。"]
        for each in comparison.results:
            name = self.knowledge.name(each.calculation.programme, each.calculation.track)
            lines.append(f"・{name}：{self._amount_words(each)}")
        lines += [f"・{reason}" for reason in comparison.skipped]
        asked = [question for each in comparison.results for question in each.deciding]
        notes = self._notes(item, replace(result, deciding=tuple(asked)))
        about_facts = [note for note in notes if note not in comparison.calculation.assumptions][-2:]
        return Finding(
            status="answered",
            points=(Point("\n".join(lines), _sources(result, self._document(programmes[0]))),),
            notes=tuple(Point(f"※{note}") for note in about_facts),
            calculation=comparison.calculation,
            calculation_sources=_sources(result, self._document(programmes[0])),
            about=tuple((each.calculation.programme, each.calculation.track) for each in comparison.results),
            contact_programmes=tuple(programme.id for programme in programmes),
            topic="ceiling",
            decided={"calculated": [each.calculation.programme for each in comparison.results]},
        )

    def _amount_words(self, result: CalculationResult) -> str:
        """The amount of one track in one line, cases included."""
        if result.scenarios:
            return "、".join(f"{_case(each.calculation.scenario)}{_amount(each)}" for each in result.scenarios)
        return _amount(result)

    def _finding(
        self, item: Resolved, result: CalculationResult, opening: str, about: Sequence[tuple[str, str | None]]
    ) -> Finding:
        calculation = result.calculation
        sources = _sources(result, self._document(self.knowledge.programmes.get(about[0][0])))
        if result.scenarios and calculation.subsidy_yen is None:
            points = self._scenario_points(result, opening, sources)
        else:
            points = self._single_points(result, opening, sources)
            if result.scenarios:
                lines = "\n".join(f"・{_case(each.calculation.scenario)}{_amount(each)}" for each in result.scenarios)
                points.append(Point(f"条件によって、次のように変わります。\n{lines}", sources))
        notes = [Point(f"※{assumption}") for assumption in self._notes(item, result)[:_MOST_NOTES]]
        return Finding(
            status="answered" if _known(result) else "not_in_sources",
            points=tuple(points),
            notes=tuple(notes),
            lead=_lead(item, result),
            calculation=calculation,
            calculation_sources=sources,
            about=tuple(about),
            contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
            topic="ceiling",
            clarification=self._clarification(result),
            decided={"calculated": calculation.programme, "track": calculation.track, "cost": calculation.cost_yen},
        )

    def _single_points(self, result: CalculationResult, opening: str, sources: tuple[Source, ...]) -> list[Point]:
        made = result.calculation
        if made.subsidy_yen is None and made.subsidy_range_yen is None:
            reasons = result.unknown or ("補助額は、資料の記載だけでは計算できません。",)
            return [Point(f"{opening}の補助額は、計算できません。\n{reasons[0]}", sources)]
        if made.subsidy_yen == 0:
            text = f"{opening}、補助は出ません。{made.limited_by or ''}".rstrip()
            return [Point(f"{text}{'ためです。' if made.limited_by else ''}", sources), *_steps(made)]
        if result.at_most and made.subsidy_yen is not None:
            text = f"{opening}、補助額は最大で{format_yen(made.subsidy_yen)}です。"
        elif made.subsidy_yen is not None:
            text = f"{opening}、補助額は{format_yen(made.subsidy_yen)}です。"
        else:
            assert made.subsidy_range_yen is not None
            low, high = made.subsidy_range_yen
            text = f"{opening}、補助額は{format_range(low, high)}の間です。{format_yen(low)}までは確実です。"
        if made.limited_by and "上限" in made.limited_by:
            text += f"{made.limited_by}が適用されます。"
        if made.own_cost_yen:
            text += f"自己負担は{format_yen(made.own_cost_yen)}です。"
        return [Point(text, sources), *_steps(made)]

    def _scenario_points(self, result: CalculationResult, opening: str, sources: tuple[Source, ...]) -> list[Point]:
        lines = [f"{opening}の補助額は、次のとおりです。"]
        lines += [f"・{_case(each.calculation.scenario)}{_amount(each)}" for each in result.scenarios]
        return [Point("\n".join(lines), sources)]

    def _notes(self, item: Resolved, result: CalculationResult) -> list[str]:
        every = [
            *result.calculation.assumptions,
            *(a for each in result.scenarios for a in each.calculation.assumptions),
        ]
        every += [reason for reason in result.unknown if reason not in every]
        employees = item.facts.values.get("employees")
        decides = any(question.key == "applicant" for question in result.deciding)
        if employees is not None and decides:
            every.append(f"従業員{employees}人が小規模事業者に当たるかどうかの基準は、資料に書かれていません。")
        if word := item.facts.assumed.get("applicant"):
            every.append(f"「{word}」は、小規模事業者として計算しました。")
        return list(dict.fromkeys(every))

    def _clarification(self, result: CalculationResult) -> Clarification | None:
        if not result.deciding:
            return None
        question = result.deciding[0]
        return Clarification(question=question.question, options=[option.label for option in question.options])

    def _inverse(self, item: Resolved, programmes: Sequence[Programme]) -> Finding | None:
        target, budget = item.amount("target"), item.amount("budget")
        points: list[Point] = []
        made: list[CalculationResult] = []
        about: list[tuple[str, str | None]] = []
        for programme in programmes[:3]:
            request = self._seeking(item, programme, replace(self._request(item, programme), cost_yen=None))
            if target:
                result = self.calculator.invert(target.yen, request)
                part = self._part_label(programme, request)
                asked = (
                    f"{part}で{format_yen(target.yen)}の補助を受けるのに必要な対象経費"
                    if part
                    else f"{format_yen(target.yen)}の補助を受けるのに必要な対象経費"
                )
            else:
                assert budget is not None
                result = self.calculator.budget(budget.yen, request)
                asked = f"自己負担{format_yen(budget.yen)}でできる事業"
            sources = _sources(result, self._document(programme))
            name = self.knowledge.name(programme.id, request.track)
            points += _inverse_points(name, asked, result, sources)
            made.append(result)
            about.append((programme.id, request.track))
        result = made[0]
        calculation = result.calculation if len(made) == 1 else None
        sources = tuple(
            dict.fromkeys(
                s
                for each, (p, _) in zip(made, about, strict=True)
                for s in _sources(each, self._document(self.knowledge.programmes.get(p)))
            )
        )
        notes = [
            Point(f"※{note}", sources)
            for note in self._notes(item, result)
            if all(note not in point.text for point in points)
        ]
        return Finding(
            status="answered",
            points=tuple(points),
            notes=tuple(notes),
            calculation=calculation,
            calculation_sources=sources,
            about=tuple(about),
            contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
            clarification=self._clarification(result),
            topic="ceiling",
            decided={"inverted": [programme for programme, _ in about]},
        )

    def _impossible(self, item: Resolved, programmes: Sequence[Programme], reason: str) -> Finding:
        return Finding(
            status="not_in_sources",
            points=(Point(reason),),
            about=tuple((programme.id, None) for programme in programmes),
            contact_programmes=tuple(programme.id for programme in programmes),
            show_contact=True,
            decided={"calculator": reason},
        )

    @staticmethod
    def _part_label(programme: Programme, request: CalculationRequest) -> str:
        track = programme.track(request.track) if request.track else None
        part = track.grant.part(request.sought) if track and track.grant and request.sought else None
        return part.label if part else ""

    @staticmethod
    def _document(programme: Programme) -> str:
        return programme.document


def _inverse_points(name: str, asked: str, result: CalculationResult, sources: tuple[Source, ...]) -> list[Point]:
    cases = result.scenarios or (result,)
    lines = [f"{name}で、{asked}は、次のとおりです。"]
    for each in cases:
        label = _case(each.calculation.scenario)
        found = each.calculation
        messages = [text for text in found.assumptions if each.inversion or each.budgeting][:1]
        if each.inversion and each.inversion.reachable == "yes" and found.cost_yen:
            lines.append(f"・{label}対象経費{format_yen(found.cost_yen)}（補助額{_amount(each)}）")
        elif each.budgeting and found.cost_yen and (found.subsidy_yen is not None):
            own = f"、自己負担{format_yen(found.own_cost_yen)}" if found.own_cost_yen is not None else ""
            lines.append(f"・{label}対象経費{format_yen(found.cost_yen)}まで（補助額{_amount(each)}{own}）")
        else:
            lines.append(f"・{label}{messages[0] if messages else _amount(each)}")
    return [Point("\n".join(lines), sources)]


def _lead(item: Resolved, result: CalculationResult) -> str:
    """はい or いいえ, where the person states an amount and wants it confirmed."""
    costs = {item.cost.yen} if item.cost else set()
    stated = {figure.value for figure in item.ask.stated if figure.kind == "yen"} - costs
    stated |= {amount.yen for amount in item.ask.amounts if amount.role in ("target", "ceiling", "other")} - costs
    if not item.ask.yes_no or not stated or item.cost is None:
        return ""
    made = [each.calculation for each in (result, *result.scenarios)]
    amounts = {each.subsidy_yen for each in made} | {each.own_cost_yen for each in made if each.own_cost_yen}
    if result.scenarios and any(value in amounts for value in stated):
        return LEADS["depends"]
    return LEADS["yes" if all(value in amounts for value in stated) else "no"]


def _steps(made: Calculation) -> list[Point]:
    shown = [step for step in made.steps if step.formula][:_MOST_STEPS]
    if not shown:
        return []
    return [Point("計算：\n" + "\n".join(f"・{step.label}（{step.formula}）" for step in shown))]


def _amount(result: CalculationResult) -> str:
    made = result.calculation
    if result.scenarios and made.subsidy_yen is None and made.subsidy_range_yen:
        return format_range(*made.subsidy_range_yen)
    if made.subsidy_yen == 0:
        return f"補助は出ません（{made.limited_by}）" if made.limited_by else "補助は出ません"
    if made.subsidy_yen is not None:
        return f"最大{format_yen(made.subsidy_yen)}" if result.at_most else format_yen(made.subsidy_yen)
    if made.subsidy_range_yen:
        return f"{format_range(*made.subsidy_range_yen)}の間"
    return "資料の記載だけでは計算できません"


def _case(scenario: str | None) -> str:
    return f"{scenario}：" if scenario else ""


def _known(result: CalculationResult) -> bool:
    made = result.calculation
    return made.subsidy_yen is not None or made.subsidy_range_yen is not None or bool(result.scenarios)


def _sources(result: CalculationResult, document: str) -> tuple[Source, ...]:
    return tuple(Source(item.document or document, item.lines, item.quote) for item in result.all_evidence())


def fact_words(facts: Mapping[str, object], knowledge: Knowledge) -> list[str]:
    """Facts in words, for what was assumed: `小規模事業者`, `赤字事業者`."""
    book = knowledge.programmes.facts
    return [book[key].say(value) for key, value in facts.items() if key in book and isinstance(value, bool | int | str)]
