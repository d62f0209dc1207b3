"""Figures of a run are counted as their names say."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.reply import Reply, TraceStep
from evals.answers import ItemResult, recheck, run_items
from evals.items import Item
from evals.metrics import measure
from evals.sources import Sources
from evals.understanding import (
    Understood,
    cases_of,
    cases_with,
    measure_understanding,
    read_trace,
    through_conversation,
)
from tests.evals.mutations import answer_everything, refuse_everything
from tests.evals.oracle import Oracle


@pytest.fixture(scope="module")
def ideal(items: list[Item], sources: Sources) -> list[ItemResult]:
    return run_items(items, Oracle(items, sources), sources)


def test_a_system_that_knows_all_is_right(ideal: list[ItemResult]) -> None:
    metrics = measure(ideal)
    for name in ("accuracy", "content_accuracy", "turn_accuracy", "exactness", "carry_over", "citation_recall"):
        assert metrics.estimates[name].value == 1.0, name
    assert metrics.estimates["false_refusals"].value == metrics.estimates["missed_refusals"].value == 0.0
    assert metrics.items == len(ideal)
    assert sum(estimate.n for estimate in metrics.by_kind.values()) == len(ideal)
    assert all(wanted == got for wanted, row in metrics.confusion.items() for got in row)


def test_refusals_are_counted_apart(ideal: list[ItemResult], sources: Sources) -> None:
    refusing = measure([recheck(result, refuse_everything, sources) for result in ideal])
    assert refusing.estimates["false_refusals"].value == 1.0
    assert refusing.estimates["missed_refusals"].value == 0.0
    assert refusing.confusion["answered"].get("not_in_sources", 0) > 300
    answering = measure([recheck(result, answer_everything, sources) for result in ideal])
    assert answering.estimates["missed_refusals"].value == 1.0
    assert answering.estimates["false_refusals"].value == 0.0


def test_only_later_turns_count_as_carried_over(ideal: list[ItemResult], sources: Sources) -> None:
    def forget(reply: Reply, item: Item) -> Reply:
        return reply if reply.question == item.turns[0].ask else refuse_everything(reply, item)

    metrics = measure([recheck(result, forget, sources) for result in ideal])
    carried = metrics.estimates["carry_over"]
    assert carried.n == sum(len(result.turns) - 1 for result in ideal)
    assert carried.value is not None
    assert carried.value < 0.2
    assert metrics.estimates["turn_accuracy"].value is not None
    assert metrics.estimates["turn_accuracy"].value > 0.85


def test_time_is_told_by_step(ideal: list[ItemResult]) -> None:
    latency = measure(ideal).latency
    assert list(latency) == ["understand", "decide", "total"]
    assert latency["understand"].p50 == 2.0
    assert latency["total"].n == sum(len(result.turns) for result in ideal)


def test_nothing_measured_is_no_figure() -> None:
    metrics = measure([])
    assert metrics.estimates["accuracy"].value is None
    assert metrics.latency == {}


def _ask(**given: Any) -> dict[str, Any]:
    return {"text": "…", "programmes": [], "tracks": [], "topics": [], "operation": "lookup", "amounts": [], **given}


def _traced(*asks: dict[str, Any]) -> Reply:
    step = TraceStep(step="understand", decided={"asks": list(asks)}, milliseconds=1.0)
    return Reply(id="x", question="q", standalone_question="q", status="answered", text="。", trace=[step])


class TestUnderstanding:
    def test_a_trace_is_read(self) -> None:
        cost = {"yen": 8_000_000, "role": "cost"}
        reply = _traced(
            _ask(
                programmes=["monodukuri"], tracks=[["monodukuri", "kofuka"]], topics=["ceiling", "rate"], amounts=[cost]
            ),
            _ask(programmes=["monodukuri"], topics=["dates"], operation="date"),
        )
        assert read_trace(reply) == Understood(
            frozenset({"monodukuri"}),
            frozenset({"kofuka"}),
            ("ceiling", "dates"),
            ("lookup", "date"),
            frozenset({(8_000_000, "cost")}),
        )

    def test_carried_amounts_are_left_out(self) -> None:
        old, new = {"yen": 1, "role": "cost"}, {"yen": 2, "role": "cost"}
        before = _traced(_ask(amounts=[old]))
        after = _traced(_ask(amounts=[old, new], carried=["amount"]))
        assert read_trace(after, before).amounts == {(2, "cost")}
        assert read_trace(_traced(_ask(amounts=[old])), before).amounts == {(1, "cost")}

    def test_a_reply_without_a_trace_understood_nothing(self) -> None:
        reply = Reply(id="x", question="q", standalone_question="q", status="answered", text="。")
        assert read_trace(reply) == Understood()

    def test_right_labels_score_full(self, items: list[Item]) -> None:
        by_ask = {
            tuple(turn.ask for turn in item.turns[: n + 1]): item.labels[n]
            for item in items
            for n in range(len(item.turns))
        }

        def understand(turns: Any, as_of: Any, /) -> Understood:
            label = by_ask[tuple(turns)]
            amounts = frozenset((amount.yen, amount.role) for amount in label.amounts)
            return Understood(
                frozenset(label.programmes), frozenset(label.tracks), label.topics, (label.operation,), amounts
            )

        metrics = measure_understanding(cases_with(items, understand))
        assert {name: estimate.value for name, estimate in metrics.estimates.items() if estimate.value != 1.0} == {}
        assert all(list(row) == [wanted] for wanted, row in metrics.operations.items())

    def test_mistakes_are_counted(self, items: list[Item]) -> None:
        chosen = [item for item in items if item.kind == "calculations"][:20]
        wrong = Understood(frozenset({"x"}), frozenset(), ("url",), ("lookup",), frozenset({(1, "cost")}))
        metrics = measure_understanding(cases_with(chosen, lambda turns, as_of: wrong))
        for name in ("programmes", "programme_recall", "topic", "operation", "amount_recall", "amount_precision"):
            assert metrics.estimates[name].value == 0.0, name
        assert metrics.estimates["amount_role"].value is None
        assert metrics.operations["calculate"] == {"lookup": 20}

    def test_a_whole_conversation_is_held(self, items: list[Item], sources: Sources) -> None:
        long = next(item for item in items if len(item.turns) > 1)
        understand = through_conversation(Oracle([long], sources))
        assert understand([turn.ask for turn in long.turns], long.as_of) == Understood()

    def test_an_answer_run_gives_its_cases(self, ideal: list[ItemResult]) -> None:
        assert len(cases_of(ideal)) == sum(len(result.turns) for result in ideal)
