"""A request for one track, checked and completed: which costs, facts and special cases the rules are applied to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.calculator.applying import SpecialsAsked, WhoApplies
from assistant.calculator.cases import conditions
from assistant.calculator.request import (
    SUSPICIOUSLY_SMALL_YEN,
    CalculationError,
    CalculationRequest,
    checked_yen,
)
from assistant.calculator.result import AnswerOption, EvidenceRef, FactQuestion
from assistant.calculator.rules import Case, resolve_part
from assistant.money import format_yen
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import APPLICANT, FactBook, FactValue
from assistant.programmes.model import Condition, Grant, Programme, Special, Track

COMPONENTS = "components"
"""The key of the question for the costs by component."""


@dataclass(frozen=True)
class Plan:
    """What the rules of one track are applied to.

    `classes` are the applicant classes to try where the class isn't known. `refused` says why no amount follows
    from the documents. `free_part` is the component that a cost without a breakdown belongs to.
    """

    programme: Programme
    track: Track | None
    grant: Grant
    costs: Mapping[str, int]
    cost_yen: int | None
    facts: Mapping[str, FactValue]
    specials: tuple[Special, ...]
    classes: tuple[str, ...]
    free_part: str | None
    notes: tuple[str, ...]
    evidence: tuple[EvidenceRef, ...]
    book: FactBook
    refused: str | None = None
    questions: tuple[FactQuestion, ...] = ()

    @property
    def track_id(self) -> str | None:
        return self.track.id if self.track else None

    @property
    def name(self) -> str:
        return self.track.names.official if self.track else self.programme.names.official

    def case(self, facts: Mapping[str, FactValue]) -> Case:
        """The plan with every fact given."""
        return Case(self.programme, self.track, self.grant, self.costs, facts, self.specials, self.book)

    def used_parts(self) -> list[str]:
        """The components with a cost, or the one that a cost is looked for."""
        found = [part.id for part in self.grant.parts if self.costs.get(part.id)]
        if self.free_part is not None and self.free_part not in found:
            found.append(self.free_part)
        return found if found else [part.id for part in self.grant.parts]

    def conditions(self) -> list[Condition]:
        """The conditions of every rule that may be met."""
        return list(conditions(self.programme, self.grant, self.used_parts(), self.specials))

    def missing_counts(self) -> Iterator[str]:
        """Counts that a ceiling is multiplied by and that aren't given."""
        for part_id in self.used_parts():
            part = self.grant.part(part_id)
            if part is not None:
                for rule in resolve_part(self.programme, part).ceilings:
                    if rule.times is not None and rule.times not in self.facts:
                        yield rule.times


def make_plan(book: ProgrammeBook, request: CalculationRequest, track: Track | None) -> Plan:
    """Check and complete a request for one track.

    Raises:
        CalculationError: an amount, a component, a fact or a special case that can't be used.
    """
    programme = book.get(request.programme)
    grant = track.grant if track else programme.grant
    assert grant is not None  # the calculator has chosen tracks with a grant
    name = track.names.official if track else programme.names.official
    notes: list[str] = []
    facts = book.facts.checked(request.facts)
    free_part = next((part.id for part in grant.parts if part.takes_total), None)
    if request.sought is not None and grant.part(request.sought):
        free_part = request.sought
    costs = _costs(request, grant, name, free_part, notes)
    asked = SpecialsAsked(programme, track, request.specials, facts, book.facts)
    who = WhoApplies(book, programme, track, facts, request.not_applicant)
    needs_parts = request.cost_yen is not None and free_part is None and not request.component_costs
    refused = who.refused
    questions: tuple[FactQuestion, ...] = ()
    if needs_parts:
        labels = "、".join(part.label for part in grant.parts)
        refused = (
            refused
            or f"{name}は、費用の区分ごとに補助率や上限が違います。費用を次の区分に分けると計算できます: {labels}。"
        )
        options = tuple(AnswerOption(part.label, part.id) for part in grant.parts)
        questions = (FactQuestion(COMPONENTS, "費用の内訳", "費用の内訳を教えてください。", options),)
    return Plan(
        programme=programme,
        track=track,
        grant=grant,
        costs=costs,
        cost_yen=sum(costs.values()) or request.cost_yen,
        facts=who.facts,
        specials=tuple(asked.applied),
        classes=who.classes,
        free_part=free_part,
        notes=(*notes, *asked.notes, *who.notes),
        evidence=(*asked.evidence, *who.evidence),
        book=book.facts,
        refused=refused,
        questions=questions,
    )


