"""The reading edition of the briefing against its source, character by character."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from ingest.blocks import Block, TableRow, covers
from ingest.documents import Document, load_document
from ingest.japanese.figures import figures
from ingest.proofreading import proofread

FOLDER = Path(__file__).parents[2] / "corpus/documents/meti-digital-2026-02"
SOURCE_SHA256 = "41dd8941140337a7fa441ca17eeabef120375d7bd9039bd20d24771a8f79848f"


@pytest.fixture(scope="module")
def briefing() -> Document:
    return load_document(FOLDER)


def table(document: Document, *path: str) -> Block:
    [found] = [block for block in document.blocks if block.kind == "table" and block.heading_path == path]
    return found


def row(block: Block, heading: str) -> TableRow:
    [found] = [row for row in block.rows if row.heading == heading]
    return found


def test_the_source_is_the_briefing_byte_for_byte() -> None:
    assert hashlib.sha256((FOLDER / "source.txt").read_bytes()).hexdigest() == SOURCE_SHA256


def test_the_reading_edition_says_what_the_source_says_no_more_and_no_less(briefing: Document) -> None:
    assert [str(finding) for finding in proofread(briefing)] == []


def test_every_figure_stands_by_value_and_unit_in_the_lines_it_names(briefing: Document) -> None:
    """Not only the digits: 3/4 as a rate, 50万円 as an amount, 4/30 as a date, each in its own cell's lines."""

    def values(text: str) -> set[tuple[str, object]]:
        return {(figure.kind, figure.value) for figure in figures(text)}

    count = 0
    for block in briefing.blocks:
        texts = [(block.text, block.lines)] if block.kind == "paragraph" else []
        texts += [(item.text, item.lines) for item in block.items]
        texts += [(text, row.lines_of(column)) for row in block.rows for column, text in row.cells.items()]
        for text, lines in texts:
            verbatim = briefing.verbatim(*lines)
            known = values(verbatim) | values(briefing.mended(verbatim, *lines) or "")
            assert values(text) <= known, (lines, text)
            count += len(values(text))
    assert count > 150


def test_every_content_line_belongs_to_a_heading_or_block_or_is_omitted_with_a_reason(briefing: Document) -> None:
    ranges = [block.lines for block in briefing.blocks]
    ranges += [heading.lines for heading in briefing.headings if heading.lines]
    ranges += [omission.lines for omission in briefing.omitted]
    uncovered = [
        number
        for number, line in enumerate(briefing.source_lines, 1)
        if line.strip() and not any(covers(lines, number) for lines in ranges)
    ]
    assert uncovered == []


def test_only_repeated_agendas_rules_and_picture_captions_are_omitted(briefing: Document) -> None:
    agenda = [line.replace("**", "") for line in briefing.source_lines[10:26]]
    for omission in briefing.omitted:
        first, last = omission.lines
        lines = list(briefing.source_lines[first - 1 : last])
        if last - first == 15:
            assert lines == agenda
        else:
            assert set("".join(lines)) <= {"-", "\t"} or lines[0] in briefing.verbatim(206, 206)


def test_every_printed_word_of_the_errata_stands_in_its_lines(briefing: Document) -> None:
    for erratum in briefing.errata:
        assert erratum.printed in briefing.verbatim(*erratum.lines)
        assert erratum.ground


@pytest.mark.parametrize("printed", ["バラッサ装置", "設営・設片費", "顧客購買量", "令和6年度能登半島地震"])
def test_an_uncertain_reading_is_left_as_printed(briefing: Document, printed: str) -> None:
    [erratum] = [erratum for erratum in briefing.errata if erratum.printed == printed]
    assert erratum.certainty == "uncertain"
    assert any(printed in block.text for block in briefing.blocks if covers(block.lines, erratum.lines[0]))


def test_no_uncertain_reading_is_applied(briefing: Document) -> None:
    for erratum in briefing.errata:
        if erratum.kind == "text" and erratum.certainty == "uncertain":
            quote = briefing.verbatim(*erratum.lines)
            assert erratum.printed in (briefing.mended(quote, *erratum.lines) or quote)


def test_likely_readings_are_marked_so(briefing: Document) -> None:
    likely = {erratum.printed for erratum in briefing.errata if erratum.certainty == "likely"}
    assert {"※", "特年度補正予算等からの注ぎ変更点", "AGV-AMR"} <= likely


