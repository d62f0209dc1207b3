"""Everyday needs, in whatever words, are this counter's job; the weather and a loan aren't."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

_DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    "ask",
    [
        "変なメールが来たらと思うと夜も寝られん。まるごと見てもらえるところはないですか",
        "コンピューターのウイルスとか乗っ取りがおっかねえ。うちみたいな小さい会社が頼れるものを挙げてけろ",
        "ちっちゃい花屋やねんけど、ビラまいて看板も新しゅうしたいねん。なんか助けてくれるもんあらへん？",
        "ほーむぺーじのりにゅーあるは、じぞくかほじょきんのたいしょうになりますか",
        "ひとでぶそくでこまっています。つかえるものはありますか",
    ],
)
def test_what_someone_needs_is_never_sent_away(assistant: Assistant, ask: str) -> None:
    assert assistant.conversation(_DAY).ask(ask).status != "declined"


@pytest.mark.parametrize(
    "ask",
    [
        "あすのてんきをおしえてください",
        "味噌汁をおいしく作るコツは",
        "今1ドルなんぼや",
        "消費者金融で借りるならどこがええ",
    ],
)
def test_what_is_something_else_is_declined(assistant: Assistant, ask: str) -> None:
    assert assistant.conversation(_DAY).ask(ask).status == "declined"
