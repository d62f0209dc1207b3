"""Whether questions are understood: programmes, topics, operation, amounts and their roles, on labelled turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from assistant.reply import Reply
from evals.answers import ConversationFactory, ItemResult
from evals.items import Item, Labels
from evals.statistics import Estimate, ratio

NAMES: dict[str, str] = {
    "programmes": "制度がすべて合う割合",
    "programme_recall": "制度を見つけた割合",
    "programme_precision": "見つけた制度が正しい割合",
    "tracks": "枠がすべて合う割合",
    "topic": "話題が合う割合",
    "topic_recall": "話題を見つけた割合",
    "operation": "求めることが合う割合",
    "amount_recall": "金額を見つけた割合",
    "amount_precision": "見つけた金額が正しい割合",
    "amount_role": "金額の役割が合う割合",
}


@dataclass(frozen=True)
class Understood:
    """What a system made of one turn. A message with several questions has several topics and operations."""

    programmes: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    """The first topic of each question."""
    operations: tuple[str, ...] = ()
    amounts: frozenset[tuple[int, str]] = frozenset()
    """Yen and role; what was carried over from an earlier turn is left out."""


class Understand(Protocol):
    """Reads a conversation so far and says what its last turn asks."""

    def __call__(self, turns: Sequence[str], as_of: date, /) -> Understood: ...


def through_conversation(open_conversation: ConversationFactory) -> Understand:
    """An `Understand` that holds the whole conversation and reads the trace of its last reply."""

    def understand(turns: Sequence[str], as_of: date, /) -> Understood:
        conversation = open_conversation(as_of)
        replies = [conversation.ask(turn) for turn in turns]
        return read_trace(replies[-1], replies[-2] if len(replies) > 1 else None)

    return understand


def read_trace(reply: Reply, before: Reply | None = None) -> Understood:
    """What the `understand` step of a reply's trace says; `before` is the reply that amounts may be carried from."""
    asks = _asks(reply)
    amounts = _amounts(asks)
    if any("amount" in ask.get("carried", ()) for ask in asks):
        amounts -= _amounts(_asks(before))
    return Understood(
        programmes=frozenset(name for ask in asks for name in ask.get("programmes", ())),
        tracks=frozenset(pair[-1] for ask in asks for kind in ("tracks", "specials") for pair in ask.get(kind, ())),
        topics=tuple(dict.fromkeys(ask["topics"][0] for ask in asks if ask.get("topics"))),
        operations=tuple(dict.fromkeys(ask["operation"] for ask in asks if ask.get("operation"))),
        amounts=frozenset(amounts),
    )


def _asks(reply: Reply | None) -> list[dict[str, Any]]:
    for step in reply.trace if reply else []:
        if step.step == "understand" and isinstance(step.decided.get("asks"), list):
            return [ask for ask in step.decided["asks"] if isinstance(ask, dict)]
    return []


def _amounts(asks: Iterable[dict[str, Any]]) -> set[tuple[int, str]]:
    return {(amount["yen"], amount["role"]) for ask in asks for amount in ask.get("amounts", ())}


@dataclass(frozen=True)
class Case:
    """One labelled turn and what was understood."""

    item: Item
    position: int
    labels: Labels
    understood: Understood


def cases_of(results: Iterable[ItemResult]) -> list[Case]:
    """Labelled turns of an answer run, read from the replies' traces."""
    found = []
    for result in results:
        replies = [turn.reply for turn in result.turns]
        for position, reply in enumerate(replies):
            if reply is not None:
                before = replies[position - 1] if position else None
                if result.item.labels:
                    found.append(Case(result.item, position, result.item.labels[position], read_trace(reply, before)))
    return found


def cases_with(items: Iterable[Item], understand: Understand) -> list[Case]:
    """Labelled turns read by an `Understand`, without answering where it needs no answer."""
    return [
        Case(item, position, item.labels[position], understand([t.ask for t in item.turns[: position + 1]], item.as_of))
        for item in items
        if item.labels
        for position in range(len(item.turns))
    ]


