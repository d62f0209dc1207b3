"""What is asked of something that was abolished, or that nobody has to do: that it isn't there is the answer."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant

OF_NOTHING = [
    ("持続化の卒業枠の上限はいくらですか", "廃止されました", "50万円"),
    ("後継者支援枠の補助率は何割", "廃止されました", "2/3"),
    ("持続化の後継者支援枠、締切いつ？", "廃止されました", "4月30日"),
    ("ものづくりの収益納付は何％納めるんですか", "求められません", "1/2"),
    ("ものづくりで利益が出たら何割返すんですか", "求められません", "1/2"),
]
OF_MORE = [
    ("ものづくりの補助率と収益納付について教えて", ("求められません", "1/2")),
    ("ものづくりの補助率、収益納付、締切を教えて", ("求められません", "1/2", "5月8日")),
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "says", "not_said"), OF_NOTHING)
def test_what_is_not_there_has_no_figures(assistant: Assistant, question: str, says: str, not_said: str) -> None:
    reply = assistant.conversation(as_of=date(2026, 4, 10)).ask(question)
    assert reply.status == "answered"
    assert says in reply.text
    assert not_said not in reply.text


@pytest.mark.slow
@pytest.mark.parametrize(("question", "says"), OF_MORE)
def test_what_stands_in_a_list_with_it_is_said_too(assistant: Assistant, question: str, says: tuple[str, ...]) -> None:
    text = assistant.conversation(as_of=date(2026, 4, 10)).ask(question).text
    assert all(each in text for each in says)


FOR_SOMETHING_ELSE = [
    ("収益納付がいらないものづくり補助金の上限はいくら", "4,000万円"),
    ("卒業枠の代わりに使える枠の補助率は", "2/3"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "says"), FOR_SOMETHING_ELSE)
def test_what_goes_without_it_or_in_its_place_is_asked_for_itself(
    assistant: Assistant, question: str, says: str
) -> None:
    assert says in assistant.conversation(as_of=date(2026, 4, 10)).ask(question).text
