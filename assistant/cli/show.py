"""A reply in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.reply import Reply


def show(reply: Reply, console: Console | None = None, *, answer: bool = True) -> None:
    """The answer, then its sources, notices and what may be asked next. `answer` is False where it has been streamed."""
    out = console or Console(highlight=False)
    if answer:
        out.print(Text(reply.text))
    if reply.citations:
        out.print(Text("\n出典", style="bold"))
        for citation in reply.citations:
            first, last = citation.lines
            lines = f"{first}行目" if first == last else f"{first}～{last}行目"
            out.print(Text(f"[{citation.marker}] {' › '.join(citation.section)}（資料の{lines}）", style="cyan"))
            out.print(Padding(Text(citation.quote), (0, 0, 0, 4)))
            if citation.reading:
                out.print(Padding(Text(f"読み替え：{citation.reading}", style="yellow"), (0, 0, 0, 4)))
    for notice in reply.notices:
        out.print(Text(f"\n{notice}" if notice is reply.notices[0] else notice, style="dim"))
    if reply.clarification and reply.clarification.options:
        out.print(Text(f"\n{reply.clarification.question} {' ／ '.join(reply.clarification.options)}", style="bold"))
    if reply.follow_ups:
        out.print(Text("\n続けて聞けること", style="bold"))
        for question in reply.follow_ups:
            out.print(Text(f"・{question}"))
