"""Several things asked in one breath: what is said of each, and what isn't said of one of them."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("採択率と締切を教えてください、ものづくりです", ("採択率", "書かれていません", "5月8日")),
        ("採択率と締切を教えてください", ("採択率", "書かれていません", "4月30日", "5月8日")),
        ("必要書類と締切、持続化の創業型", ("書類", "書かれていません", "4月30日")),
        (
            "持続化補助金の創業型、誰が対象で、いくらまで出て、いつ締め切り？",
            ("特定創業支援等事業", "200万円", "4月30日"),
        ),
        ("お助け隊の電話とメールとサイト", ("03-5978-7508", "isec-otasuketai@ipa.go.jp", "otasuketai-pr")),
        ("ネットワーク監視と端末監視の違いは", ("UTM", "EDR")),
    ],
)
def test_each_of_several_things_is_answered(converse: Converse, question: str, says: tuple[str, ...]) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says),)))