def narrowed_tracks(
    book: ProgrammeBook, programme: Programme, tracks: Sequence[Track], request: CalculationRequest
) -> Sequence[Track]:
    """The tracks that the facts, special cases and components given fit; else the usual ones."""
    facts = {key for key in request.facts if key != APPLICANT and request.facts[key] is not None}
    unknown = [key for key in facts if key not in book.facts]
    if unknown:
        book.facts.checked(request.facts)
    fitting = [
        track
        for track in tracks
        if all(_has_special(programme, track, special) for special in request.specials)
        and facts <= _turning(programme, track, request.specials)
        and set(request.component_costs) <= _part_ids(track)
    ]
    if fitting and len(fitting) < len(tracks):
        return fitting
    return [track for track in tracks if track.usual] or tracks


def own_facts(programme: Programme, track: Track) -> set[str]:
    """The facts that the rules of a track turn on, whatever special case is used, and those that one requires."""
    return set() if track.grant is None else _turning(programme, track, ())


def turning_facts(programme: Programme, track: Track | None) -> set[str]:
    """Every fact that the rules of a track turn on, its special cases included."""
    if track is None or track.grant is None:
        return set()
    return _turning(programme, track, [special.id for special in programme.specials])


def _turning(programme: Programme, track: Track, asked: Sequence[str]) -> set[str]:
    """Every fact that something in the track turns on; one that only a special case turns on says which was meant
    where the special case itself was told of, by its name or by what it requires."""
    assert track.grant is not None
    specials = [special for special in programme.specials if track.id in special.tracks]
    used = [part.id for part in track.grant.parts]
    chosen = [special for special in specials if special.id in asked]
    found = {key for condition in conditions(programme, track.grant, used, chosen) for key in condition}
    for part in track.grant.parts:
        found |= {rule.times for rule in resolve_part(programme, part).ceilings if rule.times is not None}
    found |= {need.fact for special in specials for need in special.requires if need.fact is not None}
    return found


def _has_special(programme: Programme, track: Track, special_id: str) -> bool:
    special = programme.special(special_id)
    return special is None or track.id in special.tracks


def _part_ids(track: Track) -> set[str]:
    return {part.id for part in track.grant.parts} if track.grant else set()


def _costs(
    request: CalculationRequest, grant: Grant, name: str, free_part: str | None, notes: list[str]
) -> dict[str, int]:
    costs: dict[str, int] = {}
    for part_id, cost in request.component_costs.items():
        part = grant.part(part_id)
        if part is None:
            known = "、".join(f"{item.id}（{item.label}）" for item in grant.parts)
            raise CalculationError(
                f"{name}に「{part_id}」という費用の区分はありません。次から選んでください: {known}。"
            )
        costs[part_id] = checked_yen(cost, f"{part.label}の費用")
    total = sum(costs.values())
    if request.cost_yen is not None:
        cost = checked_yen(request.cost_yen, "費用")
        if costs and total != cost:
            raise CalculationError(
                f"費用{format_yen(cost)}と、内訳の合計{format_yen(total)}が合いません。どちらかを直してください。"
            )
        if not costs and free_part is not None:
            costs[free_part] = total = cost
            if len(grant.parts) > 1:
                part = grant.part(free_part)
                assert part is not None
                notes.append(f"費用の内訳がないため、全額を{part.label}として計算しました。")
    if total:
        checked_yen(total, "費用の合計")
        if total < SUSPICIOUSLY_SMALL_YEN:
            notes.append(
                f"費用を{format_yen(total)}として計算しました。万円のつもりなら、単位を付けて入れ直してください。"
            )
    return costs
