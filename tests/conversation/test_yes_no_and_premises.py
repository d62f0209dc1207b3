"""Yes/no questions begin with はい or いいえ; what a person has wrong is put right, what they have right is confirmed."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conversation.conftest import Converse, Conversed, Turn, ask

pytestmark = pytest.mark.slow

DAY = "2026-04-10"
YES, NO, DEPENDS = "はい", "いいえ", "場合によります"


def asked(question: str, lead: str, *says: str, never: tuple[str, ...] = ()) -> Conversed:
    return Conversed(DAY, (Turn(question, says=says, lead=lead, never=never),))


ELIGIBLE = [
    asked("お店の看板を新しくしたいんですけど、持続化で使えますかねえ", YES, "看板"),
    asked("ほーむぺーじのりにゅーあるは、じぞくかほじょきんのたいしょうになりますか", YES, "ウェブサイト"),
    asked("持続化 リース料OK?", YES, "リース"),
    asked("販路開拓の出張旅費は持続化で出るんかいのう", YES, "旅費"),
    asked("一般型の通常枠で配達用の車を買いたいんじゃが、対象になるんかの", NO, "災害支援枠"),
    asked("高付加価値化枠で海外出張の旅費は対象になりますか", NO, "グローバル枠"),
    asked("グローバル枠で海外市場開拓をするとき、海外への旅費は対象ですか", YES, "海外旅費"),
    asked("機械の運送費、もの補助に入れてもええんかな", YES, "運搬費"),
    asked("インボイス対応類型でパソコンは買えますか", YES, "ハードウェア"),
    asked("通常枠でパソコンは買えますか、デジタル化・AI導入補助金です", NO, "ハードウェア"),
    asked("省力化で配膳ロボットって買えますか", YES, "配膳ロボット"),
    asked("デジタル化補助金でレジ買える？", DEPENDS, "インボイス対応類型"),
    asked("カタログ型って置き換えだと全部だめですよね", NO, "置き換え"),
]

REQUIRED = [
    asked("もの補助って、必ず機械を買わんといけんのかね", YES, "必須"),
    asked("ものづくり補助金は機械を買わずに外注費だけで申請できますか", NO, "必須"),
    asked("加工は全部よそに出すので、ものづくり補助金は外注費だけで申請すればいいんですよね", NO, "必須"),
    asked("うちは機械がもうそろってるから、ものづくり補助金は材料代だけでも出せますよね", NO, "必須"),
    asked("社長が心配してるんだけど、マナビDXは民間の業者のサイトじゃないよね", YES, "経済産業省"),
    asked("持続化は経営計画を作らないとだめですか", YES, "経営計画"),
    asked("持続化って計画書なしでも申請できる？", NO, "経営計画"),
    asked("持続化で外注するときは契約書が必要ですか", YES, "契約が必須"),
    asked("ITツールは事前に登録されたものじゃないとだめなんですか", YES, "登録"),
    asked("IT導入補助金ってどんなソフトでも対象になるんですか", NO, "登録"),
    asked("創業して2年目なんだけど創業型の対象に入る？", YES, "3年以内"),
]

TURNED_ROUND = [
    asked("ものづくり補助金を使って利益が出たら国にお金を返さないといけないんですか", NO, "収益納付"),
    asked("もの補助は儲かっても返さんでええん？", YES, "収益納付"),
    asked("ネットワーク監視はパソコンの設定作業が要りますか", NO, "不要"),
    asked("ネットワーク監視ってパソコン側の設定はいらないんですよね", YES, "不要"),
    asked("マナビDXは審査なしで講座を載せてもらえますか", NO, "合格した講座"),
    asked("机上演習の教材はタダで使えますか", YES, "無料"),
    asked("机上演習の教材って有料ですか", NO, "無料"),
    asked("机上演習の教材、タダじゃないよね", NO, "無料"),
    asked("お助け隊は無料じゃないよね", YES, "利用料"),
    asked("省力化って製造業しか使えんのん？うちはサービス業なんよ", NO, "サービス業"),
    asked("小さい会社はサイバー攻撃に狙われないですよね？", NO, "規模に関わらず"),
]

NO_QUESTION_WORD = [
    asked("マナビDXは誰でも受けられますか", YES, "誰でも"),
    asked("カタログ注文型はいつでも申請できるんですか", YES, "随時"),
    asked("カタログ注文型は一人で全部手続きしないといけませんか", NO, "販売事業者"),
]

WRONG_PREMISES = [
    asked("もの補助、小規模なら補助率3/4って聞いたんだけど", NO, "2/3"),
    asked("高付加価値化枠で中小企業の補助率は3分の2で間違いないですか", NO, "1/2"),
    asked("セキュリティ推進枠は中小でも補助率2/3ですよね", NO, "1/2"),
    asked("最低賃金近傍でも補助率は1/2のままですよね、デジタル化の通常枠", NO, "2/3"),
    asked("省力化一般型で1500万円を超えた部分も1/2ですよね", NO, "1/3"),
    asked("ビジネスコミュニティ型は補助率2/3ですよね", NO, "定額"),
    asked("省力化一般型の上限は8000万円と聞きました", NO, "1億円"),
    asked("インボイス枠だとパソコンは20万円まで出ますよね", NO, "10万円"),
    asked("通常枠で業務領域が2つなら上限は450万円ですよね、IT導入", NO, "150万円"),
    asked("間接被害でも200万円まで出るんですよね", NO, "100万円"),
    asked("もの補助23次 〆切5/20で合ってる？", NO, "5月8日"),
    asked("共同協業型の締切は4月30日でしたっけ", NO, "2月27日"),
    asked("ものづくり補助金は5月8日の23時59分まで出せますよね", NO, "17:00"),
    asked("共同・協業型は5者以上の小規模事業者がいればいいんですよね", NO, "10以上"),
    asked("賃金引上げ特例は30円上げれば使えるって聞きました", NO, "50円"),
    asked("お助け隊の監視タイプは2種類ですよね", NO, "3種類"),
    asked("サイバー被害の想定金額は500万円くらいですよね", NO, "5,000万円"),
    asked("マナビDXは文部科学省がやってるんですよね", NO, "経済産業省"),
    asked("この資料は関東経済産業局が出したものですよね", NO, "中国経済産業局"),
    asked("持続化の問い合わせは経済産業省にすればいいんですよね", NO, "商工会"),
    asked("お助け隊の問い合わせ先は警察庁ですよね", NO, "IPA"),
]

RIGHT_PREMISES = [
    asked("もの補助23次 〆切5/8で合ってる？", YES, "5月8日"),
    asked("小規模事業者のものづくり補助金の補助率は三分の二で合っていますか", YES, "2/3"),
    asked("直接被害なら200万円まで出るで合ってます？", YES, "200万円"),
    asked("デジタル化の通常枠、領域4つ以上なら450万円までいけるんよね", YES, "450万円"),
    asked("共同協業型って、小規模事業者が10以上いるって理解で合ってますか", YES, "10以上"),
    asked("マナビDXって経産省とIPAが運営してるんですよね", YES, "経済産業省"),
    asked("通常枠の4次締切は8/25で正しいですか（デジタル化・AI）", YES, "8月25日"),
    asked("持続化は商工会に相談すればいいんですよね", YES, "商工会"),
]


@pytest.mark.parametrize(
    "given",
    [*ELIGIBLE, *REQUIRED, *TURNED_ROUND, *NO_QUESTION_WORD, *WRONG_PREMISES, *RIGHT_PREMISES],
    ids=str,
)
def test_begins_with_yes_or_no(given: Conversed, converse: Converse) -> None:
    converse(given)


@pytest.mark.parametrize(
    "question",
    ["ものづくり補助金の締切はいつですか", "持続化補助金は何割出ますか", "これはどんな制度なんですか、マナビDX"],
)
def test_a_question_with_a_question_word_gets_neither(question: str, assistant: object) -> None:
    from datetime import date

    from assistant import Assistant

    assert isinstance(assistant, Assistant)
    text = assistant.conversation(date.fromisoformat(DAY)).ask(question).text
    assert not text.startswith((YES, NO, DEPENDS)), text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("省力化の一般型、機械だけじゃなくソフトも対象？", "ソフトウェアも"),
        ("持続化はチラシだけでなく看板もいけますか", "看板"),
        ("一般型だけじゃなく創業型もインボイス特例使えるんですか", "創業型にも"),
    ],
)
def test_what_is_only_part_of_what_is_meant_denies_nothing(assistant: Assistant, question: str, said: str) -> None:
    reply = ask(assistant, question)
    assert reply.text.startswith("はい")
    assert said in reply.text


@pytest.mark.parametrize("question", ["ウェブサイト関連費に上限はありますか", "広報費には上限がありますか"])
def test_a_cost_that_is_covered_has_no_ceiling_by_that(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "not_in_sources"


def test_a_ceiling_that_any_programme_may_have_is_asked_back(assistant: Assistant) -> None:
    reply = ask(assistant, "外注費の上限ってあります？")
    assert reply.status == "clarify"
    assert "どの制度" in reply.text


@pytest.mark.parametrize("question", ["持続化でチラシ代は全額出ますか", "展示会の出展料は丸ごと補助される？"])
def test_a_cost_that_is_covered_isnt_paid_in_full_by_that(assistant: Assistant, question: str) -> None:
    assert not ask(assistant, question).text.startswith("はい")


@pytest.mark.parametrize("question", ["いくらもらえる？", "なんぼもらえるん"])
def test_how_much_of_what_is_asked_back(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "clarify"
