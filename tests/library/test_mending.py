"""What an editor changes in the reading edition is explained without typing: errata and omissions write themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library.drafts import DraftConflictError, DraftStore
from assistant.library.versions import LibraryError
from ingest.convert import Details, Piece, Rough
from ingest.documents import DOCUMENT_FILE, load_document

ROUGH = Rough(
    (
        Piece("heading", text="補助全の手引き", level=1, page=1),
        Piece("paragraph", text="締切は5月8曰です。早めに申請して下ださい。", page=1),
        Piece(
            "table",
            rows=(("枠", "上限額", "補助率"), ("通常枠", "5O万円", "2/3"), ("特別枠", "200万円", "2/3")),
            header_rows=1,
            page=2,
        ),
        Piece("paragraph", text="スライド番号 12", page=2),
    ),
    pages=2,
)


@pytest.fixture
def drafts(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path)


def add(drafts: DraftStore, tmp_path: Path) -> str:
    original = tmp_path / "x.txt"
    original.write_text("x", "utf-8")
    return drafts.add(ROUGH, Details("tebiki", "手引き", "局", "2026-04"), original, "手引き.txt", "太郎").id


def edit(drafts: DraftStore, draft_id: str, *changes: tuple[str, str]) -> list[tuple[int | None, str]]:
    draft = drafts.get(draft_id)
    text = (draft.folder / DOCUMENT_FILE).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return drafts.problems(drafts.save(draft_id, text, seen_version=draft.version, by="太郎"))


def test_a_draft_begins_without_problems(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    assert drafts.problems(drafts.get(draft_id)) == []


def test_each_mended_word_becomes_an_erratum(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    problems = edit(
        drafts, draft_id, ("補助全の", "補助金の"), ("5月8曰", "5月8日"), ("下ださい", "ください"), ("5O万円", "50万円")
    )
    assert problems == []
    document = load_document(drafts.get(draft_id).folder)
    for erratum in document.errata:
        assert erratum.printed in document.verbatim(*erratum.lines)
        assert "太郎" in erratum.ground and erratum.certainty == "certain"
    mended = document.source_text.mended(0, len(document.source_text.text))
    assert "補助金の手引き" in mended and "5月8日です。早めに申請してください。" in mended and "50万円" in mended
    # A second look finds nothing more to explain.
    assert edit(drafts, draft_id, ("---\n\n", "---\n\n\n")) == []
    assert len(load_document(drafts.get(draft_id).folder).errata) == len(document.errata)


def test_a_correction_can_be_corrected(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    edit(drafts, draft_id, ("5月8曰", "5月9日"))
    assert edit(drafts, draft_id, ("5月9日", "5月8日")) == []
    mended = load_document(drafts.get(draft_id).folder).source_text
    assert "5月8日" in mended.mended(0, len(mended.text)) and "5月9日" not in mended.mended(0, len(mended.text))


def test_a_line_that_was_taken_out_is_named_as_omitted(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    text = (drafts.get(draft_id).folder / DOCUMENT_FILE).read_text("utf-8")
    note = next(
        line
        for line in text.split("\n")
        if line.startswith("<!-- L") and text.split(line)[1].strip().startswith("スライド番号")
    )
    assert edit(drafts, draft_id, (f"{note}\nスライド番号 12\n", "")) == []
    document = load_document(drafts.get(draft_id).folder)
    assert [document.verbatim(*one.lines).strip() for one in document.omitted] == ["スライド番号 12"]


def test_words_that_the_source_doesnt_have_are_refused(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    invented = "これまでにない新しい文章を、原本にないのに書き足しました。補助率は十割となります。"
    problems = edit(drafts, draft_id, ("締切は5月8曰です。早めに申請して下ださい。", invented))
    assert problems
    with pytest.raises(LibraryError, match="直すところ"):
        drafts.approve(draft_id, seen_version=drafts.get(draft_id).version, by="太郎")


def test_broken_text_is_kept_and_told(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    draft = drafts.get(draft_id)
    saved = drafts.save(draft_id, "前書きがない", seen_version=draft.version, by="太郎")
    assert (saved.folder / DOCUMENT_FILE).read_text("utf-8") == "前書きがない"
    assert drafts.problems(saved)[0][0] == 1


def test_two_editors_dont_overwrite_each_other(drafts: DraftStore, tmp_path: Path) -> None:
    draft_id = add(drafts, tmp_path)
    text = (drafts.get(draft_id).folder / DOCUMENT_FILE).read_text("utf-8")
    drafts.save(draft_id, text, seen_version=1, by="太郎")
    with pytest.raises(DraftConflictError, match="太郎"):
        drafts.save(draft_id, text, seen_version=1, by="次郎")


def test_details_are_checked_and_kept(drafts: DraftStore, tmp_path: Path) -> None:
    from ingest.errors import DocumentError

    draft_id = add(drafts, tmp_path)
    drafts.set_details(draft_id, {"title": "新しい: 題名", "as_of": "2026-05"}, seen_version=1, by="太郎")
    document = load_document(drafts.get(draft_id).folder)
    assert (document.title, document.as_of) == ("新しい: 題名", "2026-05")
    with pytest.raises(DocumentError):
        drafts.set_details(draft_id, {"as_of": "来月"}, seen_version=2, by="太郎")
    assert load_document(drafts.get(draft_id).folder).as_of == "2026-05"


@pytest.mark.parametrize("name", ["../x", "0", "", "x" * 12, "/etc/passwd"])
def test_a_drafts_id_can_point_nowhere(drafts: DraftStore, name: str) -> None:
    with pytest.raises(LibraryError):
        drafts.get(name)
