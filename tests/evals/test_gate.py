"""The gate: the assistant as it is must stand above the committed floors on both splits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.answers import ItemResult, run_items
from evals.gate import BASELINE, GATED, baseline_of, breaches, read_baseline, write_baseline
from evals.items import Item
from evals.metrics import LOWER_IS_BETTER
from evals.runs import Outcomes, RunFileError, changes, new_run, questions_hash, read_summary, run_json, write_json
from evals.sources import Sources
from tests.evals.oracle import Oracle


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_assistant_passes_the_gate(assistant_results: list[ItemResult]) -> None:
    found = breaches(new_run(assistant_results, 1.0).measured(), read_baseline().gate)
    assert not found, "\n".join(map(str, found))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_run_is_quick_enough_for_every_push(assistant_results: list[ItemResult]) -> None:
    """Under five minutes on a machine of its own: the quickest tenth of the turns tells what a turn costs there, and
    what else the machine does meanwhile is not ours to fail."""
    times = sorted(turn.milliseconds for result in assistant_results for turn in result.turns)
    assert times[len(times) // 10] * len(times) < 300_000


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nothing_crashes(assistant_results: list[ItemResult]) -> None:
    crashed = [r.item.id for r in assistant_results if any(turn.reply is None for turn in r.turns)]
    assert crashed == []


def test_the_committed_baseline_says_why_and_gates_both_splits() -> None:
    baseline = read_baseline()
    assert baseline.reason
    assert set(baseline.gate) == {"dev", "test"}
    for limits in baseline.gate.values():
        assert {"accuracy", "groundedness", "exactness"} <= set(limits)
    assert baseline.questions == questions_hash(), (
        "問題が変わりました。`madoguchi eval baseline --reason …` で基準を作り直してください。"
    )


@pytest.fixture(scope="module")
def some(items: list[Item]) -> list[Item]:
    return [item for item in items if item.kind in ("dates", "calculations", "unanswerable")]


@pytest.fixture(scope="module")
def ideal(some: list[Item], sources: Sources) -> list[ItemResult]:
    return run_items(some, Oracle(some, sources), sources)


@pytest.fixture(scope="module")
def spoiled(some: list[Item], sources: Sources) -> list[ItemResult]:
    """Every tenth item fails by a crash."""

    class Fragile(Oracle):
        def __call__(self, as_of):  # type: ignore[no-untyped-def]
            self.count = getattr(self, "count", 0) + 1
            if self.count % 10 == 0:
                raise RuntimeError("止まりました")
            return super().__call__(as_of)

    return run_items(some, Fragile(some, sources), sources)


def test_floors_lie_a_little_under_the_figures(ideal: list[ItemResult]) -> None:
    run = new_run(ideal, 1.0)
    gate = baseline_of(run, "x").gate
    measured = run.measured()
    assert set(gate) == {"dev", "test"}
    for split, limits in gate.items():
        assert set(limits) == set(GATED)
        for metric, limit in limits.items():
            value = measured[split].estimates[metric].value
            assert value is not None
            assert limit >= value if metric in LOWER_IS_BETTER else limit <= value
            assert abs(limit - value) <= 0.0111
    assert breaches(measured, gate) == []


def test_a_worse_run_is_stopped_and_says_why(ideal: list[ItemResult], spoiled: list[ItemResult]) -> None:
    gate = baseline_of(new_run(ideal, 1.0), "x").gate
    found = breaches(new_run(spoiled, 1.0).measured(), gate)
    assert {(breach.split, breach.metric) for breach in found} >= {("dev", "accuracy"), ("test", "exactness")}
    assert "下回りました" in str(found[0])


def test_a_missing_split_does_not_pass(ideal: list[ItemResult]) -> None:
    gate = baseline_of(new_run(ideal, 1.0), "x").gate
    only_dev = new_run([result for result in ideal if result.item.split == "dev"], 1.0)
    assert {breach.split for breach in breaches(only_dev.measured(), gate)} == {"test"}


def test_a_baseline_can_be_written_and_read(tmp_path: Path, ideal: list[ItemResult]) -> None:
    path = tmp_path / "baseline.json"
    baseline = baseline_of(new_run(ideal, 1.0), "初めての基準")
    write_baseline(baseline, path)
    assert read_baseline(path) == baseline
    assert list(json.loads(path.read_text(encoding="utf-8")))[:2] == ["reason", "gate"]
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RunFileError, match="eval baseline"):
        read_baseline(path)
    assert BASELINE.name == "baseline.json"


def test_runs_are_compared_item_by_item(ideal: list[ItemResult], spoiled: list[ItemResult]) -> None:
    run = new_run(spoiled, 1.0)
    change = changes(run, new_run(ideal, 1.0).summary())
    failed = [result.item for result in spoiled if not result.right]
    assert list(change.worse) == failed
    assert not change.better
    assert change.by_split["all"].worse == len(failed)
    assert change.by_split["all"].p_value < 0.001


def test_a_smaller_run_shows_no_misleading_difference(ideal: list[ItemResult]) -> None:
    change = changes(new_run(ideal[:40], 1.0), new_run(ideal, 1.0).summary())
    assert change.share_before("dev", "accuracy") is None
    assert changes(new_run(ideal, 1.0), new_run(ideal, 1.0).summary()).share_before("dev", "accuracy") is not None


def test_files_tell_nothing_of_test_questions(tmp_path: Path, spoiled: list[ItemResult]) -> None:
    path = tmp_path / "answers.json"
    write_json(path, run_json(new_run(spoiled, 1.0)))
    written = path.read_text(encoding="utf-8")
    for result in spoiled:
        if result.item.split == "test":
            assert f'"{result.item.id}"' not in written
    assert read_summary(path).outcomes == Outcomes(
        right=tuple(sorted(r.item.key for r in spoiled if r.right)),
        wrong=tuple(sorted(r.item.key for r in spoiled if not r.right)),
    )


@pytest.mark.parametrize("content", [None, "", "[]", '{"made": 1}'])
def test_a_broken_file_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "old.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(RunFileError, match=r"old\.json"):
        read_summary(path)
