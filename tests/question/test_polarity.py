"""Negations: which of them deny what is asked, and which only say whom or which case it is asked of."""

from __future__ import annotations

import pytest

from assistant.question.framing import asked_last
from assistant.question.polarity import beyond_condition, concedes, negated, turned_round
from assistant.question.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("経験がなくても参加できる", "ても参加できる"),
        ("登録のないソフトも使える", "ソフトも使える"),
        ("参加できないですか", None),
        ("参加できますか", None),
    ],
)
def test_what_is_said_under_a_negated_condition(vocabulary: Vocabulary, text: str, under: str | None) -> None:
    cues = vocabulary.yes_no
    assert beyond_condition(text, cues.negatives, cues.neutral) == under


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("経験のない人は参加できないの?", True),
        ("経験のない人も参加できますか", False),
        ("経験がなくても参加できますか", False),
    ],
)
def test_who_is_asked_about_turns_nothing_round(vocabulary: Vocabulary, question: str, turned: bool) -> None:
    cues = vocabulary.yes_no
    examples = ["初心者でも参加できますか", "経験がなくても参加できますか"]
    assert turned_round(question, examples, cues.negatives, cues.neutral, cues.only) is turned


@pytest.mark.parametrize(("text", "denies"), [("無料じゃないよね", True), ("無料じゃないですか", False)])
def test_a_denial_that_wants_to_be_confirmed(vocabulary: Vocabulary, text: str, denies: bool) -> None:
    assert negated(text, vocabulary.yes_no.negatives, vocabulary.yes_no.neutral) is denies


@pytest.mark.parametrize(
    ("question", "turned"),
    [("未経験の社員でも参加できますか", False), ("未経験の社員でも参加できないですよね", True)],
)
def test_what_is_conceded_turns_nothing_round(vocabulary: Vocabulary, question: str, turned: bool) -> None:
    cues = vocabulary.yes_no
    examples = ["プログラミングができない社員でもいける?"]
    assert turned_round(question, examples, cues.negatives, cues.neutral, cues.only, cues.even) is turned


@pytest.mark.parametrize(("text", "conceded"), [("経験がなくてもいい", True), ("経験がないと無理", False)])
def test_a_negation_that_is_conceded(vocabulary: Vocabulary, text: str, conceded: bool) -> None:
    cues = vocabulary.yes_no
    assert concedes(text, cues.negatives, cues.neutral, cues.even) is conceded


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("買うものしかだめで、レンタルは出ないですよね", "レンタルは出ないですよね"),
        ("レンタルは出ないですよね、持続化では", "レンタルは出ないですよね、持続化では"),
        ("特例は付けられないって言われたけど、そうなんですか", "特例は付けられないって言われたけど、そうなんですか"),
    ],
)
def test_what_is_asked_behind_a_pause(vocabulary: Vocabulary, text: str, asked: str) -> None:
    assert asked_last(text, vocabulary.yes_no.last, vocabulary.yes_no.checking) == asked
