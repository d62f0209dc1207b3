"""What is asked of the calendar, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)
ROUNDS = "申請締切"


def answered(assistant: Assistant, question: str) -> str:
    reply = assistant.conversation(as_of=DAY).ask(question)
    assert reply.status == "answered"
    return reply.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("同じ種類の機械に取り替えるだけでも、カタログ注文型で申し込めますか", "置き換え"),
        ("創業して何年までなら創業型に出せますか", "3年以内"),
        ("能登で被災した会社なら災害支援枠に出せますか", "能登半島地震"),
        ("免税事業者のままでもインボイス特例に申し込めるの？", "課税事業者に転換"),
        ("ものづくりの今募集してるやつ、何と統合されるの", "新事業進出"),
        ("補助率が3分の2になるケースを、資料全体から拾い出せますか", "2/3"),
        ("この資料の情報は何年何月時点のものですか", "2026年2月時点"),
        ("お助け隊っていつから？", "2021年春"),
    ],
)
def test_what_names_no_day_gets_no_rounds(assistant: Assistant, question: str, said: str) -> None:
    text = answered(assistant, question)
    assert said in text
    assert ROUNDS not in text and "［受付" not in text


@pytest.mark.parametrize(
    "question",
    ["創業型なら申し込めますか", "今なら創業型に出せますか", "4月20日でも創業型に出せますか", "創業型はまだ出せる？"],
)
def test_a_track_or_a_day_is_no_condition(assistant: Assistant, question: str) -> None:
    text = answered(assistant, question)
    assert text.startswith("はい")
    assert "2026年4月30日" in text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("カタログに載せて売りたいのですが、販売する側の募集はいまも続いていますか", "はい、"),
        ("販売事業者の募集はもう締め切りましたか", "いいえ、"),
        ("販売事業者の募集、まだ締め切ってないですよね", "はい、"),
        ("販売事業者の募集に締切はありますか", "いいえ、"),
        ("清掃ロボットの販売店やけど、今から登録できる？", "はい、"),
        ("売る側として登録したいんですが、いつまでに申し込めばいい？", ""),
    ],
)
def test_what_goes_on_by_itself_has_no_rounds(assistant: Assistant, question: str, lead: str) -> None:
    text = answered(assistant, question)
    assert text.startswith(f"{lead}省力化製品の販売事業者は、随時募集されています。")
    assert "カタログ注文型" not in text


def test_buying_from_the_catalogue_is_no_recruiting(assistant: Assistant) -> None:
    text = answered(assistant, "カタログに登録されている製品はいつまで申請できますか")
    assert "カタログ注文型は、随時受付中です" in text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("資料にある申請受付のうち、いちばん早く締め切られるのは何ですか", "小規模事業者持続化補助金 一般型 通常枠"),
        ("ものづくりと持続化、4～5月の締切が早いのはどっち", "小規模事業者持続化補助金 一般型 通常枠"),
        ("受付開始が一番遅い補助金はどれ？ものづくり、デジタル化・AI、省力化一般型のなかで", "ものづくり補助金"),
        ("持続化の型の中で、締切がいちばん早く来るのはどれ", "小規模事業者持続化補助金 共同・協業型"),
        ("来月（令和8年4月）に初めて受付が開く補助金はどれ", "ものづくり補助金"),
        ("4月3日は何曜日で、何の受付が何時に始まる日ですか", "ものづくり補助金"),
    ],
)
def test_the_one_that_is_looked_for_stands_first(assistant: Assistant, question: str, first: str) -> None:
    lines = [line for line in answered(assistant, question).splitlines() if line.startswith("・")]
    assert lines[0].startswith(f"・{first}")


def test_of_the_opening_in_a_month_nothing_else_is_said(assistant: Assistant) -> None:
    assert answered(assistant, "令和8年4月に受付が開く補助金はどれ").count("・") == 1


def test_what_has_closings_is_told_apart_from_what_has_none(assistant: Assistant) -> None:
    text = answered(assistant, "いつでも申請できる補助金と、回ごとに締切がある補助金を分けて教えてください")
    always, dated = text.split("回ごとに締切があるのは")
    assert "カタログ注文型" in always and "通常枠" not in always
    assert "カタログ注文型" not in dated and all(word in dated for word in ("23次公募", "4次締切", "第19回"))


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("デジタル化・AI導入補助金は年に何回締切が設けられていますか", "answered"),
        ("ものづくり補助金は年に何回公募がありますか", "not_in_sources"),
    ],
)
def test_rounds_are_counted_where_all_are_listed(assistant: Assistant, question: str, status: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(question)
    assert reply.status == status
    assert ("4回" in reply.text and "2回" in reply.text) is (status == "answered")


def test_the_number_of_a_round_is_no_count_of_them(assistant: Assistant) -> None:
    assert "は、1回" not in answered(assistant, "創業型の今回の募集は第何回ですか")


def test_only_closings_after_the_day_one_can_begin(assistant: Assistant) -> None:
    text = answered(assistant, "デジタル化・AIの通常枠、準備が7月からになりそうです。間に合う締切はありますか")
    assert "7月21日" in text and "8月25日" in text
    assert "5月12日" not in text and "6月15日" not in text


@pytest.mark.parametrize(
    ("questions", "lead", "never"),
    [
        (("持続化の災害支援枠の締切を教えてください", "通常枠はそれより後ですか"), "はい、", "災害支援枠"),
        (("ものづくりの締切は？", "デジタル化の通常枠の1次はそれより早い？"), "いいえ、", "2次締切"),
        (("省力化の一般型の締切、ものづくりより前ですか",), "はい、", ""),
        (("ものづくりより持続化の通常枠の締切のほうが先ですよね",), "はい、", ""),
        (("デジタル化の通常枠の2次締切はものづくりの締切より後？",), "はい、", "1次締切"),
        (("持続化の創業型よりものづくりの方が締切早い？",), "いいえ、", ""),
        (("創業型は通常枠より締切が早いですか",), "いいえ、", ""),
        (("持続化の通常枠の受付開始はものづくりより早かったですか",), "はい、", ""),
        (("ものづくりは受付開始と締切の時刻は同じですか",), "はい、", ""),
        (("23次の受付はもう始まってますよね、2月から",), "いいえ、", ""),
        (("カタログ型は締切を過ぎたらもう来年まで待たないといけませんか",), "いいえ、", "2月27日"),
        (("資料が揃うのは5月10日ごろ。ものづくりは無理？",), "はい、", ""),
        (("書類がそろうのが4月20日。創業型いける？",), "はい、", ""),
    ],
)
def test_yes_or_no_to_the_order_of_days(
    assistant: Assistant, questions: tuple[str, ...], lead: str, never: str
) -> None:
    conversation = assistant.conversation(as_of=DAY)
    *_, reply = [conversation.ask(question) for question in questions]
    assert reply.status == "answered"
    assert reply.text.startswith(lead)
    assert not never or never not in reply.text


def test_a_day_before_which_one_applies_is_no_other_closing(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=DAY)
    conversation.ask("ものづくりの締切は？")
    assert conversation.ask("5月8日より前に申請できますか？").text.startswith("はい、")


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("ものづくり、機械を買う期限はいつまで？", "not_in_sources"),
        ("デジタル化・AI導入の締切を1次から4次まで全部", "answered"),
    ],
)
def test_the_day_by_which_to_buy_is_no_closing(assistant: Assistant, question: str, status: str) -> None:
    assert assistant.conversation(as_of=DAY).ask(question).status == status


def test_rounds_that_several_tracks_share_are_held_side_by_side(assistant: Assistant) -> None:
    text = answered(assistant, "3次と4次は何日空いてますか")
    assert text.startswith("締切の差は、35日です。")


def test_an_opening_that_is_believed_is_confirmed(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=date(2026, 6, 20)).ask("ものづくりは4月からだったよね、もう終わった？")
    assert reply.text.startswith("はい、") and "いいえ" not in reply.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("創業型の次の受付って、いつ始まっていつ終わるんですか", "受付開始は2026年3月6日"),
        ("持続化、各型の受付締切をずらっと出してもらえますか", "4月30日"),
        ("ものづくり補助金の申込みはもう開いてる？", "いいえ"),
    ],
)
def test_what_has_not_begun_is_told_with_its_opening(assistant: Assistant, question: str, says: str) -> None:
    assert says in assistant.conversation(as_of=date(2026, 2, 20)).ask(question).text


def test_the_one_after_that_is_the_calendars(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=DAY)
    assert "5月12日" in conversation.ask("デジタル化・AIの通常枠の締切、次はいつ").text
    assert "6月15日" in conversation.ask("それも逃したらその次は").text


def test_where_nothing_comes_after_it_the_contact_is_told(assistant: Assistant) -> None:
    conversation = assistant.conversation(as_of=DAY)
    conversation.ask("ものづくりの締切は")
    reply = conversation.ask("それを逃したら次は")
    assert reply.status == "not_in_sources"
    assert "050-3821-7013" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "創業型、5月に開業するけどまだ出せる？",
        "6月に開業するんだけど、創業型は間に合う？",
        "来月お店を開くんですが、創業型に応募できますか",
    ],
)
def test_who_has_not_founded_yet_is_not_said_to_be_in_time(assistant: Assistant, question: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(question)
    assert reply.status == "not_in_sources"
    assert "これから創業する人" in reply.text
