"""Turns that refer to something without its name, and questions for whether something is the same."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("省力化の一般型の締切は？カタログの方は？", ("2月27日", "随時"), ("簡易で即効性",)),
        ("ものづくりの高付加価値化枠の上限は？グローバルは？", ("2,500万円", "3,000万円"), ()),
        ("クエストのケーススタディの期間は？地域の方は？", ("約3ヶ月", "約2、3ヶ月間"), ("難しさ",)),
        ("ものづくりの電話番号は？省力化は？", ("050-3821-7013", "0570-099-660"), ()),
        ("ものづくりの高付加価値化枠を考えています。グローバル枠は？", ("グローバル枠は",), ()),
    ],
)
def test_a_name_alone_goes_on_with_the_question_before_it(
    converse: Converse, question: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    converse(Conversed("2026-04-10", (Turn(question, says=says, never=never),)))


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("社員研修で使えるやつ"),
                Turn("二つ目のURL", says=("dxq.manabi-dx",), never=("https://manabi-dx.ipa.go.jp/",)),
                Turn("前者は", says=("https://manabi-dx.ipa.go.jp/",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくり補助金のグローバル枠の上限は？", says=("3,000万円",)),
                Turn("もう一つの枠は？", says=("2,500万円",), never=("3,000万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("補助率は？", status="clarify"),
                Turn("2番", says=("持続化補助金", "3/4")),
                Turn("じゃあデジタルは", says=("デジタル化・AI導入補助金", "1/2")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("省力化のカタログ型と一般型、何が違うの"),
                Turn("後者の上限は", says=("1億円",), never=("1,500万円",)),
                Turn("両方の締切は", says=("2月27日", "随時")),
            ),
        ),
        Conversed("2026-04-10", (Turn("インボイス枠について知りたい"), Turn("対応類型の方", never=("電子取引",)))),
        Conversed(
            "2026-03-20",
            (
                Turn("能登の地震で工場が壊れた。使える補助金は？"),
                Turn("いくらまで", says=("200万円",)),
                Turn("客が来なくなった間接のほうは？", says=("100万円",), never=("紹介されています",)),
            ),
        ),
    ],
    ids=str,
)
def test_what_is_meant_without_its_name(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-05-20",
            (
                Turn("デジタル化・AI導入補助金の通常枠の締切を教えてください。"),
                Turn("セキュリティ対策推進枠も同じ日程でしょうか。", lead="はい、同じ", says=("6月15日",)),
                Turn(
                    "では複数者連携の枠も同様ですか。", lead="いいえ、違います", says=("8月25日",), never=("7月21日",)
                ),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("マナビDXの問い合わせ先を教えて"),
                Turn("クエストも同じところ？", lead="はい、同じ", says=("人材スキルプロモーション部",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくりの上限は？創業型の率は？", says=("2/3",)),
                Turn("持続化の通常枠も同じ？", lead="はい、同じ", says=("2/3",), never=("50万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("創業型の上限は？率は？", says=("200万円", "2/3")),
                Turn("持続化の通常枠も同じ？", lead="いいえ", says=("50万円", "2/3")),
            ),
        ),
        Conversed("2026-04-10", (Turn("持続化補助金の通常枠と創業型は締切同じ？", lead="はい、同じ"),)),
        Conversed("2026-04-10", (Turn("通常枠と複数者連携は締切が違いますか", lead="はい、違います"),)),
        Conversed(
            "2026-04-10", (Turn("省力化の一般型の締切は"), Turn("カタログも一緒？", lead="いいえ", says=("随時",)))
        ),
    ],
    ids=str,
)
def test_whether_it_is_the_same(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    ("as_of", "ask", "lead"),
    [
        ("2026-05-08", "ものづくり、夜8時に出しても間に合いますか", "いいえ"),
        ("2026-05-08", "ものづくり、店閉めてから夜9時に申請したら遅い？", "はい"),
        ("2026-05-08", "モノ補助、今夜提出でセーフ？", "いいえ"),
        ("2026-05-08", "ものづくり、夕方の4時に送れば大丈夫？", "はい"),
        ("2026-05-07", "明日の夜に申請しても平気？ものづくり", "いいえ"),
        ("2026-05-07", "ものづくり、今晩出しても平気？", "はい"),
        ("2026-05-08", "ものづくりの締切は今日の夜までですか", "いいえ"),
    ],
)
def test_the_hour_of_a_closing_day(converse: Converse, as_of: str, ask: str, lead: str) -> None:
    converse(Conversed(as_of, (Turn(ask, lead=lead, says=("17:00",)),)))


def test_an_hour_that_the_documents_do_not_say(converse: Converse) -> None:
    converse(Conversed("2026-04-30", (Turn("持続化の創業型、今夜でも出せますか", status="not_in_sources"),)))


def test_what_takes_no_applications(converse: Converse) -> None:
    turn = Turn(
        "今、受付してない補助金はどれ", says=("災害支援枠", "共同・協業型", "一般型（第5回）"), never=("創業型",)
    )
    converse(Conversed("2026-04-10", (turn,)))


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("持続化の創業型とは"),
                Turn("経費は通常枠と同じ？", lead="はい、同じ"),
                Turn("締切は通常枠と同じですか", lead="はい、同じ", says=("創業型",)),
            ),
        ),
        Conversed("2026-02-20", (Turn("共同協業型の締切"), Turn("省力化の一般型も同じ締切？", lead="はい、同じ"))),
        Conversed(
            "2026-04-10",
            (
                Turn("賃上げ特例はいくら増える"),
                Turn("インボイスは"),
                Turn("両方使うと", says=("250万円",)),
            ),
        ),
        Conversed("2026-04-10", (Turn("ものづくりの率は"), Turn("いつから", says=("4月3日",)))),
    ],
    ids=str,
)
def test_what_is_held_against_another(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    ("as_of", "ask", "says"),
    [
        ("2026-06-15", "複数者連携、今日を逃したら次はいつ", "8月25日"),
        ("2026-04-10", "デジタル化の通常枠、2次締切のあとは？", "7月21日"),
        ("2026-06-20", "複数者連携の枠、6月のに乗り遅れてしもた。次あります？", "8月25日"),
        ("2026-06-16", "デジタル化の通常枠、昨日が締切だったと今朝気づきました。次に間に合うのはいつですか", "7月21日"),
        ("2026-04-10", "デジタル化の通常枠の1次は出しそびれました。次の2次はいつまで？", "6月15日"),
    ],
)
def test_what_closes_after_another(converse: Converse, as_of: str, ask: str, says: str) -> None:
    converse(Conversed(as_of, (Turn(ask, says=(says,)),)))


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        ("デジタル化の4次締切のあとは？", "載っていません"),
        ("省力化の一般型の5回目を逃したので、次の第6回がいつ締め切りか教えてください", "「第6回」の日程は"),
    ],
)
def test_what_would_close_after_the_last_is_unsaid(converse: Converse, ask: str, says: str) -> None:
    converse(Conversed("2026-04-10", (Turn(ask, says=(says,), status="not_in_sources"),)))
