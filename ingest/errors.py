"""Errors that are shown to people: one Japanese line that says what is wrong, where, and what to do.

The command line prints the message on stderr and leaves with `exit_code`; the web application shows the same line.
"""

from __future__ import annotations

from pathlib import Path


class MadoguchiError(Exception):
    """Base of every error whose message is meant for the person at the keyboard."""

    exit_code = 2


class CorpusError(MadoguchiError):
    """Something in a file of the corpus is wrong.

    `path` is the file (or folder), `line` the line in it (1-based) or None when the whole file is meant, `problem`
    the sentence for the editor. The message reads `<file> 12行目: <problem>` and never spans lines.
    """

    def __init__(self, path: Path, problem: str, line: int | None = None) -> None:
        self.path = path
        self.problem = " ".join(problem.split())
        self.line = line
        where = shown_path(path) if line is None else f"{shown_path(path)} {line}行目"
        super().__init__(f"{where}: {self.problem}")


class DocumentError(CorpusError):
    """A document folder that can't be read: missing files, broken front matter, errata or line notes."""


def shown_path(path: Path) -> str:
    """The path as a person would type it: relative to the current directory where that is possible."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
