"""Document folders as editors write them, right and wrong."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents import Document, list_documents, load_document, load_documents
from ingest.errors import DocumentError, MadoguchiError

HEAD = {"id": "sample", "title": "見本", "publisher": "見本市", "as_of": "2026-02", "source": "source.txt"}
SOURCE = "制度の名前\n概要\n上限は50万円\n率は2/3\n"
BODY = """
# 制度の名前 <!-- L1 -->

## 概要 <!-- L2 -->

<!-- L3 -->
上限は50万円

- 率は2/3 <!-- L4 -->
"""


def write(
    folder: Path,
    body: str = BODY,
    *,
    received: str | None = SOURCE,
    errata: str | None = None,
    **head: str | None,
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    fields = {key: value for key, value in {**HEAD, **head}.items() if value is not None}
    lines = ["---", *(f"{key}: {value}" for key, value in fields.items()), "---"]
    (folder / "document.md").write_text("\n".join(lines) + "\n" + body, encoding="utf-8")
    if received is not None:
        (folder / "source.txt").write_text(received, encoding="utf-8")
    if errata is not None:
        (folder / "errata.yaml").write_text(dedent(errata), encoding="utf-8")
    return folder


def refused(folder: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        load_document(folder)
    error = caught.value
    assert isinstance(error, MadoguchiError)
    assert error.exit_code == 2
    assert "\n" not in str(error)
    assert str(error).endswith("。")
    return error


def test_headings_paragraphs_and_lists_carry_their_lines(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "sample"))
    paragraph, points = document.blocks
    assert (paragraph.kind, paragraph.text, paragraph.lines) == ("paragraph", "上限は50万円", (3, 3))
    assert paragraph.heading_path == ("制度の名前", "概要")
    assert (points.kind, points.items[0].text, points.lines) == ("list", "率は2/3", (4, 4))
    assert [heading.lines for heading in document.headings] == [(1, 1), (2, 2)]
    assert document.verbatim(3, 4) == "上限は50万円\n率は2/3"
    assert document.section_of(4) == ("制度の名前", "概要")
    assert document.section_of(2) == ("制度の名前", "概要")
    assert document.block_at(4) == points
    assert document.block_at(1) is None
    assert document.errata == ()


def test_tables_join_heading_levels_and_know_the_lines_of_each_cell(tmp_path: Path) -> None:
    body = """
# 制度の名前 <!-- L1 -->

<!-- L2-4 -->
| | 一般型<br>通常枠 | 創業型 |
|---|---|---|
| 上限 <!-- L3 --> | 50万円 | |
| 率 <!-- L4 --> | 2/3 | 3分の2<br>以内 <!-- L2 --> |
"""
    [table] = load_document(write(tmp_path / "sample", body)).blocks
    ceiling, rate = table.rows
    assert table.columns == ("一般型 通常枠", "創業型")
    assert (ceiling.heading, dict(ceiling.cells), ceiling.lines) == ("上限", {"一般型 通常枠": "50万円"}, (3, 3))
    assert rate.cells["創業型"] == "3分の2\n以内"
    assert (rate.lines_of("創業型"), rate.lines_of("一般型 通常枠")) == ((2, 2), (4, 4))
    assert table.text == "上限\n一般型 通常枠: 50万円\n率\n一般型 通常枠: 2/3\n創業型: 3分の2\n以内"


def test_a_document_can_be_its_own_source_with_pages(tmp_path: Path) -> None:
    body = """
# 案内

