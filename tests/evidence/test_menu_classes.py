"""How many firms of one class there are is told without the others; bands side by side are nobody's own count."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import ask


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("売上100億円以上の大企業は何者ありますか", "1,300者", "4,500者"),
        ("売上100億円以上の中小企業は何者ありますか", "4,500者", "1,300者"),
        ("年商1億から10億の会社は何者ありますか", "60万者", "9,000万円"),
        ("災害支援枠の直接被害と間接被害の上限をそれぞれ", "100万円", "計算"),
    ],
)
def test_only_what_is_asked_is_told(assistant: Assistant, question: str, said: str, unsaid: str) -> None:
    text = ask(assistant, question).text
    assert said in text
    assert unsaid not in text


def test_a_topic_joined_to_a_detail_is_told_beside_it(assistant: Assistant) -> None:
    text = ask(assistant, "創業型の上限額と、創業何年目まで使えるか").text
    assert "200万円" in text
    assert "3年以内" in text


def test_what_takes_no_applications_tells_when_it_began(assistant: Assistant) -> None:
    text = ask(assistant, "お助け隊っていつからやってんの？").text
    assert "2021年春" in text
