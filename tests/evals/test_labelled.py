"""Our labelled questions as a retrieval task."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.beir import TaskError
from evals.items import Item
from evals.labelled import labelled_task, overlap, questions_of
from ingest.chunk import document_nodes
from ingest.documents import load_documents

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def test_every_labelled_question_has_a_right_passage(items: list[Item]) -> None:
    task = labelled_task(DOCUMENTS, items)
    assert len(task.queries) >= 0.95 * len(questions_of(items))
    ids = {passage.id for passage in task.passages}
    assert all(grades and grades.keys() <= ids for grades in task.judgements.values())


def test_right_passages_stand_on_labelled_lines_and_few_do(items: list[Item]) -> None:
    task = labelled_task(DOCUMENTS, items, "dev")
    lines = {node.id: node.lines for document in load_documents(DOCUMENTS) for node in document_nodes(document)}
    labels = {question.item.id: question.expect.cite for question in questions_of(items)}
    for asked, grades in task.judgements.items():
        assert all(any(overlap(lines[right], label) for label in labels[asked]) for right in grades)
    # A task where everything is right measures nothing.
    counts = sorted(len(grades) for grades in task.judgements.values())
    assert counts[len(counts) // 2] <= 0.05 * len(task.passages)


def test_the_splits_share_no_question(items: list[Item]) -> None:
    dev, test = (labelled_task(DOCUMENTS, items, split) for split in ("dev", "test"))
    assert not dev.queries.keys() & test.queries.keys()
    assert len(dev.queries) + len(test.queries) == len(labelled_task(DOCUMENTS, items).queries)


def test_no_labelled_question_is_said(items: list[Item]) -> None:
    with pytest.raises(TaskError, match="cite"):
        labelled_task(DOCUMENTS, [])
