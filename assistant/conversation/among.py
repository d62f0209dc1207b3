"""What asks of all, or of which of several: of those that are spoken of, where any are."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.memory import Memory
from assistant.question.ask import STRONG, Ask
from assistant.question.scopes import subjects_of

_DATES = "dates"
_GRANTED = "ceiling"
_IN_FIGURES = {"ceiling", "rate"}
"""Topics in which one is ahead of the others (`一番率がいいのは`)."""
_HELD_SIDE_BY_SIDE = ("lookup", "list", "recommend")


def among_spoken_of(ask: Ask, memory: Memory) -> Ask:
    """The ask with `全部` and `どれが` meant of what was spoken of, and the foremost of several as a comparison.

    As it is where nothing was spoken of that it could be asked of.
    """
    if memory.last is None or ask.resets or ask.returns or ask.scope.programmes:
        return ask
    spoken = subjects_of(memory.last.scope)
    owners = {programme for programme, _ in spoken}
    # `枠は？` … `どれが一番出る？`: the answer listed what one programme has.
    listed = len(memory.offered) > 1 and {programme for programme, _ in memory.offered} == owners
    several = len(spoken) > 1 or (len(spoken) == 1 and listed)
    in_figures = ask.foremost and several and set(ask.sure_topics) & _IN_FIGURES and not ask.yes_no
    if not spoken or not (ask.wholly or (ask.which_of and several) or in_figures):
        return ask
    within = replace(ask, everything=False)
    if ask.yes_no and ask.operation == "list":
        within = replace(within, operation="lookup", operation_said=False)  # `手続きは全部うちだけでやるの？`
    apart = _DATES in ask.sure_topics or ask.operation not in _HELD_SIDE_BY_SIDE
    if not (ask.foremost and several) or apart:
        return within
    compared = replace(within, operation="compare", operation_said=True)
    if ask.how_much and not ask.sure_topics:
        return replace(compared, topics=(_GRANTED,), topic_scores={_GRANTED: STRONG})
    return compared
