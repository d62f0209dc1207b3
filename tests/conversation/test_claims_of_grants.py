"""What somebody says to be granted, what may be left to pay, and rates and sums that are told, held against the rules."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import ask

pytestmark = pytest.mark.slow

HELD = [
    ("創業型で150万円、自己負担100万円で足りますか", "はい、", "自己負担は50万円"),
    (
        "省力化の一般型に小規模で5,250万円の見積もりを出すと3,500万円もらえると業者が言うのですが、本当ですか。",
        "いいえ、",
        "2,500万円",
    ),
    (
        "「うちはデジタル化の通常枠で1領域のソフトに400万円使って200万円もらった」と聞きました。あり得る話ですか。",
        "いいえ、",
        "150万円",
    ),
    ("営業資料に、電子取引類型で月2万円を2年使うと中小企業は32万円補助とありました。正しいですか", "はい、", "32万円"),
    ("税理士に、通常枠は月5万円のソフトを2年で60万円補助されると言われました。1領域です。正しい？", "はい、", "60万円"),
    ("持続化の通常枠、自己負担は20万円までにしたい。60万円のホームページなら大丈夫？", "はい、", "自己負担は20万円"),
    ("創業型で400万円の工事。自腹は150万円までしか出せません。足りますか？", "いいえ、", "自己負担は200万円"),
    (
        "グローバル枠、小規模。自己負担500万円を超えちゃいますか、1,800万円の機械なんですけど",
        "はい、",
        "自己負担は600万円",
    ),
    (
        "ものづくりの高付加価値化枠で自己負担を1,000万円に抑えたい中小企業です。2,000万円の機械なら収まりますか。",
        "場合によります。",
        "1,250万円",
    ),
    (
        "賃上げの特例を選ぶと持続化は150万円まで、つまり合計150万円になるということでよろしいですか？",
        "いいえ、",
        "200万円",
    ),
    ("賃金引上げ特例で150万円上乗せ、合わせて200万円になるという理解でいいですか", "はい、", "200万円"),
    ("持続化の通常枠、インボイス特例と賃上げ特例で50万円と150万円足して250万円ですよね", "はい、", "250万円"),
    ("百億宣言した会社が使えるやつの上限、5億で合ってましたっけ？", "いいえ、", "50億円"),
    (
        "特例で補助率が3分の2に上がった中小企業が、省力化の一般型で1,800万円の装置を入れるといくら出ますか。",
        "",
        "1,200万円",
    ),
    (
        "クラウドの会計サービスが月1万5千円です。通常枠で3年契約した場合、補助の対象になるのは何か月分でいくら分ですか。",
        "",
        "36万円（1万5,000円 × 24ヶ月）",
    ),
    ("50万円のソフトと100万円のソフトだと、電子取引類型では補助額はどう違う？中小企業です", "", "66万6,666円"),
]


@pytest.mark.parametrize(("question", "lead", "said"), HELD)
def test_what_is_told_of_a_grant_is_held_against_the_rules(
    assistant: Assistant, question: str, lead: str, said: str
) -> None:
    reply = ask(assistant, question)
    assert reply.status == "answered"
    assert reply.text.startswith(lead)
    assert said in reply.text


def test_of_several_holders_of_quoted_figures_the_one_of_all_is_said(assistant: Assistant) -> None:
    reply = ask(assistant, "「間接被害100万円」「直接被害200万円」の違いは？")
    assert "直接被害なら200万円、間接被害なら100万円" in reply.text
    assert "ビジネスコミュニティ型" not in reply.text


PUT_TOGETHER = [
    ("複数者連携で構成員が70者います。50万円×70で3,500万円まで申請できるということですか。", "いいえ、", "3,000万円"),
    ("複数者連携、構成員10者。50万円×10で500万円が(b)の上限ですよね", "はい、", "500万円"),
    ("10万円×3台で30万円まで補助されますか、インボイス対応類型のPC", "いいえ、", "補助額は10万円"),
    ("12社で組んで消費動向の分析をするとき、(b)の補助額の限度はいくらになりますか。", "", "600万円"),
    ("20社の組合です。複数者連携の消費動向分析はいくらまで？", "", "1,000万円"),
    ("複数者連携で(a)の補助が2,500万円、(b)の補助が800万円だと合計いくら？", "", "補助上限の3,000万円"),
    ("構成員15者、(a)は500万円の補助、(b)は600万円の補助、合わせていくらもらえる？", "", "1,100万円"),
    ("創業型にインボイス特例を重ねた場合の上限と、そこまで受け取るための経費総額を計算してほしいです。", "", "375万円"),
    ("カタログ注文型の上限と、そこに届く機械の値段は？", "", "3,000万円"),
]


@pytest.mark.parametrize(("question", "lead", "said"), PUT_TOGETHER)
def test_counts_ceilings_and_components_are_put_together(
    assistant: Assistant, question: str, lead: str, said: str
) -> None:
    text = ask(assistant, question).text
    assert text.startswith(lead)
    assert said in text


PARTS = [
    ("設備800万円のうち補助対象外が100万円。ものづくりグローバル枠、小規模で補助はいくら？", "466万6,666円"),
    ("見積もり1,000万円のうち200万円は対象外です。グローバル枠、中小で補助額は？", "補助額は400万円"),
    ("900万円の内、対象になるのは750万円だけ。小規模のグローバル枠でいくら出る？", "補助額は500万円"),
    ("機械600万円、工事200万円。工事は対象外らしい。グローバル枠小規模の補助は？", "補助額は400万円"),
    ("500万円の機械を2割引で買えることになった。グローバル枠、小規模だと補助は？", "266万6,666円"),
]


@pytest.mark.parametrize(("question", "said"), PARTS)
def test_only_the_covered_part_of_a_cost_is_worked_with(assistant: Assistant, question: str, said: str) -> None:
    assert said in ask(assistant, question).text


OWN = [
    ("創業型で270万円使うと自己負担90万円って聞いたけど合ってる？", "はい、"),
    ("創業型で270万円使うと自己負担100万円って聞いたけど合ってる？", "いいえ、"),
    ("予算100万円で創業型の270万円の改装は買えますか", "はい、"),
    ("3,300万円の設備で補助が1,650万円出ると言われました。省力化一般型、中小です。これ正しいですか", "いいえ、"),
    ("インボイス特例で通常枠の上限が100万円になったので、90万円の経費で60万円もらえますよね", "はい、"),
]


@pytest.mark.parametrize(("question", "lead"), OWN)
def test_what_is_left_to_pay_is_claimed_or_afforded(assistant: Assistant, question: str, lead: str) -> None:
    assert ask(assistant, question).text.startswith(lead)
