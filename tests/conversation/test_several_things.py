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
        ("持続化の通常枠でチラシと展示会、対象になりますか", ("広報費", "展示会等出展費")),
        ("持続化で車と看板は対象ですか", ("場合により", "はい、")),
        ("ものづくりで特許と外注、どっちも出る？", ("知的財産権等関連経費", "外注費")),
        ("展示会の出展料と旅費、どちらも出ますか？持続化です", ("展示会等出展費", "旅費は")),
        ("チラシは広報費でいい？採択率は？", ("広報費", "採択率")),
        ("インボイス枠の1次と最終の締切", ("5月12日", "8月25日")),
        ("新メニューの試作、何費で、上限は？持続化の通常枠", ("新商品開発費", "50万円")),
        ("EDRとUTMの違いは？", ("端末", "ネットワーク")),
        ("持続化とIT、どっちが早い？", ("4月30日", "5月12日")),
        ("補助率3/4が出てくるのはどれ", ("インボイス対応類型", "賃金引上げ特例")),
        ("お助け隊は何をしてくれて、補助金は使えるの？", ("安価", "セキュリティ対策推進枠")),
    ],
)
def test_each_of_several_things_is_answered(converse: Converse, question: str, says: tuple[str, ...]) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says),)))


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("知財の費用とクラウド代、どっちもものづくりで出ます？", ("知的財産",), ("補助上限は",)),
        ("翻訳代と運搬費、どっちがグローバル枠限定？", ("翻訳費", "運搬費"), ("補助上限は",)),
        ("EDRとUTMの違いは？", ("端末監視", "ネットワーク監視"), ("補助率",)),
        ("女性部で申請。上限は？何に使える？", ("50万円", "専門家謝金"), ("紹介されています",)),
        ("クラウドが対象なのはどの補助金", ("ものづくり補助金", "デジタル化・AI導入補助金"), ()),
        ("サイバー被害の想定金額っていくらくらいと書いてますか", ("5,000万円",), ()),
    ],
)
def test_things_are_told_by_their_own_sentences(
    converse: Converse, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says, never=never),)))


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        (
            "セキュリティ関係で使える支援を全部知りたいです、補助金も無料のも込みで",
            ("セキュリティ対策推進枠", "お助け隊サービス", "机上演習"),
            ("マナビDX",),
        ),
        ("予約サイトとかやりたいんですけど、何か出るものありますか？", ("ウェブサイト関連費",), ("https",)),
        ("カタログ注文型は申請してから決定まで早くてどのくらい？", ("最短1ヶ月",), ("早く決まるのは", "3ヶ月")),
        ("カタログ型の方が早いですか", ("最短1ヶ月", "3ヶ月"), ()),
    ],
)
def test_what_is_wanted_is_told_and_nothing_beside_it(
    converse: Converse, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says, never=never),)))


def test_applying_at_once_is_unsaid_of_both_programmes(converse: Converse) -> None:
    question = "同じ会社が持続化とデジタル化を同時に申し込んだらだめなんでしょうか"
    converse(Conversed("2026-04-10", (Turn(question, "not_in_sources", says=("併用",), never=("ITツール",)),)))


def test_how_another_track_differs_is_told_of_both(converse: Converse) -> None:
    turns = (
        Turn("ネットワーク監視って何をするんですか"),
        Turn("端末監視とはどう違う？", says=("EDR", "UTM")),
    )
    converse(Conversed("2026-04-10", turns))
