"""はい and いいえ: what is conceded, denied outright, limited to what is enough, or changed from turn to turn."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

pytestmark = pytest.mark.slow


def one(ask: str, lead: str, *says: str, status: str = "answered", never: tuple[str, ...] = ()) -> Conversed:
    return Conversed("2026-04-10", (Turn(ask, status, says, never, lead),))


CONCEDED = [
    one("プログラミング未経験の新入社員でもクエストに参加できますか", "はい"),
    one("プログラミングをやったことのない社員でもクエストに入れますか", "はい"),
    one("マナビDXは未経験の人は使えないですよね", "いいえ"),
    one("赤字なら賃上げせんでも持続化は3/4もらえるんやろ", "", never=("はい、",)),
]

DENIED_OUTRIGHT = [
    one("古い機械の入れ替えは省力化だと絶対ダメなんですよね？", "いいえ", "一部"),
    one("省力化の一般型でソフトは絶対対象外ですよね？", "いいえ"),
    one("省力化は置き換えなら全部の製品で申請できるんですよね", "いいえ"),
    one("うちみたいな小さい会社はハッカーも狙わんやろ？", "いいえ"),
    one("持続化は買うものしかだめで、レンタルは出んのよね？", "いいえ", "借料"),
]

ONLY = [
    one("製造業だけじゃなく飲食店でもカタログ型いけますよね", "", never=("いいえ",)),
    one("製造業でもカタログ型いけますよね", "", never=("いいえ",)),
    one("省力化のカタログって製造業しか使えんのやろ？", "いいえ"),
    one("創業して2年なら、それだけで創業型いけるやろ？", "", never=("はい、",)),
    one("省力化の一般型は1億円まで一律で半額補助ですよね？", "いいえ", "1/3"),
    one("省力化の一般型は1,500万円まで一律で半額ですよね", "", "1億円|1/2", never=("いいえ",)),
]

WHO_MAY = [
    one("カタログ型はうちだけで申請できますよね", "いいえ", "共同"),
    one("創業型の持続化、開業しただけで申し込めますよね？", "いいえ", "特定創業支援"),
    one("災害支援枠、うちは被害ないけど申し込めるっちゃろ？", "いいえ", "被災"),
    one("青年部や女性部は持続化に申し込めないですよね", "いいえ"),
    one("持続化の通常枠、今申し込めますか", "はい", "4月30日"),
]

OF_TRACKS = [
    one("デジタル化の通常枠でハードも買えるって本当？", "いいえ"),
    one("インボイス対応類型ならレジも買えるんですよね？", "はい"),
    one("セキュリティ枠は小規模でも中小でも率は同じやろ", "いいえ", "2/3"),
]

TURNS = [
    Conversed(
        "2026-04-10",
        (
            Turn("ものづくりの高付加価値化枠の上限いくら？"),
            Turn("じゃあグローバルは？", says=("3,000万円",)),
            Turn("率も変わる？", lead="いいえ、同じ"),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("セキュリティ対策推進枠の上限はいくらですか。"),
            Turn("補助率は半分ですよね。"),
            Turn("小規模でも同じですか？", says=("2/3",), never=("150万円",), lead="いいえ、違います"),
        ),
    ),
    Conversed(
        "2026-04-10", (Turn("電子取引類型の補助率は？"), Turn("当社は大企業ですが、それでも使えますか。", lead="はい"))
    ),
    Conversed("2026-04-10", (Turn("クエストで生成AI使う？"), Turn("終わったあとは何もなし？", lead="いいえ"))),
]


@pytest.mark.parametrize("given", [*CONCEDED, *DENIED_OUTRIGHT, *ONLY, *WHO_MAY, *OF_TRACKS, *TURNS], ids=str)
def test_yes_or_no_is_that_of_what_is_asked(converse: Converse, given: Conversed) -> None:
    converse(given)
