"""Which of several is ahead, and by how much: cases, special cases, tracks, the menu's figures; both ends of a list."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("message", "first", "says", "never"),
    [
        ("災害支援枠の直接と間接で、金額どれだけ差がある？", "100万円", ("200万円 - 100万円",), ()),
        ("直接被害と間接被害、持続化ではどちらがどれだけ手厚い？", "直接被害", ("差は100万円",), ()),
        ("通常枠で業務領域3つと4つじゃ、もらえる額どう変わるの", "300万円", ("150万円", "450万円"), ("50万円です",)),
        ("インボイス特例と賃金引上げ特例、どっちの上乗せが大きい？", "賃金引上げ特例", ("50万円の上乗せ", "150万円の上乗せ"), ("250万円",)),
        ("もの補助の二つの枠、上限でいくら差があるん？", "グローバル枠", ("差は500万円",), ()),
        ("持続化の通常枠と創業型、いくら違う？", "創業型", ("差は150万円",), ("2/3",)),
        ("持続化とデジタル化・AI、メニュー表の上限はどっちが大きい？", "デジタル化・AI導入補助金", ("250万円", "450万円"), ("5,000万円",)),
        ("小規模事業者の率が高いのは、セキュリティ対策推進枠とデジタル化の通常枠のどちら？", "セキュリティ対策推進枠", ("2/3",), ("同じ",)),
        ("ものづくり補助金の二つの枠を、上限で比べてください", "グローバル枠", ("2,500万円", "3,000万円"), ("4,000万円",)),
        ("急ぐんですが、カタログと一般型はどっちが早いですか", "カタログ注文型", ("最短1ヶ月", "3ヶ月程度"), ("1億円",)),
    ],
)  # fmt: skip
def test_the_pick_and_the_difference_come_first(
    assistant: Assistant, message: str, first: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    assert first in reply.text.splitlines()[0], reply.text
    assert all(word in reply.text for word in says), reply.text
    assert not any(word in reply.text for word in never), reply.text


def test_the_largest_and_the_smallest_of_one_programme(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("持続化の中で一番上限が大きい型と一番小さい型を教えて")
    largest, smallest = reply.text.split("いちばん小さい")
    assert "共同・協業型" in largest and "5,000万円" in largest
    assert "通常枠" in smallest and "ビジネスコミュニティ型" in smallest and "創業型" not in smallest


def test_the_largest_track_is_no_announcement_of_the_whole_programme(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("ものづくり補助金で一番上限が高い枠は")
    assert "グローバル枠" in reply.text and "4,000万円" not in reply.text


def test_whether_closings_are_alike_is_asked_of_both_that_were_compared(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("持続化の通常枠と創業型、いくら違う？あと締切は同じ？")
    assert "はい、同じです" in reply.text and "150万円" in reply.text
