"""What a turn without a name goes on with: what the answer before settled, or picked, or had told of the firm."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("商工会の青年部でも出せる持続化補助金の型は？", says=("ビジネスコミュニティ型",)),
                Turn("補助率は", says=("定額",), never=("2/3",)),
                Turn("締切は", status="not_in_sources"),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("持続化補助金の対象者は", says=("ビジネスコミュニティ型", "創業型")),
                Turn("上限は", says=("50万円", "5,000万円")),
            ),
        ),
    ],
    ids=str,
)
def test_the_track_that_fits_the_person(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("年商4億の会社です", says=("事業承継・M&A補助金",)),
                Turn("うちだと何が使えますか", says=("事業承継・M&A補助金", "9,000万円")),
                Turn("その率は", says=("1/2",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (Turn("補助金で一番上限が高いのは", says=("50億円",)), Turn("その率は", says=("1/3",))),
        ),
        Conversed("2026-04-10", (Turn("年商900万円です"), Turn("どの補助金が合う？", says=("持続化補助金",)))),
    ],
    ids=str,
)
def test_programmes_that_only_the_answer_named(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("人手が足りなくて困ってます。使える制度は？"),
                Turn("2つ目のやつ、上限いくら", says=("450万円",)),
                Turn("1つ目は？", says=("1億円",)),
            ),
        ),
        Conversed("2026-04-10", (Turn("通常枠の補助率"), Turn("デジタルの方", says=("1/2",), never=("構成員",)))),
    ],
    ids=str,
)
def test_one_of_several_that_were_offered(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("持続化の通常枠は上限いくら？", says=("50万円",)),
                Turn("今年から課税になってん。そしたらなんぼ？", says=("100万円",)),
                Turn("最低賃金も50円上げるつもりや。ほな上限は全部でなんぼ？", says=("250万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("持続化の創業型の上限は"),
                Turn("インボイス特例も使える？", lead="はい"),
                Turn("全部でいくらになる？", says=("250万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_special_cases_add_up(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (Turn("持続化の災害支援枠について"), Turn("車も対象になる？", lead="はい", says=("車両購入費",))),
        ),
        Conversed("2026-04-10", (Turn("持続化の創業型について"), Turn("車も買える？", lead="いいえ"))),
        Conversed("2026-04-10", (Turn("デジタル化の通常枠"), Turn("タブレットも買える？", lead="いいえ"))),
        Conversed("2026-04-10", (Turn("インボイス対応類型って"), Turn("パソコンは買える？", lead="はい"))),
    ],
    ids=str,
)
def test_what_depends_on_the_track_is_said_of_the_track_in_question(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("再生事業者です。高付加価値化枠の率は", says=("2/3",)),
                Turn("グローバル枠でも同じ？", status="not_in_sources", never=("同じです",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("小規模です。グローバル枠の補助率は", says=("2/3",)),
                Turn("高付加価値化枠も同じ？", lead="はい", says=("2/3",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("大企業です。電子取引類型の率は", says=("1/2",)),
                Turn("通常枠は？", status="not_in_sources", says=("大企業",), never=("2/3",)),
            ),
        ),
    ],
    ids=str,
)
def test_a_class_that_was_told_holds_for_the_next_track(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("インボイス対応類型でノートPC18万 補助いくら", says=("9万円",)),
                Turn("30万のにしたら", says=("10万円",), never=("22万5,000円",)),
                Turn("PCやめてレジ1台30万なら？", says=("15万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("インボイス対応類型で券売機50万円買いたい", says=("20万円",)),
                Turn("やっぱり30万円", says=("15万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_another_price_for_the_same_thing(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("持続化の通常枠の上限は"),
                Turn("創業型は"),
                Turn("災害支援枠は"),
                Turn("一番高いのはどれ", says=("創業型", "災害支援枠", "200万円"), never=("3,000万円", "50億円")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("グローバル枠の率は"),
                Turn("高付加価値化枠の率は"),
                Turn("上限が高いのはどっち", says=("大きいのは、ものづくり補助金（グローバル枠）", "3,000万円")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくりと持続化の締切どっちが先"),
                Turn("両方申請できる？", status="not_in_sources", never=("50万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_comparing_what_was_asked_about_one_by_one(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("持続化補助金で店の改装できますか", lead="はい"),
                Turn("パソコンは", status="not_in_sources", never=("デジタル化・AI導入補助金",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (Turn("収益納付は必要？"), Turn("ものづくりの話です", says=("収益納付は求められません",))),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("社員がデジタルに弱くて困ってます"),
                Turn("無料ですか", says=("無料の講座が多く", "受講料は、資料に書かれていません")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("A案は機械1,000万円、B案は2,000万円。ものづくりのグローバル枠で中小", never=("3,000万円",)),
                Turn("B案だといくら", says=("1,000万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_another_thing_asked_of_the_same(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("省力化の一般型、6,000万円だといくら？", says=("2,500万円", "2,750万円")),
                Turn("締切は？", says=("2月27日",)),
                Turn("小規模だったら？", says=("2,750万円",), never=("2,500万円", "2月27日")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("ものづくりのグローバル枠の補助率は？"),
                Turn("問い合わせ先は？"),
                Turn("うちは小規模です", says=("2/3",), never=("050-",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("省力化の一般型の補助率は？"),
                Turn("ものづくりの締切は？", says=("5月8日",)),
                Turn("うちは小規模です", says=("5月8日",)),
            ),
        ),
    ],
    ids=str,
)
def test_who_the_person_is_changes_the_amount_not_the_day(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("グローバル枠で海外旅費は出る？", lead="はい"),
                Turn("高付加価値化枠は？", lead="いいえ"),
                Turn("どの枠だと出るの", says=("グローバル枠",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("収益納付ってものづくりは要るの", lead="いいえ"),
                Turn("持続化は", status="not_in_sources", says=("収益納付",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("インボイス対応類型でPC買える？", lead="はい"),
                Turn("通常枠は？", lead="いいえ"),
                Turn("ではどの枠ですか", says=("インボイス対応類型",)),
            ),
        ),
    ],
    ids=str,
)
def test_the_same_question_of_another_track(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("締切が一番近いのは", says=("4月30日",)),
                Turn("その次は", says=("5月8日",)),
                Turn("それの上限", says=("3,000万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("今年の10月に申請できる補助金は", says=("カタログ注文型",)),
                Turn("じゃあ8月なら", says=("8月25日|8/25",)),
            ),
        ),
    ],
    ids=str,
)
def test_days_of_all_programmes_stay_of_all(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("AIを使った外観検査を導入したい", says=("省力化投資補助金",)),
                Turn("補助金は？", says=("省力化投資補助金",), never=("小規模事業者持続化補助金",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("券売機を入れたい", says=("券売機",)),
                Turn("40万円の機種だと", says=("20万円",), never=("30万円",)),
            ),
        ),
    ],
    ids=str,
)
def test_what_was_wished_for_a_turn_ago(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (
                Turn("マナビDXって何"),
                Turn("もっと実践的なやつは", says=("マナビDXクエスト",)),
                Turn("それ何か月", says=("約3ヶ月|約3か月",)),
            ),
        ),
    ],
    ids=str,
)
def test_more_than_what_was_spoken_of_gives(converse: Converse, given: Conversed) -> None:
    converse(given)
