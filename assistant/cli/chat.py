"""`madoguchi chat`: a conversation in the terminal."""

from __future__ import annotations

from datetime import date

import click

from assistant.cli.answering import open_assistant, without_verified
from assistant.cli.days import DayType

_LEAVE = ("終わり", "おわり", "終了", "exit", "quit", ":q")
_WELCOME = "補助金などの説明会資料にもとづいてお答えします。終わるときは「終わり」と入力してください。"


@click.command(help="端末で会話します。")
@click.option("--as-of", type=DayType(), help="いつの時点で答えるか（例: 2026-04-10）。省くと今日（日本時間）")
@without_verified
def chat(as_of: date | None, without_verified: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from assistant.cli.show import show
    from assistant.reply import Reply

    out = Console(highlight=False)
    with out.status("資料を開いています…"):
        assistant = open_assistant(without_verified=without_verified)
    conversation = assistant.conversation(as_of)
    out.print(Text(_WELCOME, style="bold"))
    offered: list[str] = list(assistant.desk.knowledge.vocabulary.dialogue.starters)
    _offer(out, offered)
    while True:
        try:
            typed = click.prompt("\nご質問", prompt_suffix="> ", default="", show_default=False).strip()
        except (click.Abort, EOFError):
            break
        if not typed:
            continue
        if typed in _LEAVE:
            break
        # A number alone picks one of the questions that were offered.
        question = (
            offered[int(typed) - 1] if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(offered) else typed
        )
        if question != typed:
            out.print(Text(question, style="cyan"))
        out.print()
        for event in conversation.stream(question):
            if isinstance(event, Reply):
                out.print()
                show(event.model_copy(update={"follow_ups": [], "clarification": None}), out, answer=False)
                offered = [*(event.clarification.options if event.clarification else []), *event.follow_ups]
                if event.clarification:
                    out.print(Text(f"\n{event.clarification.question}", style="bold"))
                _offer(out, offered)
            else:
                out.print(Text(event), end="")
    out.print(Text("ご利用ありがとうございました。"))


def _offer(out: object, questions: list[str]) -> None:
    from rich.console import Console
    from rich.text import Text

    assert isinstance(out, Console)
    for number, question in enumerate(questions, 1):
        out.print(Text(f"  {number}. {question}", style="green"))
