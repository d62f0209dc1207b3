"""The staff's application at /staff: review, verified answers, statistics, documents, accounts.

Plain FastAPI with server-rendered pages and a little script, not Gradio: every call is an HTTP request with a session,
a role and a CSRF token that the server checks; pages work by keyboard, print, and stand on a strict content policy.
Nothing here is an event of the owners' Gradio application.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.desk import Desk

_log = logging.getLogger(__name__)

PATH = "/staff"


def mount(app: FastAPI, desk: Desk) -> None:
    """Mount the staff's application (entry point group `madoguchi.web`)."""
    from assistant.settings import load_settings
    from ui.staff.app import create_staff_app
    from ui.staff.workbench import Workbench

    app.mount(PATH, create_staff_app(Workbench.open(load_settings(installed=True), desk)), name="staff")
