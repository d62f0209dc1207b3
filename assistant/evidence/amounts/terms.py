"""Ceilings and rates that depend on what the person tells: special cases, the kind of applicant, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.calculator.request import CalculationError, CalculationRequest
from assistant.calculator.terms import Terms, TrackTerms, changed, terms_of, turning
from assistant.calculator.wording import sentence
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.no_rate import without_rate
from assistant.evidence.amounts.not_here import held_elsewhere, without_special
from assistant.evidence.amounts.planning import Planner
from assistant.evidence.amounts.term_words import ahead_words, ceiling_words, rate_words
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.figure_kinds import OF_TOPIC, number, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.money import format_yen
from assistant.programmes.facts import APPLICANT
from assistant.programmes.model import Programme, Special, Track
from assistant.question.scopes import Scope
from assistant.reply import Calculation, Step

_BESIDE = ("specials", "requirements", "users")
"""Topics whose words stand in a question about a ceiling or a rate without asking more."""


@dataclass(frozen=True)
class _Told:
    """A track with its terms, and whether they depend on what was told."""

    track: Track | None
    terms: TrackTerms
    parts: tuple[Terms, ...]
    depends: bool


class TermsFinder:
    """Answers what the ceiling or the rate is for the person who asks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.planner = Planner(knowledge)

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
        if ask.says(self.knowledge.vocabulary.quantities.added):
            return []  # what a special case adds is asked, not what it comes to
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
            return without_special(programme, lacking, name, self._points(programme, told, request, kind))
        if not told or not any(each.depends for each in told):
            return None
        if item.ask.yes_no and not request.specials and not _counted(request, told, kind):
            return None  # what is said of a class is confirmed by its statement
        if item.operation != "compare" and (request.specials or _counted(request, told, kind)):
            told = [each for each in told if each.depends]
        if any(each.terms.refused or not each.parts for each in told):
            return None
        if kind == "ceiling" and request.specials and any(_open(part) for each in told for part in each.parts):
            return None  # how much a special case adds isn't known
        points = self._points(programme, told, request, kind)
        if item.operation == "compare" and (ahead := _ahead(told, kind)):
            points.insert(0, Point(ahead))
        specials = [special for special in programme.specials if special.id in request.specials]
        return Finding(
            status="answered",
            points=tuple(points),
            notes=tuple(self._notes(programme, specials, told, kind)),
            lead=self._lead(item, told, kind),
            calculation=_calculation(programme, told) if kind == "ceiling" else None,
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

    def _told(self, programme: Programme, request: CalculationRequest, track: Track | None, kind: str) -> _Told:
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
        return _Told(track, terms, tuple(parts), depends)

    def _points(
        self, programme: Programme, told: Sequence[_Told], request: CalculationRequest, kind: str
    ) -> list[Point]:
        """One sentence for one track, a line each for several; alike ones are said once."""
        kind_label = self.knowledge.vocabulary.label(kind)
        when = self._when(programme, told, request, kind)
        values = {tuple(self._value(part, kind) for part in each.parts) for each in told}
        sources = tuple(dict.fromkeys(source for each in told for source in _sources(programme, each)))
        worked = kind == "ceiling" and any(part.worked.steps for each in told for part in each.parts)
        if len(values) == 1 and len(told[0].parts) == 1 and (len(told) == 1 or not worked):
            track = told[0].track.id if len(told) == 1 and told[0].track else None
            name = self.knowledge.name(programme.id, track)
            component = f"の{told[0].parts[0].label}" if len(told) == 1 and _has_parts(told[0]) else ""
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
                name = f"{where} {part.label}" if _has_parts(each) else where
                label = f"（{'、'.join(part.labels)}の場合）" if part.labels else ""
                steps = [step.formula for step in part.worked.steps] if kind == "ceiling" else []
                shown = f"（{'、'.join(steps)}）" if steps else ""
                points.append(Point(f"・{name}{label}：{self._value(part, kind)}{shown}", _sources(programme, each)))
        return points

    def _when(self, programme: Programme, told: Sequence[_Told], request: CalculationRequest, kind: str) -> str:
        """`インボイス特例と賃金引上げ特例を使うと、`, `小規模事業者の場合、`: what was told that makes a difference."""
        book = self.knowledge.programmes.facts
        turned = {key for each in told for part in each.parts for key in turning(each.terms.plan, part.part, kind)}
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

    def _value(self, part: Terms, kind: str) -> str:
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

    def _notes(
        self, programme: Programme, specials: Sequence[Special], told: Sequence[_Told], kind: str
    ) -> list[Point]:
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
                        Point(
                            f"※補助額が{format_yen(part.floor)}を下回ると、補助は出ません。", _sources(programme, each)
                        )
                    )
        return list(dict.fromkeys(notes))

    @staticmethod
    def _lead(item: Resolved, told: Sequence[_Told], kind: str) -> str:
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


def _counted(request: CalculationRequest, told: Sequence[_Told], kind: str) -> bool:
    """Whether a fact other than the kind of applicant decides."""
    turned = {key for each in told for part in each.parts for key in turning(each.terms.plan, part.part, kind)}
    return bool((set(request.facts) - {APPLICANT}) & turned)


def _ahead(told: Sequence[_Told], kind: str) -> str:
    """Which track has the higher ceiling or rate; empty where that is open."""
    best: dict[str, Fraction] = {}
    for each in told:
        tops = [part.ceiling[1] if part.ceiling else None for part in each.parts]
        rates = [max((band.high for band in part.rates), default=None) for part in each.parts]
        values = [Fraction(top) for top in tops if top is not None] if kind == "ceiling" else [r for r in rates if r]
        if len(values) < len(each.parts) or each.track is None:
            return ""
        best[each.track.names.official] = max(values)
    most = max(best.values(), default=Fraction(0))
    names = [name for name, value in best.items() if value == most]
    if len(best) < 2:
        return ""
    return ahead_words(kind, names, len(best))


def _open(part: Terms) -> bool:
    return part.ceiling is not None and part.ceiling[1] is None


def _calculation(programme: Programme, told: Sequence[_Told]) -> Calculation | None:
    """The steps of a ceiling that is put together, as the contract's calculation; None where nothing is computed.

    It has no cost; each track is a scenario where there are several.
    """
    made = []
    for each in told:
        steps: list[Step] = [step for part in each.parts for step in part.worked.steps]
        name = each.track.names.official if each.track else None
        track = each.track.id if each.track else None
        if steps:
            made.append(Calculation(programme=programme.id, track=track, steps=steps, scenario=name))
    if len(made) < 2:
        return made[0].model_copy(update={"scenario": None}) if made else None
    return Calculation(programme=programme.id, scenarios=made)


def _has_parts(told: _Told) -> bool:
    return len(told.terms.plan.grant.parts) > 1


def _sources(programme: Programme, told: _Told) -> tuple[Source, ...]:
    found = [item for part in told.parts for item in part.evidence]
    return tuple(dict.fromkeys(Source(item.document or programme.document, item.lines, item.quote) for item in found))
