"""What people are and have is no need; what the documents have nothing for is said so; the fitting programme is first."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("message", "first", "never"),
    [
        ("看板屋です。社員のデジタルの力を底上げしたい", "マナビDX", "広報費"),
        ("倉庫業をやっています。サイバー攻撃が心配です", "お助け隊", "梱包"),
        ("ノートパソコンを外に持ち出すから監視しておいてほしい", "お助け隊", "PC・タブレット"),
        ("能登の地震で倉庫がつぶれた会社です。使える補助は何がある？", "災害支援枠", "梱包"),
        ("もしハッカーにやられたとき誰がどう動くか、社員で練習する教材がほしい", "机上演習", "PC・タブレット"),
        ("座学ばかりは飽きた。本物の会社の課題を解くような研修に社員を出したい", "マナビDXクエスト", "お助け隊"),
        ("8軒の店でまとめて売上の仕組みを入れて客の流れも調べたい。集団で使う枠はありますか", "複数者連携", "はい"),
    ],
)
def test_the_programme_that_fits_is_first(assistant: Assistant, message: str, first: str, never: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    assert first in reply.text.splitlines()[1], reply.text
    assert never not in reply.text


@pytest.mark.parametrize(
    "message",
    [
        "屋根に太陽光パネルをのせたいのですが補助はありますか",
        "自宅をリフォームしたい。補助は？",
        "コロナのときに借りたお金の返済が苦しい。借り換えの制度は載ってますか",
        "パートを正社員にしたら何かもらえる制度はありますか",
        "事務所の家賃がきつい。助けてくれる制度は？",
    ],
)
def test_no_programme_is_offered_for_what_the_documents_have_nothing_for(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "not_in_sources"
    assert not reply.calculation
    assert "・" not in reply.text, reply.text


def test_a_need_beside_that_is_served(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask(
        "銀行の融資も受けるけど、店のホームページを作りたい。使える補助金は？"
    )
    assert reply.status == "answered"
    assert "ウェブサイト関連費" in reply.text


def test_a_track_is_told_with_what_its_programme_is_for(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("チラシを配りたい。使える補助金は？")
    assert "販路開拓" in reply.text
    assert {(182, 182), (155, 155)} <= {tuple(cited.lines) for cited in reply.citations}


def test_needs_told_beside_each_other_share_what_serves_them(assistant: Assistant) -> None:
    reply = assistant.conversation(as_of=DAY).ask("フランスの展示会に出て輸出したい。旅費も出る？")
    assert "海外旅費" in reply.text
    assert "持続化" not in reply.text


@pytest.mark.parametrize(
    ("message", "says", "never"),
    [
        ("見張りも駆け付けも保険も、まとめて任せたい。何がありますか", "お助け隊", "机上演習"),
        ("営業が外でノートパソコンを使うので、変な動きをすぐ見つけてほしい", "端末監視", "PC・タブレット"),
        ("社内ネットワーク全体を見張りたい。パソコンの設定は苦手", "ネットワーク監視", "PC・タブレット"),
        ("実在の中小企業の課題に、社員をチームで取り組ませたい。いい場はありますか", "地域企業協働プログラム", "講座"),
        ("商店街12軒で同じ予約アプリを入れたい。使える枠は？", "複数者連携", "共同・協業型"),
        ("町の小さな店を15軒束ねて、販路開拓を支援したい", "共同・協業型", "複数者連携"),
        ("食堂でレジを新しくしたいのですが、国から何か助けてもらえませんか", "レジ・券売機", "グローバル枠"),
    ],
)
def test_a_narrower_need_goes_before_a_wider_one(assistant: Assistant, message: str, says: str, never: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    assert says in reply.text
    assert never not in reply.text


@pytest.mark.parametrize(
    "message",
    [
        "もし明日サーバが暗号化されたら誰が何をするのか、誰も答えられません。予行練習がしたい",
        "攻撃を受けたらどこに連絡するのか決まっていません。予行練習がしたい",
    ],
)
def test_a_question_that_nobody_has_the_answer_to_is_told(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    assert "机上演習" in reply.text.splitlines()[1]


@pytest.mark.parametrize(
    "message", ["売上8,000万円の会社だと投資メニューのどこ？", "売上が8千万円の会社に合う支援をメニュー表から教えて"]
)
def test_the_menus_own_row_is_told_where_the_menu_is_asked(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert reply.status == "answered"
    assert "1,000万円～1億円" in reply.text


@pytest.mark.parametrize(
    "message",
    [
        "うちは金がないので、無料で使えるものはどれですか",
        "うちは小さい店です。無料で使えるものはどれですか",
        "お金がないんだけど、ただで使えるのは何と何",
    ],
)
def test_who_asks_is_not_what_a_question_for_a_fact_means(assistant: Assistant, message: str) -> None:
    reply = assistant.conversation(as_of=DAY).ask(message)
    assert "マナビDX" in reply.text
    assert "机上演習" in reply.text
    assert "省力化" not in reply.text


@pytest.mark.parametrize(
    "message", ["どんな経費が対象になりますか", "どんな経費が補助されますか", "どの経費が認められますか"]
)
def test_what_most_programmes_say_is_asked_back(assistant: Assistant, message: str) -> None:
    """Not what isn't known of the few that say nothing of it."""
    assert assistant.conversation(as_of=DAY).ask(message).status == "clarify"
