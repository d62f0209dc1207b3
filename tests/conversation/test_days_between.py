"""How long applications are taken, how far two rounds lie apart, what closes before another, rounds by a bare number,
the end of a month that is claimed, and what a person can only do from some day on."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


def one(ask: str, *says: str, never: tuple[str, ...] = (), lead: str = "") -> Conversed:
    return Conversed("2026-04-10", (Turn(ask, says=says, never=never, lead=lead),))


LENGTHS = [
    one("持続化の通常枠、受付開始から締切まで何日ありますか", "55日"),
    one("災害支援枠、受付開始から締め切りまで何日間？", "67日"),
    one("デジタル化・AI導入補助金の1次と4次で、何か月くらい開いてる？", "105日", never=("6月15日",)),
    one("デジタル化補助金の1次と2次は何日あいてますか", "34日です", "71日です"),
]

BEFORE_OTHERS = [
    one("ものづくりより早く締め切られる補助金はある？", "創業型", "4月30日", never=("5月12日",), lead="はい"),
    one("持続化の創業型より締切が早い補助金はありますか", "4月30日", never=("2月27日",), lead="いいえ"),
    one("創業型より締切が遅いものはある？", "5月8日", "5月12日", lead="はい"),
    one("ものづくりより先に締め切られるのはどれですか", "創業型", never=("はい、", "いいえ、")),
]

NUMBERS = [
    one("持続化19回の締切日教えてもらえますか", "4月30日", never=("2月27日", "3月31日")),
    one("持続化の9回っていつまで？", "3月31日", never=("4月30日",)),
    one("持続化の4回の締切を全部教えて", "4月30日", "3月31日", "2月27日"),
]

MONTH_ENDS = [
    one("共同・協業型は2月末で終わりって本当ですか？", "2月27日", lead="はい"),
    one("省力化一般型って2月末締切ですよね", "2月27日", lead="はい"),
    one("創業型は5月末で終わりですか", "4月30日", lead="いいえ"),
]

FROM_SOME_DAY_ON = [
    one(
        "戻るのが6月中旬になりそうで、それからだとデジタル化補助金は何次に間に合います？戻りは6月20日です",
        "7月21日",
        "8月25日",
        never=("5月12日", "6月15日"),
    ),
    one("6月20日に帰国します。デジタル化補助金の通常枠は何次に間に合いますか", "7月21日", never=("5月12日",)),
    one("決算が6月末に出ます。省力化の一般型はいけますか", "2月27日", never=("補助率",), lead="いいえ"),
    one("決算が4月20日に出ます。創業型はいけますか", "4月30日", lead="はい"),
]

WHAT_FOLLOWS = [
    one("デジタル化補助金、8月25日のあとはもう無いの", "8月26日（水）以降は、申請の受付期間ではありません"),
    one("4月30日の後はもう受け付けないの？創業型", "4月30日", lead="はい"),
    one("もの補助は5月9日以降も受け付けますか", "5月8日", lead="いいえ"),
    one("6月15日の後は", "8月25日", "カタログ注文型", never=("5月12日",)),
    one("5月8日以降は何もないの", "5月8日", "カタログ注文型", never=("4月30日",)),
    one("8月25日のあとはもう無いの", "カタログ注文型", never=("新事業進出",)),
]

SUPPOSED = [
    one("災害支援枠は4月30日まで出せるはずですが、念のため確認させてください。", "3月31日", lead="いいえ"),
    one("もの補助の締切は5月8日のはずだけど、念のため確認お願いします", "5月8日", lead="はい"),
]


@pytest.mark.parametrize(
    "conversed",
    [*LENGTHS, *BEFORE_OTHERS, *NUMBERS, *MONTH_ENDS, *FROM_SOME_DAY_ON, *WHAT_FOLLOWS, *SUPPOSED],
    ids=lambda each: each.turns[0].ask[:24],
)
def test_days_are_counted_and_held_side_by_side(converse: Converse, conversed: Conversed) -> None:
    converse(conversed)
