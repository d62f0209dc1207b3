"""Amounts asked for in everyday words: the grant for a cost, the cost for a grant, what a budget allows, what is higher."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask, granted

pytestmark = pytest.mark.slow

DAY = "2026-04-10"

GRANTS = [
    ("小規模です。高付加価値化枠で一千万円の設備投資をしたらいくら補助されますか", 6_666_666),
    ("グローバル枠で経費が9000万、中小、補助額は", 30_000_000),
    ("持続化の通常枠でチラシと看板あわせて90万円かかるんだけど、いくら戻ってくる？", 500_000),
    ("創業型で三百五十万円使ったら、補助はなんぼになりますかのう", 2_000_000),
    ("通常枠とインボイス特例で180万円使う予定です。補助額を教えてください。持続化です", 1_000_000),
    ("持続化通常枠、賃金引上げ特例を使う赤字の店です。240万円の経費だと補助額はいくらでしょう", 1_800_000),
    ("時給を20円上げる予定の小規模の店です。持続化通常枠で経費150万だといくら出ますか", 500_000),
    ("売上2億の中小企業です。もの補助の高付加価値化枠で1000万円の機械を買う予定。補助額は？", 5_000_000),
    ("インボイス枠で券売機を80万円で買ったら補助はいくら？", 200_000),
    ("POSレジ30万円をインボイス枠で買うと、いくら出ますか", 150_000),
    ("セキュリティ枠、うち小規模、利用料300万円もかけたら補助200万円になる？", 1_500_000),
    ("省力化一般型、中小企業、6000万円の設備で補助額は", 25_000_000),
    ("無人搬送車1台につき420万、これを8台。カタログ型だと補助は最大どこまで？", 15_000_000),
    ("インボイス対応類型、2機能で140万円のソフト、あとタブレット2台で18万円、レジ1台44万円。補助の合計は？", 1_278_888),
    ("展示会のブース代が45万円。持続化の通常枠だと何割出て、いくらになる？", 300_000),
    ("持続化通常枠で特例ふたつとも使って、経費420万円。黒字。補助額は？", 2_500_000),
    ("持続化通常枠。免税から切り替え済みなのでインボイスの上乗せつき。経費112万円。", 746_666),
    ("従業員25人の製造業は小規模？高付加価値化枠で900万円だといくら", 4_500_000),
    ("カタログ型で3200万円のロボットを導入すると補助金は最大いくら", 15_000_000),
]

COSTS = [
    ("創業型で上限いっぱいの200万円を受け取りたい。経費はどれだけ必要？", "300万円"),
    ("持続化通常枠、補助金20万円ほしいんじゃけど、チラシになんぼ使えばええ", "30万円"),
    ("グローバル枠で1500万円補助してほしい。中小企業だと投資はどれくらい必要ですか", "3,000万円"),
    ("省力化一般型、中小企業で補助額2000万円を狙うには投資額いくらですか", "4,500万円"),
    ("インボイス枠でレジの補助20万円もらうにはレジはいくらのを買えばいいですか", "40万円"),
    ("インボイス枠でパソコン代の補助を10万円受けたい。いくらのパソコン?", "20万円"),
    ("持続化通常枠に自腹で50万までしか出せん。なんぼの事業までできる？", "100万円"),
    ("省力化一般型で中小。自己負担3,000万円まで出せる。総額いくらの設備まで入れられる？", "5,250万円"),
    ("補助金500万円を確保したい。高付加価値化枠、中小企業の場合、投資額はいくら必要ですか", "1,000万円"),
    ("創業型で自己負担60万円以内に収めたい。総額いくらまで？", "180万円"),
]

RETOLD = [
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型で2機能のソフト40万円とレジ20万円だと？"),
            Turn("倍だと？", says=("78万8,888円",)),
            Turn("じゃあその半分だったら", says=("40万円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("レジ1台28万円、インボイス対応類型で補助は？", says=("14万円",)),
            Turn("3台だと？", says=("20万円", "28万円 × 3台")),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("お助け隊が月8千円で1年、小規模。セキュリティ枠でいくら？", says=("6万4,000円",)),
            Turn("2年契約なら？", says=("12万8,000円",)),
        ),
    ),
]

CLAIMED = [
    Conversed(DAY, (Turn("持続化通常枠で75万円使えば50万円出ますよね？", says=("50万円",), lead="はい"),)),
    Conversed(DAY, (Turn("持続化通常枠、60万円の経費で50万円もらえますよね", says=("40万円",), lead="いいえ"),)),
    Conversed(DAY, (Turn("高付加価値化枠で小規模が900万円使ったら600万円補助されるよね", lead="はい"),)),
    Conversed(DAY, (Turn("持続化通常枠で200万円使ったら100万円出ますよね", says=("50万円",), lead="いいえ"),)),
]

COMPARED = [
    Conversed(DAY, (Turn("省力化はカタログ型の方が上限が高いですよね", says=("1億円", "1,500万円"), lead="いいえ"),)),
    Conversed(DAY, (Turn("省力化投資補助金は一般型の方が上限が大きいですか", says=("1億円",), lead="はい"),)),
    Conversed(DAY, (Turn("高付加価値化枠の方がグローバル枠より上限が高いですよね", lead="いいえ"),)),
    Conversed(DAY, (Turn("持続化の通常枠と創業型、上限はなんぼ違う？", says=("50万円", "200万円")),)),
]


@pytest.mark.parametrize(("question", "yen"), GRANTS)
def test_the_grant_for_a_cost(question: str, yen: int, assistant: Assistant) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert yen in granted(reply.calculation), reply.text


@pytest.mark.parametrize(("question", "cost"), COSTS)
def test_the_cost_for_a_grant_or_a_budget(question: str, cost: str, converse: Converse) -> None:
    converse(Conversed(DAY, (Turn(question, says=(cost,)),)))


@pytest.mark.parametrize("given", [*CLAIMED, *COMPARED, *RETOLD], ids=str)
def test_what_is_claimed_or_told_again_of_amounts(given: Conversed, converse: Converse) -> None:
    converse(given)
