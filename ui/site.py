"""The owners' site as a Gradio application, mounted at `/`."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import gradio as gr
from fastapi import FastAPI

from ui import words
from ui.desk import Desk
from ui.pages.calculator import calculator_page
from ui.pages.calendar import calendar_page
from ui.pages.chat import chat_page
from ui.pages.memo import memo_page
from ui.theme import theme


def build_site(desk: Desk, engine_note: str) -> gr.Blocks:
    """The pages. Their paths are those of `ui.app.PAGES`."""
    with gr.Blocks(title=words.SITE, analytics_enabled=False, fill_width=True) as site:
        _page(lambda: chat_page(desk, engine_note))
    with site.route("金額を計算する", "keisan", show_in_navbar=False):
        _page(lambda: calculator_page(desk))
    with site.route("締切を見る", "shimekiri", show_in_navbar=False):
        _page(lambda: calendar_page(desk))
    with site.route("相談メモ", "memo", show_in_navbar=False):
        _page(lambda: memo_page(desk, engine_note))
    return site.queue(max_size=1000, default_concurrency_limit=20, api_open=False)


def _page(build: Callable[[], None]) -> None:
    """A page without Gradio's own navigation: ours stands in the header, in plain HTML."""
    gr.Navbar(visible=False)
    build()


def mount_site(app: FastAPI, desk: Desk, engine_note: str) -> None:
    """Mount the pages. Nothing of a visit is kept in the browser or reported to anybody."""
    with warnings.catch_warnings():
        # It says that several pages can't be rendered on the server; we don't ask for that.
        warnings.filterwarnings("ignore", message="SSR mode")
        gr.mount_gradio_app(
            app,
            build_site(desk, engine_note),
            path="/",
            theme=theme(),
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            show_error=False,
            max_file_size=0,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
        )
