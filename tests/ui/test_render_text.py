"""The text of an answer: markers, lists, headings, tables, links, and nothing read as markup."""

from __future__ import annotations

from ui.render.highlight import figure_spans, pieces_in_context, pieces_of_quote
from ui.render.text import Inline, spoken, text_blocks


def kinds(text: str) -> list[str]:
    return [block.kind for block in text_blocks(text, {1, 2}, {})]


def test_lines_become_paragraphs_lists_headings_and_tables() -> None:
    text = "一つ目です。\n二つ目です。\n\n■ グローバル枠\n・上限\n・補助率\n【締切】\n| 枠 | 率 |\n|---|---|\n| 一般 | 1/2 |\n最後です。"
    assert kinds(text) == ["paragraph", "heading", "list", "heading", "table", "paragraph"]
    blocks = text_blocks(text, set(), {})
    assert [line[0].text for line in blocks[0].lines] == ["一つ目です。", "二つ目です。"]
    assert blocks[1].lines[0][0].text == "グローバル枠"
    assert [item[0].text for item in blocks[2].lines] == ["上限", "補助率"]
    assert [[cell[0].text for cell in row] for row in blocks[4].rows] == [["枠", "率"], ["一般", "1/2"]]


def test_only_markers_of_real_citations_become_markers() -> None:
    line = text_blocks("上限は50万円です[1][9]。", {1}, {})[0].lines[0]
    assert line == (Inline("上限は50万円です"), Inline("1", marker=1), Inline("[9]。"))


def test_a_minus_before_an_amount_is_no_bullet() -> None:
    assert kinds("-5万円になります。") == ["paragraph"]
    assert kinds("- 5万円") == ["list"]


def test_only_words_that_sources_give_become_links() -> None:
    links = {"https://a.example/": "https://a.example/"}
    line = text_blocks("https://a.example/ と https://b.example/ です。", set(), links)[0].lines[0]
    assert [item.text for item in line if item.href] == ["https://a.example/"]
    assert "https://b.example/" in "".join(item.text for item in line if not item.href)


def test_the_longest_of_overlapping_links_wins() -> None:
    links = {"03-1234": "tel:031234", "03-1234-5678": "tel:0312345678"}
    line = text_blocks("電話は03-1234-5678です。", set(), links)[0].lines[0]
    assert [item.href for item in line if item.href] == ["tel:0312345678"]


def test_what_is_spoken_has_no_markers_or_bullets() -> None:
    assert spoken("次のとおりです[1]。\n・上限[2]\n|---|") == "次のとおりです。 上限"


def test_figures_are_marked_where_they_stand() -> None:
    quote = "補助率※ 中小企業 1/2 | 小規模・再生 2/3"
    assert [quote[first:last] for first, last in figure_spans(quote)] == ["1/2", "2/3"]


def test_figures_in_full_width_and_behind_half_width_kana_keep_their_places() -> None:
    text = "ﾃﾞｼﾞﾀﾙ化は５０万円、７５０万円～２，５００万円です"
    assert [text[first:last] for first, last in figure_spans(text)] == ["５０万円", "７５０万円", "２，５００万円"]


def test_pieces_give_the_quote_back() -> None:
    quote = "令和8年3月6日（金）\t令和8年4月30日（木）"
    pieces = pieces_of_quote(quote)
    assert "".join(piece.text for piece in pieces) == quote
    assert [piece.text for piece in pieces if piece.figure] == ["令和8年3月6日（金）", "令和8年4月30日（木）"]


def test_a_quote_is_shown_within_its_line() -> None:
    pieces = pieces_in_context("前の言葉 補助率1/2 後の言葉", "補助率1/2")
    assert [(piece.text, piece.cited) for piece in pieces] == [
        ("前の言葉 ", False),
        ("補助率", True),
        ("1/2", True),
        (" 後の言葉", False),
    ]


def test_a_long_line_is_shortened_around_the_quote_and_the_quote_never_is() -> None:
    pieces = pieces_in_context("あ" * 300 + "50万円" + "い" * 300, "50万円")
    assert pieces[0].text.startswith("…") and len(pieces[0].text) < 100
    assert pieces[-1].text.endswith("…") and len(pieces[-1].text) < 100
    assert "".join(piece.text for piece in pieces if piece.cited) == "50万円"


def test_a_quote_that_is_not_in_its_lines_is_shown_alone() -> None:
    assert "".join(piece.text for piece in pieces_in_context("別の文", "50万円")) == "50万円"
