"""What points to a person is masked; what answers are about is not."""

import pytest

from assistant.records.masking import mask, mask_everywhere


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("山田太郎と申します。電話は０９０-１２３４-５６７８です", "［氏名］と申します。電話は［電話］です"),
        ("株式会社山田製作所 担当 佐藤です。締切は？", "株式会社［会社名］ 担当 ［氏名］です。締切は？"),
        ("有限会社田中鉄工所の田中です。", "有限会社［会社名］の［氏名］です。"),
        ("佐藤さんに教わりました", "［氏名］さんに教わりました"),
        ("社長の高橋一郎が申請します", "社長の［氏名］が申請します"),
        ("担当の鈴木 花子まで連絡ください", "担当の［氏名］まで連絡ください"),
        ("名前は山本五十六です", "名前は［氏名］です"),
        ("taro.yamada@example.co.jp まで", "［メール］ まで"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐへ", "［メール］へ"),
        ("082-224-5630に電話を", "［電話］に電話を"),
        ("０８２２２４５６３０", "［電話］"),
        ("050ー3821ー7013", "［電話］"),
        ("マイナンバーは1234 5678 9018です", "マイナンバーは［個人番号］です"),
        ("番号は123456789018", "番号は［個人番号］"),
        ("カード 4111-1111-1111-1111 で", "カード ［カード番号］ で"),
        ("４１１１１１１１１１１１１１１１", "［カード番号］"),
        ("〒732-0042 広島県広島市東区矢賀1-2-3に住んでいます", "［郵便番号］ ［住所］に住んでいます"),
        ("口座番号 1234567 に振り込んで", "口座番号 ［口座番号］ に振り込んで"),
    ],
)
def test_masked(typed: str, stored: str) -> None:
    assert mask(typed).text == stored


@pytest.mark.parametrize(
    "typed",
    [
        "補助額は1200000000円、締切は2026年4月30日 17:00、売上 123,456,789,012円",
        "省力化投資補助金の一般型で6,000万円だといくら？",
        "担当者は誰ですか",
        "お客様や皆さん、社労士さんに聞きました",
        "東京都の中小企業です。岡山県にも工場があります",
        "【100億宣言企業向け】の上限は50億ですか",
        "中小企業診断士です。林業です。",
        "番号は123456789012",  # not a my-number: its check digit is wrong
        "カード 4111-1111-1111-1112",  # not a card: Luhn's digit is wrong
        "ものづくり補助金 グローバル枠 1/2 3,000万円 50人",
    ],
)
def test_kept(typed: str) -> None:
    assert mask(typed).text == typed


def test_pieces_that_were_masked_are_masked_in_the_reply_too() -> None:
    masked = mask("佐藤一郎です。０９０-１２３４-５６７８まで")
    reply = {"text": "佐藤一郎様、090-1234-5678ですね。窓口は050-3821-7013です。", "trace": [{"x": ["佐藤一郎"]}]}
    assert mask_everywhere(reply, masked.found) == {
        "text": "［氏名］様、［電話］ですね。窓口は050-3821-7013です。",
        "trace": [{"x": ["［氏名］"]}],
    }


def test_counts_say_how_many_of_each_kind() -> None:
    assert mask("a@b.jp と c@d.jp、090-1234-5678").counts == {"email": 2, "phone": 1}
