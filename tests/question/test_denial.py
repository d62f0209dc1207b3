"""What takes a fact or a special case back, in the ways that people say it."""

from __future__ import annotations

import pytest

from assistant.question.facts import Facts, read_facts
from assistant.question.folded import Folded
from assistant.question.understanding import Understander
from assistant.question.vocabulary import Vocabulary


def facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read_facts(
        Folded.of(text), (), vocabulary.facts, vocabulary.components, vocabulary.denials, vocabulary.side_by_side
    )


@pytest.mark.parametrize(
    "text",
    [
        "小規模・再生には該当せず",
        "小規模でねくて、ただの中小だ",
        "小規模とちゃうねん、普通の中小企業や",
        "小規模事業者でも再生事業者でもない会社",
        "小規模ちゃいますわ、普通の中小ですわ",
        "区分は中小（小規模・再生いずれも該当なし）",
        "中小企業で、小規模には入りません",
        "小規模でもねえんだけど",
        "非小規模、非再生",
        "小規模に該当いたしません",
    ],
)
def test_a_class_denied_leaves_the_general_one(text: str, vocabulary: Vocabulary) -> None:
    assert facts(text, vocabulary).values.get("applicant") == "sme"


@pytest.mark.parametrize(
    "text",
    ["小規模・特例なし", "小規模、赤字ではない", "小規模だけど赤字でもない", "小規模なんですけど", "小規模なので"],
)
def test_what_stands_beside_a_denial_is_kept(text: str, vocabulary: Vocabulary) -> None:
    assert facts(text, vocabulary).values.get("applicant") == "small"


@pytest.mark.parametrize(
    "text", ["最低賃金近傍の取扱いには当たりません", "最賃近傍でない", "最低賃金近傍でもねえ", "最賃近傍には非該当"]
)
def test_a_yes_or_no_fact_is_denied(text: str, vocabulary: Vocabulary) -> None:
    assert facts(text, vocabulary).values == {"near_min_wage": False}


@pytest.mark.parametrize(
    "text", ["赤字ではない", "赤字でも何でもない", "赤字ではねえ", "赤字とはちがいます", "赤字も借入もない"]
)
def test_a_deficit_is_denied(text: str, vocabulary: Vocabulary) -> None:
    assert facts(text, vocabulary).values["deficit"] is False


def test_classes_that_the_person_is_not_are_kept(vocabulary: Vocabulary) -> None:
    found = facts("大企業ではありません", vocabulary)
    assert "applicant" not in found.values
    assert found.not_applicant == ("large",)


def test_special_cases_in_a_list_are_not_used(understander: Understander) -> None:
    (ask,) = understander.read("持続化の通常枠、インボイスも賃上げも使いません")
    assert ask.scope.specials == ()


def test_a_question_that_denies_itself_states(understander: Understander) -> None:
    asks = understander.read("最低賃金近傍？うちは該当なし。デジタル化の通常枠で60万円")
    assert asks[0].facts.values["near_min_wage"] is False


@pytest.mark.parametrize(
    ("text", "none"), [("特例なしだと？", True), ("賃上げ特例なしだと？", False), ("特例はありますか", False)]
)
def test_no_special_case_at_all(understander: Understander, text: str, none: bool) -> None:
    assert understander.read(text)[0].uses_no_special is none
