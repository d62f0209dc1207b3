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
