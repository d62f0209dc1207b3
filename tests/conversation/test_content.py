"""Corners of the briefing: what answers comes first and alone; wishes get every programme that helps; sales find their row."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("asked", "said", "never"),
    [
        ("車両購入費が出るのはどの枠？", ["災害支援枠"], ["通常枠の経費に加えて", "通常枠と創業型"]),
        ("ネットワーク監視と端末監視の違いを教えて", ["UTM", "EDR"], ["多層防御"]),
        ("手引きの3段階って何", ["検知・初動対応"], ["チームワーク"]),
        ("広報費って例えば何に使える", ["チラシ"], ["旅費"]),
        ("お助け隊マークって何ですか", ["基準を充足"], ["ワンパッケージ"]),
        ("カタログ注文型の特徴を三つ", ["最短1ヶ月", "共同申請"], ["最大1億円"]),
        ("お助け隊を40万円で契約したい、どの枠になる？", ["セキュリティ対策推進枠"], []),
        ("上限が一番大きい補助金はどれ", ["50億円"], ["9,000万円"]),
        ("年商5億の会社に向いてるのは？", ["新事業進出・ものづくり補助金", "読み取れない"], ["50億円", "450万円"]),
        ("うちは売上800万。どの補助金が合う？", ["持続化補助金", "450万円"], ["9,000万円"]),
        ("売上10億から100億の会社は何社くらい", ["約9万者"], ["5億円"]),
        ("賃上げをしようと思っている", ["賃金引上げ特例", "大幅賃上げ特例"], []),
        ("展示会に出たい", ["持続化", "グローバル枠"], []),
        ("券売機を置きたい", ["インボイス対応類型", "カタログ注文型"], []),
        ("社員がウイルスメールを開いてしまいそうで怖い", ["お助け隊"], ["03-5978-7508"]),
        ("インボイス特例と賃金引上げ特例、上乗せ額の違い", ["50万円", "150万円"], ["5,000万円"]),
        ("グローバル枠で通訳を雇う費用は対象になりますか", ["輸出"], ["製品・サービス高付加価値化枠"]),
        ("あんた何ができるん", ["締切"], []),
    ],
)
def test_says_what_was_asked_and_no_more(assistant: Assistant, asked: str, said: list[str], never: list[str]) -> None:
    reply = assistant.conversation(DAY).ask(asked)
    assert reply.status == "answered", reply.text
    assert [word for word in said if word not in reply.text] == [], reply.text
    assert [word for word in never if word in reply.text] == [], reply.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        # A need is named, and something of the programme that serves it is asked.
        ("サイバー攻撃を放っておくと被害はどれくらいの金額になりますか。", "5,000万円"),
        (
            "不正アクセスを見張ってくれるサービスで、営業が持ち歩くノートパソコンに向いているのはどのタイプ？",
            "端末監視",
        ),
        # In no words of ours: nothing but the likeness to other ways to ask speaks for the entry.
        ("お助け隊の見張り方を三通りから選べるそうですが、その名をお教えくださいますようお願い申し上げます。", "監視"),
    ],
)
def test_what_is_asked_goes_before_a_recommendation_or_a_refusal(assistant: Assistant, asked: str, said: str) -> None:
    reply = assistant.conversation(DAY).ask(asked)
    assert reply.status == "answered", reply.text
    assert said in reply.text
    assert "次の制度が紹介されています" not in reply.text
