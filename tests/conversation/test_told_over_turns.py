"""Plans and cases that are told over several turns."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("インボイス対応類型で会計ソフト30万", says=("22万5,000円",)),
                Turn("パソコンも20万買う", says=("32万5,000円",)),
                Turn("合計でいくら", says=("32万5,000円",)),
                Turn("あとレジ10万", says=("37万5,000円",)),
                Turn("レジは20万だとしたら", never=("37万5,000円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("複数者連携って何"),
                Turn("消費動向分析の経費はいくらまで"),
                Turn("10社だと", says=("500万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("一般型で3000万の設備、中小です", says=("1,500万円",)),
                Turn("最低賃金の特例だと", says=("1,750万円",), never=("どんな条件",)),
            ),
        ),
        Conversed("2026-04-10", (Turn("ものづくり補助金ってどんなの"), Turn("うちは小規模です", says=("2/3",)))),
        Conversed(
            "2026-04-10", (Turn("カタログ型で800万"), Turn("同額を一般型（中小・特例なし）なら", says=("400万円",)))
        ),
    ],
    ids=str,
)
def test_what_is_told_bit_by_bit(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    ("as_of", "ask", "status", "lead"),
    [
        ("2026-04-10", "5月12日の締切に遅れたらデジタル化はもう無理？", "answered", "いいえ"),
        ("2026-04-10", "持続化の締切時刻は17時ですか", "not_in_sources", ""),
        ("2026-05-08", "ものづくり、夜の7時はもうアウト？", "answered", "はい"),
        ("2026-05-01", "持続化はもう無理かな？", "answered", "はい"),
    ],
)
def test_whether_it_is_too_late(converse: Converse, as_of: str, ask: str, status: str, lead: str) -> None:
    converse(Conversed(as_of, (Turn(ask, status=status, lead=lead),)))
