"""The fact that is asked for, and nothing beside it: names, choices, added things, guesses and places to turn to."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

DAY = "2026-04-10"


def one(ask: str, *says: str, never: tuple[str, ...] = (), lead: str = "", status: str = "answered") -> Conversed:
    return Conversed(DAY, (Turn(ask, status=status, says=says, never=never, lead=lead),))


@pytest.mark.parametrize(
    "given",
    [
        one("一台ずつソフトを入れて見張る方式は、お助け隊では何と呼ばれますか", "端末監視", never=("担当者",)),
        one("海外向けの枠って、もの補助では何という名前ですか", "グローバル枠"),
        one("起業したばかりの人向けの持続化の型、名前は何でしたっけ", "創業型"),
    ],
    ids=str,
)
def test_what_is_described_is_named(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("オーダーメイドで機械を組みたいときはカタログ？一般型？", "一般型", never=("1,500万円", "カタログ注文型")),
        one(
            "新しい商品を作りたい場合は高付加価値化枠？グローバル枠？",
            "製品・サービス高付加価値化枠",
            never=("グローバル枠",),
        ),
        one("既製品から選びたい。カタログ？一般型？", "カタログ注文型", never=("1億円",)),
        one("ネットワーク監視と端末監視、各パソコンにソフトを入れなくて済むのはどっちですか", "ネットワーク監視では"),
    ],
    ids=str,
)
def test_names_put_side_by_side_are_a_choice(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one(
            "クラウドの月額もものづくりの対象でしたっけ。あと専門家に払う謝礼も", "クラウドサービス利用費", "専門家経費"
        ),
        one("持続化で機械は買えますか？それと店の改装も", "機械装置等費", "委託・外注費"),
        one("持続化で旅費は出ますか。あと車も", "旅費", "車両購入費"),
    ],
    ids=str,
)
def test_the_same_is_asked_of_another_thing(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("省力化補助金の狙いって何なんだろ。人減らし？", "賃上げ", never=("満足度", "書かれていません")),
        one("マナビDXの特長として三つあったような。何でしたか", "リスキリング", never=("ポータルサイト",)),
        one("ハードも買える枠はどれですか？該当するものをすべて", "インボイス対応類型", never=("事前に事務局",)),
        one("机上演習やると会社にとって何がええの？", "活用メリット", never=("NPO",)),
    ],
    ids=str,
)
def test_what_leads_on_asks_nothing_else(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("机上演習の教材について聞きたいときのメールアドレスは", "isec-pr-nw@ipa.go.jp", never=("ランサムウェア",)),
        one("演習教材のことはIPAのどの部署に連絡すればいい", "普及啓発グループ", never=("ランサムウェア",)),
        one("持続化の概要が載ってるサイトはどこ", "jizokukanb.com", never=("商工会議所等と一体",)),
        one("無料で使えると書いてあるサービスや教材はどれですか", "マナビDX", never=("省力化投資補助金",)),
    ],
    ids=str,
)
def test_what_a_place_is_for_is_not_told(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one(
            "店の改装を大工さんに頼む費用は持続化でどの費目？何か条件ある？",
            "契約が必須",
            never=("ビジネスコミュニティ型",),
        ),
        one("省力化補助金の良いとこ3点", "補助金の額が大きい", never=("カタログ注文型の特徴",)),
        one("共同・協業型って何社から？", "10以上"),
        one("お助け隊で端末監視ってなに入れるの", "EDR", never=("保険",)),
        one("成長加速化補助金と中堅向けは上限額も補助率も逆転してますよね", "5億円", "50億円", "1/2", "1/3"),
        one("最低賃金を引き上げる特例を使うと一般型はどうなりますか", "2/3", never=("持続化",)),
        Conversed(
            DAY,
            (
                Turn("お助け隊の端末監視は何をするの", says=("EDR",)),
                Turn("ネットワーク監視は？", says=("UTM",)),
                Turn("両方やると？", says=("多層防御",)),
            ),
        ),
    ],
    ids=str,
)
def test_the_sentence_on_the_very_thing(converse: Converse, given: Conversed) -> None:
    converse(given)


def test_who_can_apply_is_asked_of_no_day(converse: Converse) -> None:
    converse(one("ビジネスコミュニティ型に応募できるのはどんな団体ですか", "青年部", never=("申請期間",)))


@pytest.mark.parametrize(
    "given",
    [
        one("持続化は何をするときの補助", "販路開拓", never=("定額",)),
        one("省力化って何をするの", "人手不足の解消"),
        one("クラウド代もデジタル化補助金で出るの", "最大2年分", lead="はい"),
        one("地域企業協働プログラムで得られる学びは", "難しさやポイント", never=("生成AI",)),
        one("マナビDXのおすすめポイント3つ", "無料講座が多い", never=("Point1",)),
        one("手引きには連絡先とかも載ってる？", "報告先", never=("isec-pr-nw",)),
    ],
    ids=str,
)
def test_what_a_programme_says_of_it(converse: Converse, given: Conversed) -> None:
    converse(given)
