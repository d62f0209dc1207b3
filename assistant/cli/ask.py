"""`madoguchi ask`: one answer."""

from __future__ import annotations

from datetime import date

import click

from assistant.cli.answering import open_assistant, without_verified
from assistant.cli.days import DayType


@click.command(help="質問に1回答えます。")
@click.argument("question", metavar="質問")
@click.option("--as-of", type=DayType(), help="いつの時点で答えるか（例: 2026-04-10）。省くと今日（日本時間）")
@click.option("--json", "as_json", is_flag=True, help="Reply をJSONで出します")
@without_verified
def ask(question: str, as_of: date | None, as_json: bool, without_verified: bool) -> None:
    reply = open_assistant(without_verified=without_verified).conversation(as_of).ask(question)
    if as_json:
        click.echo(reply.model_dump_json(indent=2))
        return
    from assistant.cli.show import show

    show(reply)
