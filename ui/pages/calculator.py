"""The calculator page: the same calculator as everywhere, with fields for just what the chosen track asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import Fact, FactValue
from ingest.errors import MadoguchiError
from ui import words
from ui.desk import Desk
from ui.pages.fields import Field, TrackForm, forms
from ui.pages.panel import panel
from ui.plans import Plan
from ui.render.environment import render
from ui.render.worked import worked_html

_log = logging.getLogger(__name__)

NOT_SAID = "わからない"
_YES, _NO = "はい", "いいえ"


def calculator_page(desk: Desk) -> None:
    """Build the page inside the current Gradio context."""
    offered = _Offered(desk)
    programmes = offered.programmes()
    first = programmes[0][1]

    panel(render("page_head.html.j2", title="補助額を計算する", lead=_LEAD), "simple")
    with gr.Row(elem_id="calculator", equal_height=False):
        with gr.Column(elem_id="calculator-form", min_width=300):
            programme = gr.Radio(programmes, value=first, label="制度", elem_id="programme")
            tracks = offered.tracks(first)
            track = gr.Radio(tracks, value=tracks[0][1], label="枠・型", elem_id="track")
            specials = gr.CheckboxGroup([], label="使う特例", visible=False, elem_id="specials")
            # The fields follow from the track alone, whose value names its programme: one change, one redrawing.
            quiet = {"api_visibility": "private", "show_progress": "hidden"}
            _on_load(lambda: gr.Radio(choices=offered.programmes()), programme, quiet)
            programme.change(lambda chosen: _track_choices(offered, chosen), programme, track, **quiet)
            track.change(lambda chosen: _special_choices(offered, chosen), track, specials, **quiet)

            @gr.render(inputs=[track, specials])  # type: ignore[untyped-decorator]
            def plan_fields(track_id: str | None, chosen: list[str] | None) -> None:
                form = offered.form(track_id)
                if form is None:
                    return
                special_ids = tuple(special for _, special in form.specials if special in (chosen or ()))
                fields = form.fields(special_ids)
                shown = [_field(field) for field in fields]
                button = gr.Button("計算する", variant="primary", elem_id="calculate")

                def work(*values: Any) -> str:
                    given = dict(zip([field.key for field in fields], values, strict=True))
                    return answer(desk, form, special_ids, given)

                submits = [item.submit for item in shown if isinstance(item, gr.Textbox)]
                gr.on([button.click, *submits], work, shown, result, **quiet)

        with gr.Column(elem_id="calculator-result", min_width=300):
            result = gr.HTML(str(render("worked_empty.html.j2")), apply_default_css=False, elem_id="worked")


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


def _field(field: Field) -> Any:
    if field.fact is None:
        return gr.Textbox(
            label=field.label,
            info=field.hint,
            placeholder="例：600万円",
            max_lines=1,
            elem_id=field.key,
            key=field.key,
            interactive=True,
        )
    if field.fact.kind == "choice":
        choices = [*field.choices, (NOT_SAID, NOT_SAID)]
        return gr.Radio(choices, value=NOT_SAID, label=field.label, elem_id=field.key, key=field.key, interactive=True)
    if field.fact.kind == "yes_no":
        return gr.Radio(
            [_YES, _NO, NOT_SAID], value=NOT_SAID, label=field.label, elem_id=field.key, key=field.key, interactive=True
        )
    return gr.Textbox(
        label=field.label,
        info=field.hint,
        placeholder="例：2",
        max_lines=1,
        elem_id=field.key,
        key=field.key,
        interactive=True,
    )


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

    def programmes(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((form.programme_name, form.programme) for form in self.forms().values()))

    def tracks(self, programme: str) -> list[tuple[str, str]]:
        return [(form.track_name, value) for value, form in self.forms().items() if form.programme == programme]
