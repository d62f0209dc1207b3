"""A clause that asks several things, what frames a claim, and answers put to choose from."""

from __future__ import annotations

import pytest

from assistant.question.framing import (
    after_reasons,
    guessed,
    leaned,
    offers_choice,
    unframed,
    wished_for,
    without_concessions,
)
from assistant.question.language.operations import Frames
from assistant.question.parts import Piece, split_parts
from assistant.question.polarity import qualifies
from assistant.question.understanding import Understander

FRAMES = Frames(says=("という", "との"), nouns=("理解", "認識"), confirms=("で合って",))
ALTERNATIVES = ("それとも", "あるいは")
TOPICS = {"上限": "ceiling", "締切": "dates", "期間": "period"}


def _piece(part: str) -> Piece:
    asks = part.endswith(("か", "?")) or any(word in part for word in ("何", "誰", "いくら"))
    topics = frozenset(topic for word, topic in TOPICS.items() if word in part)
    return Piece(
        asks, topics, plain=bool(topics) and not asks, empty=part in ("いくら", "いつ"), figures="万円" in part
    )


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        ("上限と、創業何年目までOKか", ["上限", "創業何年目までOKか"]),
        ("期間と、初心者でもいけるか、締切", ["期間", "初心者でもいけるか", "締切"]),
        ("運営は誰で、お金はかかるか", ["運営は誰で", "お金はかかるか"]),
        ("上限、締切、期間", ["上限、締切、期間"]),
        ("上限は、何年目までOKか", ["上限は、何年目までOKか"]),
        ("機械を買うと、いくら出るか", ["機械を買うと、いくら出るか"]),
        ("上限、いくら", ["上限、いくら"]),
        ("上限が増えるなら、何円上げて、上限", ["上限が増えるなら、何円上げて、上限"]),
        ("採択率と締切を教えて", ["採択率は?", "締切を教えて"]),
        ("加点項目と上限と締切", ["加点項目は?", "上限と締切"]),
        ("上限と締切を教えて", ["上限と締切を教えて"]),
        ("レジと券売機の上限いくら", ["レジと券売機の上限いくら"]),
        ("教材は有償と記憶している", ["教材は有償と記憶している"]),
    ],
)
def test_a_clause_is_cut_where_it_asks_something_else(clause: str, parts: list[str]) -> None:
    assert split_parts(clause, _piece, ("は、", "なら、", "と、")) == parts


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("利益を納める義務がある、という理解で相違ございませんね", "利益を納める義務がある"),
        ("上限は50万円で合ってますか", "上限は50万円"),
        ("賃上げしなくてもよろしいですか", "賃上げしなくてもよろしいですか"),
    ],
)
def test_what_frames_a_claim_is_no_part_of_it(text: str, claim: str) -> None:
    assert unframed(text, FRAMES) == claim


@pytest.mark.parametrize(
    ("text", "chooses"),
    [
        ("率は1/2ですか2/3ですか", True),
        ("電話ですかメールですか", True),
        ("締切は8日ですか、それとも20日ですか", True),
        ("国なのか民間なのか", True),
        ("使えますか、返せますか", False),
        ("1か月で決まるんですか", False),
        ("補助率と上限はいくらか、締切はいつか", False),
    ],
)
def test_answers_to_choose_from_are_no_yes_or_no(text: str, chooses: bool) -> None:
    assert offers_choice(text, ALTERNATIVES) is chooses


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ものづくりの締切と持続化の補助率は？", [("monodukuri", "dates"), ("jizokuka", "rate")]),
        ("持続化の上限、ものづくりの締切を教えて", [("jizokuka", "ceiling"), ("monodukuri", "dates")]),
    ],
)
def test_each_of_several_names_may_be_asked_something_else(
    understander: Understander, text: str, asked: list[tuple[str, str]]
) -> None:
    assert [(*ask.scope.programmes, ask.topics[0]) for ask in understander.read(text)] == asked


def test_what_is_asked_alike_of_several_names_is_one_question(understander: Understander) -> None:
    (ask,) = understander.read("ものづくりの締切と持続化の締切は？")
    assert ask.scope.programmes == ("monodukuri", "jizokuka")


def test_a_question_that_leans_on_what_was_told_is_joined_to_it() -> None:
    told = ["機械は買わずに使いたい。", "それでも通る?"]
    assert leaned(told, ("それでも",), ALTERNATIVES) == ["機械は買わずに使いたい、それでも通る?"]
    assert leaned(["いくら出る?", "それでも足りる?"], ("それでも",), ALTERNATIVES) == ["いくら出る?", "それでも足りる?"]


@pytest.mark.parametrize(
    ("message", "clauses"),
    [
        ("小規模だと率が良いと聞きました。いくつですか?", 1),
        ("一般型は審査が長いと聞きました。どれくらいかかりますか?", 1),
        ("一般型は審査が長いと耳にしたよ。どれくらいかかりますか?", 1),
        ("創業型の率が良いと聞きました。ものづくりの締切はいつ?", 2),
        ("お店です。いくらですか?", 2),
    ],
)
def test_what_was_heard_and_the_question_it_leads_to_are_one(
    understander: Understander, message: str, clauses: int
) -> None:
    assert len(understander.clauses.cut(message)) == clauses


def test_what_leads_to_a_question_is_left_off_unless_the_question_points_at_it() -> None:
    reasons, leaning = ("ので", "なくて", "ですが"), ("これも",)
    assert after_reasons("自信がなくて...サポートの費用も出ますか", reasons, leaning) == "サポートの費用も出ますか"
    told = "孫が詳しいので、作ったソフトがあるんですが、これも対象ですか"
    assert after_reasons(told, reasons, leaning) == "作ったソフトがあるんですが、これも対象ですか"


def test_what_only_asks_whether_is_joined_to_the_wish_before() -> None:
    wished, asks = ["外注費だけ使いたい。", "いけますよね?"], "いけますよね?".__eq__
    assert wished_for(wished, ("たい",), asks) == ["外注費だけ使いたい、いけますよね?"]
    assert wished_for(["外注費です。", "いけますよね?"], ("たい",), asks) == ["外注費です。", "いけますよね?"]


def test_an_office_guessed_at_is_joined_to_the_question_for_it() -> None:
    assert guessed(["運営はどこ?", "文科省?"], ("どこ",), ("省",)) == ["運営はどこ、文科省?"]
    assert guessed(["運営を知りたい。", "文科省?"], ("どこ",), ("省",)) == ["運営を知りたい。", "文科省?"]


def test_a_shared_name_beside_one_that_is_not_shared(understander: Understander) -> None:
    (ask,) = understander.read("一般型と創業型でホームページのアドレスは同じですか")
    assert ask.scope.programmes == ("jizokuka",)


def test_a_few_yen_where_wages_are_spoken_of_are_no_cost(understander: Understander) -> None:
    (ask,) = understander.read("持続化の賃金引上げ特例はいくら上げればいいのか、40円でもいいですか")
    assert [amount.role for amount in ask.amounts] == ["wage"]


def test_a_name_set_aside_denies_nothing() -> None:
    assert "じゃなくても" not in without_concessions(" じゃなくてもクラウド代は出る", ("じゃなくても",))


def test_a_negation_may_only_say_which_thing_is_meant() -> None:
    assert qualifies("登録のないソフトでもいい", ("ない",), ())
    assert not qualifies("賃上げしない場合も出せる", ("ない",), ())
    assert not qualifies("対象にならないですか", ("ない",), ())
