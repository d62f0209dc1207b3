"""The commands print, write and end as their help says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import evals.gate
import evals.system
from evals.answers_cli import GateClosedError, ValidationFailedError
from evals.cli import evaluate
from evals.items import Item
from evals.judge import AnswerCase, JudgeUnavailableError, cases, read_cases, shares, write_cases
from evals.judge import Judged as Verdict
from evals.sources import Sources
from tests.evals.oracle import Oracle


@pytest.fixture
def run(items: list[Item], sources: Sources, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command against a system that knows every answer; writes go to a folder of the test."""
    monkeypatch.setattr(evals.system, "open_system", lambda: Oracle(items, sources))
    monkeypatch.setattr(evals.gate, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "var"))

    def command(*words: str) -> Result:
        return CliRunner().invoke(evaluate, list(words))

    return command


def test_answers_writes_a_record_and_a_page(run: Any, tmp_path: Path) -> None:
    result = run("answers", "--split", "dev", "--kind", "dates")
    assert result.exit_code == 0, result.output
    assert "回答の評価" in result.output
    record = json.loads((tmp_path / "var" / "evals" / "answers.json").read_text(encoding="utf-8"))
    assert set(record["metrics"]) == {"dev"}
    assert record["metrics"]["dev"]["accuracy"]["value"] == 1.0
    assert record["dev_items"]
    assert (tmp_path / "var" / "evals" / "answers.html").exists()


def test_a_baseline_is_set_with_a_reason_and_gates(run: Any, tmp_path: Path) -> None:
    assert run("baseline").exit_code == 2
    assert run("baseline", "--reason", " ").exit_code == 2
    assert run("baseline", "--reason", "初めての基準").exit_code == 0
    written = json.loads((tmp_path / "baseline.json").read_text(encoding="utf-8"))
    assert written["reason"] == "初めての基準"
    passed = run("answers", "--gate")
    assert passed.exit_code == 0, passed.output
    assert "前回" in passed.output
    written["gate"]["dev"]["accuracy"] = 1.1
    (tmp_path / "baseline.json").write_text(json.dumps(written), encoding="utf-8")
    closed = run("answers", "--gate", "--split", "dev")
    assert isinstance(closed.exception, GateClosedError)
    assert "dev" in str(closed.exception)


def test_report_compares_two_records(run: Any, tmp_path: Path) -> None:
    run("answers", "--out", str(tmp_path / "a"), "--kind", "dates")
    run("answers", "--out", str(tmp_path / "b"), "--kind", "dates")
    result = run("report", str(tmp_path / "a" / "answers.json"), "--baseline", str(tmp_path / "b" / "answers.json"))
    assert result.exit_code == 0, result.output
    assert "p=1.000" in result.output


def test_understanding_prints_a_table(run: Any) -> None:
    result = run("understanding", "--split", "dev")
    assert result.exit_code == 0, result.output
    assert "質問の理解" in result.output


def test_validate_lists_faults(run: Any, items: list[Item], tmp_path: Path) -> None:
    good = run("validate")
    assert good.exit_code == 0, good.output
    item = json.loads(items[0].model_dump_json())
    item["gold"] = "…"
    path = tmp_path / f"{item['kind']}.jsonl"
    path.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    bad = run("validate", "--datasets", str(tmp_path), "--no-coverage")
    assert isinstance(bad.exception, ValidationFailedError)
    assert item["id"] in bad.output
    assert "1行目" in bad.output


@pytest.mark.parametrize("words", [("answers", "--kind", "unheard"), ("answers", "--split", "x")])
def test_bad_options_end_with_two(run: Any, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_help_is_quick_and_needs_no_model() -> None:
    code = "import sys, evals.answers_cli; sys.exit(any(m in sys.modules for m in ('torch','numpy','chromadb','rich')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestJudge:
    def test_without_the_library_it_says_what_to_install(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "deepeval", None)
        monkeypatch.setitem(sys.modules, "deepeval.metrics", None)
        result = run("judge")
        assert isinstance(result.exception, JudgeUnavailableError)
        assert "pip install" in str(result.exception)

    def test_answers_are_written_for_another_environment(self, run: Any, tmp_path: Path) -> None:
        path = tmp_path / "cases.jsonl"
        assert run("judge", "--write-cases", str(path), "--limit", "5").exit_code == 0
        found = read_cases(path)
        assert len(found) == 5
        assert all(case.passages for case in found)

    def test_cases_come_back_as_written(self, tmp_path: Path) -> None:
        case = AnswerCase("a", 0, "上限は？", "3,000万円です。\n以上です。", ("補助上限\t3,000万円",))
        assert write_cases(tmp_path / "x.jsonl", [case]) == 1
        assert read_cases(tmp_path / "x.jsonl") == [case]
        with pytest.raises(JudgeUnavailableError, match="write-cases"):
            read_cases(tmp_path / "missing.jsonl")

    def test_refusals_are_not_judged(self, items: list[Item], sources: Sources) -> None:
        from evals.answers import run_items

        refused = [item for item in items if item.kind == "unanswerable"]
        results = run_items(refused, Oracle(refused, sources), sources)
        assert all(
            c.item not in {i.id for i in refused if i.final.statuses[0] == "not_in_sources"} for c in cases(results)
        )

    def test_unscored_answers_do_not_count(self) -> None:
        found = shares([Verdict("a", 0, 0.9, None, ""), Verdict("b", 0, 0.1, 0.6, "")])
        assert (found["faithfulness"].value, found["faithfulness"].n) == (0.5, 2)
        assert (found["relevance"].value, found["relevance"].n) == (1.0, 1)
