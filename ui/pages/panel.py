"""A part of the page that we draw ourselves: Gradio's HTML component around a template of ours.

Gradio fills `html_template` in as a Handlebars template and then as a JavaScript template literal. What comes from us
or from a document must not be read as either, so it is made inert first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from markupsafe import Markup

_INERT = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})


def panel(
    markup: Markup,
    script: str,
    *,
    events: tuple[str, ...] = (),
    calls: tuple[Callable[..., Any], ...] = (),
    elem_id: str | None = None,
) -> gr.HTML:
    """A panel whose markup is made once, on the server; a script of ours changes it afterwards.

    Args:
        markup: the markup, safe as HTML.
        script: the function of `window.Madoguchi` that brings the panel to life.
        events: names of the events that the script may raise.
        calls: functions that the script may call and wait for.
        elem_id: the id of the element around it.
    """
    raised = ", ".join(f"'{name}': data => trigger('{name}', data)" for name in events)
    return gr.HTML(
        html_template=str(markup).translate(_INERT),
        js_on_load=f"window.Madoguchi.{script}({{element, props, server, watch, raise: {{{raised}}}}});",
        server_functions=list(calls),
        apply_default_css=False,
        elem_id=elem_id,
    )
