"""The calculator page: the same calculator as everywhere, with fields for just what the chosen track asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import Fact, FactValue
from ingest.errors import MadoguchiError
from ui import words
from ui.desk import Desk
from ui.pages.fields import COST, Field, TrackForm, forms
from ui.pages.panel import panel
from ui.plans import Plan
from ui.render.environment import render
from ui.render.worked import worked_html

_log = logging.getLogger(__name__)

NOT_SAID = "わからない"
_YES, _NO = "はい", "いいえ"
_MOST_PARTS = 8
"""How many components of the cost a track can have on this page."""


def calculator_page(desk: Desk) -> None:
    """Build the page inside the current Gradio context.

    Every field there can be stands on the page from the start and is shown or hidden as the track asks for it: fields
    that came and went would take their events with them, and a click in between would reach nobody.
    """
    offered = _Offered(desk)
    programmes = offered.programmes()
    first = programmes[0][1]
    tracks = offered.tracks(first)
    quiet = {"api_visibility": "private", "show_progress": "hidden"}

    panel(render("page_head.html.j2", title="補助額を計算する", lead=_LEAD), "simple")
    with gr.Row(elem_id="calculator", equal_height=False):
        with gr.Column(elem_id="calculator-form", min_width=300):
            programme = gr.Radio(programmes, value=first, label="制度", elem_id="programme")
            track = gr.Radio(tracks, value=tracks[0][1], label="枠・型", elem_id="track")
            specials = gr.CheckboxGroup([], label="使う特例", visible=False, elem_id="specials")
            form = _Form(offered, tracks[0][1])
            button = gr.Button("計算する", variant="primary", elem_id="calculate")
        with gr.Column(elem_id="calculator-result", min_width=300):
            result = gr.HTML(str(render("worked_empty.html.j2")), apply_default_css=False, elem_id="worked")

    def on_track(chosen: str, *values: Any) -> list[Any]:
        return [_special_choices(offered, chosen), *form.updates(chosen, (), values)]

    def on_specials(chosen: str, special_ids: list[str], *values: Any) -> list[Any]:
        return form.updates(chosen, tuple(special_ids), values)

    def work(chosen: str, special_ids: list[str], *values: Any) -> str:
        found = offered.form(chosen)
        if found is None:
            return str(render("worked_problem.html.j2", text="制度と枠・型を選び直してください。"))
        usable = tuple(special for _, special in found.specials if special in special_ids)
        return answer(desk, found, usable, form.given(found, usable, values))

    _on_load(lambda: gr.Radio(choices=offered.programmes()), programme, quiet)
    programme.change(lambda chosen: _track_choices(offered, chosen), programme, track, **quiet)
    track.change(on_track, [track, *form.fields], [specials, *form.fields], **quiet)
    # `input`: only when the visitor changes it, not when the track did.
    specials.input(on_specials, [track, specials, *form.fields], form.fields, **quiet)
    typed = [field.submit for field in form.fields if isinstance(field, gr.Textbox)]
    gr.on([button.click, *typed], work, [track, specials, *form.fields], result, **quiet)


class _Form:
    """The fields: the cost, the costs by component, and every fact that a rule can turn on."""

    def __init__(self, offered: _Offered, track: str) -> None:
        self._offered = offered
        self._facts = offered.facts()
        shown = {field.key: field for field in self._shown(track, ())}
        parts = [field for field in shown.values() if field.part]
        self.cost = _amount_field(shown.get(COST), "cost")
        self.parts = [_amount_field(part, f"part-{place}") for place, part in _padded(parts)]
        self.facts = [_fact_field(fact, shown.get(f"fact-{fact.key}")) for fact in self._facts]
        self.fields: list[Any] = [self.cost, *self.parts, *self.facts]

    def _shown(self, track: str, specials: tuple[str, ...]) -> list[Field]:
        form = self._offered.form(track)
        return form.fields(specials) if form else []

    def updates(self, track: str, specials: tuple[str, ...], values: Sequence[Any]) -> list[Any]:
        """How the fields change for a track. What was filled in stays where it still fits."""
        shown = {field.key: field for field in self._shown(track, specials)}
        parts = [field for field in shown.values() if field.part]
        changes: list[Any] = [_amount_change(shown.get(COST))]
        changes += [_amount_change(part) for _, part in _padded(parts)]
        facts = values[1 + _MOST_PARTS :]
        changes += [
            _fact_change(fact, shown.get(f"fact-{fact.key}"), value)
            for fact, value in zip(self._facts, facts, strict=True)
        ]
        return changes

    def given(self, form: TrackForm, specials: tuple[str, ...], values: Sequence[Any]) -> dict[str, Any]:
        """What was filled in, by the key of the track's field."""
        fields = form.fields(specials)
        parts = [field.key for field in fields if field.part]
        by_key = {COST: values[0], **dict(zip(parts, values[1 : 1 + _MOST_PARTS], strict=False))}
        facts = zip(self._facts, values[1 + _MOST_PARTS :], strict=True)
        by_key |= {f"fact-{fact.key}": value for fact, value in facts}
        return {field.key: by_key.get(field.key) for field in fields}


def _padded(parts: list[Field]) -> list[tuple[int, Field | None]]:
    """One entry for each place that a component's cost can stand in."""
    return [(place, parts[place] if place < len(parts) else None) for place in range(_MOST_PARTS)]


