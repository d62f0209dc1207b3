"""What the next version will change: edited files are kept only when they are right, and documents leave with theirs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.library.building import Builder
from assistant.library.datafiles import DataFile, problems_of
from assistant.library.drafts import DraftStore
from assistant.library.locks import LockedError, is_locked, locked
from assistant.library.pending import DataFileError, EditConflictError, PendingChanges, stamp
from assistant.library.versions import Library, LibraryError
from assistant.settings import Settings, project_root

PROGRAMME = DataFile("programmes", "jizokuka")
DOCUMENT = "meti-digital-2026-02"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shutil.copytree(project_root() / "corpus", tmp_path / "corpus")
    return Library(Settings(data=tmp_path / "var", corpus=tmp_path / "corpus"))


@pytest.fixture
def changes(library: Library) -> PendingChanges:
    return PendingChanges(library, DraftStore(library.settings.data))


def second_document(library: Library) -> None:
    """A document of another briefing, with a programme and its statements that rest on it alone."""
    folder = library.corpus / "documents" / "setsubi-2026-04"
    folder.mkdir()
    head = "---\nid: setsubi-2026-04\ntitle: 要領\npublisher: 局\nas_of: 2026-04\nsource: self\n---\n"
    (folder / "document.md").write_text(f"{head}\n# 設備支援事業\n\n上限は300万円です。\n", "utf-8")
    (library.corpus / "programmes" / "setsubi.yaml").write_text(
        "id: setsubi\ndocument: setsubi-2026-04\nkind: subsidy\nevidence:\n  - lines: [9, 9]\n    quote: 設備支援事業\n"
        "names:\n  official: 設備支援事業\n",
        "utf-8",
    )
    (library.corpus / "statements" / "setsubi.yaml").write_text(
        "programme: setsubi\ndocument: setsubi-2026-04\nstatements:\n  - id: ceiling\n    topic: ceiling\n"
        "    say: 上限は300万円です。\n    evidence:\n      - lines: [11, 11]\n        quote: 上限は300万円です。\n",
        "utf-8",
    )
    (library.corpus / "asks" / "setsubi.yaml").write_text(
        "programme: setsubi\nasks:\n  ceiling:\n    - 設備のやつ、なんぼまで\n", "utf-8"
    )
    (library.corpus / "claims" / "setsubi.yaml").write_text(
        "programme: setsubi\nclaims:\n  - by: ceiling\n    wrong: [上限はない]\n", "utf-8"
    )
    assert problems_of(library.corpus) == []


def test_the_corpus_itself_has_no_problems(library: Library) -> None:
    assert problems_of(library.corpus) == []


def test_an_edited_file_is_kept_only_when_it_is_right(library: Library, changes: PendingChanges) -> None:
    text = changes.text(PROGRAMME)
    wrong = text.replace("id: jizokuka", "id: jizokuka\nunknown_field: 1", 1).replace("kind: subsidy", "kind: loan", 1)
    with pytest.raises(DataFileError) as caught:
        changes.save(PROGRAMME, wrong, by="太郎", seen=stamp(text))
    # Every mistake is named, with its line and field.
    assert {problem.location for problem in caught.value.problems} >= {("unknown_field",), ("kind",)}
    assert all(problem.line and problem.place == PROGRAMME.place for problem in caught.value.problems)
    assert not changes.is_edited(PROGRAMME) and not changes
    assert changes.save(PROGRAMME, f"# 直した\n{text}", by="太郎", seen=stamp(text)) == []
    assert [(edit.file, edit.by) for edit in changes.edits] == [(PROGRAMME, "太郎")]
    assert (library.corpus / PROGRAMME.place).read_text("utf-8") == text, "the version in force is never written to"
    changes.drop(PROGRAMME)
    assert not changes and changes.text(PROGRAMME) == text


def test_a_figure_that_no_quote_states_is_refused_at_its_field(changes: PendingChanges) -> None:
    text = changes.text(PROGRAMME)
    with pytest.raises(DataFileError) as caught:
        changes.save(PROGRAMME, text.replace("amount: 50万円", "amount: 60万円", 1), by="太郎", seen=stamp(text))
    assert caught.value.problems[0].location[-1] == "amount"
    assert "60万円" in caught.value.problems[0].text


def test_what_another_file_needs_now_is_told(changes: PendingChanges) -> None:
    """A track that statements speak of: the programme's file is right, and theirs has to follow."""
    file = DataFile("programmes", "monodukuri")
    text = changes.text(file)
    others = changes.save(file, re.sub(r"\bglobal\b", "kaigai", text), by="太郎", seen=stamp(text))
    assert others and all(problem.place != file.place for problem in others)
    assert any("statements/monodukuri.yaml" in problem.said for problem in others)
    assert changes.problems() == others


