"""Keeping a data file that was sent as YAML: what came of it is shown on the page that it was sent from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    """What was typed, and what stood against keeping it; or, once it is kept, what other files need now."""

    typed: str | None = None
    seen: str = ""
    problem: str = ""
    problems: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        return 400 if self.problem or self.problems else 200


def keep_yaml(
    request: Request,
    visit: Visit,
    file: DataFile,
    show: Callable[[Attempt], Response],
    *,
    path: str,
    listed: str,
    logged: str,
) -> Response:
    """Keep the file for the next version, or with `action=drop` forget its edits.

    Args:
        path, listed: where the file is shown, and where all are listed.
        logged: what the log calls it: `<logged>_edited`.
    """
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    if visit.text("action") == "drop":
        changes.drop(file)
        bench.accounts.log(visit.member.login, f"{logged}_edit_dropped", file.key)
        return go_to(request, listed, "changed")
    text, seen = visit.text("text"), visit.text("seen")
    try:
        others = changes.save(file, text, by=visit.member.name, seen=seen or None)
    except DataFileError as error:
        return show(Attempt(text, seen, problems=error.problems))
    except MadoguchiError as error:
        return show(Attempt(text, seen, problem=str(error)))
    bench.accounts.log(visit.member.login, f"{logged}_edited", file.key)
    if others:
        return show(Attempt(others=tuple(others)))
    return go_to(request, path, "saved")
