"""The assistant of the commands that answer: with the answers that staff confirmed, unless they aren't wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.service import Assistant

without_verified = click.option(
    "--without-verified", is_flag=True, help="担当者が確かめた回答（窓口確認済み）を使わずに答えます"
)


def open_assistant(*, without_verified: bool) -> Assistant:
    """Open the assistant. Records that can't be read cost the confirmed answers, never the answer.

    Raises:
        MadoguchiError: the index or the corpus can't be opened; says what to do.
    """
    from assistant.cli.bars import progress_bar
    from assistant.records.database import RecordsError
    from assistant.service import Assistant
    from assistant.settings import load_settings

    settings = load_settings()
    assistant = Assistant.open(settings, progress_bar("質問例の準備（初回だけ）"))
    if without_verified:
        return assistant
    from assistant.verified.wiring import consulting_verified

    try:
        return consulting_verified(assistant, settings)
    except RecordsError as error:
        click.echo(f"注意: 窓口確認済みの回答を使わずに答えます。{' '.join(str(error).split())}", err=True)
        return assistant