<!-- page: 3 -->
長い文の
つづき。[公式サイト](https://example.jp/a)

1. 申請する
2. 待つ
   - 三か月

| 区分 | 額 |
|---|---|
| 一般 | 50万円 |

<!-- page: 4 -->
> 引用された注。
"""
    document = load_document(write(tmp_path / "sample", body, received=None, source="self"))
    paragraph, steps, table, note = document.blocks
    assert paragraph.text == "長い文のつづき。公式サイト (https://example.jp/a)"
    assert document.verbatim(*paragraph.lines) == "長い文の\nつづき。[公式サイト](https://example.jp/a)"
    assert [item.text for item in steps.items] == ["1. 申請する", "2. 待つ", "三か月"]
    assert document.verbatim(*steps.items[1].lines) == "2. 待つ"
    assert document.verbatim(*steps.items[2].lines) == "   - 三か月"
    assert document.verbatim(*table.rows[0].lines) == "| 一般 | 50万円 |"
    assert [block.page for block in document.blocks] == [3, 3, 3, 4]
    assert note.text == "引用された注。"
    assert document.source_path.name == "document.md"


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "sample")
    for name in ("document.md", "source.txt"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    document = load_document(folder)
    assert document.source_lines == tuple(SOURCE.splitlines())
    assert [block.text for block in document.blocks] == ["上限は50万円", "率は2/3"]


def test_the_content_hash_follows_every_file(tmp_path: Path) -> None:
    def content_hash() -> str:
        return load_document(folder).content_hash

    folder = write(tmp_path / "sample")
    seen = {content_hash()}
    assert content_hash() in seen
    write(folder, BODY + "\n")
    seen.add(content_hash())
    write(folder, BODY + "\n", received=SOURCE + "\n")
    seen.add(content_hash())
    write(folder, BODY + "\n", received=SOURCE + "\n", errata="errata: []\n")
    seen.add(content_hash())
    assert len(seen) == 4


def test_lines_outside_the_source_are_refused(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "sample"))
    for first, last in ((0, 1), (3, 2), (4, 5)):
        with pytest.raises(DocumentError, match="原文（1～4行）の外"):
            document.verbatim(first, last)
    assert document.mended("上限", 4, 9) is None


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "文書のフォルダーがありません" in str(refused(tmp_path / "nowhere"))


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "フォルダーが空です" in str(refused(tmp_path))


def test_a_folder_without_a_document(tmp_path: Path) -> None:
    (tmp_path / "source.pdf").write_bytes(b"%PDF")
    assert "document.md がありません" in str(refused(tmp_path))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("# 見出し\n", 1, "前書き（--- で囲んだ YAML）がありません"),
        ("", 1, "前書き（--- で囲んだ YAML）がありません"),
        ("---\nid: a\n", 1, "閉じられていません"),
        ("---\nただの文\n---\n", 2, "「項目: 値」の並びではありません"),
        ("---\nid: a\n  title: [\n---\n", 3, "YAMLとして読めません"),
        ("---\nid: a\nid: b\n---\n", 3, "「id」が二度書かれています"),
    ],
)
def test_broken_front_matter(tmp_path: Path, text: str, line: int, problem: str) -> None:
    (tmp_path / "document.md").write_text(text, encoding="utf-8")
    error = refused(tmp_path)
    assert (error.path.name, error.line) == ("document.md", line)
    assert problem in str(error)


@pytest.mark.parametrize(
    ("head", "line", "problem"),
    [
        ({"title": None}, 2, "前書きに「title」がありません"),
        ({"publisher": '""'}, 4, "前書きに「publisher」がありません"),
        ({"tittle": "題"}, 7, "「tittle」という項目はありません"),
        ({"id": "Sample_1"}, 2, "英小文字・数字・ハイフン"),
        ({"as_of": "令和8年2月"}, 5, "2026-02"),
        ({"as_of": "2026-13"}, 5, "2026-02"),
        ({"title": "[a, b]"}, 3, "「title」は文字で"),
        ({"source": "missing.txt"}, 6, "source のファイル「missing.txt」がフォルダーにありません"),
        ({"source": "../source.txt"}, 6, "同じフォルダーの中"),
        ({"omitted": "[{lines: [1, 9], reason: 外}]"}, 7, "原文（1～4行）の外"),
        ({"omitted": "[{lines: [1, 1]}]"}, 7, "lines と reason"),
    ],
)
def test_wrong_fields(tmp_path: Path, head: dict[str, str | None], line: int, problem: str) -> None:
    error = refused(write(tmp_path / "sample", BODY, **head))
    assert (error.path.name, error.line) == ("document.md", line)
    assert problem in str(error)


def test_own_fields_begin_with_x_and_a_full_date_stays_text(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "sample", **{"x-checked": "2026-03-01", "as_of": "2026-02-01"}))
    assert document.front_matter.extra == {"x-checked": "2026-03-01"}
    assert document.as_of == "2026-02-01"


@pytest.mark.parametrize("name", ["document.md", "source.txt", "errata.yaml"])
def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "sample", errata="errata: []\n")
    (folder / name).write_bytes(b"first\n" + "二行目".encode("shift_jis"))
    error = refused(folder)
    assert (error.path.name, error.line) == (name, 2)
    assert "UTF-8" in str(error)


ERRATUM = (
    "errata:\n  - lines: [3, 3]\n    printed: 50万円\n    reading: 五十万円\n    ground: 見本\n    certainty: certain\n"
)


@pytest.mark.parametrize(
    ("errata", "line", "problem"),
    [
        (ERRATUM.replace("[3, 3]", "[3, 3"), 3, "YAMLとして読めません"),
        (ERRATUM.replace("[3, 3]", "3"), 2, "[最初の行, 最後の行]"),
        (ERRATUM.replace("[3, 3]", "[3, 9]"), 2, "原文（1～4行）の外"),
        (ERRATUM.replace("[3, 3]", "[3, 2]"), 2, "逆です"),
        (ERRATUM.replace("printed: 50万円", "printed: 60万円"), 3, "「60万円」が原文の 3～3行目にありません"),
        (ERRATUM.replace("    ground: 見本\n", ""), 2, "「ground」がありません"),
        (ERRATUM.replace("certainty: certain", "certainty: sure"), 6, "「certainty」は certain、likely、uncertain"),
        (ERRATUM.replace("ground", "reason"), 5, "「reason」という項目はありません"),
        (ERRATUM + "    certainty: likely\n", 7, "「certainty」が二度書かれています"),
        ("- lines: [1, 1]\n", 1, "先頭に「errata:」を置き"),
        ("errata:\n  - 文だけ\n", 2, "項目の並びではありません"),
    ],
)
def test_broken_errata(tmp_path: Path, errata: str, line: int, problem: str) -> None:
    error = refused(write(tmp_path / "sample", errata=errata))
    assert (error.path.name, error.line) == ("errata.yaml", line)
    assert problem in str(error)


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("\n\n", None, "本文がありません"),
        ("# 見出し\n", 8, "見出し「見出し」に行の注記がありません"),
        ("# 見出し <!-- L1 -->\n\n注記のない段落\n", 10, "段落「注記のない段落」に行の注記がありません"),
        ("# 見出し <!-- L1 -->\n\n- 注記のない項目\n", 10, "項目「注記のない項目」に行の注記がありません"),
        ("| a | b |\n|---|---|\n| 行 | 値 |\n", 10, "表の行「行」に行の注記がありません"),
        ("<!-- L9 -->\n文\n", 8, "原文（1～4行）の外"),
        ("<!-- L3-2 -->\n文\n", 8, "逆です"),
        ("<!-- L1 -->\n", 8, "行の注記の下に"),
        ("<!-- L1 -->\n\n<!-- L2 -->\n文\n", 8, "行の注記の下に"),
        ("<!-- L1 --> 文\n", 8, "上の行か文末に"),
        ("<!-- L1 -->\n文 <!-- L1 -->\n", 9, "上と文末の両方"),
        ("<table><tr><td>1</td></tr></table>\n", 8, "Markdown で書き直してください"),
        ("<!-- L1-2 -->\n- 項目 <!-- L4 -->\n", 9, "全体の注記 1-2 の外"),
        ("<!-- L1 -->\n| a |\n|---|\n", 9, "表に行がありません"),
        ("- 項目 <!-- L1 -->\n\n  | a |\n  |---|\n  | b |\n", 10, "文と箇条書きだけ"),
    ],
)
def test_broken_body(tmp_path: Path, body: str, line: int | None, problem: str) -> None:
    error = refused(write(tmp_path / "sample", body))
    assert (error.path.name, error.line) == ("document.md", line)
    assert problem in str(error)


def test_line_notes_are_refused_where_the_document_is_its_own_source(tmp_path: Path) -> None:
    error = refused(write(tmp_path / "sample", received=None, source="self"))
    assert (error.line, "注記を消してください" in str(error)) == (9, True)


def test_repeated_and_empty_column_headings_stay_apart(tmp_path: Path) -> None:
    body = "| 区分 | 額 | 額 | |\n|---|---|---|---|\n| 一般 | 1円 | 2円 | 3円 |\n"
    [table] = load_document(write(tmp_path / "sample", body, received=None, source="self")).blocks
    assert table.rows[0].cells == {"額": "1円", "額 (2)": "2円", "列4": "3円"}


PIECES = [
    "# 題",
    "#",
    "文",
    "- 項目",
    "  - 中",
    "1. 順",
    "| a | b |",
    "|---|---|",
    "| 1円 | |",
    "> 引用",
    "```",
    "    字下げ",
]
PIECES += [
    "<!-- L1 -->",
    "<!-- page: 2 -->",
    "<!--",
    "<b>太字</b>",
    "<div>",
    "![図](a.png)",
    "[a](b)",
    "***",
    "===",
    "",
    "",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14))
def test_any_uploaded_markdown_is_read_with_true_lines_or_refused_in_one_line(tmp_path: Path, lines: list[str]) -> None:
    body = "\n".join(lines).encode("utf-8", "ignore").decode()
    folder = write(tmp_path / "sample", body, received=None, source="self")
    try:
        document = load_document(folder)
    except DocumentError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message
    if message:
        return
    for block in document.blocks:
        assert document.verbatim(*block.lines)
        for item in block.items:
            assert document.verbatim(*item.lines)
        for row in block.rows:
            assert document.verbatim(*row.lines)
        assert block.text.strip()


def test_document_folders_are_listed_in_order_without_drafts(tmp_path: Path) -> None:
    for name in ("b", "a", "_draft", ".hidden"):
        write(tmp_path / name, id=name.strip("._"))
    (tmp_path / "README.md").write_text("説明", encoding="utf-8")
    assert [folder.name for folder in list_documents(tmp_path)] == ["a", "b"]
    documents: tuple[Document, ...] = load_documents(tmp_path)
    assert [document.id for document in documents] == ["a", "b"]


def test_two_documents_with_one_id(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    with pytest.raises(DocumentError, match="id「sample」は a と同じ"):
        load_documents(tmp_path)


def test_no_documents_at_all(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="文書が一つもありません"):
        list_documents(tmp_path)
    with pytest.raises(DocumentError, match="文書のフォルダーがありません"):
        list_documents(tmp_path / "nowhere")
