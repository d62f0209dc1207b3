"""Ceilings and rates of several cases side by side, and by how much they differ."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import ask

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("PCの上限とレジの上限の差額は", ("差は10万円", "20万円"), ()),
        ("業務領域3つと4つで上限はどれだけ違う？", ("差は300万円", "150万円", "450万円"), ()),
        ("1機能と2機能以上で、ソフトの補助上限の差はいくらですか", ("差は300万円", "50万円", "350万円"), ()),
        ("構成員6者の複数者連携枠、bとcの上限の差は", ("差は100万円", "300万円", "200万円"), ()),
        ("創業型は特例なしとインボイスありで上限がどう違う？", ("200万円", "250万円"), ()),
        (
            "持続化の通常枠の上限、特例なし・インボイスだけ・賃上げだけ・両方、の4通りで教えて",
            ("特例なし：50万円", "インボイス特例：100万円", "賃金引上げ特例：200万円", "250万円"),
            (),
        ),
        (
            "通常枠の持続化、インボイス特例だけの時と賃上げ特例だけの時の上限を比べて",
            ("100万円", "200万円"),
            ("250万円",),
        ),
    ],
)
def test_ceilings_of_several_cases(
    assistant: Assistant, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    text = ask(assistant, question).text
    assert [each for each in says if each not in text] == []
    assert [each for each in never if each in text] == []


@pytest.mark.parametrize(
    "question",
    [
        "タブレットを会計ソフトと一緒に入れるとき、タブレットのほうは率と天井いくつ",
        "パソコンの補助率と上限は？",
    ],
)
def test_the_terms_of_the_component_that_is_meant(assistant: Assistant, question: str) -> None:
    text = ask(assistant, question).text
    assert "10万円" in text and "1/2" in text and "3/4" not in text


def test_special_cases_used_together_are_one_case(assistant: Assistant) -> None:
    text = ask(assistant, "持続化の通常枠、インボイス特例と賃上げ特例を使うと上限は").text
    assert "250万円" in text and "特例なし：" not in text
