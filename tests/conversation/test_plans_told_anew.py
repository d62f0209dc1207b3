"""A plan told anew beside something else, one that is gone back to, and counts told by the ones before."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Converse, Conversed, Turn


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-02-28",
            (
                Turn("創業型で240万使う予定です、何円もらえますか。", says=("160万円",)),
                Turn("主人に怒られて、もっと使えって。360万で。インボイスの上乗せはなしです。", says=("200万円",)),
                Turn("やっぱり最初の額に戻します。あと、受付はいつから？", says=("160万円", "3月6日")),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("デジタル化の通常枠、3領域で200万円のソフトだといくら？", says=("100万円",)),
                Turn("4領域に増えて700万になりました。率はそのままで？", says=("350万円",)),
                Turn("最低賃金近傍に当たると言われた。だとすると？", says=("450万円",)),
                Turn("上限は額でいうといくらまで？", says=("450万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("複数者連携の消費動向分析費、参加店が15軒でいくらまで？", says=("750万円",)),
                Turn("3軒抜けて、あと1軒増えた。いくら？", says=("650万円",)),
                Turn("さらに2軒増えて15軒になった", says=("750万円",)),
                Turn("そこから5軒が辞退したら？", says=("500万円",)),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn(
                    "省力化の一般型、4,000万円の選果ライン、中小で計算してください。特例は考えません。",
                    says=("1,833万3,333円",),
                ),
                Turn("小規模のほうらしいです。やり直しで。", says=("2,083万3,333円",)),
                Turn("中小の場合と小規模の場合と両方で", says=("1,833万3,333円", "2,083万3,333円")),
            ),
        ),
    ],
    ids=str,
)
def test_a_plan_told_anew_is_computed(given: Conversed, converse: Converse) -> None:
    converse(given)


@pytest.mark.parametrize(
    "given",
    [
        Conversed(
            "2026-04-10",
            (Turn("創業型で満額もらうには、最低いくら使わないといけない計算ですか（特例なし）。", says=("300万円",)),),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn(
                    "省力化の一般型。3億5,000万円、うちは中小です。率どおりだと一億超えるはずだけど、そのまま貰える？",
                    says=("1億円",),
                ),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn(
                    "ものづくり、9,000万まで出るという人と4,000万という人がいる。どっちの数字が何の話？",
                    says=("9,000万円", "4,000万円", "新事業進出・ものづくり補助金"),
                    never=("1億3,000万円",),
                ),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn("成長加速化って上限どこまで？", says=("5億円",)),
                Turn("率", says=("1/2",)),
                Turn("中堅向けの方も同じ？", says=("50億円", "1/3"), lead="いいえ"),
            ),
        ),
        Conversed(
            "2026-04-10",
            (
                Turn(
                    "高付加価値化枠、750万から2,500万の幅は社員数で段々なんでしょ？社員18人だといくらの段？",
                    status="not_in_sources",
                ),
            ),
        ),
    ],
    ids=str,
)
def test_amounts_that_are_told_are_no_cost_of_the_plan(given: Conversed, converse: Converse) -> None:
    converse(given)