def test_two_editors_dont_overwrite_each_other(changes: PendingChanges) -> None:
    text = changes.text(PROGRAMME)
    changes.save(PROGRAMME, f"# 一人目\n{text}", by="太郎", seen=stamp(text))
    with pytest.raises(EditConflictError, match="太郎"):
        changes.save(PROGRAMME, f"# 二人目\n{text}", by="次郎", seen=stamp(text))
    with pytest.raises(EditConflictError):
        changes.save(PROGRAMME, text, by="次郎")


@pytest.mark.parametrize(
    "key", ["programmes/../../etc/passwd", "facts/x", "menu/x", "documents/x", "", "language/", "x"]
)
def test_a_files_name_can_point_nowhere(key: str) -> None:
    with pytest.raises(LibraryError):
        DataFile.of_key(key)


def test_words_statements_and_facts_are_checked_too(changes: PendingChanges) -> None:
    for file, old, new in (
        (DataFile("language", "topics"), "topics:", "topicz:"),
        (DataFile("language", "needs"), "programme: ", "programme: no-such-"),
        (DataFile("language", "interchangeable"), "empty:", "emptyy:"),
        (DataFile("facts", "facts"), "kind: choice", "kind: chioce"),
        (DataFile("statements", "jizokuka"), "topic: overview", "topic: nothing"),
        (DataFile("asks", "jizokuka"), "\n  overview:", "\n  no-such-statement:"),
        (DataFile("claims", "jizokuka"), "by: ", "by: no-such-"),
        (DataFile("menu", "menu"), "programmes: [", "programmes: [no-such-"),
    ):
        text = changes.text(file)
        with pytest.raises(DataFileError) as caught:
            changes.save(file, text.replace(old, new, 1), by="太郎", seen=stamp(text))
        assert caught.value.problems[0].place == file.place and caught.value.problems[0].line, file


def test_every_mistake_is_told_at_once(library: Library) -> None:
    """Of several files, and of several fields of one: nobody wants to learn of them one save at a time."""
    places = {
        "facts.yaml": (("key: areas", "key: applicant"), ("may_be: [small, turnaround]", "may_be: [tiny]")),
        "language/topics.yaml": (("topics:", "topicz:"),),
        "language/times.yaml": (("days:", "dayz:"),),
        "language/needs.yaml": (("words:", "wordz:"), ("asks:", "askz:")),
        "language/interchangeable.yaml": (("empty:", "emptyy:"),),
    }
    for place, changes in places.items():
        text = (library.corpus / place).read_text("utf-8")
        for old, new in changes:
            assert old in text, (place, old)
            text = text.replace(old, new, 1)
        (library.corpus / place).write_text(text, "utf-8")
    problems = problems_of(library.corpus)
    assert all(problem.line for problem in problems)
    for place, changes in places.items():
        found = [problem.location for problem in problems if problem.place == place]
        assert len(found) >= len(changes), (place, found)


def test_the_only_document_cannot_leave(changes: PendingChanges) -> None:
    found = changes.withdrawal(DOCUMENT)
    assert {file.kind for file in found.files} == {"programmes", "statements", "asks", "claims", "menu"}
    assert found.problems
    with pytest.raises(DataFileError):
        changes.withdraw(DOCUMENT)
    assert not changes
    with pytest.raises(LibraryError):
        changes.withdraw("../documents")


def test_a_document_leaves_with_the_files_that_rest_on_it(library: Library, changes: PendingChanges) -> None:
    second_document(library)
    found = changes.withdraw("setsubi-2026-04")
    leaving = ["programmes/setsubi", "statements/setsubi", "asks/setsubi", "claims/setsubi"]
    assert [file.key for file in found.files] == leaving
    assert DataFile("programmes", "setsubi") not in changes.files("programmes")
    assert changes.problems() == []
    corpus = library.settings.data / "next"
    shutil.copytree(library.corpus, corpus)
    changes.lay_over(corpus)
    assert not (corpus / "documents" / "setsubi-2026-04").exists()
    assert not any((corpus / f"{gone}.yaml").exists() for gone in leaving)
    changes.stay("setsubi-2026-04")
    assert not changes and DataFile("programmes", "setsubi") in changes.files("programmes")


def test_the_menu_leaves_with_its_document(library: Library, changes: PendingChanges) -> None:
    second_document(library)
    (library.corpus / "menu.yaml").write_text(
        "document: setsubi-2026-04\ncounting: []\ncaution: 分かりません。\n"
        "every: {say: あります。, evidence: [{lines: [9, 9], quote: 設備支援事業}]}\n"
        "rows:\n  - {low: 1億円, firms: あります。, offers: 設備支援事業です。, programmes: [setsubi], "
        "evidence: [{lines: [9, 9], quote: 設備支援事業}]}\n",
        "utf-8",
    )
    assert problems_of(library.corpus) == []
    assert DataFile("menu", "menu") in changes.withdraw("setsubi-2026-04").files
    assert changes.problems() == [] and changes.files("menu") == []


