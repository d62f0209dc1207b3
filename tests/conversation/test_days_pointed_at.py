"""The day that a person tells to be today behind 今, days that another clause tells, hours, lengths and rounds to come."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn
from tests.conversation.test_days_told import one

pytestmark = pytest.mark.slow

TODAY = [
    one("2026-04-10", "今は4月1日ですが、もう申請できる補助金は", "4月1日", "4月30日"),
    one("2026-04-10", "今2月20日です。今月中に締まる補助金は", "2月27日", never=("4月30日",)),
    one("2026-04-10", "今、5月8日の締切に向けて準備中です。ものづくりの締切は何時ですか", "17:00"),
]

HOURS = [
    one("2026-04-10", "5月8日の18時に提出しても、ものづくり補助金の23次に間に合いますか", "18:00", lead="いいえ"),
    one("2026-04-10", "5月8日の16時30分に提出すれば、ものづくりに間に合いますか", "16:30", lead="はい"),
    Conversed("2026-04-10", (Turn("ものづくりの締切は"), Turn("時刻は決まっていますか", says=("17:00",)))),
]

READY = [
    one("2026-04-10", "6月下旬に書類がそろう見込みです。デジタル化の通常枠は、次に間に合うのは何次ですか", "7月21日"),
    one(
        "2026-04-10",
        "7月の終わりに決算が出ます。デジタル化の通常枠は何次に間に合いますか",
        "8月25日",
        never=("5月12日",),
    ),
    one(
        "2026-04-10",
        "4月の中旬に申請の準備ができます。その時点で受付中の持続化補助金はどの型ですか",
        "創業型",
        never=("いいえ", "災害支援枠"),
    ),
    one("2026-04-10", "お盆過ぎに申し込むつもり。デジタル化の通常枠はその頃まだ出せますか", "8月25日", lead="はい"),
]

ROUNDS = [
    one(
        "2026-04-10",
        "共同・協業型の第3回はもう決まっていますか",
        "書かれていません",
        never=("いいえ",),
        status="not_in_sources",
    ),
    one(
        "2026-04-10", "創業型の第2回はいつでしたか", "書かれていません", never=("ありません",), status="not_in_sources"
    ),
    one(
        "2026-04-10", "デジタル化の通常枠、1次に間に合わなかったら2次に出してもいいですか", "6月15日", never=("いいえ",)
    ),
    one("2026-04-10", "複数者連携枠の4次締切はいつですか", "4次締切はありません"),
    one("2026-04-10", "23次の次の24次はいつ始まりますか", "24次", never=("5月8日",), status="not_in_sources"),
    one("2026-04-10", "創業型の受付期間は何日間ありますか", "55日", "56日間"),
    one("2026-04-10", "カタログ注文型はいつまでやってる？", "随時", "書かれていません"),
    one("2026-04-10", "デジタル化の受付は3月末に始まるんですよね、何日ですか", "3月30日", never=("3月31日",)),
    one("2026-04-10", "5月末に締まる補助金はありますか", "5月31日", lead="いいえ"),
]

TOGETHER = [
    one("2026-04-10", "ものづくりと省力化は一緒に出せますか", "併用", never=("いいえ",), status="not_in_sources"),
    one("2026-04-10", "同じ年度に通常枠とセキュリティ枠の両方って出せますか", "複数の枠", status="not_in_sources"),
    one("2026-04-10", "持続化とデジタル化、両方とも今出せますか", "4月30日", "5月12日"),
    one("2026-04-10", "ものづくりと持続化の締切は一緒ですか", "5月8日"),
]

ELSEWHERE = [
    Conversed(
        "2026-04-10",
        (Turn("省力化の一般型はまだ出せる？"), Turn("ほかに今すぐ出せるのは", says=("ものづくり", "創業型"))),
    ),
    Conversed("2026-04-10", (Turn("ものづくりの締切は？"), Turn("ほかに締切はある？", never=("創業型",)))),
]


@pytest.mark.parametrize(
    "conversation",
    [*TODAY, *HOURS, *READY, *ROUNDS, *TOGETHER, *ELSEWHERE],
    ids=lambda conversation: conversation.turns[-1].ask,
)
def test_days_pointed_at(conversation: Conversed, converse: Converse) -> None:
    converse(conversation)
