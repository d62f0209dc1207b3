"""Evaluation cases that staff made of their verdicts (`assistant.records.cases`), asked and judged like all others.

`madoguchi eval work` runs them with the verified answers in force, as visitors get them; `madoguchi eval answers
--datasets <data>/evals` measures the assistant itself on them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from evals.answers import ConversationFactory, ItemResult, run_item
from evals.items import Item, load_items
from evals.sources import Sources

FOLDER = "evals"


def judge_now(item: Mapping[str, Any], open_conversation: ConversationFactory, sources: Sources) -> list[str]:
    """What is wrong with the answers to a case now, one Japanese line each; empty where it is right.

    Wrong are status, facts, forbidden figures and missing citations, and whatever isn't proven.
    """
    # The same way in as from a file, so that a case that runs here runs in `madoguchi eval` too.
    result = run_item(Item.model_validate_json(json.dumps(item)), open_conversation, sources)
    return faults(result)


def faults(result: ItemResult) -> list[str]:
    """The findings of every turn in words."""
    lines = []
    for turn in result.turns:
        for finding in turn.check.findings if turn.check else ():
            wanted = f"（必要: {finding.expected}）" if finding.expected else ""
            got = f"（回答: {finding.got}）" if finding.got else ""
            lines.append(f"{finding.detail}{wanted}{got}")
    return lines


def run_folder(folder: Path, open_conversation: ConversationFactory, sources: Sources) -> dict[str, list[str]]:
    """Every case of a folder by its id, with what is wrong. Raises DatasetError for a line that is no item."""
    return {item.id: faults(run_item(item, open_conversation, sources)) for item in load_items(folder)}


@click.command(help="担当者が判定から作った評価問題に、いまの窓口が正しく答えるかを確かめます。")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def work(as_json: bool) -> None:
    from assistant.records.database import open_database
    from assistant.service import Assistant
    from assistant.settings import load_settings
    from assistant.verified.wiring import with_verified

    settings = load_settings()
    folder = Path(settings.data) / FOLDER
    if not any(folder.glob("*.jsonl")):
        raise click.UsageError(f"評価問題がまだありません（{folder}）。/staff の判定の画面で作ってください。")
    assistant = with_verified(Assistant.open(settings), open_database(settings))
    sources = Sources.load(assistant.settings.corpus)
    found = run_folder(folder, assistant.conversation, sources)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for item_id, problems in found.items():
        click.echo(f"{'○' if not problems else '×'} {item_id}")
        for problem in problems:
            click.echo(f"    {problem}")
    right = sum(not problems for problems in found.values())
    click.echo(f"{len(found)}問中 {right}問が正しく答えられました。")
