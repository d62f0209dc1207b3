"""Dates on the day asked, what is carried from turn to turn, and several questions in one message."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask

pytestmark = pytest.mark.slow

DATES = [
    Conversed("2026-02-10", (Turn("省力化の一般型、今月中に出せば間に合いますか", says=("2月27日",), lead="はい"),)),
    Conversed(
        "2026-03-15",
        (
            Turn(
                "今受付してるやつだけ教えて",
                says=("通常枠", "創業型", "災害支援枠", "カタログ注文型"),
                never=("2月27日",),
            ),
            Turn("災害支援枠の締切まであと何日?", says=("3月31日", "16日")),
        ),
    ),
    Conversed("2026-04-10", (Turn("ものづくりは5月10日でも申請できますか", says=("5月8日",), lead="いいえ"),)),
    Conversed(
        "2026-04-10",
        (Turn("ゴールデンウィーク明けの5月7日に、ものづくり補助金は出せますか", says=("5月8日",), lead="はい"),),
    ),
    Conversed("2026-04-10", (Turn("デジタル化補助金の3次締切っていつ", says=("7月21日",), never=("8月25日",)),)),
    Conversed("2026-04-10", (Turn("電子取引類型の最後の締切はいつになりますか", says=("8月25日",)),)),
    Conversed("2026-04-10", (Turn("持続化の通常枠は何回目の公募?", says=("第19回",)),)),
    Conversed("2026-04-10", (Turn("マナビDXクエストの募集期間は?", status="not_in_sources"),)),
    Conversed("2026-04-10", (Turn("ものづくりの24次っていつから", status="not_in_sources"),)),
    Conversed("2026-04-10", (Turn("省力化投資補助金はいつまで?", says=("随時", "2月27日")),)),
    Conversed(
        "2026-04-10",
        (
            Turn(
                "6月1日時点で申請できるのは何がありますか",
                says=("デジタル化・AI導入補助金", "カタログ注文型"),
                never=("2026年5月8日",),
            ),
        ),
    ),
    Conversed("2026-04-10", (Turn("次に受付が始まるのはどれですか"),)),
    Conversed("2026-04-10", (Turn("持続化の電話で聞く前に、締切の曜日だけ確認したい", says=("木", "4月30日")),)),
    Conversed("2026-05-08", (Turn("ものづくり、今日出せる?", says=("5月8日", "17:00"), lead="はい"),)),
    Conversed("2026-05-08", (Turn("ものづくり補助金、明日でもいいですか", says=("5月8日",), lead="いいえ"),)),
    Conversed("2026-05-09", (Turn("デジタル化・AI導入の1次は終わった?", says=("5月12日",), lead="いいえ"),)),
    Conversed("2026-04-02", (Turn("ものづくり補助金はあしたから申請できるんですよね", says=("4月3日",), lead="はい"),)),
    Conversed("2026-04-20", (Turn("ものづくり、5月8日17時ちょうどでも大丈夫?", says=("17:00",), lead="はい"),)),
    Conversed("2026-04-20", (Turn("セキュリティ対策推進枠、2次の締め切り日", says=("6月15日",), never=("5月12日",)),)),
    Conversed("2026-04-20", (Turn("省力化の一般型は何回目の募集ですか", says=("第5回",)),)),
    Conversed("2026-04-20", (Turn("夏ごろに出せる補助金ってある?", status="answered|not_in_sources|clarify"),)),
    Conversed("2026-04-20", (Turn("年度内、来年の3月に申請したい。ものづくりは?", status="not_in_sources|answered"),)),
    Conversed("2026-04-20", (Turn("一番締切が遅い補助金は?"),)),
    Conversed("2026-12-01", (Turn("ものづくり補助金って今どうなってます?", says=("5月8日", "終了")),)),
]

TURNS = [
    Conversed(
        "2026-04-10",
        (
            Turn("グローバル枠で2,000万円の機械を買ったらいくら?", status="answered|clarify", says=("1,000万円",)),
            Turn("中小企業です", says=("1,000万円",), carried=("グローバル枠",)),
            Turn("いや、小規模の方でした", says=("1,333万|2/3",), carried=("2,000万円",)),
            Turn("3,000万円にしたら?", says=("2,000万円",), carried=("小規模",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("インボイス対応類型で会計ソフト80万円を入れたいです", status="answered|clarify"),
            Turn("2機能です", says=("58万8,888円",)),
            Turn("パソコンも20万円つけたら?", says=("10万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("カタログ注文型は上限いくらですか", says=("1,500万円",)),
            Turn("一般型だと?", says=("1億円",), carried=("上限",)),
            Turn("期限は?", says=("2月27日",), never=("随時",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("デジタル化補助金のインボイス枠っていつまで?", says=("5月12日",)),
            Turn("ところで持続化の対象経費は?", says=("広報費",), never=("5月12日",)),
            Turn("チラシも入る?", says=("広報費",), lead="はい"),
            Turn("看板は?", says=("看板",)),
            Turn("じゃあ車は?", status="answered|not_in_sources", says=("車",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("セキュリティの机上演習について知りたい"),
            Turn("教材はただ?", says=("無料",)),
            Turn("どこからダウンロードできる?", says=("https://www.ipa.go.jp/security/sec-tools/ttx.html",)),
            Turn("担当は誰に聞けばええの", says=("isec-pr-nw@ipa.go.jp",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("一般型の上限を教えて", status="answered|clarify"),
            Turn("省力化のほうです", says=("1億円",)),
            Turn("いつまででしたっけ", says=("2月27日",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("上限はいくらですか", status="clarify|answered", says=("ものづくり",)),
            Turn("持続化です", says=("50万円",), carried=("上限",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("補助率が知りたい", status="clarify|answered"),
            Turn("省力化投資補助金", says=("1/2",), carried=("補助率",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("電話番号を教えて", status="clarify|answered"),
            Turn("ものづくり補助金のです", says=("050-3821-7013",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("災害支援枠の上限は?", says=("200万円", "100万円")),
            Turn("間接被害のほうです", says=("100万円",)),
            Turn("それで150万円の経費ならいくら?", says=("100万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn(
                "ものづくり補助金で補助金を1,000万円もらうにはいくら使えばいい?",
                status="answered|clarify",
                says=("2,000万円",),
            ),
            Turn("小規模だったら?", says=("1,500万円",), carried=("1,000万円",)),
            Turn("500万円でいいなら?", says=("750万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("省力化の一般型で9,000万円の設備、小規模です", says=("4,000万円|1,500万円",)),
            Turn("中小だといくら?"),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("お助け隊の電話番号教えて", says=("03-5978-7508",)),
            Turn("メールは?", says=("isec-otasuketai@ipa.go.jp",)),
            Turn("ホームページも", says=("https://www.ipa.go.jp/security/otasuketai-pr/",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("デジタル化・AI導入補助金で何が買えますか", says=("ソフトウェア",)),
            Turn("パソコンもいける?", says=("PC|ハードウェア",)),
            Turn("いくらまで?", says=("10万円",)),
            Turn("レジだと?", says=("20万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("一般型について聞きたい", status="clarify|answered"),
            Turn("持続化じゃなくて省力化のほう", says=("省力化投資補助金",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("ものづくり補助金の締切は?", says=("5月8日",)),
            Turn("省力化は?", says=("2月27日",)),
            Turn("持続化は?", says=("4月30日",)),
            Turn("デジタル化は?", says=("5月12日",)),
            Turn("そのうち一番早く締め切られるのは?"),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("セキュリティ対策推進枠でお助け隊を契約したい。年間60万円", says=("30万円",)),
            Turn("小規模事業者です", says=("40万円",), carried=("60万円",)),
            Turn("2年分で120万円なら?", says=("80万円",), carried=("小規模",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("うちは赤字の小規模事業者です", status="answered|clarify|not_in_sources"),
            Turn("持続化の通常枠で賃金引上げ特例を使って200万円の経費だといくら?", says=("150万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("デジタル化補助金の通常枠、業務領域3つで400万円", says=("150万円",)),
            Turn("4つだったら?", says=("200万円",), carried=("400万円",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("マナビDXクエストは何か月ですか", says=("3ヶ月|3か月",)),
            Turn("地域企業協働プログラムのほうは", says=("2、3ヶ月",)),
            Turn("問い合わせはどこ", says=("https://manabi-dx-enquete.ipa.go.jp/form/pub/manabidx/portal_inquiry",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("人手が足りなくて困っています", says=("省力化",)),
            Turn("締切は?", says=("2月27日",)),
            Turn("電話番号もお願いします", says=("0570-099-660",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("ものづくりの電話番号は?", says=("050-3821-7013",)),
            Turn("ありがとうございます。ついでに持続化の対象経費も知りたいです", says=("広報費",)),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("持続化でホームページ作れますか", says=("ウェブサイト関連費",), lead="はい"),
            Turn("ECサイトは?", says=("ウェブサイト関連費|EC",)),
            Turn("旅費はどうですか", says=("旅費",)),
            Turn("家賃は?", status="answered|not_in_sources"),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("補助額を計算してほしい", status="clarify|answered"),
            Turn("ものづくりのグローバル枠", status="answered|clarify", carried=("グローバル枠|補助",)),
            Turn("1,000万円の機械です", says=("500万円",)),
        ),
    ),
]

SEVERAL = [
    Conversed("2026-04-10", (Turn("ものづくりと持続化の締切をそれぞれ教えてください", says=("5月8日", "4月30日")),)),
    Conversed(
        "2026-04-10",
        (
            Turn(
                "お助け隊の電話番号と、机上演習のメールアドレスを教えてください",
                says=("03-5978-7508", "isec-pr-nw@ipa.go.jp"),
            ),
        ),
    ),
    Conversed(
        "2026-04-10",
        (Turn("ものづくり補助金の電話番号は?また、収益納付は要りますか", says=("050-3821-7013", "収益納付")),),
    ),
    Conversed(
        "2026-04-10",
        (Turn("創業型と災害支援枠、上限はそれぞれいくらで、いつまでですか", says=("200万円", "4月30日", "3月31日")),),
    ),
    Conversed(
        "2026-04-10", (Turn("お助け隊は何種類の監視がある?いつ始まったサービス?", says=("ネットワーク監視", "2021年")),)
    ),
    Conversed("2026-04-10", (Turn("締切と電話番号、省力化一般型で", says=("2月27日", "0570-099-660")),)),
    Conversed(
        "2026-04-10",
        (Turn("ものづくりって何に使えて、いくら出て、いつまで?", says=("機械装置", "5月8日", "4,000万円|2,500万円")),),
    ),
    Conversed(
        "2026-04-10", (Turn("インボイス対応類型だとPCはいくらまで、レジはいくらまで?", says=("10万円", "20万円")),)
    ),
    Conversed(
        "2026-04-10", (Turn("うちは小規模事業者。ものづくりと省力化の一般型、補助率はどっちが高い?", says=("2/3",)),)
    ),
    Conversed(
        "2026-04-10",
        (Turn("中堅等大規模投資補助金と成長加速化補助金の上限と補助率", says=("50億円", "5億円", "1/3", "1/2")),),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn(
                "デジタル化補助金の公式サイトと、対象ツールの条件を教えて",
                says=("https://it-shien.smrj.go.jp/", "登録"),
            ),
        ),
    ),
]


@pytest.mark.parametrize("given", DATES, ids=str)
def test_dates_are_judged_on_the_day_asked(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", TURNS, ids=str)
def test_a_turn_goes_on_with_what_was_said(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", SEVERAL, ids=str)
def test_every_question_of_a_message_is_answered(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("question", ["複数者連携枠 2次いつ 3次もある？", "複数者連携枠の2次締切と3次締切を教えて"])
def test_a_round_that_only_other_tracks_have_is_told_beside_one_that_there_is(
    assistant: Assistant, question: str
) -> None:
    text = ask(assistant, question).text
    assert "8月25日" in text and "3次締切はありません" in text and "7月21日" not in text, text
