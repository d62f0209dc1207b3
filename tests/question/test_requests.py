"""Requests to be told are no yes/no questions, and name no topic by chance."""

from __future__ import annotations

import pytest

from assistant.question.requests import request_span
from assistant.question.understanding import Understander


@pytest.mark.parametrize(
    "text",
    [
        "締切を教えていただけますでしょうか",
        "連絡先を教えてもらえませんか",
        "電話番号を伺えますか?",
        "補助率をご案内いただくことは可能でしょうか",
        "上限、教えてくれんね",
        "メールアドレスをご教示いただけますと幸いです",
        "公式サイトをお知らせください、急ぎです",
        "対象経費をお聞きしてもよろしいですか",
    ],
)
def test_a_request_is_no_yes_no_question(understander: Understander, text: str) -> None:
    (ask,) = understander.read(text)
    assert not ask.yes_no
    assert not ask.asserts
    assert ask.topics
    assert "fee" not in ask.topics


@pytest.mark.parametrize(
    "text",
    [
        "講師が教えてくれるんですか",
        "商工会が計画づくりを教えてもらえるのですか",
        "補助金は出ますか",
        "専門家に見てもらえるか",
    ],
)
def test_what_only_looks_like_a_request_is_asked(understander: Understander, text: str) -> None:
    assert request_span(text, understander.vocabulary.dialogue.requests) is None
    assert understander.read(text)[0].yes_no
