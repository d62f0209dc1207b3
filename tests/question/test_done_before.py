"""When someone did what they tell of is no day asked for."""

from __future__ import annotations

import pytest

from assistant.question.done_before import without_years_told

YEARS = ("去年", "昨年", "昨年度")
FOUNDING = ("開業", "店を出")


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("去年宣言を出したんだが、いくら出る?", "宣言を出したんだが、いくら出る?"),
        ("うちは昨年『灯台宣言』を出しました。率は?", "うちは『灯台宣言』を出しました。率は?"),
        ("去年開業したけど使える?", "開業したけど使える?"),
        ("去年開業したパン屋ならどっち?", "開業したパン屋ならどっち?"),
        ("去年の秋に開業して美容室をはじめた。何が出る?", "開業して美容室をはじめた。何が出る?"),
        ("昨年開業して、いくら出る?", "開業して、いくら出る?"),
        ("昨年店を出したばかりの者です。型は?", "店を出したばかりの者です。型は?"),
    ],
)
def test_the_year_of_what_was_done_is_left_out(message: str, left: str) -> None:
    assert without_years_told(message, YEARS, FOUNDING) == left


@pytest.mark.parametrize(
    "message",
    [
        "去年採択された会社なら何社?",
        "去年の締切はいつだった?",
        "去年の秋に締切があった?",
        "去年開業しても使える?",
        "去年は1/2だったけど、今は?",
        "去年採択された会社は何社?",
        "昨年度まで出せた型は?",
        "去年出しました。",
        "去年公募があったけど、何月?",
        "昨年補助金に通りましたが、いくらでしたか?",
    ],
)
def test_a_year_that_is_asked_of_stays(message: str) -> None:
    assert without_years_told(message, YEARS, FOUNDING) == message
