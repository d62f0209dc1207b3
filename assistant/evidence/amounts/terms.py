"""Ceilings and rates that depend on what the person tells: special cases, the kind of applicant, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.calculator.request import CalculationError, CalculationRequest
from assistant.calculator.terms import changed, terms_of, turning
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.no_rate import without_rate
from assistant.evidence.amounts.not_here import held_elsewhere, without_special
from assistant.evidence.amounts.planning import Planner
from assistant.evidence.amounts.term_points import TermPoints
from assistant.evidence.amounts.told_terms import ToldTerms, ahead, counted, is_open, steps_of, tops
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.figure_kinds import OF_TOPIC, number, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.programmes.facts import APPLICANT
from assistant.programmes.model import Programme, Track
from assistant.question.scopes import Scope

_SPECIALS, _CEILING = "specials", "ceiling"
_BESIDE = ("specials", "requirements", "users", "fee")
"""Topics whose words stand in a question about a ceiling or a rate without asking more."""


class TermsFinder:
    """Answers what the ceiling or the rate is for the person who asks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.planner = Planner(knowledge)
        self._said = TermPoints(knowledge)

    def find(self, item: Resolved) -> Finding | None:
        """A finding where what the person told decides; None where the statements say all there is to say."""
        item = self._settled(self.planner.scoped(item))
        programmes = [self.knowledge.programmes.get(p) for p in item.scope.programmes]
        if len(programmes) != 1 or programmes[0].kind != "subsidy" or item.new_need:
            return None
        programme = programmes[0]
        request = self.planner.seeking(item, programme, self.planner.request(item, programme))
        kinds = self._kinds(item, request)
        if not kinds and _tells_a_case(item):
            kinds = [kind for kind in OF_TOPIC if self._of_kind(item, programme, request, kind)]
        if not kinds:
            return None
        found = [each for kind in kinds if (each := self._of_kind(item, programme, request, kind))]
        if not found or len(found) < len(kinds):
            return None
        points = tuple(point for each in found for point in each.points)
        notes = tuple(dict.fromkeys(point for each in found for point in each.notes))
        made = [each.calculation for each in found if each.calculation]
        return replace(found[0], points=points, notes=notes, calculation=made[0] if made else None)

    def most(self, item: Resolved, programme: str, track: str | None, kind: str) -> Fraction | None:
        """The highest ceiling or rate of a track where what was told decides it; None where that is open."""
        found = self.knowledge.programmes.get(programme)
        if found.kind != "subsidy" or track is None:
            return None
        request = replace(self.planner.request(item, found, track), specials=())
        try:
            told = self._told(found, request, found.track(track), kind)
        except CalculationError:
            return None
        values = tops(told, kind) if told.depends and not told.terms.refused else []
        return max(values, default=None)

    def _settled(self, item: Resolved) -> Resolved:
        """Where several programmes have the track named, those whose special cases are all asked for."""
        if len(item.scope.programmes) < 2 or not self.planner.all_specials(item):
            return item
        having = tuple(p for p in item.scope.programmes if self.knowledge.programmes.get(p).specials)
        tracks = tuple(pair for pair in item.scope.tracks if pair[0] in having)
        specials = tuple(pair for pair in item.scope.specials if pair[0] in having)
        return replace(item, scope=Scope(having, tracks, specials))

    def _kinds(self, item: Resolved, request: CalculationRequest) -> list[str]:
        """The kinds asked: a ceiling, a rate or both; nothing where more is asked."""
        ask = item.ask
        topics = ask.sure_topics or (item.topics[:1] if "topic" in item.carried else ())
        listed = item.operation == "list" and not self.planner.all_specials(item)
        # Statements compare what holds for all; with special cases the amounts have to be put together.
        compared = item.operation == "compare" and not request.specials
        if listed or compared or item.operation in ("recommend", "date", "contact") or ask.injected:
            return []
        kinds = [topic for topic in topics if topic in OF_TOPIC]
        if topics == (_SPECIALS,) and ask.how_much and item.operation != "list" and self.planner.all_specials(item):
            kinds = [_CEILING]  # `特例を両方つけると合計いくら`
        cues = self.knowledge.vocabulary.quantities
        if ask.says((*cues.added, *cues.raised)):
            return []  # what a special case adds, or by how much wages are to rise, is asked, not what it comes to
        # The label of a component (`消費動向等分析経費`) is no question about costs.
        beside = (*_BESIDE, "costs") if request.sought else _BESIDE
        if any(topic not in OF_TOPIC and topic not in beside for topic in topics):
            return []
        if ask.yes_no:
            stated = {figure.kind for figure in ask.stated}
            kinds = [kind for kind in kinds if stated & set(OF_TOPIC[kind])]
        return kinds

    def _of_kind(self, item: Resolved, programme: Programme, request: CalculationRequest, kind: str) -> Finding | None:
        try:
            told = [self._told(programme, request, track, kind) for track in self._tracks(item, programme, request)]
        except CalculationError:
            return None
        if kind == "rate" and not item.ask.yes_no and (refused := without_rate([each.terms for each in told])):
            return refused
        lacking = held_elsewhere(programme, request.specials, [each.track for each in told])
        if told and lacking and not item.ask.yes_no and item.scope.tracks_of(programme.id):
            name = "・".join(self.knowledge.name(programme.id, each.track.id) for each in told if each.track)
            return without_special(programme, lacking, name, self._said.points(programme, told, request, kind))
        if not told or not any(each.depends for each in told):
            return None
        if item.ask.yes_no and not request.specials and not counted(request, told, kind):
            return None  # what is said of a class is confirmed by its statement
        if item.operation != "compare" and (request.specials or counted(request, told, kind)):
            told = [each for each in told if each.depends]
        if any(each.terms.refused or not each.parts for each in told):
            return None
        if kind == "ceiling" and request.specials and any(is_open(part) for each in told for part in each.parts):
            return None  # how much a special case adds isn't known
        points = self._said.points(programme, told, request, kind)
        if item.operation == "compare" and (better := ahead(told, kind)):
            points.insert(0, Point(better))
        specials = [special for special in programme.specials if special.id in request.specials]
        return Finding(
            status="answered",
            points=tuple(points),
            notes=tuple(self._said.notes(programme, specials, told, kind)),
            lead=self._lead(item, told, kind),
            calculation=steps_of(programme, told) if kind == "ceiling" else None,
            calculation_sources=tuple(dict.fromkeys(source for point in points for source in point.sources)),
            about=tuple((programme.id, each.track.id if each.track else None) for each in told),
            contact_programmes=(programme.id,),
            topic=kind,
            decided={"terms": kind, "tracks": [each.track.id if each.track else None for each in told]},
        )

    def _tracks(self, item: Resolved, programme: Programme, request: CalculationRequest) -> list[Track | None]:
        if request.track:
            return [programme.track(request.track)]
        if programme.grant:
            return [None]
        named = item.scope.tracks_of(programme.id)
        with_grant = [track for track in programme.tracks if track.grant]
        if named:
            return [track for track in with_grant if track.id in named]
        if request.specials:
            held = [special for special in programme.specials if special.id in request.specials]
            every = [track for track in with_grant if all(track.id in special.tracks for special in held)]
            return [*every] or [t for t in with_grant if any(t.id in special.tracks for special in held)]
        told = set(request.facts) - {APPLICANT}
        fitting = [
            track
            for track in with_grant
            if told
            and any(told <= self._keys(request, track, part.id) for part in (track.grant.parts if track.grant else ()))
        ]
        return [*fitting] or [track for track in with_grant if track.usual]

    def _keys(self, request: CalculationRequest, track: Track, part: str) -> set[str]:
        plan = terms_of(self.knowledge.programmes, replace(request, sought=part), track, "ceiling").plan
        return turning(plan, part, "ceiling") | turning(plan, part, "rate")

    def _told(self, programme: Programme, request: CalculationRequest, track: Track | None, kind: str) -> ToldTerms:
        """The terms of a track, for the components that what was told makes a difference to."""
        own = tuple(
            s for s in request.specials if (found := programme.special(s)) and track and track.id in found.tracks
        )
        here = replace(request, track=track.id if track else None, specials=own)
        if here.sought and not (track and track.grant and track.grant.part(here.sought)):
            here = replace(here, sought=None)
        terms = terms_of(self.knowledge.programmes, here, track, kind)
        given = set(request.facts)
        touched = [part for part in terms.parts if given & turning(terms.plan, part.part, kind)]
        depends = bool(touched) or changed(terms.plan, kind)
        parts = touched or list(terms.parts)
        return ToldTerms(track, terms, tuple(parts), depends)

    @staticmethod
    def _lead(item: Resolved, told: Sequence[ToldTerms], kind: str) -> str:
        if not item.ask.yes_no:
            return ""
        stated = {number(figure) for figure in item.ask.stated if topic_of(figure) == kind}
        made: set[Fraction] = set()
        for each in told:
            for part in each.parts:
                if kind == "ceiling" and part.ceiling and part.ceiling[1] is not None:
                    made.add(Fraction(part.ceiling[1]))
                made |= {band.high for band in part.rates if kind == "rate"}
        return LEADS["yes" if stated <= made else "no"]


def _tells_a_case(item: Resolved) -> bool:
    """`間接被害のほうは?`: a case is told and nothing else asked, so what it decides is wanted."""
    ask = item.ask
    told = ask.facts.values and not (ask.sure_topics or ask.operation_said or ask.yes_no or item.amounts)
    return (
        bool(told)
        and item.operation in ("lookup", "list", "recommend")
        and "topic" in item.carried
        and not item.scope.specials
    )
