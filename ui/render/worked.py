"""The result of the calculator page: the amount, the curve, the other tracks beside it, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from assistant.calculator import CalculationError, CalculationRequest, CalculationResult
from assistant.reply import Calculation, Citation
from ingest.errors import MadoguchiError
from ui.desk import Desk
from ui.pages.fields import TrackForm
from ui.plans import Plan, calculate, request_of
from ui.render.environment import render
from ui.render.plots import curve_plot
from ui.render.source import SourceCard, source_card

_TURN = "worked"
_MOST_CURVES = 4


@dataclass(frozen=True)
class Beside:
    """A track of the same programme for the same cost."""

    name: str
    calculation: Calculation
    chosen: bool


def worked_html(desk: Desk, form: TrackForm, plan: Plan) -> Markup:
    """The result of a plan as HTML.

    Raises:
        MadoguchiError: the plan can't be calculated.
    """
    if not plan.cost and not plan.component_costs:
        raise CalculationError("費用を入れてください。例：600万円")
    result = calculate(desk, plan)
    request = request_of(desk, plan)
    cards = list(_cards(desk, form, result))
    return render(
        "worked.html.j2",
        calculation=desk.renderer.calculation(result.numbered(), level=2),
        deciding=[question.label for question in result.deciding],
        unknown=result.unknown,
        curve=_curve(desk, form, request, result.calculation),
        beside=list(_beside(desk, form, request)),
        cards=cards,
        turn=_TURN,
    )


def _curve(desk: Desk, form: TrackForm, request: CalculationRequest, calculation: Calculation) -> Markup | None:
    """The curve up to a little beyond the visitor's cost; none where the cost is split into components."""
    if request.component_costs:
        return None
    try:
        curves = desk.calculator.curves(request)
        end = max((point.cost_yen for curve in curves for point in curve.points), default=0)
        if request.cost_yen and request.cost_yen * 5 > end * 4:
            curves = desk.calculator.curves(request, min(request.cost_yen * 5 // 4, 10**12))
    except MadoguchiError:
        return None
    if not curves or len(curves) > _MOST_CURVES:
        return None
    return curve_plot(form.track_name, curves, calculation.cost_yen, _ends(calculation))


def _ends(calculation: Calculation) -> tuple[int, int] | None:
    if calculation.subsidy_yen is not None:
        return calculation.subsidy_yen, calculation.subsidy_yen
    return calculation.subsidy_range_yen


def _beside(desk: Desk, form: TrackForm, request: CalculationRequest) -> Iterator[Beside]:
    """Every track of the programme for this cost, the largest certain grant first; nothing where there is only one."""
    if request.cost_yen is None or len(form.found.tracks) < 2:
        return
    plain = CalculationRequest(form.programme, cost_yen=request.cost_yen, facts=_shared(request))
    try:
        compared = desk.calculator.compare([plain])
    except MadoguchiError:
        return
    for result in compared.results:
        found = result.calculation
        name = desk.names.track(found.programme, found.track) or form.programme_name
        yield Beside(name, found, found.track == form.track)


def _shared(request: CalculationRequest) -> dict[str, object]:
    """The facts that other tracks understand as well: who the applicant is."""
    return {key: value for key, value in request.facts.items() if key in ("applicant", "deficit", "near_min_wage")}


def _cards(desk: Desk, form: TrackForm, result: CalculationResult) -> Iterator[SourceCard]:
    for marker, evidence in enumerate(result.all_evidence(), start=1):
        document = desk.documents[evidence.document]
        citation = Citation(
            marker=marker,
            document_id=document.id,
            title=document.title,
            section=list(document.section_of(evidence.lines[0])),
            quote=evidence.quote,
            lines=evidence.lines,
            reading=document.mended(evidence.quote, *evidence.lines),
            as_of=document.as_of,
            url=next((link.url for link in form.found.links), None),
        )
        yield source_card(citation, desk.documents, evidence.inferred)
