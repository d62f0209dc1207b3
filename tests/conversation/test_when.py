"""Periods, named rounds, the first and the last of all, and what earlier turns said of days and rounds."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

pytestmark = pytest.mark.slow

ON = "2026-04-10"


def one(
    ask: str, *says: str, on: str = ON, never: tuple[str, ...] = (), lead: str = "", status: str = "answered"
) -> Conversed:
    return Conversed(on, (Turn(ask, status=status, says=says, never=never, lead=lead),))


ROUNDS = [
    one("2次締切はいつですか", "6月15日", "8月25日", never=("5月8日", "4月30日", "5月12日")),
    one("第19回の締切", "4月30日", never=("5月8日",)),
    one("23次っていつまで?", "5月8日", "17:00", never=("4月30日",)),
    one("お助け隊の補助金、最後の締切はいつ", "セキュリティ対策推進枠", "8月25日"),
    one("お助け隊に使える補助の締切は?", "セキュリティ対策推進枠", "5月12日"),
    one("お助け隊の申込みの締切は?", status="not_in_sources", never=("8月25日",)),
    one("通常枠の3次締切、何日だっけ", "7月21日", never=("持続化",)),
    one("5次締切は?", "5次締切", "4次締切", status="not_in_sources", never=("4月30日",)),
    one("第6回はいつ?", "第19回", "第3回", status="not_in_sources"),
    one("複数者連携枠の3次締切は?", "3次締切はありません", "8月25日", never=("7月21日",)),
    one("デジタル化補助金の通常枠、締切を1次から順に全部", "5月12日", "6月15日", "7月21日", "8月25日"),
    one("IT補助金の通常枠、2次以降の締切は?", "6月15日", "7月21日", "8月25日", never=("5月12日",)),
    one("IT補助金の通常枠の2次から3次の締切", "6月15日", "7月21日", never=("5月12日", "8月25日")),
    one("複数者連携枠の1次締切から2次締切まで並べて", "6月15日", "8月25日", never=("5月12日",)),
    one("IT導入補助金 複数者連携 2次", "8月25日", never=("6月15日",)),
    one("インボイス枠の最終締切", "8月25日", never=("5月12日",)),
    one("電子取引類型の最後の締切は?", "8月25日", never=("7月21日",)),
]

PERIODS = [
    one("ものづくりの受付は4月3日17時から5月8日17時までですよね", "5月8日", lead="はい"),
    one("ものづくり、4/3の17時〜5/8の17時で合ってますか", "5月8日", lead="はい"),
    one("ものづくりの受付は4月3日15時から5月8日17時までですよね", "17:00", lead="いいえ"),
    one("ものづくりは4月3日17時から5月11日17時までですよね", "5月8日", lead="いいえ"),
    one("今月中に締切のものある?", "4月30日", never=("5月8日",), lead="はい"),
    one("来週締切なのってある?", lead="いいえ", never=("4月30日",)),
    one("GW明けに出せる補助金は?", "5月7日", "5月8日", never=("4月30日",)),
    one("夏に出せるのは?", "6月15日", "8月25日", "随時", never=("5月8日",)),
    one("8月25日って何の締切?", "複数者連携", "通常枠", never=("カタログ",)),
    one("6月以降に締切があるのは?", "6月15日", "7月21日", never=("5月12日",)),
    one("今月締切の補助金と来月締切の補助金を教えて", "4月30日", "5月8日", "5月12日", never=("6月15日",)),
    one("今日締切のものは?", "4月30日", on="2026-04-30", never=("5月8日",)),
    one("あと2日で締切のものある?", "4月30日", on="2026-04-28", never=("5月8日",)),
    one("ものづくりは5月9日でも間に合いますか", "5月8日", lead="いいえ"),
    one("5月10日に省力化の一般型申請しようと思うんですが", "受付期間ではありません"),
    one("デジタル化補助金、7月中旬に出すとしたら何次締切?", "3次締切", never=("1次締切",)),
    one("ものづくり、今日の夕方6時に出しても大丈夫?", "17:00", on="2026-05-08", lead="いいえ"),
    one("年内にまだ出せる?デジタル化", "8月25日", lead="はい"),
    one("今日で終わる補助金ある?", "2月27日", on="2026-02-27", never=("4月30日",), lead="はい"),
    one("ものづくり、いま16時なんだけどまだ出せる?", "17:00", on="2026-05-08", lead="はい"),
    one("3次間に合わなかったんだけど次いつ?IT導入の通常枠", "8月25日", on="2026-07-22"),
    one("随時受付なのはどれですか", "カタログ注文型", never=("5月8日",)),
    one("締切が過ぎてしまった補助金はどれですか", "2月27日", "3月31日", never=("5月8日",)),
    one("まだ始まっていない補助金は?", "5月8日", on="2026-03-10", never=("災害支援枠",)),
    one("6月に契約したいんだけど、デジタル化補助金の通常枠は間に合う?", "書かれていません", "6月15日"),
]

NEAREST = [
    one("一番締切が近いのは?", "4月30日", never=("5月8日",)),
    one("締切が一番遅いのはどれ?", "8月25日", never=("4月30日",)),
    one("持続化とIT導入、締切が早いのはどっち?", "4月30日"),
]

HOURS = [
    one("ものづくりの申請は何時まで?", "17:00"),
    one("災害支援枠って今日の何時まで受け付けてますか", "時刻", "3月31日", on="2026-03-31", status="not_in_sources"),
    one("創業型の受付開始まであと何日?", "5日", "3月6日", on="2026-03-01"),
    one("デジタル化補助金の受付開始日は?", "3月30日", never=("8月25日",)),
]

CLAIMS = [
    one("ものづくりは5月8日18時まで出せますよね", "17:00", lead="いいえ"),
    one("持続化の締切は4月末じゃなくて5月末ですか", "4月30日", lead="いいえ"),
    one("持続化の締切4/30は23:59まで?", "時刻", status="not_in_sources"),
    one("災害支援枠は明日まででしたっけ", "3月31日", on="2026-03-30", lead="はい"),
    one("明日まででしたっけ、持続化の災害支援枠", "3月31日", lead="いいえ"),
    one("ものづくりの受付、明日から?", "4月3日", on="2026-04-02", lead="はい"),
    one("持続化の通常枠って4月いっぱいまで?", "4月30日", lead="はい"),
    one("災害支援枠まだいける?", "3月31日", on="2026-04-01", lead="いいえ"),
]

PAIRS = [
    one("ものづくりの締切と持続化の補助率教えて", "5月8日", "2/3", never=("4月30日", "1/2")),
    one("省力化のカタログ型の締切と一般型の補助率", "随時", "1/3", never=("2月27日",)),
    one("ものづくりの電話番号と持続化の公式サイト", "050-3821-7013", "jizokuka_r6h"),
]

TURNS = [
    Conversed(
        ON,
        (
            Turn("セキュリティ枠、次の締切いつ?", says=("5月12日",)),
            Turn("それ過ぎたら?", says=("6月15日",)),
            Turn("その次は?", says=("7月21日",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("ものづくりの締切は?", says=("5月8日",)),
            Turn("じゃあ持続化は?", says=("4月30日",)),
            Turn("どっちが早い?", says=("4月30日",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("6月に申請したいんだけど", says=("6月15日",)),
            Turn("ものづくりは?", says=("受付期間ではありません",)),
            Turn("IT導入は?", says=("6月15日",), never=("5月12日",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("持続化の通常枠で100万円使ったら?", says=("50万円",)),
            Turn("インボイス特例使います", says=("100万円",)),
            Turn("あと賃上げもする", says=("250万円",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("デジタル化の通常枠、業務領域2つで400万円", says=("150万円",)),
            Turn("4つだったら?", says=("200万円",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("ものづくりの上限と補助率と締切を教えて", says=("4,000万円", "1/2", "5月8日")),
            Turn("持続化についても同じく", says=("50万円", "2/3", "4月30日")),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("予算500万円くらい", status="clarify"),
            Turn("省力化の一般型", says=("500万円",), carried=("500万円",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("ものづくりのグローバル枠の上限は?", says=("3,000万円",)),
            Turn("いや違う、高付加価値化枠のほう", says=("2,500万円",), never=("3,000万円",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("省力化の一般型の第5回の締切はいつでしたか", says=("2月27日",)),
            Turn("カタログのほうも同じ日で締まりますか?", says=("随時",), lead="いいえ"),
        ),
    ),
    Conversed(
        ON, (Turn("持続化の第19回は?", says=("4月30日", "受付中")), Turn("創業型は?", says=("第3回", "4月30日")))
    ),
    Conversed(ON, (Turn("持続化補助金の創業型", says=("創業",)), Turn("それはいくら?", says=("200万円",)))),
    Conversed(ON, (Turn("それはいくら?", status="clarify"),)),
    Conversed(
        ON,
        (
            Turn("インボイスの話なんだけど、会計ソフト40万円", says=("30万円",)),
            Turn("2機能あります", says=("30万円",), never=("26万6,666円",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("通常枠の補助率は?", says=("1/2", "2/3")),
            Turn("デジタル化の方です", says=("1/2",), never=("3/4",)),
        ),
    ),
    Conversed(
        ON,
        (
            Turn("車を買いたい", says=("災害支援枠",)),
            Turn("締切は?", says=("3月31日",), never=("4月30日",)),
        ),
    ),
]


@pytest.mark.parametrize("given", [*ROUNDS, *PERIODS, *NEAREST, *HOURS, *CLAIMS], ids=str)
def test_the_calendar_says_what_is_asked_of_it(converse: Converse, given: Conversed) -> None:
    converse(given)


CONTACTS = [
    one("0570-666-376ってどこの番号?", "IT導入補助金事務局", never=("0570-099-660",)),
    one("isec-pr-nw@ipa.go.jp は何のメール?", "机上演習", never=("050-3821-7013",)),
    one("持続化補助金の問い合わせは商工会議所?", "商工会議所", lead="はい"),
]


@pytest.mark.parametrize("given", CONTACTS, ids=str)
def test_whose_a_number_or_an_address_is(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", PAIRS, ids=str)
def test_each_of_two_questions_gets_its_own_answer(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", TURNS, ids=str)
def test_days_rounds_and_plans_are_carried_over(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("もの補助は4月10日に出せますか", "はい"),
        ("もの補助は4月10日時点で出せますか", "はい"),
        ("もの補助の締切は4月10日ですか", "いいえ"),
        ("もの補助は4月10日までに出せばいいんですよね", "いいえ"),
        ("もの補助の締切は5月10日時点で過ぎてますか", "はい"),
        ("省力化の一般型は締め切ってますか", "はい"),
    ],
)
def test_the_day_asked_on_may_be_named_and_another_day_is_judged_on(
    converse: Converse, question: str, lead: str
) -> None:
    converse(one(question, lead=lead))