def test_a_corpus_needs_neither_ways_to_ask_nor_claims_nor_a_menu(library: Library) -> None:
    shutil.rmtree(library.corpus / "asks")
    shutil.rmtree(library.corpus / "claims")
    (library.corpus / "menu.yaml").unlink()
    assert problems_of(library.corpus) == []


def test_what_names_a_statement_or_a_programme_that_is_gone_is_told(library: Library) -> None:
    """All of it, not only the first, each with its file, line and field."""
    path = library.corpus / "statements" / "jizokuka.yaml"
    path.write_text(path.read_text("utf-8").replace("  - id: plan-needed\n", "  - id: plan-wanted\n", 1), "utf-8")
    (library.corpus / "programmes" / "seicho-kasoku.yaml").unlink()
    problems = problems_of(library.corpus)
    assert all(problem.line for problem in problems)
    found = {(problem.place, problem.location) for problem in problems}
    assert ("asks/jizokuka.yaml", ("asks", "plan-needed")) in found
    assert any(place == "claims/jizokuka.yaml" and location[-1] == "by" for place, location in found)
    assert any(place == "menu.yaml" and location[0] == "rows" for place, location in found)
    assert ("statements/seicho-kasoku.yaml", ("programme",)) in found


def test_a_document_that_other_files_quote_cannot_leave(library: Library, changes: PendingChanges) -> None:
    second_document(library)
    path = library.corpus / "statements" / "jizokuka.yaml"
    text = path.read_text("utf-8")
    more = "\n  - id: beside\n    topic: other\n    say: 設備支援事業もあります。\n    evidence:\n      - document: setsubi-2026-04\n        lines: [9, 9]\n        quote: 設備支援事業\n"
    path.write_text(
        text.replace(
            "\n  - id: sogyo-overview", f"{more.replace('topic: other', 'topic: overview')}\n  - id: sogyo-overview", 1
        ),
        "utf-8",
    )
    assert problems_of(library.corpus) == []
    with pytest.raises(DataFileError) as caught:
        changes.withdraw("setsubi-2026-04")
    assert "statements/jizokuka.yaml" in caught.value.problems[0].said and caught.value.problems[0].line
    assert not changes


def test_what_was_changed_after_a_build_stays_pending(library: Library) -> None:
    builder = Builder(library, DraftStore(library.settings.data))
    text = builder.changes.text(PROGRAMME)
    builder.changes.save(PROGRAMME, f"# 一\n{text}", by="太郎", seen=stamp(text))
    folder = library.building_folder("0001")
    shutil.copytree(library.corpus, folder / "corpus")
    builder.changes.lay_over(folder / "corpus")
    value = {
        "made_at": "2026-04-10T00:00:00+00:00",
        "made_by": "",
        "note": "",
        "documents": [],
        "changes": [],
        "asked": 0,
    }
    library.finish(folder, {**value, "detail": {"edited": [PROGRAMME.key]}})
    builder.changes.save(PROGRAMME, f"# 二\n{text}", by="太郎", seen=stamp(f"# 一\n{text}"))
    library.put_in_force("0001")
    builder.clear("0001")
    assert builder.changes.text(PROGRAMME).startswith("# 二")
    builder.changes.save(PROGRAMME, f"# 一\n{text}", by="太郎", seen=stamp(f"# 二\n{text}"))
    builder.clear("0001")
    assert not builder.changes


def test_one_build_at_a_time_over_all_processes(library: Library) -> None:
    builder = Builder(library, DraftStore(library.settings.data))
    text = builder.changes.text(PROGRAMME)
    builder.changes.save(PROGRAMME, f"# 一\n{text}", by="太郎", seen=stamp(text))
    with locked(library.folder / "building.lock"):
        assert is_locked(library.folder / "building.lock")
        with pytest.raises(LibraryError, match="別の版"):
            builder.start(by="太郎", note="", answering=None, questions=list)  # type: ignore[arg-type]
        with pytest.raises(LockedError), locked(library.folder / "building.lock", wait=0.1):
            pass
    assert not is_locked(library.folder / "building.lock")


def test_a_build_that_was_cut_off_is_told(library: Library) -> None:
    builder = Builder(library, DraftStore(library.settings.data))
    library.folder.mkdir(parents=True)
    (library.folder / "progress.json").write_text(
        '{"running": true, "doing": "索引を作っています", "share": 0.3}', "utf-8"
    )
    assert not builder.progress.running and "もう一度" in builder.progress.problem
    builder.forget()
    assert builder.progress.problem == ""
