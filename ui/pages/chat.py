"""The chat page: questions stream through Gradio's queue, everything small is called directly."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.reply import Reply
from ingest.errors import MadoguchiError
from ui import words
from ui.conversations import Turn
from ui.desk import Desk
from ui.pages.examples import examples
from ui.pages.panel import panel
from ui.render.answer import spoken_answer
from ui.render.environment import render

_log = logging.getLogger(__name__)

_KEY = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
_TURN = Field(pattern=r"^t-[a-z0-9]{1,32}$")


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")

    conversation: str = _KEY


class _Ask(_Message):
    turn: str = _TURN
    question: str = Field(max_length=100_000)
    shown: int = Field(ge=0)
    """How many turns stand on the page."""


class _Stop(_Message):
    turn: str = _TURN


class _Rate(_Message):
    reply: str = Field(max_length=64)
    helpful: bool
    reasons: list[str] = Field(default_factory=list, max_length=20)
    comment: str = Field("", max_length=10_000)


def chat_page(desk: Desk, engine_note: str) -> None:
    """Build the page inside the current Gradio context."""

    async def ask(event: gr.EventData) -> AsyncIterator[dict[str, Any]]:
        async for message in answer(desk, event._data):
            yield message

    def restore(data: dict[str, Any]) -> dict[str, Any]:
        """The turns of a conversation, for a page that was loaded again."""
        found = desk.conversations.get(_Message.model_validate(data).conversation)
        if found is None:
            return {"known": False, "turns": []}
        return {"known": True, "turns": [_turn_html(desk, turn) for turn in found.turns]}

    def stop(data: dict[str, Any]) -> None:
        """The visitor doesn't want the rest of this turn's answer."""
        message = _Stop.model_validate(data)
        found = desk.conversations.get(message.conversation)
        if found and found.lock.locked():
            found.stopped = {message.turn}

    def forget(data: dict[str, Any]) -> None:
        """Forget the conversation."""
        desk.conversations.forget(_Message.model_validate(data).conversation)

    def rate(data: dict[str, Any]) -> bool:
        """Keep feedback on a reply of this conversation, and say whether it was kept."""
        message = _Rate.model_validate(data)
        found = desk.conversations.get(message.conversation)
        if found is None or all(turn.reply.id != message.reply for turn in found.turns):
            return False
        return desk.rate(message.reply, helpful=message.helpful, reasons=message.reasons, comment=message.comment)

    markup = render(
        "chat.html.j2",
        examples=examples(),
        longest=words.LONGEST_QUESTION,
        engine_note=engine_note,
    )
    chat = panel(markup, "chat", events=("ask",), calls=(restore, stop, forget, rate), elem_id="chat")
    chat.ask(
        ask,
        inputs=None,
        outputs=chat,
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="multiple",
        concurrency_limit=None,
    )


async def answer(desk: Desk, data: Any) -> AsyncIterator[dict[str, Any]]:
    """The messages of one turn to the page: the text so far, then the whole answer as HTML, or what went wrong."""
    try:
        message = _Ask.model_validate(data)
    except ValidationError:
        _log.warning("the page sent a question that isn't one")
        return
    said = {"turn": message.turn}
    if problem := words.question_problem(message.question):
        yield said | _problem(problem, again=False)
        return
    try:
        known = desk.conversations.get(message.conversation)
        conversation = known or desk.conversations.get_or_start(message.conversation)
        text = ""
        async for event in desk.stream(conversation, message.question.strip(), turn=message.turn):
            if isinstance(event, Reply):
                html = desk.renderer.answer(message.turn, event)
                note = words.FORGOTTEN if message.shown and known is None else ""
                yield said | {"state": "done", "html": str(html), "say": spoken_answer(event), "note": note}
            else:
                text += event
                yield said | {"state": "streaming", "text": text}
    except MadoguchiError as error:
        yield said | _problem(str(error), again=True)
    except Exception:
        _log.exception("a question could not be answered")
        yield said | _problem(words.FAILED, again=True)


def _problem(text: str, *, again: bool) -> dict[str, Any]:
    return {"state": "failed", "html": str(render("problem.html.j2", text=text, again=again)), "say": text}


def _turn_html(desk: Desk, turn: Turn) -> str:
    return str(desk.renderer.turn(turn.id, turn.question, turn.reply))
