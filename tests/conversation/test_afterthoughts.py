"""Questions back about the last answer itself."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("省力化の一般型の上限は", says=("1億円",)),
                Turn("本当に？", lead="はい", says=("1億円",)),
                Turn("なんで？", status="not_in_sources", says=("理由",)),
                Turn("それはどこに書いてある？", says=("省力化投資補助金", "1億円"), never=("理由",)),
                Turn("率は", says=("1/2",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("創業型に60万使う", says=("40万円",)),
                Turn("なんで？", says=("2/3", "40万円")),
                Turn("100万なら", says=("66万6,666円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("人手不足。何かある"),
                Turn("もっと詳しく", says=("省力化投資補助金は",)),
                Turn("一つ目の上限は", says=("1億円",)),
            ),
        ),
        Conversed("2026-04-10", (Turn("本当に？", status="not_in_sources|clarify"),)),
    ],
    ids=str,
)
def test_what_asks_back(converse: Converse, given: Conversed) -> None:
    converse(given)
