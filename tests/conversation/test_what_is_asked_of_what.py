"""What is asked, and of what: the same asked of another subject, a group of tracks, a list counted out, an order."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn

DAY = "2026-04-10"


def one(ask: str, *says: str, never: tuple[str, ...] = (), lead: str = "") -> Conversed:
    return Conversed(DAY, (Turn(ask, says=says, never=never, lead=lead),))


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            DAY,
            (
                Turn("マナビDXの問い合わせ先は", says=("portal_inquiry",)),
                Turn("クエストのほうも同じところですか", says=("portal_inquiry",), lead="はい、同じです。"),
            ),
        ),
        Conversed(
            DAY,
            (
                Turn("ものづくり補助金の電話は", says=("050-3821-7013",)),
                Turn("持続化は？同じところですか", says=("商工会議所",), lead="いいえ、違います。"),
            ),
        ),
        Conversed(
            DAY,
            (
                Turn("マナビDXの問い合わせ先は", says=("portal_inquiry",)),
                Turn("クエストは別々ですか", says=("portal_inquiry",), lead="いいえ、同じです。"),
            ),
        ),
        Conversed(
            DAY,
            (
                Turn("創業型の上限は", says=("200万円",)),
                Turn("通常枠は違いますか", says=("50万円",), lead="はい、違います。"),
            ),
        ),
        Conversed(
            DAY,
            (
                Turn("端末監視について知りたい", says=("EDR",)),
                Turn("ネットワーク監視と一緒に使うこともできますか", says=("両方を導入",), lead="はい"),
            ),
        ),
    ],
    ids=str,
)
def test_the_last_question_of_another_subject(converse: Converse, given: Conversed) -> None:
    converse(given)


def test_a_word_that_changes_the_subject_has_to_begin_the_turn(converse: Converse) -> None:
    converse(
        Conversed(
            DAY,
            (
                Turn("ものづくり補助金の電話は", says=("050-3821-7013",)),
                Turn("ところで今申請できるのは何？", says=("カタログ注文型", "創業型")),
            ),
        )
    )


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            DAY,
            (
                Turn("お助け隊の監視は何種類", says=("3種類",)),
                Turn("二つ目のをもう少し詳しく", says=("EDR",), never=("3種類",)),
            ),
        ),
        Conversed(
            DAY,
            (
                Turn("持続化の型は", says=("共同・協業型",)),
                Turn("創業型は", says=("3年以内",), never=("共同・協業型",)),
            ),
        ),
    ],
    ids=str,
)
def test_one_of_the_tracks_just_listed(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("インボイス枠でパソコン買えるって本当かい", "インボイス対応類型", lead="はい"),
        one("インボイス枠ではパソコンは買えないんですよね", "インボイス対応類型", lead="いいえ"),
        one("電子取引類型でパソコンは買えますか", "クラウド利用料", lead="いいえ"),
        one("インボイス枠の上限350万円で合ってますか", "350万円", lead="はい"),
        one("インボイス枠の上限は500万円ですよね", "350万円", lead="いいえ"),
    ],
    ids=str,
)
def test_what_one_track_of_a_group_has_the_group_has(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("お助け隊サービスで選べる監視のタイプは何種類で、それぞれ何ですか", "3種類", never=("概要",)),
        one("クエストを受けると得られることって何個あるんですか、順に", "修了生コミュニティ", never=("概要",)),
        one(
            "この説明会で紹介される補助金は全部で何個、何と何ですか",
            "省力化投資補助金",
            never=("お知りになりたいですか",),
        ),
        one("持続化には型がようけあるらしいのう。全部言うてくれんか", "ビジネスコミュニティ型", never=("マナビDX",)),
    ],
    ids=str,
)
def test_what_is_counted_is_told_once(converse: Converse, given: Conversed) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        one("補助率が一番いいのはデジタル化のどの枠?", "インボイス対応類型", "3/4", never=("1/2", "電子取引")),
        one(
            "デジタル化の枠で上限がいちばん低いのはどの枠？",
            "セキュリティ対策推進枠",
            never=("3,000万円", "大きいのは"),
        ),
        one("補助率の高い順に、ものづくり、持続化、省力化を並べて", "3/4", "2/3", never=("1/2以下", "デジタル化")),
        one("小規模事業者にとって補助率がいちばん有利なのは、どの制度のどの枠", "3/4", never=("マナビDX",)),
        one("上限が1,000万円を超えるやつだけ抜き出して", "1,500万円", never=("450万円",)),
        one("四つの補助金の問い合わせ電話をまとめて", "050-3821-7013", "0570-099-660", never=("03-5978-7508",)),
        one("この資料の日程はいつ時点の情報で、最新はどこで確かめればよいですか", "2026年2月", never=("4月30日",)),
        one("デジタル化の通常枠の額を教えてください", "5万円～150万円", "150万円～450万円"),
        one("持続化の通常枠と創業型、去年開業したパン屋ならどっちが額が大きい?", "創業型", "200万円"),
        one("福山の縫製工場。自動で検査するカメラを特注したい。省力化のどっちの型", "一般型", never=("1億円",)),
        one("カタログ注文型と一般型、手間が少ないのはどちら", "簡易", "3ヶ月", never=("1,500万円",)),
        one("お助け隊のネットワーク型と端末型では、仕掛けを置く場所がどう違う", "UTM", "EDR", never=("見守り",)),
    ],
    ids=str,
)
def test_what_is_asked(converse: Converse, given: Conversed) -> None:
    converse(given)


def test_the_use_of_both_is_told(converse: Converse) -> None:
    converse(
        one(
            "お助け隊サービスと机上演習は別物ですよね、どう使い分けたら",
            "専門家にお願いして",
            "演習したいときに使えます",
        )
    )


def test_named_programmes_stand_in_the_order_of_their_ceilings(converse: Converse) -> None:
    converse(
        one(
            "上限額だけで並べたら、ものづくり、持続化、デジタル化、省力化の順番はどうなる",
            "1億円",
            "5,000万円",
            "最大4,000万円",
            "3,000万円",
            never=("450万円", "50億円"),
            lead="補助上限を大きい順に並べると",
        )
    )
