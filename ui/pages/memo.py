"""相談メモ: the conversation of this tab on one page to print and take along to the 商工会."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from assistant.reply import Contact
from ui.conversations import Turn, is_key
from ui.desk import Desk
from ui.pages.panel import panel
from ui.render.environment import render
from ui.render.source import source_card
from ui.render.text import text_blocks

_LEAD = "ここまでのご質問とお答えを、1つにまとめました。印刷して、商工会・商工会議所などへの相談にお持ちください。"


def memo_page(desk: Desk, engine_note: str) -> None:
    """Build the page inside the current Gradio context."""

    def show(data: dict[str, Any]) -> str:
        """The memo of a conversation."""
        key = data.get("conversation")
        found = desk.conversations.get(key) if isinstance(key, str) and is_key(key) else None
        return str(memo_html(desk, list(found.turns) if found else [], engine_note))

    panel(render("page_head.html.j2", title="相談メモ", lead=_LEAD), "simple")
    panel(render("memo_page.html.j2"), "memo", calls=(show,), elem_id="memo")


def memo_html(desk: Desk, turns: list[Turn], engine_note: str) -> Markup:
    """The memo as HTML. Sources are numbered through, contacts are named once."""
    return render(
        "memo.html.j2",
        day=desk.day,
        as_of=desk.as_of,
        turns=[_told(desk, number, turn) for number, turn in enumerate(turns, start=1)],
        contacts=_contacts(turns),
        names=desk.names,
        engine_note=engine_note,
    )


def _told(desk: Desk, number: int, turn: Turn) -> dict[str, Any]:
    reply = turn.reply
    markers = {citation.marker for citation in reply.citations}
    return {
        "number": number,
        "question": turn.question,
        "blocks": text_blocks(reply.text, markers, {}),
        "calculation": desk.renderer.calculation(reply.calculation, level=3) if reply.calculation else None,
        "cards": [source_card(citation, desk.documents) for citation in reply.citations],
    }


def _contacts(turns: list[Turn]) -> list[Contact]:
    """Whom the answers name, each once."""
    found: list[Contact] = []
    for contact in (contact for turn in turns for contact in turn.reply.contacts):
        if contact not in found:
            found.append(contact)
    return found