@dataclass(frozen=True)
class UnderstandingMetrics:
    """Shares with intervals, and which operation was taken for which."""

    estimates: Mapping[str, Estimate]
    operations: Mapping[str, Mapping[str, int]]
    turns: int


def measure_understanding(cases: Sequence[Case]) -> UnderstandingMetrics:
    """All figures of these turns. Turns of one item are drawn together by the bootstrap."""
    shares = {name: _by_item(cases, share) for name, share in _SHARES.items()}
    operations: dict[str, Counter[str]] = {}
    for case in cases:
        got = case.understood.operations
        shown = case.labels.operation if case.labels.operation in got else (got[0] if got else "－")
        operations.setdefault(case.labels.operation, Counter())[shown] += 1
    table = {wanted: dict(counts.most_common()) for wanted, counts in sorted(operations.items())}
    return UnderstandingMetrics({name: shares[name] for name in NAMES}, table, len(cases))


def _programmes(case: Case) -> tuple[float, float]:
    """Where the label names none (`needs`), whatever was found is no mistake of linking."""
    wanted = set(case.labels.programmes)
    return (float(wanted == case.understood.programmes), 1) if wanted else (0, 0)


def _programme_recall(case: Case) -> tuple[float, float]:
    return len(set(case.labels.programmes) & case.understood.programmes), len(set(case.labels.programmes))


def _programme_precision(case: Case) -> tuple[float, float]:
    if not case.labels.programmes:
        return 0, 0
    return len(set(case.labels.programmes) & case.understood.programmes), len(case.understood.programmes)


def _tracks(case: Case) -> tuple[float, float]:
    wanted = set(case.labels.tracks)
    return (float(wanted <= case.understood.tracks), 1) if wanted else (0, 0)


def _topic(case: Case) -> tuple[float, float]:
    """One of the labelled topics is the first of some question."""
    wanted = set(case.labels.topics)
    return (float(bool(wanted & set(case.understood.topics))), 1) if wanted else (0, 0)


def _topic_recall(case: Case) -> tuple[float, float]:
    return len(set(case.labels.topics) & set(case.understood.topics)), len(set(case.labels.topics))


def _operation(case: Case) -> tuple[float, float]:
    return float(case.labels.operation in case.understood.operations), 1


def _amount_recall(case: Case) -> tuple[float, float]:
    wanted = {amount.yen for amount in case.labels.amounts}
    return len(wanted & {yen for yen, _ in case.understood.amounts}), len(wanted)


def _amount_precision(case: Case) -> tuple[float, float]:
    """Only on turns that are labelled with amounts: elsewhere a figure of the question may well be read as one."""
    if not case.labels.amounts:
        return 0, 0
    got = {yen for yen, _ in case.understood.amounts}
    return len(got & {amount.yen for amount in case.labels.amounts}), len(got)


def _amount_role(case: Case) -> tuple[float, float]:
    wanted = {(amount.yen, amount.role) for amount in case.labels.amounts}
    found = {yen for yen, _ in case.understood.amounts}
    seen = {pair for pair in wanted if pair[0] in found}
    return len(seen & case.understood.amounts), len(seen)


_SHARES: dict[str, Callable[[Case], tuple[float, float]]] = {
    "programmes": _programmes,
    "programme_recall": _programme_recall,
    "programme_precision": _programme_precision,
    "tracks": _tracks,
    "topic": _topic,
    "topic_recall": _topic_recall,
    "operation": _operation,
    "amount_recall": _amount_recall,
    "amount_precision": _amount_precision,
    "amount_role": _amount_role,
}


def _by_item(cases: Sequence[Case], share: Callable[[Case], tuple[float, float]]) -> Estimate:
    hits: dict[str, float] = {}
    totals: dict[str, float] = {}
    for case in cases:
        hit, total = share(case)
        hits[case.item.id] = hits.get(case.item.id, 0) + hit
        totals[case.item.id] = totals.get(case.item.id, 0) + total
    return ratio(list(hits.values()), list(totals.values()))
