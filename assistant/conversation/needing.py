"""The need that a clause means: what the rest of its message tells, its own, or else another clause's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assistant.conversation.intent import OF_NO_PLAN
from assistant.conversation.leaning import elliptical
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.situations import tells
from assistant.question.ask import Ask

_TOPIC_MARKS = ("は", "も", "って")


class MeantNeed(NamedTuple):
    """The need of a clause."""

    id: str
    serving: tuple[tuple[str, str | None], ...]
    """The (programme, track) pairs that serve it."""
    named: bool
    """Whether words name it."""
    general: bool = False
    """Whether it is no more than who asks, or what most want."""


NeedOf = Callable[[Ask], MeantNeed | None]


@dataclass(frozen=True)
class PlacedClause:
    """A clause where it stands: in its message, behind the clauses that are complete, after earlier turns."""

    ask: Ask
    message: Sequence[Ask]
    """All clauses of its message."""
    before: Sequence[Resolved]
    """The clauses of the message that are complete."""
    memory: Memory
    """What earlier turns said."""
    need_of: NeedOf

    @cached_property
    def told_need(self) -> MeantNeed | None:
        """The need that the rest of the message tells, for a clause that only asks for whatever helps."""
        if not self.ask.seeks_help:
            return None
        told = [other for other in self.message if other is not self.ask and tells(other)]
        found = [need for other in told if (need := self.need_of(other)) and self._may_mean(need)]
        return next((need for need in found if need.named), found[0] if found else None)

    @cached_property
    def need(self) -> MeantNeed | None:
        """The need that the message tells, else the clause's own, else one of the rest of the message: the first
        particular one, else the first."""
        if own := self.told_need or self._own_need():
            return own
        found = []
        for other in self.message:
            refuses = other.unused or other.uses_no_special  # `インボイスの上乗せはなしです` needs no invoices
            need = None if other is self.ask or refuses or not other.text else self.need_of(other)
            # `6月に申請するなら、どの補助金が使えますか` needs nothing, whatever the question is like.
            if need and self._may_mean(need) and (need.named or not (other.wh_question and self._asks_no_plan)):
                found.append(need)
        return min(found, key=lambda need: need.general, default=None)

    @property
    def new_need(self) -> MeantNeed | None:
        """Its need, where that is what it is about, not what was spoken of before."""
        need, last = self.need, self.memory.last
        return need if need and (last is None or self._leaves(need, last)) else None

    @property
    def _asks_no_plan(self) -> bool:
        return bool(set(self.ask.sure_topics) & OF_NO_PLAN)

    def _may_mean(self, need: MeantNeed) -> bool:
        """Whether a clause that asks for a fact can mean what another tells: not who asks, nor what that only is like
        (`うちは小さい店です。無料で使えるものはどれですか`)."""
        return not (self.ask.wh_question and self.ask.sure_topics) or (need.named and not need.general)

    def _own_need(self) -> MeantNeed | None:
        need = self._narrowed(self.need_of(self.ask))
        if need and not need.named and not self.ask.wishes and self._asks_no_plan:
            return None  # `GW明けに出せるのは？` asks for dates, whatever need it is like
        return need

    def _narrowed(self, need: MeantNeed | None) -> MeantNeed | None:
        """A need with only what serves the needs that are told beside it too, where anything does
        (`海外に売りたい。旅費も出る？`)."""
        if need is None or not need.named:
            return need
        serving = need.serving
        for other in self.message:
            beside = self.need_of(other) if other is not self.ask and other.wishes and tells(other) else None
            if beside and beside.named:
                serving = tuple(pair for pair in serving if pair in beside.serving) or serving
        return need._replace(serving=serving)

    def _leaves(self, need: MeantNeed, last: Resolved) -> bool:
        """Whether a need in a later turn leaves what was spoken of (`チラシも入る？` asks on, `人手不足です` doesn't)."""
        ask = self.ask
        if not last.scope.programmes:
            return True
        if ask.continues and not need.named:
            return False  # `そのサービス料に使える補助金、ありますよね。`
        if ask.operation_said and ask.operation in ("recommend", "list"):
            return True
        if {programme for programme, _ in need.serving} & set(last.scope.programmes) or ask.facts.values:
            return False
        if len(self.message) == 1 and (ask.continues or ask.topics or _asks_on(ask)):
            return False
        return need.named or not elliptical(ask)


def _asks_on(ask: Ask) -> bool:
    """`パソコンは?` after a question about costs asks the same of another thing, and tells no need."""
    named = not (ask.wishes or ask.seeks_help or ask.operation_said)
    return named and elliptical(ask) and ask.text.rstrip("?。 ").endswith(_TOPIC_MARKS)
