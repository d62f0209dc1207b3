"""Nothing is said twice."""

from __future__ import annotations

from assistant.evidence.concise import tells, without_repeats
from assistant.quotes import Evidence
from assistant.statements import Statement


def _statement(name: str, say: str, **fields: object) -> Statement:
    proof = (Evidence(lines=(1, 1), quote="x"),)
    return Statement.model_validate({"id": name, "topic": "costs", "say": say, "evidence": proof, **fields})


NARROW = _statement("narrow", "車両購入費が対象なのは、災害支援枠です。", detail=True)
WIDE = _statement("wide", "通常枠で車両購入費は対象ではありません。車両購入費が対象なのは、災害支援枠です。")
OTHER = _statement("other", "補助上限は、50万円です。", topic="ceiling")


def test_what_answers_comes_alone_where_a_wider_sentence_only_tells_it_again() -> None:
    assert without_repeats([NARROW, WIDE]) == [NARROW]
    assert without_repeats([WIDE, NARROW]) == [WIDE]


def test_what_says_something_else_stays() -> None:
    assert without_repeats([NARROW, OTHER]) == [NARROW, OTHER]


def test_a_figure_that_the_other_lacks_is_no_repeat() -> None:
    more = _statement("more", "車両購入費が対象なのは、災害支援枠で、200万円までです。")
    assert tells(more, NARROW)
    assert not tells(NARROW, more)


def test_a_condition_is_said_once() -> None:
    first = _statement("first", "期間は、約3ヶ月です。", more="期間は、プログラムにより異なります。", topic="period")
    second = _statement("second", "協働は、2ヶ月です。", more="期間は、プログラムにより異なります。", topic="content")
    assert [entry.more for entry in without_repeats([first, second])] == [first.more, None]


def test_of_one_class_of_applicants_and_then_of_all() -> None:
    large = _statement("large", "補助率は、大企業の場合、1/2です。", topic="rate", applicants=("large",))
    every = _statement("every", "補助率は、2/3です。大企業の場合、1/2です。", topic="rate")
    assert [entry.id for entry in without_repeats([large, every])] == ["large", "every"]
