"""The look of Gradio's own components: our colours, Japanese system fonts, nothing fetched."""

from __future__ import annotations

from inspect import signature
from typing import Any

import gradio as gr

FONTS = (
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "BIZ UDPGothic",
    "Yu Gothic UI",
    "Meiryo",
    "Noto Sans JP",
    "Noto Sans CJK JP",
    "sans-serif",
)
_MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK JP", "monospace")


def theme() -> Any:
    """The theme. The colours are those of `ui/static/style.css`, by its variables, so light and dark change together."""
    made = gr.themes.Base(
        font=list(FONTS),
        font_mono=list(_MONO),
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_md,
    )
    colours = {
        "body_background_fill": "var(--ground)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--ink-soft)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--ground)",
        "block_background_fill": "transparent",
        "block_border_color": "transparent",
        "block_label_text_color": "var(--ink)",
        "block_title_text_color": "var(--ink)",
        "block_info_text_color": "var(--ink-soft)",
        "border_color_primary": "var(--line-strong)",
        "border_color_accent": "var(--brand)",
        "input_background_fill": "var(--paper)",
        "input_background_fill_focus": "var(--paper)",
        "input_border_color": "var(--line-strong)",
        "input_border_color_focus": "var(--brand)",
        "input_placeholder_color": "var(--ink-soft)",
        "checkbox_background_color": "var(--paper)",
        "checkbox_background_color_selected": "var(--brand)",
        "checkbox_border_color": "var(--line-strong)",
        "checkbox_border_color_selected": "var(--brand)",
        "checkbox_border_color_focus": "var(--brand)",
        "checkbox_label_background_fill": "var(--paper)",
        "checkbox_label_background_fill_hover": "var(--brand-soft)",
        "checkbox_label_background_fill_selected": "var(--brand-soft)",
        "checkbox_label_border_color": "var(--line-strong)",
        "checkbox_label_border_color_selected": "var(--brand)",
        "checkbox_label_text_color": "var(--ink)",
        "checkbox_label_text_color_selected": "var(--ink)",
        "button_primary_background_fill": "var(--brand)",
        "button_primary_background_fill_hover": "var(--brand-strong)",
        "button_primary_border_color": "var(--brand)",
        "button_primary_text_color": "var(--on-brand)",
        "button_secondary_background_fill": "var(--paper)",
        "button_secondary_background_fill_hover": "var(--brand-soft)",
        "button_secondary_border_color": "var(--line-strong)",
        "button_secondary_text_color": "var(--ink)",
        "color_accent": "var(--brand)",
        "color_accent_soft": "var(--brand-soft)",
    }
    plain = {
        "block_border_width": "0px",
        "block_padding": "0px",
        "block_shadow": "none",
        "button_large_padding": "12px 24px",
        "checkbox_label_padding": "10px 14px",
        "input_border_width": "1px",
        "input_padding": "12px",
        "block_title_text_weight": "700",
        "button_transition": "none",
    }
    settable = signature(made.set).parameters
    both = {**colours, **{dark: value for name, value in colours.items() if (dark := f"{name}_dark") in settable}}
    return made.set(**both, **plain)
