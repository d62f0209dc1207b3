"""Hours in words beside a day, what tells only what day it is, days and weekdays that are claimed, and what lacks a
closing on a day."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

pytestmark = pytest.mark.slow


def one(
    on: str, ask: str, *says: str, never: tuple[str, ...] = (), lead: str = "", status: str = "answered"
) -> Conversed:
    return Conversed(on, (Turn(ask, status=status, says=says, never=never, lead=lead),))


HOURS = [
    one("2026-05-01", "5月8日の夜8時までに送ればものづくりは間に合いますか", "20:00", "17:00", lead="いいえ"),
    one("2026-05-01", "ものづくり、5月8日の午後5時までに出せば間に合う？", "17:00", lead="はい"),
    one("2026-05-08", "ものづくりは今日の正午に出しても平気？", "12:00", lead="はい"),
    one("2026-05-08", "ものづくりの締切、今日のお昼まででしたっけ", "17:00", lead="いいえ"),
    one("2026-04-03", "ものづくり、今日の朝9時に申請できる？", "17:00", never=("受付中",), lead="いいえ"),
]

ONLY_NOW = [
    one("2026-03-10", "デジタル化補助金、3月に入ったからもう始まってますか？", "3月30日", lead="いいえ"),
    one("2026-04-01", "4月になったので、ものづくりはもう出せる？", "4月3日", lead="いいえ"),
    one("2026-03-10", "3月に入りましたし、持続化の通常枠はもう受付始まってますよね", "4月30日", lead="はい"),
    one("2026-04-05", "もう4月ですけど災害支援枠はまだ間に合いますか", "3月31日", lead="いいえ"),
    one("2026-02-20", "4月になったらものづくりは出せますか", "4月3日", lead="はい"),
]

CLAIMED = [
    one(
        "2026-06-25",
        "複数者連携枠、7月21日の締切に間に合わせれば大丈夫？",
        "締切はありません",
        "8月25日",
        lead="いいえ",
    ),
    one("2026-06-30", "複数者連携枠は7月21日までに出せばいいんですよね", "8月25日", lead="いいえ"),
    one("2026-06-25", "電子取引類型、7月21日の締切に間に合いますか", "7月21日", lead="はい"),
    one("2026-04-25", "ものづくりは5月10日の締切に間に合いますか", "5月8日", lead="いいえ"),
    one("2026-04-10", "デジタル化の締切は5月12日の締切に遅れたらもう無理？", "6月15日", lead="いいえ"),
    one("2026-04-10", "ものづくりの締切って金曜日で合ってる？", "5月8日", lead="はい"),
    one("2026-04-10", "ものづくりの締切は木曜でしたっけ", "5月8日", lead="いいえ"),
    one("2026-05-13", "デジタル化の1次締切は昨日でしたよね", "5月12日", "6月15日", lead="場合によります"),
    one("2026-05-13", "電子取引類型の1次締切は昨日でしたよね", "5月12日", lead="はい"),
]

FREE = [
    one("2026-04-10", "5月末まで動けます。ものづくり補助金に間に合いますか", "5月8日", lead="はい"),
    one("2026-04-10", "5月末までしか動けません。ものづくり補助金に間に合いますか", "5月8日", lead="はい"),
    one("2026-04-10", "5月8日まで手が空いています。ものづくり補助金に間に合いますか", "5月8日", lead="はい"),
    one("2026-04-10", "5月31日まで忙しくありません。ものづくり補助金に間に合いますか", "5月8日", lead="はい"),
    one("2026-04-10", "5月31日まで忙しいです。ものづくり補助金に間に合いますか", "5月8日", lead="いいえ"),
    one("2026-04-10", "5月20日まで手が空きません。ものづくり補助金に間に合いますか", "5月8日", lead="いいえ"),
    one("2026-04-10", "5月20日に書類が揃います。ものづくり補助金に間に合いますか", "5月8日", lead="いいえ"),
    one("2026-04-10", "4月20日に書類が揃います。ものづくり補助金に間に合いますか", "5月8日", lead="はい"),
]

DENIED = [
    one("2026-04-10", "ものづくりの締切って5月20日じゃないよね", "5月8日", lead="はい"),
    one("2026-04-10", "ものづくりの締切って5月8日じゃないよね", "5月8日", lead="いいえ"),
    one("2026-04-10", "ものづくりの締切って5月8日じゃないですか？", "5月8日", lead="はい"),
    one("2026-04-10", "締切は4月ですが、持続化の通常枠で合ってる？", "4月30日", lead="はい"),
    one("2026-04-10", "今日出さなくてもものづくりは間に合いますか", "5月8日", lead="はい"),
    one(
        "2026-04-10",
        "ものづくり補助金は賃上げしなくても申請できますか",
        status="answered|not_in_sources",
        never=("いいえ",),
    ),
]

HEARD = [
    one("2026-04-10", "4月3日の午前は出せますか、ものづくり補助金", "開始前", lead="いいえ"),
    one("2026-04-10", "ものづくりは12じしめきりですか", "5月8日", never=("12次", "2次")),
    one("2026-04-10", "カタログ型の締切は何回ありますか", "締切がありません"),
    one("2026-04-10", "昨年省力化の公募がありましたが、いつでしたか？", "書かれていません", status="not_in_sources"),
    one("2026-04-10", "持続化の締切を調べているのですが、ものづくりの締切はわかりますか？", "4月30日", "5月8日"),
]

HELD_AGAINST_ANOTHER = [
    one("2026-04-05", "災害支援枠って通常枠と同じ4月末締切ですよね？まだいける？", "3月31日", lead="いいえ"),
    one("2026-04-15", "複数者連携の1回目の締切、通常枠と同じ5/12ですよね？", "6月15日", lead="いいえ"),
    one("2026-04-15", "創業型も通常枠と同じ4月30日締切ですよね", "4月30日", lead="はい"),
]

TOLD_TODAY = [
    one("2026-04-10", "今日は3月1日です。持続化の通常枠は申請できますか？", "2026年3月1日", "3月6日", lead="いいえ"),
    one("2026-04-10", "本日6月16日として、デジタル化の通常枠の次の締切は？", "7月21日", never=("5月12日",)),
    one("2026-04-10", "今日は5月8日が締切ですよね？ものづくりの", "2026年4月10日", lead="はい"),
    one("2026-04-10", "ものづくりの締切は今日、5月8日、で合ってる？", "2026年4月10日", never=("本日が締切",)),
    Conversed(
        "2026-04-10",
        (
            Turn("今日が5月9日として、ものづくりはまだ出せますか", says=("2026年5月9日",), lead="いいえ"),
            Turn("持続化の創業型は今出せますか", says=("2026年4月10日",), lead="はい"),
        ),
    ),
    Conversed(
        "2026-04-10",
        (
            Turn("今日は5月20日ですが、持続化の通常枠は出せますか", says=("4月30日",), lead="いいえ"),
            Turn("ものづくりは？", says=("2026年5月20日", "終了")),
        ),
    ),
]

GOING_ON = [
    Conversed(
        "2026-03-11",
        (
            Turn("ものづくりの公募はいつから？", says=("4月3日",)),
            Turn("で、終わりは", says=("5月8日",)),
            Turn("時間も", says=("17:00",)),
        ),
    ),
    one("2026-02-20", "第19回とか第9回とか、持続化の種類ごとの締切を全部", "2月27日", "3月31日", "4月30日"),
]


KEPT = [
    one(
        "2026-03-12",
        "弊社は5月に入ってからでないと動けません。ものづくり補助金は間に合いますか。",
        "5月8日",
        lead="はい",
    ),
    one("2026-04-10", "連休明けにならないと書類がそろいません。創業型は間に合いますか？", "4月30日", lead="いいえ"),
    one("2026-04-15", "うちは6月末まで忙しい。そのあとに出せる補助金は何が残ってる？", "7月21日", never=("5月12日",)),
    one("2026-04-10", "5月に開業しました。創業型は間に合いますか", "4月30日", lead="はい"),
    one("2026-04-10", "来年の3月でも省力化のカタログはいけますか", "2027年3月", lead="はい"),
    one("2026-04-03", "ものづくり補助金、今日の午前中に電子申請できる？", "17:00", lead="いいえ"),
    one("2026-07-10", "7/21はデジタル化の3次締切で合ってる？", "7月21日", lead="はい"),
    one("2026-04-10", "全部の補助金が5月中に締め切られるって聞いたんですが本当ですか", "5月8日", lead="いいえ"),
    one("2026-04-10", "持続化のうち、もう締め切ったのはどの型？", "3月31日", "2月27日", never=("通常枠",)),
    one("2026-04-10", "創業型っていつまでが創業扱い？", "3年", never=("4月30日",)),
    one(
        "2026-07-25",
        "お助け隊を補助金で入れたい歯医者です。セキュリティの枠の最後の締切に出したいんです。何日ですか？",
        "8月25日",
    ),
]

NEEDED = [
    one(
        "2026-05-25",
        "配膳ロボットを入れたいんですが、6月になってからでも申し込める補助金はありますか",
        "随時",
        lead="はい",
    ),
    one("2026-05-15", "レジを入れ替えたい。来月でも間に合う補助金ある？", "6月15日", "随時", lead="はい"),
    one("2026-05-15", "チラシを作りたい。いま申し込める補助金ってありますか", "4月30日", lead="いいえ"),
    one("2026-04-10", "6月1日に申請するなら、どの補助金が使えますか", "6月15日", "随時", never=("5月8日",)),
    one("2026-04-10", "IT関係の補助金で今申請できるのは？", "5月12日", never=("5月8日", "4月30日")),
]

COUNTED = [
    one("2026-04-10", "複数者連携枠の締切は何回ある？", "2回", "6月15日", "8月25日"),
    one("2026-06-16", "複数者連携枠はまだあと何回チャンスがありますか", "1回", "8月25日", never=("6月15日",)),
    one("2026-07-01", "いま残ってる締切ぜんぶ", "7月21日", "8月25日", never=("5月8日",)),
]

ENDING = [
    one("2026-08-24", "デジタル化、明日で全部終わり？", "8月25日", lead="はい"),
    one("2026-08-25", "デジタル化はどの枠も今日で終わりですか", "8月25日", lead="はい"),
    one("2026-05-12", "デジタル化の通常枠は今日で終わりですか？", "8月25日", lead="いいえ"),
]

TOLD_TIME = [
    one("2026-04-03", "ものづくり、今もう出せる？（いま15時です）", "17:00", lead="いいえ"),
    one("2026-04-03", "今18時なんですが、ものづくりもう出せます？", "17:00", lead="はい"),
    one("2026-03-29", "IT補助金、明日の何時から申請できるの", "受付開始の時刻", "3月30日", status="not_in_sources"),
    one("2026-03-06", "きょう受付開始の補助金ある？", "通常枠", "創業型", never=("3月31日",), lead="はい"),
    one("2026-05-01", "5月13日にデジタル化の通常枠を出したら次はいつの締切分になる？", "6月15日", never=("7月21日",)),
]


@pytest.mark.parametrize("given", KEPT, ids=str)
def test_what_keeps_a_person_and_what_the_calendar_settles(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", NEEDED, ids=str)
def test_what_serves_a_need_and_can_be_applied_for(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", COUNTED, ids=str)
def test_how_many_closings_there_are(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", ENDING, ids=str)
def test_whether_nothing_comes_after_a_day(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", TOLD_TIME, ids=str)
def test_times_that_are_told_and_openings(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", HOURS, ids=str)
def test_an_hour_in_words_beside_a_day(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", ONLY_NOW, ids=str)
def test_a_month_that_has_begun_only_tells_what_day_it_is(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", CLAIMED, ids=str)
def test_days_and_weekdays_that_are_said_to_be_closings(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", HELD_AGAINST_ANOTHER, ids=str)
def test_a_closing_that_is_claimed_to_be_that_of_another(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", TOLD_TODAY, ids=str)
def test_the_day_that_a_person_says_it_is(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", GOING_ON, ids=str)
def test_ends_hours_and_examples(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", FREE, ids=str)
def test_days_until_which_or_from_which_a_person_can(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", DENIED, ids=str)
def test_a_day_that_is_denied_and_a_condition_that_is(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize("given", HEARD, ids=str)
def test_hours_rounds_and_years_as_they_are_said(converse: Converse, given: Conversed) -> None:
    converse(given)
