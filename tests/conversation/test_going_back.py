"""Turns that go back, go on with who pays, or change one thing of a plan."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn

_DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("turns", "status", "says"),
    [
        (
            ("創業型の締切は？", "話は変わりますが、クエストの種類は？", "最初の補助金に戻って、上限は"),
            "answered",
            "200万円",
        ),
        (("創業型の上限は？", "お助け隊の監視の種類は？", "最初の補助金に戻るけど、締切は？"), "answered", "4月30日"),
        (
            ("ものづくりの補助率は？", "話は変わるけど、マナビDXって何？", "最初の制度の収益納付は？"),
            "answered",
            "求められません",
        ),
        (("お助け隊の料金に補助はある？", "小規模だと何割？", "次の締切は"), "answered", "5月12日"),
        (("インボイス対応類型でパソコン30万円ならいくら補助？", "じゃあレジなら？値段は同じ"), "answered", "15万円"),
        (
            ("省力化の一般型、中小企業で2,400万円の設備。いくら出る？", "ごめん、従業員4人で小規模だった"),
            "answered",
            "1,550万円",
        ),
        (("ものづくりと省力化を、同じ機械で両方受けてもいいですか",), "not_in_sources", "併用"),
        (("大幅賃上げ特例だと一般型の上限はいくら増える？金額",), "not_in_sources", "いくら上がるか"),
        (("共同・協業型の補助率は1/2ですよね？窓口で聞かれてます",), "not_in_sources", "読み取れません"),
        (("ものづくりの締切は？あと問い合わせ先",), "answered", "050-3821-7013"),
        (("鳥取県が単独で出している設備の補助金の締切は",), "not_in_sources", "都道府県"),
    ],
)
def test_turns_that_lean_on_earlier_ones(assistant: Assistant, turns: tuple[str, ...], status: str, says: str) -> None:
    conversation = assistant.conversation(_DAY)
    reply = [conversation.ask(turn) for turn in turns][-1]
    assert reply.status == status
    assert says in reply.text


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("電子取引類型の補助率を教えてください", says=("2/3",)),
                Turn("話変わるけど、マナビDXのサイトのURLは", says=("manabi-dx.ipa.go.jp",)),
                Turn("ありがとう。さっきの類型に戻るけど、上限はいくら", says=("350万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくり補助金の締切"),
                Turn("マナビDXって無料？"),
                Turn("先ほどの補助金の電話番号は", says=("050-3821-7013",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくりのグローバル枠で1000万円、中小です", says=("500万円",)),
                Turn("持続化の締切は", says=("4月30日",)),
                Turn(
                    "さっきのものづくりの話に戻るけど、小規模だと？",
                    says=("666万6,666円|6,666,666円",),
                    never=("製品・サービス高付加価値化枠",),
                ),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("グローバル枠の率は"),
                Turn("高付加価値化枠の率は"),
                Turn("さっきの枠の上限", says=("2,500万円",), never=("3,000万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_back_to_what_was_spoken_of_before_something_else(converse: Converse, given: Conversed) -> None:
    converse(given)
