"""The day and the month that a text means, clauses of a message, names with a letter wrong, and bare questions."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.evidence.dates.asked import When
from assistant.question.days import period_meant
from assistant.question.folded import Folded
from assistant.question.linking import NameIndex
from assistant.question.splitting import split_clauses
from assistant.question.understanding import Understander
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.readings import ends_in_predicate

ASKED_ON = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5月8日に出せますか", "05-08", "05-08"),
        ("5/8でも間に合う?", "05-08", "05-08"),
        ("令和8年9月1日は", "09-01", "09-01"),
        ("明日でもいいですか", "04-11", "04-11"),
        ("来週申し込めますか", "04-13", "04-19"),
        ("来週の金曜日に出す", "04-17", "04-17"),
        ("再来週の予定", "04-20", "04-26"),
        ("今月末に出したい", "04-30", "04-30"),
        ("2月末までに", "02-28", "02-28"),
        ("来月末なら", "05-31", "05-31"),
        ("来月上旬に出せる?", "05-01", "05-10"),
        ("6月半ばは?", "06-11", "06-20"),
        ("5月中に締切が来るもの", "05-01", "05-31"),
        ("来月締切のもの", "05-01", "05-31"),
        ("夏に出せるのは?", "06-01", "08-31"),
        ("GW明けでも間に合う?", "05-07", "05-07"),
        ("年内に", "01-01", "12-31"),
        ("受付は4月3日から5月8日までですよね", "04-03", "05-08"),
        ("受付は4月3日17時から5月8日17時までですよね", "04-03", "05-08"),
        ("4月3日(金)の17:00から、5月8日(金)の17:00まで", "04-03", "05-08"),
        ("4/3 17時~5/8 17時の受付", "04-03", "05-08"),
        ("5月7日午後5時から15日正午まで", "05-07", "05-15"),
        ("5月8日17時に出せますか", "05-08", "05-08"),
        ("3日後に出したい", "04-13", "04-13"),
        ("2週間以内に", "04-10", "04-24"),
        ("締切は30日までですか", "04-30", "04-30"),
        ("8日までですよね", "05-08", "05-08"),
        ("4~5月の締切", "04-01", "05-31"),
        ("6・7月に出したい", "06-01", "07-31"),
        ("今から半年後の9月に出したい", "09-01", "09-30"),
        ("3日後の4月20日に出したい", "04-20", "04-20"),
    ],
)
def test_the_period_that_is_meant(vocabulary: Vocabulary, text: str, first: str, last: str) -> None:
    found = period_meant(Folded.of(text), ASKED_ON, vocabulary.days)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (f"2026-{first}", f"2026-{last}")


@pytest.mark.parametrize(
    "text",
    [
        "2月30日は",
        "締切はいつですか",
        "補助率は2/3ですか",
        "何曜日ですか",
        "何月末まで受け付けていますか",
        "審査は30日かかる",
        "ソフト1きのう 36万円",
        "去年の秋に店を出した",
    ],
)
def test_no_period_is_meant(vocabulary: Vocabulary, text: str) -> None:
    assert period_meant(Folded.of(text), ASKED_ON, vocabulary.days) is None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("締切は明日まででしたっけ", True),
        ("5月8日までですよね", True),
        ("今月いっぱいですか", True),
        ("5月いっぱいですよね", True),
        ("5月8日までに出せばいい?", False),
        ("来週なら間に合う?", False),
    ],
)
def test_a_period_that_is_meant_as_an_end(vocabulary: Vocabulary, text: str, until: bool) -> None:
    found = period_meant(Folded.of(text), ASKED_ON, vocabulary.days)
    assert found is not None and found.until is until


def test_the_fiscal_year_that_holds_the_day_asked(vocabulary: Vocabulary) -> None:
    found = period_meant(Folded.of("年度内に"), date(2026, 3, 15), vocabulary.days)
    assert found is not None and (found.first, found.last) == (date(2025, 4, 1), date(2026, 3, 31))


def test_the_last_day_of_a_leap_february(vocabulary: Vocabulary) -> None:
    found = period_meant(Folded.of("2028年2月中に"), ASKED_ON, vocabulary.days)
    assert found is not None and found.last == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "next_one"), [("次は?", True), ("次の締切は", True), ("1次は終わった?", False), ("何次は", False)]
)
def test_next_is_no_part_of_the_name_of_a_round(vocabulary: Vocabulary, text: str, next_one: bool) -> None:
    assert When.read(text, ASKED_ON, vocabulary).next is next_one


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("上限は?あと締切も", ["上限は?", "あと締切も"]),
        ("電話番号を教えて、それから補助率は", ["電話番号を教えて", "それから補助率は"]),
        ("小規模です。補助率は?", ["小規模です。", "補助率は?"]),
        ("締切は?\n電話は?", ["締切は?", "電話は?"]),
    ],
)
def test_a_message_is_cut_into_clauses(vocabulary: Vocabulary, text: str, clauses: list[str]) -> None:
    assert split_clauses(text, vocabulary.dialogue.connectives) == clauses


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("ものずくり補助金の締切", {"monodukuri"}),
        ("小力化投資補助金の電話", {"shoryokuka"}),
        ("持続科補助金の創業型", {"jizokuka"}),
        ("ｼｮｳﾘｮｸｶﾎｼﾞｮｷﾝ", {"shoryokuka"}),
        ("サイバーセキュリティ関係の支援を一覧で", set()),
        ("セキュリティの支援策", set()),
    ],
)
def test_names_with_a_letter_wrong(names: NameIndex, text: str, programmes: set[str]) -> None:
    assert {mention.programme for mention in names.find(Folded.of(text))} == programmes


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ものづくり補助金の締切は?", True),
        ("創業型の上限を教えてください", True),
        ("省力化の補助率は小規模だと?", True),
        ("じぞくかほじょきんのしめきりはいつ", True),
        ("持続化でホームページは作れますか", False),
        ("商工会に出す様式4の締切は?", False),
        ("電子取引類型の下限は?", False),
    ],
)
def test_a_bare_question_asks_for_its_topic_alone(understander: Understander, text: str, bare: bool) -> None:
    assert understander.read_clause(text).bare is bare


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("jizokuka no tokurei", "specials"),
        ("募集期間は?", "dates"),
        ("申請の期間は?", "dates"),
        ("そのあとは?", "dates"),
        ("ほじょりつは", "rate"),
        ("明日でもいいですか", "dates"),
    ],
)
def test_the_topic_of_a_clause(understander: Understander, text: str, topic: str) -> None:
    assert understander.read_clause(text).sure_topics[:1] == (topic,)


@pytest.mark.parametrize(
    ("text", "corrects"), [("違う、創業型です", True), ("あ、やっぱり災害支援枠", True), ("創業型です", False)]
)
def test_a_correction_compares_nothing(understander: Understander, text: str, corrects: bool) -> None:
    ask = understander.read_clause(text)
    assert ask.corrects is corrects
    assert ask.operation == "lookup"


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("まだ出せる", True),
        ("もう終わった", True),
        ("今日が締切であってる", True),
        ("締切はいつ", False),
        ("補助率", False),
        ("締切を教えてくれる", False),
    ],
)
def test_a_verb_at_the_end_makes_a_yes_no_question(text: str, predicate: bool) -> None:
    assert ends_in_predicate(text) is predicate