def test_each_programme_has_its_sections(briefing: Document) -> None:
    programmes = {
        "ものづくり補助金": 117,
        "小規模事業者持続化補助金": 190,
        "デジタル化・AI導入補助金": 253,
        "省力化投資補助金": 332,
        "マナビDX (デラックス)": 437,
        "マナビDXクエスト": 509,
        "サイバーセキュリティお助け隊サービス": 595,
        "セキュリティインシデント対応机上演習": 677,
    }
    tops = [heading.text for heading in briefing.headings if heading.level == 1]
    assert tops[2:] == list(programmes)
    for programme, own_section in programmes.items():
        sections = {
            heading.path[1] for heading in briefing.headings if heading.path[0] == programme and heading.path[1:]
        }
        assert {"想定利用者", "シーン", "活用メリット", "概要", "関連URL", "問い合わせ"} <= sections
        assert briefing.section_of(own_section)[0] == programme


def test_the_investment_menu_keeps_each_support_with_its_own_figures(briefing: Document) -> None:
    menu = table(briefing, "中堅・中小企業向け投資支援メニュー", "支援の上限と補助率、ねらい")
    figures = {one.heading: (one.cells["上限"], one.cells["補助率"], one.lines[0]) for one in menu.rows}
    assert figures == {
        "中堅等大規模投資補助金 【中堅向け】": ("上限50億", "補助率1/3", 53),
        "成長加速化補助金": ("上限5億", "補助率1/2", 55),
        "【100億宣言企業向け】": ("上限50億", "補助率1/3", 55),
        "新事業進出・ものづくり補助金": ("上限9,000万", "補助率1/2等", 56),
        "事業承継・M&A補助金": ("上限2,000万", "補助率1/2等", 56),
        "持続化補助金": ("上限250万", "補助率2/3 等", 58),
        "デジタル化・AI導入補助金": ("上限450万", "補助率1/2等", 58),
    }
    tiers = table(briefing, "中堅・中小企業向け投資支援メニュー", "売上規模と事業者数")
    assert {one.heading: one.cells["事業者数"] for one in tiers.rows} == {
        "100億円以上 大企業": "約1,300者",
        "100億円以上 中堅企業": "約0.9万者",
        "100億円以上 中小企業": "約4,500者",
        "10億円～100億円未満": "約9万者",
        "1億円～10億円": "約60万者",
        "1,000万円～1億円": "約140万者",
        "1,000万円以下": "約140万者",
    }


def test_monodukuri_cells_stand_in_their_own_track(briefing: Document) -> None:
    block = table(briefing, "ものづくり補助金", "補助上限、補助率等")
    value_added, worldwide = block.columns
    assert (value_added, worldwide) == ("製品・サービス高付加価値化枠", "グローバル枠")
    assert row(block, "補助率").cells == {
        value_added: "中小企業1/2、小規模・再生2/3",
        worldwide: "中小企業1/2、小規模2/3",
    }
    assert row(block, "補助上限").cells == {value_added: "750万円～2,500万円", worldwide: "3,000万円"}
    assert set(row(block, "その他").cells.values()) == {"収益納付は求めません。"}
    costs = row(block, "補助対象経費").cells
    assert costs[worldwide].startswith(costs[value_added])
    assert "海外旅費" in costs[worldwide]
    assert "海外旅費" not in costs[value_added]


def test_jizokuka_cells_that_slipped_are_back_in_their_columns(briefing: Document) -> None:
    block = table(briefing, "小規模事業者持続化補助金", "補助上限、補助率等")
    usual, invoice, wages, disaster, founding, joint, community = block.columns
    assert block.columns == (
        "一般型 通常枠",
        "一般型 インボイス特例",
        "一般型 賃金引上げ特例",
        "一般型 災害支援枠",
        "創業型",
        "共同・協業型",
        "ビジネスコミュニティ型",
    )
    assert row(block, "補助上限").cells == {
        usual: "50万円",
        invoice: "補助上限50万円上乗せ",
        wages: "補助上限150万円上乗せ",
        disaster: "直接被害：200万円\n間接被害：100万円",
        founding: "200万円\n※インボイス特例は適用",
        joint: "5,000万円",
        community: "50万円。\n2以上の補助対象者が共同で実施する場合は100万円",
    }
    merged = "2/3\n※賃金引上げ特例を選択した事業者のうち、赤字事業者は3/4"
    assert row(block, "補助率").cells == {
        usual: merged,
        invoice: merged,
        wages: merged,
        disaster: "定額、2/3",
        founding: "2/3",
        community: "定額",
    }
    costs = row(block, "対象経費")
    assert costs.cells[joint].startswith("・地域振興等機関…人件費")
    assert costs.lines_of(joint) == (196, 196)
    assert costs.cells[community].startswith("専門家謝金")
    assert costs.lines_of(community) == (197, 197)
    assert costs.cells[usual] == costs.cells[invoice] == costs.cells[wages]
    needs = row(block, "要件").cells
    assert needs[founding].startswith("産競法に基づき")
    assert "参画事業者である10以上の小規模事業者" in needs[joint]


