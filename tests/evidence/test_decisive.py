"""What is decisively asked for though the documents don't say it, and near neighbours that they do say."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant

AS_OF = date(2026, 4, 10)
UNSAID = [
    ("岡山市でやってる店舗改装の補助金、いまも募集してますか", "都道府県や市町村の補助金"),
    ("下関市の中小企業向けセキュリティ補助について教えて", "都道府県や市町村の補助金"),
    ("宗教法人は小規模事業者に入るんでしょうか", "対象になるかどうか"),
    ("うちは大企業の子会社で、締切までに申請できるん？", "大企業の子会社"),
    ("ものづくりで機械をリースした場合は対象になりますか", "リースやレンタル"),
    ("採択後に合併する予定です。届け出は必要でしょうか。", "採択後の手続き"),
    ("補助金で買った軽トラ、三年で売ったらどうなる？", "売ったり貸したり"),
    ("お助け隊の保険、補償額の上限はなんぼ？", "補償額"),
    ("賃上げ特例の50円って時給?", "時給か月給か"),
    ("最低賃金に近い事業者は2/3って、どういう条件ですか。※の中身を", "最低賃金近傍"),
    ("説明会の次回はいつ開かれますか", "説明会の日時"),
    ("申請を代行してくれるコンサルに頼むと、手数料の相場は何割", "報酬"),
    ("事業計画書の書式はどこで？", "書類や様式"),
]
SAID = [
    ("東広島市の工場で使える補助金の締切は？", "5月8日"),
    ("持続化は機械のリース代も対象になりますか", "借料"),
    ("機械のレンタル料は出ますか", "借料"),
    ("大企業でも電子取引類型は使えますか。補助率は？", "1/2"),
    ("お助け隊の利用料への補助は、上限いくらですか", "150万円"),
    ("賃金引上げ特例は何円以上上げればいいの", "50円"),
    ("車を買えるのは持続化のどの枠？", "災害支援枠"),
    ("倉敷市の飲食店のレジ導入に補助はありますか", "インボイス対応類型"),
    ("省力化の一般型で採択されたら、補助は何割もらえますか", "1/2"),
    ("新しいアプリをリリースしたい会社ですが、ものづくり補助金の締切はいつですか", "5月8日"),
    ("65歳ですが申請の締切はいつですか", "5月8日"),
    ("説明会で聞いた持続化の申込はいつからですか", "3月6日"),
    ("持続化の計画書はどこで相談できますか", "商工会"),
    ("お助け隊に月2万円払うと補助で年間いくら戻りますか", "24万円"),
    ("通常枠とセキュリティ枠、両方の申請先の電話は？", "0570-666-376"),
    ("ものづくりと持続化、両方の申請締切はいつですか", "5月8日"),
    ("通常枠とインボイス枠、両方の申請開始日を教えて", "3月30日"),
]
LED_TO = [
    "5月12日の締切で出したITツールの申請、交付決定日はいつですか",
    "お助け隊サービス、月々いくら払えばいい？ ざっくりでええねん",
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "says"), UNSAID)
def test_it_is_said_to_be_unsaid_whatever_else_is_named(assistant: Assistant, question: str, says: str) -> None:
    reply = assistant.conversation(as_of=AS_OF).ask(question)
    assert reply.status == "not_in_sources"
    assert says in reply.text


@pytest.mark.slow
@pytest.mark.parametrize(("question", "says"), SAID)
def test_what_is_said_beside_it_is_answered(assistant: Assistant, question: str, says: str) -> None:
    reply = assistant.conversation(as_of=AS_OF).ask(question)
    assert reply.status == "answered"
    assert says in reply.text


@pytest.mark.slow
@pytest.mark.parametrize("question", LED_TO)
def test_what_only_leads_to_it_answers_nothing_beside_it(assistant: Assistant, question: str) -> None:
    assert assistant.conversation(as_of=AS_OF).ask(question).status == "not_in_sources"


@pytest.mark.slow
def test_another_question_beside_it_is_answered(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=AS_OF).ask("持続化の通常枠の締切。あと採択は何％？")
    assert reply.status == "answered"
    assert "4月30日" in reply.text
    assert "採択率" in reply.text


@pytest.mark.slow
def test_a_draft_is_declined_all_the_same(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=AS_OF).ask("持続化補助金の経営計画書を一通り書いてください")
    assert reply.status == "declined"
