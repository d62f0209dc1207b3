"""Amounts of the investment menu, amounts held against a ceiling or another plan, and things told in the place of others."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask, granted

pytestmark = pytest.mark.slow

DAY = "2026-04-10"

OF_THE_MENU = [
    ("中堅企業です。工場に96億円。中堅等大規模投資補助金の率をそのまま掛けると何億円ですか", 3_200_000_000),
    ("投資額72億円。中堅向けの大規模投資の補助金をメニュー表の数字で当てはめると補助はいくらですか", 2_400_000_000),
    (
        "宣言企業向けの投資メニューで、63億円の新工場を建てたら補助は何億と見ればいい？率のとおり単純計算で",
        2_100_000_000,
    ),
    ("成長加速化で6億なら？", 300_000_000),
    ("M&A補助金で4千万使えば上限いっぱい？", 20_000_000),
]

MEANT = [
    ("去年開いた店です。創業型で改装100万ちょうどだったら手元に戻るのは何円？", 666_666),
    ("業務領域3つのソフト、280万円。デジタル化の通常枠、ふつうの率で何円？", 1_400_000),
    ("デジタル化の通常枠で在庫と会計の2領域、ソフト代180万、率はふつうの1/2", 900_000),
    ("インボイスの補助でタブレット18万円。補助は?", 90_000),
    ("デジタル化の通常枠、3領域、費用200万円、補助額は？最低賃金近傍ではなぃ", 1_000_000),
    ("省力化一般型、4,000万の設備、中小。見積が3,400万に下がりました。補助は？", 16_333_333),
    ("機械が900万円。工事費は300万円になりました。グローバル枠、中小で補助は？", 6_000_000),
    ("インボイス対応類型、ソフト2機能で210万円。補助は何割出て何円？", 1_455_555),
    ("インボイス対応類型、会計ソフト66万円と決済機能つきで2機能、計90万円。補助は？", 655_555),
    ("パソコンじゃなくて券売機を36万で買う。インボイス対応類型で補助は？", 180_000),
    ("省力化一般型で中小、5,400万円。1,500万円超えたら率が変わると聞いた、それで計算したらいくら？", 23_000_000),
]

WANTED = [
    ("ものづくりのグローバル枠、補助は2,700万円と見込んでいます。中小です。投資はいくら必要？", "5,400万円"),
    ("創業型、補助は120万円ほしい。経費は？", "180万円"),
    ("高付加価値化枠 小規模 補助500万に必要な投資額", "750万円"),
    ("デジタル化通常枠 プロセス5 補助300万狙い 必要な経費は", "600万円"),
    ("インボイス対応類型で、タブレットだけ12万円ほしい。補助は？", "20万円"),
]

CLASSES = [
    (
        "グローバル枠で3,600万円使う予定。普通の中小だった場合と小規模だった場合、両方の補助額を",
        ("1,800万円", "2,400万円"),
    ),
    ("省力化の一般型で3600万の装置。中小扱いか小規模扱いか分からないので両方の額がほしい", ("1,700万円", "1,950万円")),
    ("高付加価値化枠、900万円、中小でいくら？小規模なら差は？", ("450万円", "600万円", "150万円")),
]

HELD_AGAINST = [
    Conversed(
        DAY, (Turn("グローバル枠、7000万のライン。中小。上限で切られますか？", says=("3,000万円",), lead="はい"),)
    ),
    Conversed(
        DAY,
        (
            Turn(
                "事業承継・M&A補助金で3,900万円、満額出る？",
                says=("1,950万円", "2,000万円には届きません"),
                lead="いいえ",
            ),
        ),
    ),
    Conversed(
        DAY, (Turn("成長加速化補助金に10億円だと上限いっぱい？", says=("ちょうど補助上限の5億円",), lead="はい"),)
    ),
    Conversed(
        DAY, (Turn("省力化一般型で4000万円の設備。小規模です。1500万円補助がほしいんだけど足りる？", lead="はい"),)
    ),
    Conversed(
        DAY, (Turn("創業型は200万円もらえるという話は本当？", says=("200万円",), never=("133万",), lead="はい"),)
    ),
    Conversed(
        DAY,
        (
            Turn("持続化の通常枠の上限は？", says=("50万円",)),
            Turn("免税から課税に変わった。その特例をつけたらいくら増える？", says=("50万円",)),
            Turn("それで合わせて150万ですよね？", says=("100万円",), lead="いいえ"),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn(
                "カタログ注文型で機械を入れる。全部で3,400万円。半分もらえるんだから1,700万円ですか？",
                says=("1,500万円",),
                lead="いいえ",
            ),
        ),
    ),
]

TURNED = [
    Conversed(
        DAY,
        (
            Turn(
                "電子取引類型なら525万円払えば350万円返ってくると聞きました。うちは中小。合ってます？",
                says=("350万円",),
                lead="はい",
            ),
        ),
    ),
    Conversed(DAY, (Turn("デジタル化通常枠、領域4で800万円なら補助は400万ですよね", says=("450万円",), lead="はい"),)),
    Conversed(
        DAY,
        (
            Turn("電子取引類型で270万のクラウド。中小なら補助いくら？", says=("180万円",)),
            Turn("親会社（大企業）の名前で申し込むと額はどう変わる？", says=("135万円",)),
            Turn("差はいくら？", says=("45万円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("インボイス対応類型でタブレット18万円の補助は？", says=("9万円",)),
            Turn("あ、タブレットじゃなくてレジでした。値段も30万円です", says=("15万円",), never=("48万円",)),
        ),
    ),
    Conversed(
        DAY,
        (
            Turn("持続化の通常枠、賃上げ特例とインボイス特例で経費300万。いくら？", says=("200万円",)),
            Turn("赤字ならどうなる？", says=("225万円",)),
        ),
    ),
]


@pytest.mark.parametrize(("question", "yen"), [*OF_THE_MENU, *MEANT])
def test_what_comes_of_a_cost(question: str, yen: int, assistant: Assistant) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert yen in granted(reply.calculation), reply.text


@pytest.mark.parametrize(("question", "cost"), WANTED)
def test_the_cost_of_a_grant_that_is_wanted(question: str, cost: str, converse: Converse) -> None:
    converse(Conversed(DAY, (Turn(question, says=(cost,)),)))


@pytest.mark.parametrize(("question", "says"), CLASSES)
def test_each_of_two_classes(question: str, says: tuple[str, ...], converse: Converse) -> None:
    converse(Conversed(DAY, (Turn(question, says=says),)))


@pytest.mark.parametrize("given", [*HELD_AGAINST, *TURNED], ids=str)
def test_what_an_amount_is_held_against(given: Conversed, converse: Converse) -> None:
    converse(given)


@pytest.mark.parametrize(
    "question",
    [
        "創業型で150万円の改装、上限に収まりますか",
        "創業型で600万円の改装、上限に収まりますか",
        "創業型で150万円、上限に届かないですよね",
    ],
)
def test_what_yes_would_answer_otherwise_than_whether_it_is_reached_gets_no_yes_or_no(
    assistant: Assistant, question: str
) -> None:
    text = ask(assistant, question).text
    assert not text.startswith(("はい", "いいえ"))
    assert "補助額は" in text
