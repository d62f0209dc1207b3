"""Back to what was spoken of earlier: by a word of its name, or to the first of all with the same question."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("turns", "says", "never"),
    [
        (
            ("机上演習の連絡先は", "お助け隊のほうも", "さっきの演習、シナリオは何でしたっけ"),
            "ランサムウェア",
            "見守り",
        ),
        (("お助け隊の料金は", "机上演習の教材は", "さっきの監視サービスの問い合わせ先"), "03-5978-7508", "isec-pr-nw"),
        (("省力化の電話番号", "デジタル化は？", "最初のやつもう一回"), "0570-099-660", "0570-666-376"),
        (("カタログ型の補助率は？", "一般型は？", "最初のやつもう一度教えて"), "1/2以下", "1/3"),
        (("ものづくりの電話", "デジタル化は？", "さっきの金額はいくらまで？"), "450万円", "4,000万円"),
    ],
)
def test_what_is_gone_back_to(assistant: Assistant, turns: tuple[str, ...], says: str, never: str) -> None:
    conversation = assistant.conversation(as_of=DAY)
    text = [conversation.ask(turn).text for turn in turns][-1]
    assert says in text, text
    assert never not in text, text


def test_a_case_told_alone_corrects_what_was_asked(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=DAY)
    conversation.ask("商工会の青年部です。上限はいくらですか")
    assert "100万円" in conversation.ask("女性部と共同でやったら？").text.splitlines()[0]


@pytest.mark.parametrize("message", ["補助率が3分の2になるケースを拾い出して", "2/3になる補助金の枠を全部抜き出して"])
def test_cases_of_a_rate_are_listed_by_the_rules(assistant: Assistant, message: str) -> None:
    text = assistant.conversation(as_of=DAY).ask(message).text
    assert "電子取引類型" in text and "最低賃金引き上げ特例" in text and "成長加速化" not in text


def test_uses_by_item_are_listed_in_their_order(assistant: Assistant) -> None:
    text = assistant.conversation(as_of=DAY).ask("費目ごとの使い方の例が載っていたはず。番号順に全部見せてほしい").text
    places = [text.index(number) for number in "①②③④⑤⑥⑦⑧"]
    assert places == sorted(places) and "持続化" in text
