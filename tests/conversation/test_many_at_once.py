"""Many people at one desk: what is retrieved beside an answer, and what is remembered, never mixes between them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from assistant import Assistant, Reply
from tests.conversation.conftest import ask

pytestmark = pytest.mark.slow

QUESTIONS = (
    "ものづくり補助金の締切はいつ？",
    "省力化の一般型で6,000万円だといくら？",
    "持続化の対象経費は？",
    "採択率はどれくらい？",
    "マナビDXは無料ですか",
    "人手が足りない。何か使える補助金は？",
    "カタログ注文型はいつでも申請できますか",
    "インボイス対応類型の補助率は？",
    "今日の天気は？",
)


def answered(reply: Reply) -> tuple[object, ...]:
    passages = next(step.decided["passages"] for step in reply.trace if step.step == "retrieve")
    return reply.status, reply.text, [(each["document"], each["lines"]) for each in passages]


def test_people_who_ask_at_once_get_what_each_gets_alone(assistant: Assistant) -> None:
    alone = [answered(ask(assistant, question)) for question in QUESTIONS]
    with ThreadPoolExecutor(len(QUESTIONS)) as people:
        at_once = list(people.map(lambda question: answered(ask(assistant, question)), QUESTIONS))
    assert at_once == alone


def test_what_is_retrieved_is_what_the_question_finds_that_stands_alone(assistant: Assistant) -> None:
    conversation = assistant.conversation(date(2026, 4, 10))
    for question in ("省力化の一般型の補助率は？", "じゃあ上限は？", "カタログの方は？"):
        reply = conversation.ask(question)
        found = next(step.decided["passages"] for step in reply.trace if step.step == "retrieve")
        assert found == assistant.desk.retrieve(reply.standalone_question)
    assert reply.standalone_question != question
