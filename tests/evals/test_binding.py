"""A figure in the right passage can still be said of the wrong applicant, and a sum can be wrong."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.reply import Calculation, Step
from evals.binding import misplaced_rates, wrong_sums


@pytest.mark.parametrize(
    ("line", "text", "wrong"),
    [
        (122, "中小企業は1/2、小規模事業者は2/3です[1]。", []),
        (122, "小規模・再生事業者は2/3です[1]。", []),
        (122, "補助率は1/2（中小企業）または2/3（小規模）です[1]。", []),
        (122, "中小企業は2/3、小規模事業者は1/2です[1]。", ["中小企業 2/3", "小規模 1/2"]),
        (122, "再生事業者の補助率は、1/2です[1]。", ["再生 1/2"]),
        (350, "中小企業は1,500万円まで1/2です[1]。", []),
        (259, "最低賃金近傍の事業者は、2/3です[1]。大企業は1/2です[1]。", []),
        (259, "最低賃金近傍の事業者は、1/2です[1]。", ["最低賃金近傍 1/2"]),
        (196, "赤字事業者は3分の2です[1]。", ["赤字 2/3"]),
        # The passage says nothing of large firms: the figure check decides.
        (122, "大企業は2/3です[1]。", []),
    ],
)
def test_rates_stay_with_their_applicants(reply: Any, cite: Any, line: int, text: str, wrong: list[str]) -> None:
    assert misplaced_rates(reply(text, [cite(1, line)])) == wrong


def test_a_sentence_is_held_to_the_passage_it_names(reply: Any, cite: Any) -> None:
    both = [cite(1, 122), cite(2, 350)]
    assert misplaced_rates(reply("小規模は2/3です[1]。小規模は1/2です[1]。", both)) == ["小規模 1/2"]


@pytest.mark.parametrize(
    "text",
    [
        "1,000万円 × 1/2 = 500万円",
        "10,000,000円 × 2/3 = 6,666,666円",
        "1,000万円×2/3＝666万6,667円",
        "500万円 ÷ 1/2 = 1,000万円",
        "50万円 × 5 = 250万円",
        "200万円 + 60万円 = 260万円",
        "1,000万円 - 500万円 = 500万円",
        # Only two figures at a time are judged; longer sums are left alone.
        "50万円 + 1,200万円 × 2/3 = 850万円",
        "（6,000万円 - 3,000万円） × 1/3 = 1,000万円",
        "750万円～2,500万円です",
    ],
)
def test_right_sums_pass(reply: Any, text: str) -> None:
    assert wrong_sums(reply(text)) == []


@pytest.mark.parametrize(
    "text",
    ["1,000万円 × 2/3 = 500万円", "500万円 ÷ 1/2 = 250万円", "200万円 + 60万円 = 110万円", "3 × 50万円 = 200万円"],
)
def test_wrong_sums_are_found(reply: Any, text: str) -> None:
    assert len(wrong_sums(reply(f"計算：{text}です。"))) == 1


def test_steps_are_judged_too(reply: Any) -> None:
    step = Step(label="補助率", formula="1,000万円 × 1/2 = 600万円", yen=6_000_000)
    case = Calculation(programme="monodukuri", steps=[step])
    given = reply("計算しました。", calculation=Calculation(programme="monodukuri", scenarios=[case]))
    assert wrong_sums(given) == ["1,000万円 × 1/2 = 600万円"]
