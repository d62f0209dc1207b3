"""A system under test that knows the answers: it replies with what the items expect, so every check must pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count

from assistant.reply import Calculation, Citation, Clarification, Reply, Round, TraceStep
from evals.checks import TOKYO
from evals.items import Expect, ExpectedCalculation, Item
from evals.sources import Sources

MARKER = re.compile(r"\[\d+\]")


class Oracle:
    """Opens conversations that answer the given items word for word."""

    def __init__(self, items: Iterable[Item], sources: Sources) -> None:
        self._by_question = {(item.as_of, item.turns[0].ask): item for item in items}
        self._sources = sources

    def __call__(self, as_of: date) -> OracleConversation:
        return OracleConversation(as_of, self._by_question, self._sources)


class OracleConversation:
    def __init__(self, as_of: date, by_question: dict[tuple[date, str], Item], sources: Sources) -> None:
        self._as_of, self._by_question, self._sources = as_of, by_question, sources
        self._item: Item | None = None
        self._turn = 0

    def ask(self, question: str) -> Reply:
        if self._item is None:
            self._item = self._by_question[self._as_of, question]
        reply = ideal_reply(self._item, self._turn, self._sources)
        self._turn += 1
        return reply


_ids = count(1)


def ideal_reply(item: Item, position: int, sources: Sources) -> Reply:
    """The reply that an item asks for: gold (or the bare facts), the labelled lines cited whole."""
    turn = item.turns[position]
    expect = turn.expect or Expect(status="answered")
    last = item.checked[-1][0] == position
    text = MARKER.sub("", item.gold) if last else "。".join(fact.any[0] for fact in expect.facts) + "。"
    evidence = [piece.lines for piece in item.evidence] if last else []
    ranges = list(dict.fromkeys([*expect.cite, *evidence]))
    source = sources.main
    citations = [
        Citation(
            marker=number,
            document_id=source.id,
            title="資料",
            section=[],
            quote=source.verbatim(first, end),
            lines=(first, end),
            as_of="2026-02",
            reading=mended(source.verbatim(first, end), sources),
        )
        for number, (first, end) in enumerate(ranges, 1)
        if source.verbatim(first, end).strip()
    ]
    markers = "".join(f"[{citation.marker}]" for citation in citations)
    status = expect.statuses[0]
    return Reply(
        id=f"oracle-{next(_ids)}",
        question=turn.ask,
        standalone_question=turn.ask,
        status=status,
        text=text.rstrip("。") + markers + "。",
        citations=citations,
        calculation=_calculation(expect.calculation) if expect.calculation else None,
        rounds=[
            Round(
                programme="x",
                name="公募",
                closes=r.closes,
                status=r.status,
                opens=_opens(r.closes, r.status, item.as_of),
            )
            for r in expect.rounds
        ],
        clarification=Clarification(question="どの枠ですか。") if status == "clarify" else None,
        trace=[
            TraceStep(step="understand", decided={}, milliseconds=2.0),
            TraceStep(step="decide", decided={"confidence": 0.95 if status == "answered" else 0.1}, milliseconds=0.5),
        ],
    )


def mended(quote: str, sources: Sources) -> str | None:
    reading = quote
    for word in sources.main.garbled:
        if word.reading and len(word.printed) > 2:
            reading = reading.replace(word.printed, word.reading)
    return reading if reading != quote else None


def _opens(closes: datetime | None, status: str, as_of: date) -> datetime | None:
    if closes is None:
        return None
    day = as_of + timedelta(days=1) if status == "before" else as_of - timedelta(days=30)
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO)


def _calculation(expected: ExpectedCalculation) -> Calculation:
    def one(cost: int | None, subsidy: int | None) -> Calculation:
        own = cost - subsidy if cost is not None and subsidy is not None else None
        return Calculation(
            programme=expected.programme, track=expected.track, cost_yen=cost, subsidy_yen=subsidy, own_cost_yen=own
        )

    if expected.scenarios:
        cases = [one(s.cost_yen or expected.cost_yen, s.subsidy_yen) for s in expected.scenarios]
        return one(expected.cost_yen, None).model_copy(update={"scenarios": cases})
    return one(expected.cost_yen, expected.subsidy_yen).model_copy(
        update={"subsidy_range_yen": expected.subsidy_range_yen}
    )