def test_digital_ai_cells_have_their_row_headings_back(briefing: Document) -> None:
    block = table(briefing, "デジタル化・AI導入補助金", "補助上限、補助率等")
    usual, together, invoice, trade, security = block.columns
    assert [one.heading for one in block.rows] == ["対象経費", "補助額", "補助率"]
    assert row(block, "補助額").cells == {
        usual: "ITツールの業務領域が\n1~3まで：5~150万円\n4以上：150~450万円",
        together: "(a)：インボイス対応類型と同額\n(b)：50万円×構成員数\n※(a)、(b)合わせて~3000万円\n(c)：~200万円",
        invoice: "(1)1機能：~50万円\n2機能以上：~350万円\n(2)PC・タブレット：~10万円\nレジ・券売機：~20万円",
        trade: "~350万円",
        security: "5~150万円",
    }
    assert row(block, "補助率").cells == {
        usual: "1/2\n最低賃金近傍の事業者※：2/3",
        together: "(a)：インボイス対応類型と同率\n(b)・(c)：2/3",
        invoice: "(1)~50万円：3/4\n50万円~350万円：2/3\n(2)：1/2",
        trade: "2/3 (大企業：1/2)",
        security: "1/2 (小規模事業者：2/3)",
    }
    assert (invoice, trade) == ("インボイス枠 インボイス対応類型", "インボイス枠 電子取引類型")


def test_digital_ai_deadlines_fill_the_merged_rows(briefing: Document) -> None:
    block = table(briefing, "デジタル化・AI導入補助金", "申請受付期間")
    usual, invoice, security, together = block.rows
    assert invoice.cells == security.cells == usual.cells
    assert list(usual.cells.values()) == ["3/30 (月)", "5/12 (火)", "6/15 (月)", "7/21 (火)", "8/25 (火)"]
    assert list(together.cells.values()) == ["3/30 (月)", "6/15 (月)", "8/25 (火)", "-", "-"]
    assert together.lines_of("1次締切") == (265, 265)
    assert together.lines_of("申請受付開始") == (262, 265)


def test_jizokuka_deadlines(briefing: Document) -> None:
    block = table(briefing, "小規模事業者持続化補助金", "申請受付期間")
    assert {one.heading: tuple(one.cells.values()) for one in block.rows} == {
        "一般型（通常枠：第19回）": ("令和8年3月6日（金）", "令和8年4月30日（木）"),
        "一般型（災害支援枠：第9回）": ("令和8年1月23日（金）", "令和8年3月31日（火）"),
        "創業型（第3回）": ("令和8年3月6日（金）", "令和8年4月30日（木）"),
        "共同・協業型（第2回）": ("令和8年1月16日（金）", "令和8年2月27日（金）"),
    }


@pytest.mark.parametrize(
    ("line", "quote", "reading"),
    [
        (193, "資金引上げ特例", "賃金引上げ特例"),
        (196, "雑役料費、委託・外注費、水通光熱費", "雑役務費、委託・外注費、水道光熱費"),
        (196, "※資金引上げ特例を選択した", "2/3 ※賃金引上げ特例を選択した"),
        (511, "E] 推進プロジェクト", "DX 推進プロジェクト"),
        (513, "「生成E]」", "「生成AI」"),
        (195, "200万円 ※インボイス特例は適用", None),
        (198, "令和6年度能登半島地震を対象に追加", None),
        (121, "750万円～2,500万円", None),
    ],
)
def test_a_quote_is_mended_only_by_the_errata_of_its_own_lines(
    briefing: Document, line: int, quote: str, reading: str | None
) -> None:
    assert quote in briefing.verbatim(line, line)
    assert briefing.mended(quote, line, line) == reading


def test_a_mark_mended_on_one_line_is_left_alone_on_the_line_above(briefing: Document) -> None:
    mended = briefing.mended(briefing.verbatim(195, 196), 195, 196)
    assert mended is not None
    assert "200万円 ※インボイス特例" in mended
    assert "2/3 ※賃金引上げ特例" in mended


def test_doubtful_words_are_named(briefing: Document) -> None:
    [erratum] = briefing.doubtful("印刷用インキ自動計量装置\tバラッサ装置", 323, 323)
    assert erratum.certainty == "uncertain"
    assert briefing.doubtful("配膳ロボット", 323, 323) == ()


def test_contacts_dates_and_addresses_survive_letter_by_letter(briefing: Document) -> None:
    text = "\n".join(block.text for block in briefing.blocks)
    source = "\n".join(briefing.source_lines)
    pattern = r"https?://[^\s<>()]+|[\w.-]+@[\w.-]+|\d{2,4}-\d{2,4}-\d{3,4}|\d{4}年\d+月\d+日|令和\d+年\d+月\d+日|\d+/\d+ \([月火水木金土日]\)"
    found = set(re.findall(pattern, source))
    assert len(found) > 30
    assert found == set(re.findall(pattern, text))
