"""Figures that are no costs: shares and sums that are claimed, bounds and floors, what is believed, what was seen."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask, granted

pytestmark = pytest.mark.slow

DAY = "2026-04-10"

COMES_TO = [
    ("省力化カタログで600万円の配膳ロボを入れると半額の300万円でいいんでしょうか", 3_000_000),
    ("中小企業が省力化の一般型で6,000万円を投資します。1,500万円を境に率が変わるそうですが、補助額は", 25_000_000),
    ("インボイス対応類型で2機能ソフトを200万円。50万円までと超える分で率が変わる計算をお願いします", 1_388_888),
    ("券売機2台で38万円。あとタブレット6万円。インボイス枠だと合計いくらの補助ですかね", 220_000),
    ("レジ30万円です。さらにPC20万円。インボイス対応類型で全部でいくらもらえますか", 250_000),
    ("小さな会社です。ウイルス対策の見守りを2年契約で8万円払います。戻ってくるお金は", 53_333),
    ("創業型に出します。経費270万。補助になるのはどれだけ？インボイスの特例はナシで", 1_800_000),
    ("課税事業者です。創業型で経費390万円。会計ソフトに入れる補助金収入の見込みを教えて", 2_000_000),
    ("セキュリティ対策推進枠、中小で12万円。下限5万円を下回りますか", 60_000),
]

ONLY = [
    ("デジタル化の通常枠で2/3の補助率が認められる会社が、業務領域1つのソフトを210万円で", {1_400_000}),
    ("省力化一般型に4000万円、2/3だといくら", {20_833_333}),
    ("グローバル枠に1,200万円。補助はいくら", {None, 6_000_000, 8_000_000}),
]

LED = [
    Turn("グローバル枠、小規模で1,200万円使ったら2/3の800万円ですよね", says=("800万円",), lead="はい"),
    Turn("省力化のカタログで4000万円の装置。半額の2000万までもらえるの？", says=("1,500万円",), lead="いいえ"),
    Turn(
        "ものづくりの小規模で、5,000万円の開発。三分の二だと3,333万円だけど、高付加価値化枠でそんなにいく?",
        says=("2,500万円",),
        lead="いいえ",
    ),
    Turn("お助け隊 月額1万5千円、2年で36万円になりますよね。中小で補助いくら", says=("18万円",), lead="デジタル化"),
    Turn("省力化一般型で中小。4,500万の設備なら補助は1,500万円を超えますか", says=("2,000万円",), lead="はい"),
    Turn("グローバル枠、中小で5,000万円使うと補助は3,000万円を超えますか", says=("2,500万円",), lead="いいえ"),
    Turn("通常枠で領域4つ、総額280万円だと半分で140万円ですけど、下限の150万円に足りませんよね", lead="はい"),
    Turn("お助け隊に小規模で8万円。5万円の下限に達してますか", says=("5万3,333円",), lead="はい"),
    Turn("持続化の通常枠は50万ですよね", says=("補助上限は、50万円",), lead="はい"),
    Turn("電子取引類型は300万だと聞きました", says=("350万円",), never=("200万円",), lead="いいえ"),
    Turn("持続化の通常枠で特例を全部使ったら300万円ですか", says=("250万円",), lead="いいえ"),
    Turn("インボイスも賃上げも両方やる場合、持続化の上限を足し算したらいくら", says=("250万円",)),
    Turn("最低賃金をいくら上げたら持続化の上乗せがもらえるんだっけ", says=("50円以上",), never=("200万円",)),
    Turn("災害支援枠で120万円の車。率は三分の二のほうで計算すると", lead="補助率2/3の場合、補助額は80万円"),
    Turn("グローバル枠、中小で2,000万円。補助額と上限額を教えて", says=("1,000万円", "補助上限は3,000万円")),
    Turn(
        "ものづくりの上限750万から2,500万、従業員何人だといくらになるのか内訳",
        status="not_in_sources",
        never=("1,250万円",),
    ),
    Turn("取引先の工場を買い取ることになりそう。補助金の上限は", says=("2,000万円",)),
]

OVER_TURNS = [
    Conversed(
        DAY,
        (
            Turn("インボイス枠です。会計ソフトの価格は30万円、1機能です"),
            Turn("パソコンも12万円で買ったら、合わせていくら", says=("28万5,000円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("持続化の通常枠は50万ですよね", lead="はい"),
            Turn("二つの上乗せをつけたら250万?", says=("250万円",), lead="はい"),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("4,000万円って書いてあるのを見たんだけど", says=("ものづくり", "4,000万円"), never=("100億宣言",)),
            Turn("枠ごとの額を足しても4,000万にならないよね、なんで", status="answered|not_in_sources"),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("お助け隊の料金、補助してくれるやつある？"),
            Turn("金額の下と上は？", says=("5万円", "150万円"), never=("5,000万円",)),
        ),
    ),
]


@pytest.mark.parametrize(("question", "yen"), COMES_TO)
def test_what_comes_of_a_cost_beside_other_figures(question: str, yen: int, assistant: Assistant) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert yen in granted(reply.calculation), reply.text


@pytest.mark.parametrize(("question", "amounts"), ONLY)
def test_a_rate_that_is_told_leaves_the_cases_that_have_it(
    question: str, amounts: set[int | None], assistant: Assistant
) -> None:
    assert granted(ask(assistant, question).calculation) == amounts


@pytest.mark.parametrize("turn", LED, ids=lambda turn: turn.ask)
def test_what_is_claimed_or_asked_of_a_figure(turn: Turn, converse: Converse) -> None:
    converse(Conversed(DAY, (turn,)))


@pytest.mark.parametrize("given", OVER_TURNS, ids=str)
def test_figures_over_turns(given: Conversed, converse: Converse) -> None:
    converse(given)
