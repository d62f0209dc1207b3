"""Our own questions with labelled source lines, as a retrieval task over the passages of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.beir import Task, TaskError, TaskPassage
from evals.items import Expect, Item
from evals.matching import contains_any
from ingest.chunk import Node, document_nodes
from ingest.documents import load_documents

NAME = "labelled"


@dataclass(frozen=True)
class Question:
    """A question on its own and the source lines that answer it."""

    text: str
    expect: Expect
    item: Item


def questions_of(items: Iterable[Item]) -> list[Question]:
    """First turns with labelled passages; later turns can't be understood without what went before."""
    return [
        Question(item.turns[0].ask, expect, item) for item in items if (expect := item.turns[0].expect) and expect.cite
    ]


def labelled_task(documents: Path, items: Iterable[Item], split: str = "all") -> Task:
    """Passages of every document below `documents`; questions of a split of `items` (dev, test or all) with their labels.

    A passage is right when it stands on a labelled line and holds one of the facts that were asked for; where none
    does (a table cell rarely holds a whole answer), when it stands on a labelled line.

    Raises:
        TaskError: no question of the split has labelled lines.
        CorpusError: a document can't be read.
    """
    passages = [node for document in load_documents(documents) for node in document_nodes(document) if node.is_passage]
    queries: dict[str, str] = {}
    judgements: dict[str, dict[str, int]] = {}
    for question in questions_of(items):
        if split not in ("all", question.item.split):
            continue
        right = _right(question.expect, passages)
        if right:
            queries[question.item.id] = question.text
            judgements[question.item.id] = {node.id: 1 for node in right}
    if not queries:
        raise TaskError(
            documents, "正解の行が付いた質問が一つもありません。evals/datasets の cite を確かめてください。"
        )
    asked = tuple(TaskPassage(node.id, node.heading, node.body) for node in passages)
    return Task(NAME if split == "all" else f"{NAME}-{split}", asked, queries, judgements)


def _right(expect: Expect, passages: Sequence[Node]) -> list[Node]:
    there = [node for node in passages if any(overlap(node.lines, label) for label in expect.cite)]
    telling = [node for node in there if any(contains_any(node.body, fact.any) for fact in expect.facts)]
    return telling or there


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two ranges of lines, ends included, share a line."""
    return a[0] <= b[1] and b[0] <= a[1]
