"""A word that stands in many questions names nothing: what it would bring wasn't asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "not_said"),
    [
        ("モニター調査の費用は対象ですか", ("はい", "いいえ", "机上演習")),
        ("支援はどこで受けられますか", ("特定創業支援",)),
        ("ものづくり補助金で儲けを増やしたい", ("収益納付",)),
        ("友達の店と一緒に申請できますか、持続化補助金", ("ほかの補助金との併用", "はい")),
        ("ものづくり補助金のグローバル枠は使えますか", ("はい", "インボイス")),
    ],
)
def test_what_was_not_asked_is_not_said(assistant: Assistant, question: str, not_said: tuple[str, ...]) -> None:
    text = assistant.conversation(as_of=date(2026, 4, 10)).ask(question).text
    assert not [each for each in not_said if each in text]


@pytest.mark.slow
def test_the_whole_of_a_cost_is_not_paid(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=date(2026, 4, 10)).ask("持続化補助金は全額出ますか")
    assert reply.text.startswith("いいえ")
    assert "2/3" in reply.text


@pytest.mark.slow
@pytest.mark.parametrize("question", ["次の締切はいつ", "次の締切はいつでしょう", "次の締切はいつ？"])
def test_the_next_closing_is_in_the_calendar(assistant: Assistant, question: str) -> None:
    reply = assistant.conversation(as_of=date(2026, 4, 10)).ask(question)
    assert reply.status == "answered"
    assert "4月30日" in reply.text


@pytest.mark.slow
def test_a_closing_that_is_asked_for_with_a_need_is_not_lost(assistant: Assistant) -> None:
    text = assistant.conversation(as_of=date(2026, 4, 10)).ask("レジを買いたい。締切と上限を教えて").text
    assert "20万円" in text
    assert "5月12日" in text
