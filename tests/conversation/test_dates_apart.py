"""Days between two closings, the closing after the next, days from one to another, and a question of none."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("ものづくりと持続化の通常枠、締切の差は何日？", ("8日です", "早いのは、小規模事業者持続化補助金"), ()),
        ("デジタル化の通常枠、1次と2次の締切の間は何日？", ("34日です",), ("3次",)),
        ("通常枠と創業型の締切、何日違いますか", ("差はありません", "4月30日"), ("いいえ", "はい")),
        ("持続化の一般型と省力化の一般型、締切はどっちが早かった？", ("早いのは、省力化投資補助金",), ()),
        ("デジタル化の通常枠の一番近い締切と、その次を教えて", ("5月12日", "6月15日"), ("7月21日",)),
        ("デジタル化の複数者連携の一番早い締切とその次の締切", ("6月15日", "8月25日"), ()),
        ("5月7日から15日の間に締切が来る補助金は？", ("5月8日", "5月12日"), ("4月30日（木）", "6月15日")),
        ("5月と6月に締切が来るのはどれ？", ("5月8日", "5月12日", "6月15日"), ("4月30日（木）［",)),
        ("ものづくりの受付は4月3日から5月8日までですよね", ("はい、",), ()),
        ("ものづくりの受付は4月3日から5月10日までですよね", ("いいえ、",), ()),
        ("締切がないものはある？", ("カタログ注文型",), ("創業型",)),
    ],
)
def test_days_held_side_by_side(
    converse: Converse, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says, never=never),)))


@pytest.mark.parametrize("question", ["いつまで？", "締切いつ？", "申請期間は？"])
def test_a_bare_question_for_a_day_asks_back(converse: Converse, question: str) -> None:
    converse(Conversed("2026-04-10", (Turn(question, status="clarify"),)))


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("ものづくりの23次はいつまで。電話番号もよろしく", ("5月8日", "050-3821-7013"), ()),
        ("共同・協業型の上限と、何者以上集めればいいのか教えて", ("5,000万円", "10以上"), ()),
        ("手引きの3段階って何？どこの機関が出してるの", ("検知・初動対応", "IPA"), ("マナビDX",)),
        ("ものづくりで機械と運搬費と外注費、全部対象？", ("機械装置", "運搬費は", "外注費は"), ()),
        ("持続化ではチラシ、ホームページ、それから旅費も出ますか", ("広報費", "ウェブサイト関連費", "旅費は"), ()),
        ("省力化の一般型は審査が長いと聞きました。どれくらいかかりますか", ("3ヶ月程度",), ("いいえ",)),
    ],
)
def test_every_part_of_a_message_is_answered(
    converse: Converse, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says, never=never),)))
