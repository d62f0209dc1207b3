"""`madoguchi eval`: one group; each measurement is a module that is loaded only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "answers": "evals.answers_cli:answers",
    "baseline": "evals.answers_cli:baseline",
    "judge": "evals.answers_cli:judge",
    "report": "evals.answers_cli:report",
    "retrieval": "evals.retrieval_cli:retrieval",
    "understanding": "evals.answers_cli:understanding",
    "validate": "evals.answers_cli:validate",
    "work": "evals.from_work:work",
}


class _Measurements(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Measurements)
def evaluate() -> None:
    """答えと検索の正しさを測ります。"""
