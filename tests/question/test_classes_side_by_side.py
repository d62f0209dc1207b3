"""Classes of applicant that a question sets side by side aren't the person's own."""

from __future__ import annotations

import pytest

from assistant.question.facts import Facts, read_facts
from assistant.question.folded import Folded
from assistant.question.vocabulary import Vocabulary


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read_facts(
        Folded.of(text), (), vocabulary.facts, vocabulary.components, vocabulary.denials, vocabulary.side_by_side
    )


@pytest.mark.parametrize(
    "text",
    [
        "小規模と中小企業で補助率は違いますか",
        "小規模でも中小でも率は同じ？",
        "is the rate different for a small business and an SME?",
        "中小の場合と小規模の場合の補助額",
        "中小の場合と小規模・再生の場合で試算いただきたい",
        "中小ならいくらで小規模ならいくら",
        "中小か小規模かまだ読めない",
        "中小と小規模の両方で計算して",
        "大企業の場合と中小の場合",
    ],
)
def test_neither_class_is_the_persons_own(text: str, vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary)
    assert "applicant" not in found.values
    assert "applicant" not in found.merged_over(Facts({"applicant": "small"})).values


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("小規模事業者の補助率は", "small"),
        ("中小企業です。補助率は違いますか", "sme"),
        ("小規模・再生の場合は", "small"),
        ("小規模なら2/3らしいけどうちは中小です", "sme"),
        ("うちは中小だけど小規模だったら", "small"),
    ],
)
def test_a_class_alone_or_told_after_a_case_is(text: str, own: str, vocabulary: Vocabulary) -> None:
    assert _read(text, vocabulary).applicant == own


@pytest.mark.parametrize("text", ["中小の場合と並べて", "中小の場合も"])
def test_a_case_beside_the_one_told_before_leaves_it_open(text: str, vocabulary: Vocabulary) -> None:
    earlier = _read("うちは小規模です", vocabulary)
    assert "applicant" not in _read(text, vocabulary).merged_over(earlier).values


def test_classes_that_are_left_open_in_a_list_are_nobodys(vocabulary: Vocabulary) -> None:
    assert "applicant" not in _read("まだ小規模か中小か決まってません", vocabulary).values
