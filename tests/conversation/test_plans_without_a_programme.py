"""Facts that only one programme's rules turn on, counts told anew, and what is claimed to come of a plan."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask

pytestmark = pytest.mark.slow

DAY = "2026-04-10"


@pytest.mark.parametrize(
    ("question", "yen"),
    [
        ("6領域の販売管理システムを700万円で入れたい。補助額は？", 3_500_000),
        ("通常枠、業務領域は2つ。最低賃金近傍ではない。ソフト代240万円。補助はいくらになる？", 1_200_000),
        ("最賃ギリギリの工場です。4領域のシステム540万円だといくら？", 3_600_000),
        ("構成員が6者で、(b)の経費を600万円かけると補助額は？", 3_000_000),
        ("間接被害を受けた店です。修理に390万円。補助はいくらまで？", 1_000_000),
        ("業務領域5つの受発注システムで980万円です。通常枠、率は普通の2分の1でお願いします。", 4_500_000),
    ],
)
def test_facts_tell_the_programme_of_a_plan(assistant: Assistant, question: str, yen: int) -> None:
    made = ask(assistant, question).calculation
    assert made is not None
    assert yen in {made.subsidy_yen, *(each.subsidy_yen for each in made.scenarios)}


def test_facts_of_no_money_name_no_programme(assistant: Assistant) -> None:
    assert "5万円" not in ask(assistant, "うちの会社の業務領域は3つです。こんにちは").text


@pytest.mark.parametrize(
    ("first", "then", "ceiling"),
    [
        ("デジタル化の通常枠、業務領域2つです。上限は？", "5つに増やしたら上限は？", "450万円"),
        ("複数者連携枠、構成員5者。(b)の上限は？", "12者なら最大いくら？", "600万円"),
        ("複数者連携デジタル化・AI導入枠について教えて", "(b)とかいう分析の経費、15者だといくらまで", "750万円"),
    ],
)
def test_a_count_supposed_anew_with_a_topic_of_its_own(converse: Converse, first: str, then: str, ceiling: str) -> None:
    converse(Conversed(DAY, (Turn(first), Turn(then, says=(ceiling,)))))


@pytest.mark.parametrize(
    ("question", "lead", "yen"),
    [
        ("券売機52万。インボイス対応類型で。半分なら26万？", "いいえ", 200_000),
        ("パソコン36万なら18万補助？", "いいえ", 100_000),
        ("グローバル枠、小規模で6000万円。4000万もらえる計算？", "いいえ", 30_000_000),
        ("レジが38万。半分で19万円って計算で合ってますか。インボイス対応類型で。", "はい", 190_000),
        ("持続化で66万円使ったら44万円もらえる？", "はい", 440_000),
        ("ものづくりで900万円使えば600万円ですよね、小規模です", "はい", 6_000_000),
    ],
)
def test_what_is_claimed_to_come_of_a_plan_is_no_cost(assistant: Assistant, question: str, lead: str, yen: int) -> None:
    reply = ask(assistant, question)
    assert reply.text.startswith(lead)
    assert reply.calculation and reply.calculation.subsidy_yen == yen


def test_costs_beside_a_question_are_no_claims(assistant: Assistant) -> None:
    made = ask(assistant, "インボイス対応類型でソフト30万とPC20万、補助は出ますか？").calculation
    assert made and made.subsidy_yen == 325_000


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("セキュリティ対策推進枠、2年で12万、小規模。下限を下回りますか", "いいえ"),
        ("セキュリティ対策推進枠、2年で9万、中小。下限を下回りますか", "はい"),
        ("セキュリティの枠で2年で8万4千円、中小。補助が受けられる金額に達していますか", "いいえ"),
        ("デジタルの通常枠、3領域で20万のソフト。下限に届きますか", "はい"),
    ],
)
def test_whether_the_floor_is_reached(assistant: Assistant, question: str, lead: str) -> None:
    assert ask(assistant, question).text.startswith(lead)


@pytest.mark.parametrize(
    ("question", "yen"),
    [
        (
            "赤字で、賃金を上げる特例を選んで持続化の通常枠を出します。インボイスの特例は無し。経費は220万円。補助額は？",
            1_650_000,
        ),
        ("持続化の通常枠、課税に変わる特例だけ使う。経費130万円だと？", 866_666),
    ],
)
def test_a_special_case_may_be_described(assistant: Assistant, question: str, yen: int) -> None:
    made = ask(assistant, question).calculation
    assert made and made.subsidy_yen == yen


def test_the_difference_of_the_last_two_plans(converse: Converse) -> None:
    first = Turn("省力化の一般型、小規模で3000万円の設備だと？", says=("1,750万円",))
    second = Turn("中小企業だった場合は？", says=("1,500万円",))
    converse(Conversed(DAY, (first, second, Turn("両方の差額は", says=("差は250万円",)))))


def test_a_second_piece_at_the_same_price(converse: Converse) -> None:
    first = Turn("インボイス対応類型でレジ30万円、補助は？", says=("15万円",))
    converse(Conversed(DAY, (first, Turn("2台目も同じ値段で買うと？", says=("20万円", "30万円 × 2台")))))


def test_things_added_turn_by_turn_are_components_of_one_plan(converse: Converse) -> None:
    converse(
        Conversed(
            DAY,
            (
                Turn("インボイス対応類型。機能が2つで60万円のソフト、補助は？", says=("45万円",)),
                Turn("あとタブレット12万も足す", says=("51万円",)),
                Turn("レジも24万で追加すると？", says=("63万円",)),
            ),
        )
    )


def test_a_cost_told_two_turns_before_is_still_of_the_plan(converse: Converse) -> None:
    first = Turn("会計ソフト入れたい。1機能で50万。インボイス対応類型でいくら？", says=("37万5,000円",))
    more = Turn("じゃあ2機能あったら？", says=("37万5,000円",))
    converse(Conversed(DAY, (first, more, Turn("さらにPC30万も買うと？", says=("47万5,000円",)))))


def test_what_is_claimed_may_be_as_much_as_a_cost(converse: Converse) -> None:
    converse(
        Conversed(
            DAY, (Turn("会計ソフト30万円とPC20万円だと30万円もらえる？", says=("いいえ", "50万円", "32万5,000円")),)
        )
    )
    converse(Conversed(DAY, (Turn("PC20万円で20万円補助？", says=("いいえ", "10万円です")),)))
    mine = Turn(
        "会計ソフト30万円に導入費10万円だと30万円もらえる？", says=("対象経費が40万円", "インボイス対応類型：30万円")
    )
    converse(Conversed(DAY, (mine,)))


def test_of_a_list_of_costs_none_is_claimed(converse: Converse) -> None:
    listed = Turn("持続化で看板60万円とチラシ40万円？", says=("100万円", "50万円"), never=("はい", "いいえ"))
    converse(Conversed(DAY, (listed,)))
    converse(Conversed(DAY, (Turn("持続化で機械60万円、看板30万円は出ますか？", says=("90万円", "50万円")),)))
    both = Turn("PC20万円、レジ30万円は出ますか？", says=("50万円", "25万円"), never=("いいえ",))
    converse(Conversed(DAY, (both,)))


def test_what_is_added_without_a_question_counts(converse: Converse) -> None:
    first = Turn("持続化で看板60万円ならいくら？", says=("40万円",))
    more = Turn("チラシ10万円も追加", says=("70万円", "46万6,666円"))
    converse(Conversed(DAY, (first, more, Turn("ホームページ20万円も追加したら？", says=("90万円", "60万円")))))


def test_a_price_told_anew_adds_nothing(converse: Converse) -> None:
    first = Turn("インボイスの補助でタブレット18万円。補助は?", says=("9万円",))
    converse(
        Conversed(
            DAY, (first, Turn("あ、タブレットじゃなくてレジでした。値段も30万円です", says=("30万円の場合", "15万円")))
        )
    )


def test_one_of_several_components_changes(converse: Converse) -> None:
    first = Turn("ソフト100万円とPC10万円、2機能だと？", says=("77万2,222円",))
    more = Turn("PCを5万円増やすと？", says=("115万円", "79万7,222円"))
    converse(Conversed(DAY, (first, more, Turn("ソフトを20万円減らしたら？", says=("95万円", "66万3,888円")))))
    converse(Conversed(DAY, (first, Turn("ソフトもう20万円追加", says=("130万円", "90万5,555円")))))
    converse(Conversed(DAY, (first, Turn("もう20万円増やすと？", "clarify", says=("どの費用",)))))


def test_a_plan_that_was_doubled_has_other_costs_than_its_words(converse: Converse) -> None:
    first = Turn("ソフト100万円とPC10万円、2機能だと？", says=("77万2,222円",))
    twice = Turn("倍だと？", says=("220万円", "148万8,888円"))
    converse(Conversed(DAY, (first, twice, Turn("PCを5万円増やすと？", "clarify", never=("115万円",)))))


def test_what_it_takes_to_reach_a_ceiling_is_a_cost(converse: Converse) -> None:
    converse(Conversed(DAY, (Turn("PCは上限までいくらまで買えますか", says=("20万円（10万円 ÷ 1/2",)),)))
    converse(Conversed(DAY, (Turn("レジの補助額の上限に届くにはいくら使えばいい", says=("40万円（20万円 ÷ 1/2",)),)))


def test_amounts_that_are_no_grant_wanted_and_no_cost(converse: Converse) -> None:
    exact = "ものづくりの製品・サービス高付加価値化枠。中小企業。経費1,234万5,678円の時の補助金を一円単位で"
    converse(Conversed(DAY, (Turn(exact, says=("617万2,839円",)),)))
    together = "青年部で共同展示会をやりたいんだけど、うちの部だけなら50万、隣町の女性部と組んだら上限いくらに変わる？"
    converse(Conversed(DAY, (Turn(together, says=("100万円",), never=("対象経費",)),)))
