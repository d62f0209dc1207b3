"""The evaluation is itself measured: ten bugs are put into the system on purpose, and each must be caught.

The quick tests break a system that knows every answer, the slow ones break the assistant. Both times a mutation must
close the gate, show up under the cause that names it, and be noticed in nearly every reply that it changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.reply import Reply
from evals.answers import ItemResult, recheck, run_items
from evals.checks import Cause
from evals.gate import baseline_of, breaches, read_baseline
from evals.items import Item
from evals.metrics import measure
from evals.runs import new_run
from evals.sources import Sources
from tests.evals.mutations import Mutation, all_mutations
from tests.evals.oracle import Oracle

NAMES = (
    "swap_two_rates",
    "drop_a_citation",
    "off_by_one_day",
    "ignore_a_cap",
    "answer_everything",
    "refuse_everything",
    "stale_date",
    "wrong_track",
    "pass_on_garbled_words",
    "alter_a_number_after_citing",
)
TELLTALE: dict[str, set[Cause]] = {
    "swap_two_rates": {"calculation"},
    "drop_a_citation": {"marker"},
    "off_by_one_day": {"rounds"},
    "ignore_a_cap": {"calculation"},
    "answer_everything": {"missed_refusal"},
    "refuse_everything": {"false_refusal"},
    "stale_date": {"rounds", "calendar"},
    "wrong_track": {"calculation"},
    "pass_on_garbled_words": {"garbled"},
    "alter_a_number_after_citing": {"unproven_figure"},
}
# Some changes leave a sentence true or another right status: a swapped rate in `1/2～2/3`, two defensible statuses.
NOTICED = {"swap_two_rates": 0.8, "wrong_track": 0.75, "answer_everything": 0.9, "alter_a_number_after_citing": 0.9}


@pytest.fixture(scope="module")
def ideal(items: list[Item], sources: Sources) -> list[ItemResult]:
    return run_items(items, Oracle(items, sources), sources)


def test_there_are_ten(sources: Sources) -> None:
    assert sorted(all_mutations(sources)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_ideal_system_is_caught(name: str, ideal: list[ItemResult], sources: Sources) -> None:
    gate = baseline_of(new_run(ideal, 1.0), "test").gate
    assert breaches(new_run(ideal, 1.0).measured(), gate) == []
    _caught(name, ideal, gate, sources)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", NAMES)
def test_the_broken_assistant_is_caught(name: str, assistant_results: list[ItemResult], sources: Sources) -> None:
    _caught(name, assistant_results, read_baseline().gate, sources)


def _caught(name: str, results: Sequence[ItemResult], gate: dict[str, dict[str, float]], sources: Sources) -> None:
    mutation = all_mutations(sources)[name]
    broken = [recheck(result, mutation, sources) for result in results]
    assert breaches(new_run(broken, 1.0).measured(), gate), f"{name} は基準を通ってしまいました"
    before, after = measure(results).causes, measure(broken).causes
    grown = {cause for cause, count in after.items() if count > before.get(cause, 0)}
    assert TELLTALE[name] <= grown
    changed, noticed = _noticed(mutation, results, broken)
    assert changed, f"{name} はどの返事も変えませんでした"
    share = len(noticed) / len(changed)
    assert share >= NOTICED.get(name, 0.95), f"{name}: 変わった返事のうち {share:.0%} しか見つけていません"


def _noticed(
    mutation: Mutation, results: Sequence[ItemResult], broken: Sequence[ItemResult]
) -> tuple[list[str], list[str]]:
    """Turns that were faultless until the mutation changed their reply, and those of them that are so no longer."""
    changed, noticed = [], []
    for was, now in zip(results, broken, strict=True):
        for position, (old, new) in enumerate(zip(was.turns, now.turns, strict=True)):
            if old.reply is None or new.reply is None or not (old.check and old.right and old.grounded):
                continue
            if _shown(old.reply) != _shown(new.reply):
                changed.append(f"{was.item.id}/{position}")
                if not (new.right and new.grounded):
                    noticed.append(f"{was.item.id}/{position}")
    return changed, noticed


def _shown(reply: Reply) -> str:
    return reply.model_dump_json(exclude={"id", "trace"})
