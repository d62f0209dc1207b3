"""Keeping an edited data file for the next version: what came of it is shown on the page that it was sent from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from assistant.library.datafiles import DataFile, Problem
from assistant.library.pending import DataFileError
from ingest.errors import MadoguchiError
from ui.staff.page import go_to
from ui.staff.security import Visit
from ui.staff.workbench import Workbench


@dataclass(frozen=True)
class Attempt:
    """What was typed (a file's text, or the data of a form), and what stood against keeping it; or, once it is kept, what
    other files need now."""

    typed: str | dict[str, Any] | None = None
    seen: str = ""
    problem: str = ""
    problems: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        return 400 if self.problem or self.problems else 200


Show = Callable[[Attempt], Response]
"""The page that something was sent from, as it is after that."""


def keep(
    request: Request,
    visit: Visit,
    file: DataFile,
    text: str,
    show: Show,
    *,
    path: str,
    data: dict[str, Any] | None = None,
    **query: str,
) -> Response:
    """Keep the text of a file.

    Args:
        path, query: the page that is led to once it is kept.
        data: what the form held that the text was made of; None where the text itself was typed.
    """
    bench: Workbench = request.app.state.bench
    typed, seen = text if data is None else data, visit.text("seen")
    try:
        others = bench.builder.changes.save(file, text, by=visit.member.name, seen=seen or None)
    except DataFileError as error:
        return show(Attempt(typed, seen, problems=error.problems))
    except MadoguchiError as error:
        return show(Attempt(typed, seen, problem=str(error)))
    bench.accounts.log(visit.member.login, "file_edited", file.key)
    return show(Attempt(others=tuple(others))) if others else go_to(request, path, "saved", **query)


def keep_typed(request: Request, visit: Visit, file: DataFile, show: Show, *, path: str, listed: str) -> Response:
    """Keep a file that was typed as it stands, or with `action=drop` forget its edits; `listed` is where all are listed."""
    if visit.text("action") == "drop":
        return forget(request, visit, file, listed)
    return keep(request, visit, file, visit.text("text"), show, path=path)


def forget(request: Request, visit: Visit, file: DataFile, listed: str) -> Response:
    """Forget the edits of a file."""
    bench: Workbench = request.app.state.bench
    bench.builder.changes.drop(file)
    bench.accounts.log(visit.member.login, "file_edit_dropped", file.key)
    return go_to(request, listed, "changed")
