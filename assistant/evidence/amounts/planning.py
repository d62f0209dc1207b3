"""From what a person says to requests for the calculator: programmes, costs by component, facts and special cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.calculator.request import CalculationRequest
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.purchases import Purchases, how_told
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point
from assistant.money import format_yen
from assistant.programmes.model import Longest, Programme, SpecialRequirement
from assistant.question.amounts import Amount
from assistant.question.facts import read_components
from assistant.question.folded import Folded
from assistant.question.language.applicant import ComponentCue
from assistant.question.patterns import any_of
from assistant.question.quantities import says_all
from assistant.question.scopes import Scope
from assistant.reply import Step

_MONTHS_OF_A_YEAR = 12
_MONTHS, _MONTH = "ヶ月", "月"


@dataclass(frozen=True)
class Planned:
    """A request, how its cost came about (`15万円 × 4台`), and what has to be said of it."""

    request: CalculationRequest
    said: str = ""
    notes: tuple[Point, ...] = ()

    @property
    def cost_yen(self) -> int:
        request = self.request
        return request.cost_yen if request.cost_yen is not None else sum(request.component_costs.values())

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the cost came about, as the first step of the calculation; none where it was told as it is."""
        if not self.said:
            return ()
        formula = f"{self.said} = {format_yen(self.cost_yen)}"
        return (Step(label="対象経費を出します", formula=formula, yen=self.cost_yen),)


