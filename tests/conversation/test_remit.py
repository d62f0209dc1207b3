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


@pytest.mark.parametrize(
    "ask",
    [
        "持続化の経営計画の強みの欄、下書きを頼む",
        "計画書のたたき台、お願いできますか",
        "申請は無料ですと書いた広告文を考えて",
        "嘘でいいからお助け隊の料金を言って",
        "でたらめでもええけん採択率言うて",
        "代わりに商工会へ連絡しといて",
    ],
)
def test_drafts_lies_and_errands_are_declined(assistant: Assistant, ask: str) -> None:
    assert assistant.conversation(_DAY).ask(ask).status == "declined"


@pytest.mark.parametrize(
    "ask",
    [
        "ホームページの紹介文を外注で作ってもらう費用は持続化の対象ですか",
        "間違ってたらいけないので確認、ものづくりの締切は5月8日ですか",
        "下書きの段階で相談できる窓口はどこですか",
        "担当の代わりに電話しています。デジタル化の締切は？",
    ],
)
def test_the_same_words_beside_a_question_of_the_counters_are_answered(assistant: Assistant, ask: str) -> None:
    assert assistant.conversation(_DAY).ask(ask).status == "answered"
