"""What was missed leads to the question for what comes next, and is no round that is asked for."""

from __future__ import annotations

import pytest

from assistant.question.missing import not_missed, with_missed
from assistant.question.rounds import rounds_named
from assistant.question.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("clauses", "joined"),
    [
        (["6月のに乗り遅れた。", "次あります?"], ["6月のに乗り遅れた、次あります?"]),
        (
            ["2次を逃した者です。", "デジタル化です。", "次の締切教えて"],
            ["デジタル化です。", "2次を逃した者です、次の締切教えて"],
        ),
        (["5回目は逃した?", "次は?"], ["5回目は逃した?", "次は?"]),
        (["6月のに乗り遅れた。", "上限は?"], ["6月のに乗り遅れた。", "上限は?"]),
    ],
)
def test_what_was_missed_stands_with_the_question_for_the_next(
    vocabulary: Vocabulary, clauses: list[str], joined: list[str]
) -> None:
    assert with_missed(clauses, vocabulary.rounds) == joined


@pytest.mark.parametrize(
    ("text", "rounds"),
    [("5回目を逃したので、次の第6回はいつ", ["6回"]), ("1次は出しそびれた、次は", []), ("第6回はいつ", ["6回"])],
)
def test_a_round_missed_is_not_asked_for(vocabulary: Vocabulary, text: str, rounds: list[str]) -> None:
    named = rounds_named(text, vocabulary.days)
    assert [figure.text for figure in not_missed(named, text, vocabulary.rounds)] == rounds