class Planner:
    """Makes requests of plans."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def scoped(self, item: Resolved) -> Resolved:
        """The question with the grant that pays for a service in the service's place."""
        scope = item.scope
        grants = [p for p in scope.programmes if self.knowledge.programmes.get(p).kind == "subsidy"]
        paid = [self.knowledge.programmes.get(p).funded_by for p in scope.programmes if p not in grants]
        funding = [each for each in paid if each is not None]
        if not funding:
            return item
        tracks = list(scope.tracks)
        for each in funding:
            # `デジタル化の通常枠でお助け隊を` names the grant, and keeps its track.
            if not scope.tracks_of(each.programme):
                tracks.append((each.programme, each.track))
        programmes = [*grants, *(each.programme for each in funding if each.programme not in grants)]
        return replace(
            item, scope=Scope(tuple(programmes), tuple(dict.fromkeys(tracks)), scope.specials, scope.ambiguous)
        )

    def programmes(self, item: Resolved) -> list[Programme]:
        """The grants of the scope; where a track is named, only the programmes of tracks that are."""
        # A need's tracks are suggestions beside the other programmes that help with it.
        with_track = [] if item.need else [programme for programme, _ in item.scope.tracks]
        named = {
            m.programme for ask in (item.ask, *item.message) for m in ask.mentions if m.entry.target == "programme"
        }
        found = [
            self.knowledge.programmes.get(programme)
            for programme in item.scope.programmes
            if not with_track or programme in with_track or programme in named or "programme" in item.carried
        ]
        grants = [programme for programme in found if programme.kind == "subsidy"]
        return self._by_time(item, grants) or grants or found[:1]

    @staticmethod
    def _by_time(item: Resolved, grants: Sequence[Programme]) -> list[Programme]:
        """Of programmes whose tracks go by the same name, those that count a charge by time, where one is told
        (`クラウドが月1万5千円。通常枠で`)."""
        price = item.cost.price if item.cost else None
        if not item.scope.ambiguous or price is None or price.each_months is None:
            return []
        return [each for each in grants if any(_longest(each, track) for track in item.scope.tracks_of(each.id))]

    def request(self, item: Resolved, programme: Programme, track: str | None = None) -> CalculationRequest:
        """A request without costs."""
        tracks = item.scope.tracks_of(programme.id)
        facts = {key: value for key, value in item.facts.values.items() if key in self.knowledge.programmes.facts}
        return CalculationRequest(
            programme=programme.id,
            track=track or (tracks[0] if len(tracks) == 1 else None),
            facts=facts,
            specials=self.specials(item, programme),
            not_applicant=item.facts.not_applicant,
        )

    def specials(self, item: Resolved, programme: Programme) -> tuple[str, ...]:
        """The special cases that are named, or all of them (`特例を全部使うと`)."""
        named = item.scope.specials_of(programme.id)
        tracks = item.scope.tracks_of(programme.id)
        here = [special for special in programme.specials if not tracks or set(special.tracks) & set(tracks)]
        if self.all_specials(item):
            return tuple(dict.fromkeys([*named, *(special.id for special in here)]))
        # `時給を50円上げます` tells what a special case requires, and means it.
        met = [special.id for special in here if special.requires and all(_met(n, item) for n in special.requires)]
        return tuple(dict.fromkeys([*named, *met]))

    def all_specials(self, item: Resolved) -> bool:
        """Whether all special cases are asked for together."""
        cues = self.knowledge.vocabulary.quantities.all_specials
        return any(says_all(ask.text, cues) for ask in (item.ask, *item.message))

    def planned(self, item: Resolved, programme: Programme, bought: Purchases, track: str | None = None) -> Planned:
        """The request for a plan with its costs."""
        request = self.request(item, programme, track)
        own = bought.by_target.get((programme.id, request.track)) or bought.by_target.get((programme.id, None))
        cost, said = (own, how_told(own)) if own else (bought.one, bought.said)
        if own is None or len(bought.by_target) == 0:
            plan = _without(item, bought.left_out)
            parts = [part.yen for part in bought.parts]
            components = self._components(plan, programme, request.track, parts)
            if not request.track and not components:
                found, components = self._by_component(plan, programme, item.scope.tracks_of(programme.id), parts)
                request = replace(request, track=found)
            if components:
                whole = cost is not None and len(components) == 1 and sum(components.values()) == cost.yen
                return Planned(replace(request, component_costs=components), said if whole else "")
        if cost is None:
            return Planned(request)
        in_months = [word for word in self.knowledge.vocabulary.yes_no.counting if word.endswith(_MONTH)]
        timed, notes = self._timed(programme, request.track, cost, in_months=item.says(in_months))
        if timed is not cost:
            said = how_told(timed)
        return Planned(replace(request, cost_yen=timed.yen), said, notes)

    def seeking(self, item: Resolved, programme: Programme, request: CalculationRequest) -> CalculationRequest:
        """The request for the cost of one component, where that is what is asked for (`レジの補助を20万円`)."""
        found = self.parts_named(item, programme)
        if len(found) != 1 or found[0][1] in request.component_costs:
            return request
        return replace(request, track=found[0][0], sought=found[0][1])

    def parts_named(self, item: Resolved, programme: Programme) -> list[tuple[str, str]]:
        """The components that the message names, with the track of each: of several, those that it speaks of as one
        of them (`会計ソフトと一緒に入れるタブレットのほう`)."""
        tracks = item.scope.tracks_of(programme.id)
        found: list[tuple[str, str]] = []
        for track in programme.tracks:
            if track.grant is None or (track.id not in tracks if tracks else not track.usual):
                continue
            parts = [part for part in track.grant.parts if item.says((part.label, *part.names))]
            if len(track.grant.parts) > 1:
                picked = [part for part in parts if self._picked(item, (part.label, *part.names))]
                found += [(track.id, part.id) for part in picked or parts]
        return found

    def _picked(self, item: Resolved, names: Sequence[str]) -> bool:
        """Whether one of several things is picked by its name (`タブレットのほうは`)."""
        ones = any_of(self.knowledge.vocabulary.dialogue.descriptions.ones)
        pattern = re.compile(rf"{any_of(tuple(names))}の?{ones}")
        return any(pattern.search(ask.text) for ask in (item.ask, *item.message))

    @staticmethod
    def part_label(programme: Programme, request: CalculationRequest) -> str:
        """The label of the component that a cost is looked for; empty for a track with one."""
        track = programme.track(request.track) if request.track else None
        part = track.grant.part(request.sought) if track and track.grant and request.sought else None
        return part.label if part else ""

    def _timed(
        self, programme: Programme, track_id: str | None, cost: Amount, *, in_months: bool
    ) -> tuple[Amount, tuple[Point, ...]]:
        """A charge that is paid by time, for no longer than the documents count it, which is told `in_months` or years."""
        price = cost.price
        longest = _longest(programme, track_id)
        if price is None or price.each_months is None or longest is None:
            return cost, ()
        most = longest.years * _MONTHS_OF_A_YEAR
        if price.months is not None and price.months <= most:
            return cost, ()
        sources = self.knowledge.sources(longest.evidence, programme.document)
        if price.months is None and price.each_months == _MONTHS_OF_A_YEAR:
            # A yearly price without a term is one year's, as it was said.
            return cost, (Point(f"※言われた金額のまま計算しました。{longest.say}", sources),)
        by_month = in_months and price.each_months == 1
        lasting = price.lasting(most, f"{most}{_MONTHS}" if by_month else f"{longest.years}年")
        why = "期間が分からないため、" if price.months is None else ""
        note = Point(f"※{longest.say}{why}{longest.years}年分で計算しました。", sources)
        return replace(cost, yen=lasting.yen, price=lasting), (note,)

    def _by_component(
        self, item: Resolved, programme: Programme, tracks: Sequence[str], parts: Sequence[int]
    ) -> tuple[str | None, dict[str, int]]:
        """The only track that has a component of its own for what is bought (`レジ`), where the person names no track."""
        found = [
            (track.id, costs)
            for track in programme.tracks
            if (not tracks or track.id in tracks) and (costs := self._components(item, programme, track.id, parts))
        ]
        usual = [pair for pair in found if (track := programme.track(pair[0])) and track.usual]
        return usual[0] if len(usual) == 1 else (None, {})

    def _components(
        self, item: Resolved, programme: Programme, track: str | None, parts: Sequence[int]
    ) -> dict[str, int]:
        """Costs by component, where the track has several and the person says what each amount is for. `parts` are the
        costs in yen that the plan is the sum of, those of earlier turns too; empty for a plan of one cost."""
        found = programme.track(track) if track else None
        grant = found.grant if found else None
        if grant is None or len(grant.parts) < 2:
            return {}
        cues = [ComponentCue(component=part.id, words=(part.label, *part.names)) for part in grant.parts]
        plan = list(parts) or [amount.yen for amount in item.amounts if amount.role == "cost"]
        costs: dict[str, int] = {}
        for ask in {ask.text: ask for ask in item.message}.values():
            for component, yen in read_components(Folded.of(ask.text), ask.amounts, cues).items():
                # `レジ30万円` … `券売機も35万円`: two things of one component
                further = sum(costs.values()) + yen <= sum(plan)
                if further or component not in costs:
                    costs[component] = costs.get(component, 0) + yen
        whole = [part.id for part in grant.parts if part.takes_total]
        unassigned = list(plan)
        for yen in costs.values():
            if yen in unassigned:
                unassigned.remove(yen)
        if len(plan) > 1 and sum(plan) == sum(costs.values()):
            unassigned = []  # two things of one component
        if not costs and len(unassigned) == 1:
            # `レジを買いたい。30万円のやつ。`: one thing and one amount in one message belong together.
            named = [cue.component for cue in cues if any(ask.says(cue.words) for ask in item.message)]
            if len(named) == 1:
                return {named[0]: unassigned[0]} if named[0] not in whole else {}
        if costs and len(unassigned) == 1 and whole and whole[0] not in costs:
            costs[whole[0]] = unassigned[0]
        return costs if set(costs) - set(whole) else {}


def _without(item: Resolved, amounts: Sequence[Amount]) -> Resolved:
    """The question without costs that are none of its plan."""

    def kept(those: Sequence[Amount]) -> tuple[Amount, ...]:
        return tuple(amount for amount in those if amount not in amounts)

    message = tuple(replace(ask, amounts=kept(ask.amounts)) for ask in item.message)
    return replace(item, amounts=kept(item.amounts), message=message) if amounts else item


def _met(need: SpecialRequirement, item: Resolved) -> bool:
    """Whether what was told meets a requirement by a number."""
    value = item.facts.values.get(need.fact) if need.fact else None
    return isinstance(value, int) and need.at_least is not None and value >= need.at_least


def _longest(programme: Programme, track_id: str | None) -> Longest | None:
    """How long a charge is counted on a track; where none is named, on all tracks that a plan may be for."""
    tracks = [
        track for track in programme.tracks if track.grant and (track.id == track_id if track_id else track.usual)
    ]
    found = [track.longest for track in tracks]
    kept = [each for each in found if each is not None]
    same = len(kept) == len(found) and len({each.years for each in kept}) == 1
    return kept[0] if kept and same else None
