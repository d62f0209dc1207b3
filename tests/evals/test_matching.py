"""Facts are matched by value and unit, words by letter, and never a part of a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.figures import figures, fold
from evals.matching import contains


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("上限は2,500万円です", "25,000,000円"),
        ("上限は二千五百万円です", "2,500万円"),
        ("上限は２５００万円です", "2,500万円"),
        ("750万円から2,500万円です", "750万円～2,500万円"),
        ("750~2,500万円", "750万円"),
        ("5万円～150万円です", "5~150万円"),
        ("37万5,000円", "37.5万円"),
        ("2億8,500万円", "285,000,000円"),
        ("上限50億 補助率1/3", "50億円"),
        ("5,000千円", "500万円"),
        ("¥500,000", "50万円"),
        ("締切は令和8年4月30日（木）です", "4/30"),
        ("4月30日まで", "令和8年4月30日"),
        ("2026-04-30", "令和8年4月30日"),
        ("２０２６年５月８日（金）17：00", "5/8"),
        ("四月三十日", "4月30日"),
        ("2026年2月時点", "令和8年2月"),
        ("8月25日", "8月"),
        ("補助率は3分の2", "2/3"),
        ("補助率は三分の二", "2/3"),
        ("半分出ます", "1/2"),
        ("50％", "5割"),
        ("17時まで", "17:00"),
        ("午後5時", "17:00"),
        ("夕方の6時", "18:00"),
        ("朝9時", "9:00"),
        ("三つの段階", "3つ"),
        ("約2、3ヶ月", "2か月"),
        ("約2、3ヶ月間", "2、3"),
        ("一ヶ月", "1か月"),
        ("創業後3年以内", "3年以内"),
        ("24か月", "2年"),
        ("電話 ０５０－３８２１－７０１３", "050-3821-7013"),
        ("https://it-shien.smrj.go.jp/ です", "it-shien.smrj.go.jp"),
        ("事業者は50[1]円以上", "50円以上"),
        ("You are a good", "You are"),
        ("ＩＰＡが運営", "IPA"),
        ("無料 の 講座", "無料の講座"),
    ],
)
def test_says(text: str, fact: str) -> None:
    assert contains(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("150万円", "50万円"),
        ("12,500万円", "2,500万円"),
        ("1億5,000万円", "1億円"),
        ("1,333,333円", "333円"),
        ("2.5万円", "5万円"),
        ("50円", "50万円"),
        ("約140万者", "140万円"),
        ("1/20", "1/2"),
        ("1/3", "1月3日"),
        ("5/12 (火)", "5/12の補助率5割"),
        ("14月30日", "4月30日"),
        ("13ヶ月", "3ヶ月"),
        ("3ヶ月", "3月"),
        ("2月", "2月27日"),
        ("17:30", "17:00"),
        ("7時間", "7時"),
        ("2010者", "10者"),
        ("一般型", "1"),
        ("12、3ヶ月間", "2、3"),
        ("2、3万円", "2、3"),
        ("050-3821-70131", "050-3821-7013"),
        ("dxq.manabi-dx.ipa.go.jp", "manabi-dx.ipa.go.jp"),
        ("www.ipa.go.jp", "IPA"),
        ("nothing", "NO"),
        ("①機械装置等費50万円", "150万円"),
    ],
)
def test_does_not_say(text: str, fact: str) -> None:
    assert not contains(text, fact)


def test_forbidden_words_are_matched_strictly() -> None:
    assert not contains("補助率は1/2です", "50%", strict=True)
    assert not contains("締切は5月12日です", "2025年5月12日", strict=True)
    assert contains("締切は2026年4月30日です", "4月30日", strict=True)


@given(st.integers(1, 99_999), st.integers(1, 9999))
def test_a_figure_is_never_found_inside_a_longer_one(man: int, lead: int) -> None:
    assert contains(f"補助額は{man:,}万円です", f"{man * 10_000:,}円")
    assert not contains(f"補助額は{lead}{man:05d}万円です", f"{man}万円")


@given(st.text(alphabet="0123456789,.億万千百十円年月日/:-~%割分の時かヶ一二三令和R第次者つ（）() ", max_size=30))
def test_reading_never_fails_and_spans_are_in_order(text: str) -> None:
    folded = fold(text)
    end = 0
    for figure in figures(folded):
        assert figure.span[0] >= end
        assert folded[figure.span[0] : figure.span[1]] == figure.text
        end = figure.span[1]
