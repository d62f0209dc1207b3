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
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型で会計ソフト30万円だと補助は？", says=("22万5,000円",)),
            Turn("パソコンも一緒に買えますか"),
            Turn("全部でいくら補助されますか。パソコンは12万円です", says=("28万5,000円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型で会計ソフト40万円だと補助は？", says=("30万円",)),
            Turn("レジ25万円を入れると合計いくら補助？", says=("42万5,000円",)),
        ),
    ),
]

SHRUNK = [
    Conversed(
        DAY,
        (
            Turn("会計ソフト30万円とレジ20万円。インボイス対応類型でいくら？", says=("32万5,000円",)),
            Turn("レジをやめたら？", says=("22万5,000円",), never=("10万円",)),
            Turn("タブレット8万円も追加したら？", says=("26万5,000円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型でPC10万円と会計ソフト48万円の補助額は", says=("41万円",)),
            Turn("やっぱりパソコンは買わないとしたら？", says=("36万円",), never=("41万円",)),
        ),
    ),
]


@pytest.mark.parametrize("given", SHRUNK, ids=str)
def test_what_is_taken_out_of_a_plan_is_left_out_from_then_on(given: Conversed, converse: Converse) -> None:
    converse(given)


@pytest.mark.parametrize("given", GROWN, ids=str)
def test_what_is_added_or_told_anew_is_worked_out_with_the_rest(given: Conversed, converse: Converse) -> None:
    converse(given)
