"""Classes of applicant that a question sets side by side aren't the person's own."""

from __future__ import annotations

import pytest

from assistant.question.facts import read_facts
from assistant.question.folded import Folded
from assistant.question.vocabulary import Vocabulary


def _applicant(text: str, vocabulary: Vocabulary) -> object:
    found = read_facts(
        Folded.of(text), (), vocabulary.facts, vocabulary.components, vocabulary.denials, vocabulary.side_by_side
    )
    return found.values.get("applicant")


@pytest.mark.parametrize(
    "text",
    [
        "小規模と中小企業で補助率は違いますか",
        "小規模でも中小でも率は同じ？",
        "is the rate different for a small business and an SME?",
    ],
)
def test_neither_class_is_the_persons_own(text: str, vocabulary: Vocabulary) -> None:
    assert _applicant(text, vocabulary) is None


@pytest.mark.parametrize(
    ("text", "own"), [("小規模事業者の補助率は", "small"), ("中小企業です。補助率は違いますか", "sme")]
)
def test_a_class_alone_is(text: str, own: str, vocabulary: Vocabulary) -> None:
    assert _applicant(text, vocabulary) == own
