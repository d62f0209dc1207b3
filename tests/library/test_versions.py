"""Versions: whole or not there, switched in one step, and gone back to."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.library.building import Builder
from assistant.library.changes import difference, distinct, evaluation_questions
from assistant.library.drafts import DraftStore
from assistant.library.pointer import PACKAGED
from assistant.library.versions import Library, LibraryError, settings_of
from assistant.settings import Settings, in_force, project_root
from tests.records.conftest import a_reply


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shutil.copytree(project_root() / "corpus", tmp_path / "corpus")
    return Library(Settings(data=tmp_path / "var", corpus=tmp_path / "corpus"))


def build(library: Library, note: str = "") -> str:
    """A version with the corpus in force in it."""
    folder = library.building_folder(library.next_name())
    shutil.copytree(library.corpus, folder / "corpus")
    value = {
        "made_at": datetime.now(UTC).isoformat(),
        "made_by": "太郎",
        "note": note,
        "documents": ["x"],
        "changes": [{"question": "q"}],
        "asked": 3,
    }
    return library.finish(folder, value).name


def test_without_a_switch_the_installed_corpus_answers(library: Library) -> None:
    assert library.current == PACKAGED
    assert in_force(library.settings) == library.settings
    assert [version.name for version in library.versions()] == [PACKAGED]


def test_switching_and_going_back(library: Library) -> None:
    first = build(library, "一つ目")
    assert library.get(first).state == "ready" and library.current == PACKAGED
    library.put_in_force(first)
    now = in_force(library.settings)
    assert now.corpus == library.versions_folder / first / "corpus"
    assert now.index == library.versions_folder / first / "index"
    assert now.data == library.settings.data
    second = build(library)
    library.put_in_force(second)
    assert [version.state for version in library.versions()] == ["in_force", "past", "past"]
    library.put_in_force(PACKAGED)
    assert in_force(library.settings) == library.settings
    # What visitors asked isn't kept beside an old version.
    assert library.get(first).changes == () and library.get(first).detail["changed"] == 1


def test_a_build_that_was_cut_off_leaves_nothing_behind(library: Library) -> None:
    folder = library.building_folder("0001")
    (folder / "half").write_text("half", "utf-8")
    assert [version.name for version in library.versions()] == [PACKAGED]
    assert library.next_name() == "0001"
    assert not (library.building_folder("0001") / "half").exists()


def test_a_pointer_to_nothing_falls_back_to_the_installed_corpus(library: Library) -> None:
    library.folder.mkdir(parents=True)
    for pointer in ("0042", "../../etc", "", "\x00"):
        (library.folder / "CURRENT").write_text(pointer, "utf-8")
        assert library.current == PACKAGED


@pytest.mark.parametrize("name", ["..", "1", "0001/..", "/etc", "9999"])
def test_a_versions_name_can_point_nowhere(library: Library, name: str) -> None:
    with pytest.raises(LibraryError):
        settings_of(library.settings, name)


def test_the_version_in_force_cant_be_thrown_away(library: Library) -> None:
    name = build(library)
    library.put_in_force(name)
    for one in (name, PACKAGED):
        with pytest.raises(LibraryError):
            library.discard(one)


def test_nothing_is_built_where_nothing_is_to_change(library: Library) -> None:
    builder = Builder(library, DraftStore(library.settings.data))
    with pytest.raises(LibraryError, match="変えるものがありません"):
        builder.start(by="太郎", note="", answering=None, questions=list)  # type: ignore[arg-type]


def test_what_counts_as_a_change() -> None:
    one = a_reply(text="上限は50万円です[1]。")
    assert difference(one, a_reply(text="上限は50万円です[2]。")) == ()
    assert difference(one, a_reply(text="上限は60万円です[1]。")) == ("figures", "answer")
    assert difference(one, a_reply(text="上限は、50万円です[1]。")) == ("answer",)
    assert difference(one, a_reply(text="上限は50万円です[1]。", status="not_in_sources")) == ("status",)


def test_evaluation_questions_are_spread_over_all_kinds(tmp_path: Path) -> None:
    for kind in ("a", "b"):
        items = [{"turns": [{"ask": f"{kind}{number}"}], "as_of": "2026-04-10"} for number in range(10)]
        (tmp_path / f"{kind}.jsonl").write_text("\n".join([*map(json.dumps, items), "broken"]), "utf-8")
    found = evaluation_questions(tmp_path, 4)
    assert [one.question for one in found] == ["a0", "a5", "b0", "b5"]
    assert found[0].as_of == date(2026, 4, 10)
    assert len(distinct([*found, *found])) == 4