def _amount_field(field: Field | None, elem_id: str) -> Any:
    return gr.Textbox(
        label=field.label if field else "費用",
        info=field.hint if field else None,
        placeholder="例：600万円",
        max_lines=1,
        visible=field is not None,
        interactive=True,
        elem_id=elem_id,
    )


def _amount_change(field: Field | None) -> Any:
    return gr.update(label=field.label, info=field.hint, visible=True) if field else gr.update(visible=False)


def _fact_field(fact: Fact, field: Field | None) -> Any:
    options = {"label": fact.label, "visible": field is not None, "interactive": True, "elem_id": f"fact-{fact.key}"}
    if fact.kind in ("choice", "yes_no"):
        return gr.Radio(_choices(fact, field), value=NOT_SAID, **options)
    hint = field.hint if field else None
    return gr.Textbox(info=hint, placeholder="例：2", max_lines=1, **options)


def _fact_change(fact: Fact, field: Field | None, value: Any) -> Any:
    if field is None:
        return gr.update(visible=False)
    if fact.kind not in ("choice", "yes_no"):
        return gr.update(visible=True, info=field.hint)
    choices = _choices(fact, field)
    kept = value if value in [key for _, key in choices] else NOT_SAID
    return gr.update(visible=True, choices=choices, value=kept)


def _choices(fact: Fact, field: Field | None) -> list[tuple[str, str]]:
    if fact.kind == "yes_no":
        return [(text, text) for text in (_YES, _NO, NOT_SAID)]
    return [*(field.choices if field else ()), (NOT_SAID, NOT_SAID)]


_LEAD = (
    "制度と枠を選び、かかる費用を入れてください。補助額・自己負担・計算の手順が出ます。"
    "計算は、資料に書かれた決まりだけで行います。"
)


def answer(desk: Desk, form: TrackForm, specials: tuple[str, ...], given: dict[str, Any]) -> str:
    """The result for what was filled in, as HTML; or what is wrong with it."""
    try:
        return str(worked_html(desk, form, _plan(form, specials, given)))
    except MadoguchiError as error:
        return str(render("worked_problem.html.j2", text=str(error)))
    except Exception:
        _log.exception("a plan could not be calculated")
        return str(render("worked_problem.html.j2", text=words.FAILED))


def _plan(form: TrackForm, specials: tuple[str, ...], given: dict[str, Any]) -> Plan:
    facts: dict[str, FactValue] = {}
    for field in form.fields(specials):
        value = given.get(field.key)
        if field.fact is not None and (read := _read(field.fact, value)) is not None:
            facts[field.fact.key] = read
    costs = {
        field.part: str(given[field.key]) for field in form.fields(specials) if field.part and given.get(field.key)
    }
    return Plan(
        programme=form.programme,
        track=form.track or None,
        cost=str(given.get("cost") or "") if not costs else None,
        component_costs=costs,
        facts=facts,
        specials=specials,
    )


def _read(fact: Fact, value: Any) -> FactValue | None:
    """A field's value as a fact; None where it was left open."""
    if value in (None, "", NOT_SAID):
        return None
    if fact.kind == "yes_no":
        return bool(value == _YES)
    if fact.kind == "choice":
        return str(value)
    return whole_number(fact, str(value))


def whole_number(fact: Fact, text: str) -> int:
    """A count or an amount that was typed.

    Raises:
        CalculationError: it isn't a whole number.
    """
    from assistant.calculator import CalculationError
    from ingest.japanese.figures import figures

    found = figures(text)
    value = found[0].value if len(found) == 1 and found[0].kind in ("number", "count", "yen") else None
    if isinstance(value, int):
        return value
    if value is None or isinstance(value, str | tuple) or value.denominator != 1:
        raise CalculationError(f"「{fact.label}」は数字で入れてください（「{text}」は読めません）。")
    return int(value)


def _track_choices(offered: _Offered, programme: str) -> Any:
    tracks = offered.tracks(programme)
    return gr.Radio(choices=tracks, value=tracks[0][1] if tracks else None)


def _special_choices(offered: _Offered, track: str | None) -> Any:
    form = offered.form(track)
    choices = list(form.specials) if form else []
    return gr.CheckboxGroup(choices=choices, value=[], visible=bool(choices))


def _on_load(work: Callable[[], Any], output: Any, options: Mapping[str, Any]) -> None:
    """Run when this page is opened."""
    from gradio.context import Context

    Context.root_block.load(work, None, output, **options)


class _Offered:
    """The forms of the corpus that is in force: read anew when staff have switched to another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book: ProgrammeBook | None = None
        self._forms: dict[str, TrackForm] = {}

    def forms(self) -> dict[str, TrackForm]:
        """By `programme/track`, so that a track's value names its programme."""
        book = self._desk.book
        if book is not self._book:
            self._forms = {f"{form.programme}/{form.track}": form for form in forms(book).values()}
            self._book = book
        return self._forms

    def form(self, track: str | None) -> TrackForm | None:
        return self.forms().get(track or "")

    def facts(self) -> list[Fact]:
        """Every fact that rules turn on, in the order in which they are asked."""
        return list(self._desk.book.facts.values())

    def programmes(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((form.programme_name, form.programme) for form in self.forms().values()))

    def tracks(self, programme: str) -> list[tuple[str, str]]:
        return [(form.track_name, value) for value, form in self.forms().items() if form.programme == programme]
