"""What someone turns away from is not asked about; what is held beside it is."""

from __future__ import annotations

import pytest

from assistant.programmes.names import NameEntry
from assistant.question.language.dialogue import LeftBehind
from assistant.question.left_behind import without_left_behind
from assistant.question.linking import Mention

WORDS = LeftBehind(told=("落ち", "やめ"), beside=("一緒",))


def named(text: str) -> list[Mention]:
    """The two grants of a small town."""
    return [
        Mention(NameEntry(name, "official", "programme", programme), (place, place + len(name)), 1.0)
        for programme, name in (("todai", "灯台"), ("minato", "港"))
        if (place := text.find(name)) >= 0
    ]


def left(message: str) -> str:
    return without_left_behind(message, WORDS, ("ので", "けど"), named, lambda text: "締切" in text)


def test_what_was_given_up_is_left_out() -> None:
    assert left("灯台は落ちたので、港の締切は?") == "港の締切は?"
    assert left("灯台はやめたけど、港の締切は? 電話も") == "港の締切は? 電話も"


@pytest.mark.parametrize(
    "message",
    [
        "灯台は落ちたので、灯台の締切は?",
        "灯台は落ちたので、港も締切は同じ?",
        "灯台は落ちたけど、港と一緒に出せる締切は?",
        "灯台は落ちたけど、港は?",
        "落ちたので、港の締切は?",
    ],
)
def test_what_is_asked_too_or_beside_it_stays(message: str) -> None:
    assert left(message) == message
