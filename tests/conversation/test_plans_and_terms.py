"""Plans as people tell them, and ceilings, rates and comparisons that depend on what was told."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask, granted

pytestmark = pytest.mark.slow

DAY = "2026-04-10"

PLANS = [
    ("一台百五十万のロボットを4台、省力化カタログ型でいくら出る？", 3_000_000),
    ("デジタル化の通常枠で月5万のクラウドを2年。業務領域は3つ、最低賃金近傍ではない。いくら？", 600_000),
    ("電子取引類型で月額3万円のクラウド、中小企業です。いくら補助？", 480_000),
    ("持続化通常枠で看板30万、チラシ20万、HP10万。いくら出ますか", 400_000),
    ("タブレット4万円×5台とレジ25万円をインボイス対応類型で買うといくら？", 225_000),
    ("持続化の通常枠を考えています。インボイス特例を使います。135万円の設備だといくら？", 900_000),
    ("30万のレジと10万のタブレット2台、インボイス対応類型だと補助はいくら", 250_000),
    ("銀行借入1000万円で2000万円の設備を省力化一般型で買います。中小企業。補助額は？", 10_000_000),
    ("お助け隊サービスを月8000円で、うちは小規模事業者。補助はいくら？", 128_000),
]

SAID = [
    Conversed(
        DAY,
        (
            Turn(
                "チラシを45万円で作るのと、配膳ロボットを200万円で入れたい。前のは持続化の通常枠、後のは省力化のカタログ、"
                "それぞれ補助はいくら",
                says=("30万円", "100万円"),
            ),
        ),
    ),
    Conversed(DAY, (Turn("創業型で275万円。インボイスの特例は無しで計算してください", says=("183万3,333円",)),)),
    Conversed(DAY, (Turn("カタログ型、400万円の券売機 いくら"), Turn("それを3台だと？", says=("600万円",)))),
    Conversed(DAY, (Turn("セキュリティ枠で小規模、年30万円。いくら？"), Turn("2年契約なら？", says=("40万円",)))),
    Conversed(
        DAY, (Turn("創業型で150万円だと？"), Turn("締切は？"), Turn("金額を200万円にしたら？", says=("133万3,333円",)))
    ),
    Conversed(DAY, (Turn("再生事業者か？いいえ、ただの小規模。省力化一般型で1,350万円", says=("900万円",)),)),
    Conversed(DAY, (Turn("4月中に創業型を出したい。経費90万。補助いくらで締切いつ？", says=("60万円", "4月30日")),)),
    Conversed(
        DAY, (Turn("グローバル枠で4500万使います。うちは中小。2250万出るよね？", says=("2,250万円",), lead="はい"),)
    ),
    Conversed(DAY, (Turn("商工会で「小規模じゃない」と言われました。グローバル枠 2,600万円", says=("1,300万円",)),)),
    Conversed(DAY, (Turn("インボイス対応類型でタブレット8万円"), Turn("レジ30万円もつけたら？", says=("19万円",)))),
    Conversed(
        DAY, (Turn("インボイス対応類型、ソフト40万円、2機能"), Turn("ソフトをあと20万円増やしたら？", says=("45万円",)))
    ),
    Conversed(
        DAY, (Turn("3店舗に1台ずつ、1台120万円の配膳ロボ。カタログ注文型で合計いくら補助？", says=("180万円",)),)
    ),
    Conversed(DAY, (Turn("領域5、540万のシステム。デジタル化通常枠、最賃近傍だと補助額は", says=("360万円",)),)),
    Conversed(DAY, (Turn("カタログ型、A社480万、B社520万。一番安いところなら補助はいくら？", says=("240万円",)),)),
    Conversed(
        DAY, (Turn("省力化の一般型、中小で2000万円。補助額は？"), Turn("さっきの倍だと？", says=("1,833万3,333円",)))
    ),
    Conversed(DAY, (Turn("グローバル枠、中小、3000万円だと？"), Turn("あと200万増やすと？", says=("1,600万円",)))),
    Conversed(
        DAY, (Turn("省力化一般型で4500万、中小です。補助額は"), Turn("再生事業者だったら？", says=("2,250万円",)))
    ),
    Conversed(DAY, (Turn("創業型、インボイス特例あり、390万円だと？"), Turn("特例なしだと？", says=("200万円",)))),
    Conversed(DAY, (Turn("年商12億です。"), Turn("グローバル枠で6,600万円、小規模ではないです", says=("3,000万円",)))),
    Conversed(DAY, (Turn("創業型を上限まで使い切りたい。経費いくら要る？", says=("300万円",)),)),
    Conversed(DAY, (Turn("持ち出しは？ 創業型で450万円", says=("自己負担は250万円",)),)),
    Conversed(DAY, (Turn("税抜80万円、税込88万円。創業型だといくら？", says=("53万3,333円", "58万6,666円")),)),
    Conversed(DAY, (Turn("一般型の省力化、中小。A社は1800万円、B社は2100万円。B社だと？", says=("1,050万円",)),)),
    Conversed(
        DAY, (Turn("電子取引類型で210万円。大企業ではありません。いくら？", says=("140万円",), never=("105万円",)),)
    ),
    Conversed(DAY, (Turn("持続化の通常枠、インボイス特例と賃上げ特例を両方使ったら上限は？", says=("250万円",)),)),
    Conversed(DAY, (Turn("創業型でインボイス登録したら上限250万円で合ってる？", says=("250万円",), lead="はい"),)),
    Conversed(DAY, (Turn("うち赤字で賃金引上げ特例を使うと補助率は？", says=("3/4",)),)),
    Conversed(DAY, (Turn("構成員が8社だと複数者連携枠の消費動向等分析経費は最大いくら", says=("400万円",)),)),
    Conversed(DAY, (Turn("ものづくりの補助率は？"), Turn("うちは小規模だけど", says=("2/3",), never=("1/2",)))),
    Conversed(DAY, (Turn("創業型で満額もらうにはいくら使う？", says=("300万円",)),)),
    Conversed(
        DAY, (Turn("通常枠で5万円の下限に届くには、最低いくらの経費が必要ですか", says=("10万円",), never=("2円（",)),)
    ),
    Conversed(DAY, (Turn("デジタル化の通常枠、4領域だと最低いくらの経費がいる？", says=("300万円", "225万円")),)),
    Conversed(DAY, (Turn("省力化一般型、中小企業、1.2億円の設備。残りはいくら払うの", says=("7,500万円",)),)),
    Conversed(DAY, (Turn("持続化の通常枠と創業型、150万円使うならどっちが得？", says=("創業型のほうが多く",)),)),
    Conversed(DAY, (Turn("創業型で100万円と200万円だとそれぞれいくら？", says=("66万6,666円", "133万3,333円")),)),
    Conversed(DAY, (Turn("カタログ型で1000万円使えば500万円必ずもらえる？", lead="場合によります"),)),
    Conversed(DAY, (Turn("省力化の一般型で小規模、900万円なら600万円補助ですよね", lead="はい"),)),
    Conversed(
        DAY,
        (
            Turn("持続化通常枠で100万円使う、インボイス特例も使う", says=("66万6,666円",)),
            Turn("インボイス特例なしだと？", says=("50万円",), never=("66万6,666円です",)),
        ),
    ),
]

WHETHER = [
    ("創業型で30万円のチラシでも補助もらえますか", "はい"),
    ("創業型で30万円のチラシ、全額補助されますか", "いいえ"),
    ("デジタル化・AI導入補助金のセキュリティ枠で7万円の利用料、小規模でも補助出ますか？", "いいえ"),
    ("デジタル化通常枠で9万円のソフトでも補助出る？", "場合によります"),
]


@pytest.mark.parametrize(("question", "yen"), PLANS)
def test_the_grant_of_a_plan(question: str, yen: int, assistant: Assistant) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert yen in granted(reply.calculation), reply.text


@pytest.mark.parametrize("given", SAID, ids=str)
def test_what_depends_on_what_was_told(given: Conversed, converse: Converse) -> None:
    converse(given)


def test_two_programmes_with_a_cost_each(assistant: Assistant) -> None:
    asked = "機械1000万円はグローバル枠で、ソフト60万円は電子取引類型で、中小企業です。いくら出ますか"
    reply = ask(assistant, asked)
    assert {5_000_000, 400_000} <= granted(reply.calculation), reply.text


@pytest.mark.parametrize(("question", "lead"), WHETHER)
def test_whether_anything_or_everything_is_granted(question: str, lead: str, assistant: Assistant) -> None:
    reply = ask(assistant, question)
    assert reply.text.startswith(lead), reply.text


def test_an_amount_that_another_took_the_place_of(assistant: Assistant) -> None:
    asked = "機械が1000万から1200万に値上がりした。グローバル枠、中小だと補助はいくら？"
    reply = ask(assistant, asked)
    assert reply.calculation is not None and reply.calculation.subsidy_yen == 6_000_000, reply.text
