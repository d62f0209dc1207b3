"""A clause of a message goes on with the clause before as a turn goes on with the turn before."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

TODAY = "2026-04-10"


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            TODAY,
            (
                Turn(
                    "クエストのケーススタディは期間どれくらい？ 課題企業と組むほうは？",
                    says=("約3ヶ月", "約2、3ヶ月"),
                    never=("解決策の提案",),
                    carried=("期間",),
                ),
            ),
        ),
        Conversed(
            TODAY, (Turn("持続化で車買える？どの枠？", says=("災害支援枠",), never=("ビジネスコミュニティ型",)),)
        ),
        Conversed(TODAY, (Turn("インボイス対応類型のソフトの率は？ハードは？", says=("3/4", "1/2"), never=("概要",)),)),
        Conversed(TODAY, (Turn("セキュリティ枠の率は？小規模だと？", says=("1/2", "2/3")),)),
        Conversed(TODAY, (Turn("創業型の上限いくら？あと経費は通常枠と同じ？", says=("200万円", "同じです")),)),
    ],
    ids=str,
)
def test_what_a_clause_leaves_out_comes_from_the_clause_before(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            TODAY,
            (
                Turn("ものづくりはいつから受付？"),
                Turn("で、終わりは", says=("5月8日",)),
                Turn("時間も", says=("17:00",)),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("創業型の上限は？"),
                Turn("締切は？", says=("4月30日",)),
                Turn("通常枠のほうも同じ日？", says=("はい", "4月30日"), never=("50万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_fragments_that_go_on_with_the_dates(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            TODAY,
            (
                Turn(
                    "高付加価値化枠は人数で上限が分かれるそうですが、うちは9人です。上限はいくらですか。",
                    status="not_in_sources",
                    says=("750万円",),
                ),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn(
                    "お助け隊の月額と、補助金使えるかどうか", says=("資料に書かれていません", "セキュリティ対策推進枠")
                ),
            ),
        ),
        Conversed(TODAY, (Turn("ものづくりの再生事業者の率は？グローバルでは？", says=("2/3", "書かれていません")),)),
    ],
    ids=str,
)
def test_one_of_two_unsaid_is_answered_and_the_same_twice_is_not(converse: Converse, given: Conversed) -> None:
    converse(given)


def test_the_year_in_which_something_was_done_is_not_asked_about(converse: Converse) -> None:
    converse(Conversed(TODAY, (Turn("うちは去年お助け隊に入ったんですが、補助は何年分出ますか", says=("2年",)),)))


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            TODAY, (Turn("持続化は落ちたので、ものづくりの締切を知りたい", says=("5月8日",), never=("4月30日",)),)
        ),
        Conversed(
            TODAY,
            (Turn("デジタル化は間に合わなかったけど、持続化の通常枠の上限は？", says=("50万円",), never=("450万円",)),),
        ),
    ],
    ids=str,
)
def test_what_is_left_behind_is_not_asked_about(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(TODAY, (Turn("災害支援枠の直接被害は200万？間接は？", says=("はい、", "200万円", "100万円")),)),
        Conversed(TODAY, (Turn("持続化の上限は？"), Turn("通常枠は100万？", lead="いいえ", says=("50万円",)))),
        Conversed(TODAY, (Turn("デジタル化の3次締切までに間に合いますか", lead="はい", says=("7月21日",)),)),
    ],
    ids=str,
)
def test_an_amount_or_a_round_behind_a_name_is_claimed(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            TODAY,
            (
                Turn("持続化の賃上げ特例でいくら上乗せ？", says=("150万円",)),
                Turn("条件は", says=("50円以上",)),
                Turn("締切は", says=("4月30日",)),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("ものづくりの締切いつ？"),
                Turn("持続化は？"),
                Turn("デジタル化は？"),
                Turn("一番早いのどれ", says=("次に締切を迎えるのは", "4月30日")),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("高付加価値化枠とグローバル枠、どっちが上限高い？", says=("3,000万円",)),
                Turn("そっちの率", says=("1/2", "2/3"), never=("再生",), carried=("グローバル枠",)),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("サイバー攻撃が心配です"),
                Turn("率は", says=("1/2",), never=("机上演習",), carried=("セキュリティ対策推進枠",)),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("災害支援枠の上限は？"),
                Turn(
                    "対象経費で、通常枠に足されるものがあるそうですね。何ですか", says=("車両購入費",), never=("概要",)
                ),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("お助け隊って何？"),
                Turn(
                    "そのサービス料に使える補助金、ありますよね。どの枠？",
                    says=("セキュリティ対策推進枠",),
                    never=("ものづくり",),
                ),
            ),
        ),
        Conversed(
            TODAY,
            (
                Turn("社員に無料でデジタルを学ばせたい。サイトはありますか"),
                Turn("もっと実践的なのは？会社の事例で考えるようなやつ。", says=("クエスト",)),
                Turn("それの事例で学ぶほう、期間は", says=("約3ヶ月",), never=("2、3ヶ月",)),
            ),
        ),
    ],
    ids=str,
)
def test_what_a_turn_goes_on_with(converse: Converse, given: Conversed) -> None:
    converse(given)
