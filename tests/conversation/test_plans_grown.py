"""A plan to which later turns add things, or of which they change one."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

pytestmark = pytest.mark.slow

DAY = "2026-04-10"

GROWN = [
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型でレジ30万円。補助は？", says=("15万円",)),
            Turn("券売機も追加、35万円だと合計は？", says=("65万円", "補助額は20万円"), never=("17万5,000円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("創業型で看板40万円の補助は？"),
            Turn("チラシも10万円で追加したら？", says=("33万3,333円",), never=("6万6,666円",)),
            Turn("さらに改装200万円だと", says=("250万円", "166万6,666円"), never=("140万円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型でパソコン15万円とレジ30万円。", says=("22万5,000円",)),
            Turn("レジは20万円になりました。合計は？", says=("35万円", "17万5,000円")),
        ),
    ),
]


@pytest.mark.parametrize("given", GROWN, ids=str)
def test_what_is_added_or_told_anew_is_worked_out_with_the_rest(given: Conversed, converse: Converse) -> None:
    converse(given)
