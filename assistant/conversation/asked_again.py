"""The last question asked again: of something else that is named, of whichever it is, or by who tells who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.leaning import CALCULATING
from assistant.conversation.memory import SAME_FOR_ALL, Memory, Resolved
from assistant.question.ask import Ask
from assistant.question.scopes import Scope

_TURNING = {"rate", "ceiling"}
"""Topics of which more is said to who tells who they are."""
_ELIGIBLE = "costs"
"""The topic of `どの枠なら買える?`, which says no more than `どの枠なら?`."""


def turned_by(asks: Sequence[Ask], memory: Memory) -> Memory:
    """The memory with the amount or rate asked for before, where a message only tells who the person is
    (`小規模だったら？`) and the last turn asked for what is the same for everyone."""
    last, turning = memory.last, memory.turning
    if last is None or turning is None or last.operation not in SAME_FOR_ALL or last.scope != turning.scope:
        return memory
    tells = any(ask.facts.values for ask in asks)
    more = any(ask.sure_topics or ask.operation_said or ask.scope.programmes or ask.amounts for ask in asks)
    turns = turning.operation in CALCULATING or bool(_TURNING & set(turning.topics))
    return replace(memory, last=turning) if tells and turns and not more else memory


def asked_of_another(ask: Ask, last: Resolved) -> Ask | None:
    """The last question asked of what a clause names and nothing else (`車は買える?` … `創業型は?`).

    None where the clause says more than names, or the last question asked for no more than a topic.
    """
    brings = (
        ask.facts.values or ask.amounts or ask.scope.specials or ask.unused or ask.alike or ask.unlike or ask.how_much
    )
    if not ask.bare or not ask.scope.programmes or brings:
        return None
    if last.operation != "lookup" or last.ask.bare or last.ask.asks_nothing:
        return None
    mentions = tuple(replace(mention, span=None) for mention in ask.mentions)
    return replace(last.ask, text=_without_its_names(last.ask), scope=ask.scope, mentions=mentions)


def asked_of_which(ask: Ask, last: Resolved) -> Ask | None:
    """The last question asked of whichever track it is (`パソコンは?` … `じゃあどの枠なら?`); None where no such is."""
    brings = ask.facts.values or ask.amounts or ask.operation_said or set(ask.sure_topics) - {_ELIGIBLE}
    if not ask.which or ask.scope.programmes or brings or len(ask.rest) > 1:
        return None
    if not last.scope.programmes or last.ask.bare or last.operation in CALCULATING:
        return None
    text = f"{_without_its_names(last.ask).rstrip('?。')}{ask.text}"
    scope = Scope(last.scope.programmes)
    return replace(last.ask, text=text, scope=scope, mentions=(), yes_no=False, asserts=False, which=True)


def _without_its_names(ask: Ask) -> str:
    text = ask.text
    for start, end in sorted({mention.span for mention in ask.mentions if mention.span}, reverse=True):
        text = text[:start] + text[end:]
    return text
