"""What deciding words ask for isn't refused for the likeness of the others, and what is unsaid isn't answered by its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pytest

from assistant import Assistant
from assistant.conversation.memory import Resolved
from assistant.evidence.matching.catalogue import PATTERN, Match
from assistant.evidence.refusing.meant import without_unmeant
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.scopes import Scope
from assistant.question.vocabulary import load_vocabulary
from assistant.statements import Unknown
from tests.conversation.conftest import ask
from tests.statements.conftest import CORPUS

CUES = load_vocabulary(CORPUS / "language").yes_no


def asked(text: str, *topics: str, carried: tuple[str, ...] = (), rest: tuple[str, ...] = ()) -> Resolved:
    read = Ask(text, topics=topics, topic_scores=dict.fromkeys(topics, 1.0), rest=rest)
    return Resolved(read, Scope(), Facts(), (), topics, "lookup", carried)


def unsaid(topic: str, *named: str, pattern: str = "") -> Match:
    entry = Unknown.model_validate(
        {
            "id": "of-it",
            "programme": "todai",
            "topic": topic,
            "say": "資料に書かれていません。",
            "asks": ["それは"],
            "patterns": [re.compile(pattern)] if pattern else [],
        }
    )
    return Match(entry, 1.0, {"keyword": 0.5 if named else 0.0, "fitted": 0.0}, frozenset(named))


def means(item: Resolved, unknown: Match) -> bool:
    return bool(without_unmeant(item, [unknown], CUES))


def test_a_ceiling_is_asked_whatever_else_the_words_are_like() -> None:
    item = asked("一覧から選ぶやつ、最大いくら?", "ceiling")
    assert not means(item, unsaid("content"))
    assert means(item, unsaid("content", "一覧")), "a word of its own names it"
    assert means(item, unsaid("ceiling")), "of the very topic"
    assert means(asked("一覧から選ぶやつは?"), unsaid("content")), "nothing decides"
    assert means(asked("一覧の締切は?", "dates"), unsaid("content")), "no figure is asked for"


def test_a_rate_is_no_ceiling() -> None:
    assert not means(asked("従業員4人だと何割?", "rate"), unsaid("ceiling", "従業員"))
    assert means(asked("従業員4人だと何割でいくらまで?", "rate", "ceiling"), unsaid("ceiling", "従業員"))


def test_a_word_that_stands_only_in_a_reason_asks_for_nothing() -> None:
    assert not means(asked("去年も出したんですが、いくらまで出る?", "ceiling"), unsaid("dates", "去年"))
    assert means(asked("また出したいんですが、去年はいくらまで出た?", "ceiling"), unsaid("dates", "去年"))
    assert means(asked("去年はいくらまで出た?", "ceiling"), unsaid("dates", "去年")), "no reason is given"


def test_a_pattern_has_to_fit_what_is_asked_too() -> None:
    led = asked("去年も出したんですが、いくらまで出る?", "ceiling")
    assert not means(led, unsaid("dates", PATTERN, pattern="去年"))
    assert means(led, unsaid("dates", PATTERN, pattern="いくらまで"))


def test_a_fragment_without_a_noun_goes_on_with_what_was_asked() -> None:
    assert not means(asked("そっちは", carried=("topic",)), unsaid("dates"))
    assert means(asked("そっちは", carried=("topic",)), unsaid("dates", "そっち"))
    assert means(asked("そっちは"), unsaid("dates")), "nothing was asked before"
    assert means(asked("結果は", carried=("topic",), rest=("結果",)), unsaid("dates")), "it names what it turns to"


@pytest.mark.slow
@pytest.mark.parametrize("turn", ["結果は", "書類は", "説明会は"])
def test_a_fragment_that_names_what_is_unsaid_is_refused(assistant: Assistant, turn: str) -> None:
    conversation = assistant.conversation(date(2026, 4, 10))
    assert conversation.ask("デジタル化の通常枠の率は？").status == "answered"
    assert conversation.ask(turn).status == "not_in_sources"


SAID: list[tuple[str, Iterable[str]]] = [
    ("配膳ロボみたいなのをカタログから選ぶほうだと、補助は最高いくらですか", ("1,500万円",)),
    ("測量機をリストから選ぶつもりですが、補助の率は何割ですか。省力化です", ("1/2",)),
    ("従業員5人の鉄工所ですけど、ものづくりの補助率は小さい会社だと良くなりますか", ("2/3",)),
    ("去年100億宣言を出したんですが、宣言した会社向けの補助はいくらまでですか", ("50億円",)),
    ("ものづくり補助金の収益納付は何年間続くのですか", ("求められません",)),
    ("デジタル化・AI導入補助金の通常枠で、業務領域が1つのソフトだと上限は？", ("150万円",)),
    ("カタログのほうは申請してからどのくらいで決まりますか", ("最短1ヶ月",)),
    ("ものづくりで儲かったお金、あとで国に払うんでしょ？", ("いいえ", "求められません")),
    ("デジタル化・AI導入補助金の枠はなんぼある？", ("セキュリティ対策推進枠", "電子取引類型")),
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "facts"), SAID)
def test_what_is_said_is_answered(assistant: Assistant, question: str, facts: Iterable[str]) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered", reply.text
    assert all(fact in reply.text for fact in facts), reply.text


UNSAID = [
    "最低賃金に近い会社なら3分の2とありますが、何円以内だと近いことになりますか",
    "デジタル化補助金で最低賃金に近いと率が上がるそうですが、何円以内なら近いんですか",
    "高付加価値化枠で2,500万になる条件を教えて",
    "修了生コミュニティって会費いる？",
    "持続化の通常枠と災害枠、併せて申請できますか",
    "インボイス対応類型でプリンターも補助に入る？",
    "事業再構築のやつ、まだやってますか。その補助率は",
    "補助金をもらった後、報告書を出さなければならないのですか",
]


@pytest.mark.slow
@pytest.mark.parametrize("question", UNSAID)
def test_what_is_unsaid_is_refused(assistant: Assistant, question: str) -> None:
    reply = ask(assistant, question)
    assert reply.status == "not_in_sources", reply.text
