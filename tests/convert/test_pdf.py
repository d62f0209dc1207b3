"""Government-style PDFs of several layouts: every cell is measured, every sentence and heading comes out whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.convert import ConvertError, Details, Rough, convert_file, write_draft
from ingest.documents import load_document
from ingest.japanese.figures import figures
from ingest.japanese.normalise import normalise
from ingest.proofreading import proofread
from tests.convert import samples
from tests.convert.samples import Rows, Sample

Maker = Callable[[Path], Sample]
needs_chromium = pytest.mark.skipif(samples.chromium() is None, reason="Chromium is missing: tests/install_system.sh")
MAKERS = [
    *(pytest.param(one, id=one.__name__) for one in samples.REPORTLAB),
    *(pytest.param(one, id=one.__name__, marks=needs_chromium) for one in samples.CHROMIUM),
]


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, Rough]:
    sample = request.param(tmp_path_factory.mktemp("pdf"))
    return sample, convert_file(sample.path)


def plain(text: str) -> str:
    return "".join(normalise(text).split())


def tables_of(rough: Rough) -> list[Rows]:
    """The tables, those that go on over pages put together again."""
    found: list[list[tuple[str, ...]]] = []
    for piece in rough.pieces:
        if piece.kind == "table":
            rows = [tuple(map(plain, row)) for row in piece.rows]
            if piece.header and not piece.header_rows:
                found[-1] += rows
            else:
                found.append(rows)
    return [tuple(rows) for rows in found]


@pytest.mark.parametrize("made", MAKERS, indirect=True)
def test_every_cell_survives(made: tuple[Sample, Rough]) -> None:
    sample, rough = made
    wanted = [tuple(tuple(map(plain, row)) for row in rows) for rows in sample.tables]
    assert tables_of(rough) == wanted
    for rows in sample.tables:
        for row in rows:
            for cell in row:
                found = next(c for t in tables_of(rough) for r in t for c in r if c == plain(cell))
                assert [one.value for one in figures(found)] == [one.value for one in figures(plain(cell))]


@pytest.mark.parametrize("made", MAKERS, indirect=True)
def test_sentences_and_headings_come_out_whole_and_running_lines_are_gone(made: tuple[Sample, Rough]) -> None:
    sample, rough = made
    texts = [plain(text) for piece in rough.pieces for text in (piece.text, *piece.items)]
    for sentence in sample.words:
        assert any(plain(sentence) in text for text in texts), sentence
    everything = "".join(texts) + "".join(cell for rows in tables_of(rough) for row in rows for cell in row)
    for running in sample.absent:
        assert plain(running) not in everything, running
    headings = [plain(piece.text) for piece in rough.pieces if piece.kind == "heading"]
    assert [plain(heading) for heading in sample.headings if plain(heading) not in headings] == []


@pytest.mark.parametrize("made", MAKERS, indirect=True)
def test_the_draft_is_a_document_that_is_true_to_its_source(made: tuple[Sample, Rough], tmp_path: Path) -> None:
    sample, rough = made
    details = Details(id="sample", title=sample.name, publisher="試験局", as_of="2026-04")
    write_draft(tmp_path / "sample", rough, details, sample.path, "要領.pdf")
    document = load_document(tmp_path / "sample")
    assert proofread(document) == ()
    assert {block.page for block in document.blocks} <= set(range(1, 4))
    assert all(block.page for block in document.blocks)
    for rows in sample.tables:
        for row in rows[2:]:
            line = next(
                number for number, text in enumerate(document.source_lines, 1) if plain(text) == plain("".join(row))
            )
            block = document.block_at(line)
            assert block is not None and block.kind == "table"


def test_pages_are_kept(tmp_path: Path) -> None:
    rough = convert_file(samples.going_on(tmp_path).path)
    assert rough.pages == 3
    last = next(piece for piece in rough.pieces if any(row[0] == "95" for row in piece.rows))
    assert last.page == 3
    assert last.header == ("番号", "対象設備", "単価（円）")


def test_a_scanned_page_is_reported_and_a_scanned_file_is_refused(tmp_path: Path) -> None:
    path = samples.with_scan(tmp_path)
    rough = convert_file(path)
    assert rough.scanned_pages == (2,)
    assert any(warning.page == 2 and "画像" in warning.text for warning in rough.warnings)
    only = tmp_path / "only.pdf"
    from PIL import Image

    Image.new("L", (600, 800), 255).save(only, "PDF")
    with pytest.raises(ConvertError, match="OCR"):
        convert_file(only)


@needs_chromium
def test_words_that_nobody_sees_are_taken_out_and_told(tmp_path: Path) -> None:
    rough = convert_file(samples.compatibility(tmp_path).path)
    assert any("見えない文字" in warning.text for warning in rough.warnings)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    page = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(50, 700, "locked")
    page.save()
    with pytest.raises(ConvertError, match="パスワード"):
        convert_file(path)
