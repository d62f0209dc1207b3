"""Editors change ways to ask, claims and the menu, and what names a statement follows it: a version can be built always."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.library.datafiles import DataFile, problems_of
from assistant.library.pending import PendingChanges, stamp
from assistant.library.yaml_text import rewritten
from assistant.programmes.book import load_programmes
from assistant.settings import Settings, project_root
from ingest.documents import load_documents
from ingest.yaml_file import parse_yaml
from tests.staff.conftest import DAY, PASSWORD, STAFF
from ui.desk import Desk
from ui.staff.app import create_staff_app
from ui.staff.security import COOKIE, CSRF_FIELD
from ui.staff.workbench import Workbench

ASKS, CLAIMS = DataFile("asks", "jizokuka"), DataFile("claims", "jizokuka")
STATEMENTS = DataFile("statements", "jizokuka")
ENTRY = "/statements/jizokuka/statements/plan-needed"


class Editor:
    """A signed-in corpus editor, over a corpus of their own; the assistant never opens."""

    def __init__(self, client: TestClient, bench: Workbench) -> None:
        self.client, self.bench = client, bench
        client.post("/sign-in", data={"login": STAFF["editor"], "password": PASSWORD})
        member = bench.accounts.member(client.cookies[COOKIE])
        assert member is not None
        self._csrf = member.csrf_token

    @property
    def changes(self) -> PendingChanges:
        return self.bench.builder.changes

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    def send(self, path: str, **fields: Any) -> Response:
        return self.client.post(path, data={CSRF_FIELD: self._csrf, **fields})

    def form(self, path: str) -> dict[str, Any]:
        """What a browser would send for a page's form of texts, flags and lists that nobody touched."""
        html = self.page(path)
        fields: dict[str, Any] = {}
        for tag, name, value in re.findall(r'(<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"[^>]*>)', html):
            if "checkbox" not in tag:
                fields[name] = unescape(value)
            elif " checked" in tag:
                fields.setdefault(name, []).append(value)
        fields |= {
            name: unescape(value)
            for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S)
        }
        for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
            chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
            fields[name] = chosen[1] if chosen else ""
        return fields


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    shutil.copytree(project_root() / "corpus", tmp_path / "corpus")
    settings = Settings(data=tmp_path / "var", corpus=tmp_path / "corpus")
    documents = {document.id: document for document in load_documents(settings.documents)}
    desk = Desk(documents, load_programmes(settings.corpus, documents), lambda tell: None, fixed_day=DAY)  # type: ignore[arg-type, return-value]
    bench = Workbench.open(settings, desk)
    bench.accounts.add(STAFF["editor"], "太郎", "editor", PASSWORD)
    with TestClient(create_staff_app(bench), base_url="http://staff.test", follow_redirects=False) as client:
        yield Editor(client, bench)
    bench.database.close()


def next_version(editor: Editor, folder: Path) -> Path:
    """The corpus as a build takes it in."""
    shutil.copytree(editor.bench.library.corpus, folder)
    editor.changes.lay_over(folder)
    return folder


def test_ways_to_ask_claims_and_the_menu_are_listed_and_shown(editor: Editor) -> None:
    listed = editor.page("/words")
    for key in ("asks/jizokuka", "claims/jizokuka", "asks/general", "menu/menu", "language/needs", "facts/facts"):
        assert f'href="/words/{key}"' in listed, key
    assert "投資支援メニュー" in listed and "はじめの例を足す" in listed
    assert "plan-needed:" in editor.page("/words/asks/jizokuka")
    assert 'href="/words/claims/jizokuka"' in editor.page("/statements/jizokuka")
    assert editor.client.get("/words/asks/no-such-programme").status_code == 400
    # The fields of a file without a form are explained beside it.
    assert "<dt><code>wrong</code></dt><dd>違っていること（いいえ）</dd>" in editor.page("/words/claims/jizokuka")


def test_a_mistake_is_told_with_its_line_and_what_was_typed_stays(editor: Editor) -> None:
    for file, old, new in (
        (ASKS, "\n  plan-needed:", "\n  plan-needless:"),
        (CLAIMS, "by: plan-needed", "by: plan-needless"),
        (DataFile("menu", "menu"), "programmes: [seicho-kasoku,", "programmes: [plan-needless,"),
    ):
        form = editor.form(f"/words/{file.key}")
        wrong = form["text"].replace(old, new, 1)
        line = wrong[: wrong.index("plan-needless")].count("\n") + 1
        answer = editor.send(f"/words/{file.key}", text=wrong, seen=form["seen"], action="save")
        assert answer.status_code == 400 and f'data-go-to-line="{line}"' in answer.text, file
        assert "plan-needless" in answer.text and not editor.changes.is_edited(file)


def test_a_file_is_mended_shown_as_pending_and_put_back(editor: Editor) -> None:
    form = editor.form("/words/asks/jizokuka")
    text = form["text"].replace("  plan-needed:\n", "  plan-needed:\n    - 計画書って書かにゃいけんの\n", 1)
    assert editor.send("/words/asks/jizokuka", text=text, seen=form["seen"], action="save").status_code == 303
    pending = editor.page("/corpus")
    assert "聞き方の例" in pending and "太郎" in pending
    assert "次の版で変わる" in editor.page("/words")
    editor.send("/words/asks/jizokuka", action="drop")
    assert not editor.changes


def test_a_first_file_is_begun_for_a_programme_that_has_none(editor: Editor) -> None:
    file = DataFile("claims", "seicho-kasoku")
    form = editor.form(f"/words/{file.key}")
    assert form["seen"] == "" and "by: " in form["text"]
    text = form["text"].replace("holds: []", "holds: [上限は5億円]")
    assert editor.send(f"/words/{file.key}", text=text, seen="", action="save").status_code == 303
    assert file in editor.changes.files("claims") and editor.changes.problems() == []


def test_what_names_a_statement_is_shown_beside_it(editor: Editor) -> None:
    html = editor.page(ENTRY)
    for file, what in ((ASKS, "聞き方の例"), (CLAIMS, "確かめたい言い方")):
        found = re.search(rf'href="/words/{file.key}#line-(\d+)">{what}「[^」]+」の\1行目</a>：{what}\d+件', html)
        line = editor.changes.text(file).split("\n")[int(found[1]) - 1] if found else ""
        assert "plan-needed" in line


def test_a_withdrawn_statement_takes_its_ways_to_ask_and_its_claims_along(editor: Editor, tmp_path: Path) -> None:
    answer = editor.send(ENTRY, seen=editor.form(ENTRY)["seen"], action="withdraw")
    assert answer.status_code == 303, answer.text
    assert {edit.file for edit in editor.changes.edits} == {STATEMENTS, ASKS, CLAIMS}
    assert not any("plan-needed" in editor.changes.text(file) for file in (STATEMENTS, ASKS, CLAIMS))
    assert problems_of(next_version(editor, tmp_path / "next")) == []
    # The pages say what changes with it.
    assert "聞き方の例" in editor.page("/statements/jizokuka") and "に合わせて" in editor.page("/corpus")
    # Taken back, everything is as it was.
    editor.send("/statements/jizokuka", action="drop")
    assert not editor.changes


def test_a_renamed_statement_is_named_anew_everywhere(editor: Editor, tmp_path: Path) -> None:
    form = editor.form(ENTRY)
    assert form["f.id"] == "plan-needed"
    answer = editor.send(ENTRY, **{**form, "f.id": "plan-wanted", "action": "save"})
    assert answer.status_code == 303, unescape(answer.text)
    for file in (STATEMENTS, ASKS, CLAIMS):
        text = editor.changes.text(file)
        assert "plan-wanted" in text and "plan-needed" not in text, file
    before = (editor.bench.library.corpus / ASKS.place).read_text("utf-8")
    assert editor.changes.text(ASKS) == before.replace("plan-needed", "plan-wanted")
    assert problems_of(next_version(editor, tmp_path / "next")) == []


def test_the_yaml_of_statements_is_followed_too(editor: Editor, tmp_path: Path) -> None:
    form = editor.form("/statements/jizokuka?tab=yaml")
    text = form["text"].replace("  - id: plan-needed\n", "  - id: plan-wanted\n", 1)
    assert editor.send("/statements/jizokuka", text=text, seen=form["seen"], action="save").status_code == 303
    assert "plan-wanted" in editor.changes.text(ASKS) and "plan-wanted" in editor.changes.text(CLAIMS)
    assert problems_of(next_version(editor, tmp_path / "next")) == []


def test_a_statement_that_another_needs_cannot_leave_and_the_place_is_told(editor: Editor) -> None:
    path = "/statements/monodukuri/statements/ceiling"
    answer = editor.send(path, seen=editor.form(path)["seen"], action="withdraw")
    assert answer.status_code == 400 and not editor.changes
    found = re.search(r'\?tab=yaml#line-(\d+)"[^>]*>\1行目</a>：「(.+?)」が引用の中にありません', answer.text)
    assert found
    # The line is that of the file as it stands.
    lines = editor.changes.text(DataFile("statements", "monodukuri")).split("\n")
    assert lines[int(found[1]) - 1].lstrip().startswith("say:") and found[2] in lines[int(found[1]) - 1]


def test_edits_by_hand_outlive_a_withdrawal_that_is_taken_back(editor: Editor) -> None:
    form = editor.form("/words/asks/jizokuka")
    editor.send("/words/asks/jizokuka", text=f"{form['text'].rstrip()}\n# 見直した\n", seen=form["seen"], action="save")
    editor.send(ENTRY, seen=editor.form(ENTRY)["seen"], action="withdraw")
    editor.send("/statements/jizokuka", action="drop")
    assert [edit.file for edit in editor.changes.edits] == [ASKS] and "# 見直した" in editor.changes.text(ASKS)
    assert editor.changes.problems() == []


def test_a_programmes_form_keeps_the_comments_inside_a_part(editor: Editor) -> None:
    file = DataFile("programmes", "monodukuri")
    before = editor.changes.text(file)
    commented = before.replace("    name: ", "    # 公募要領を見て直す\n    name: ", 1)
    editor.changes.save(file, commented, by="太郎", seen=editor.form("/programmes/monodukuri?part=yaml")["seen"])
    form = editor.form("/programmes/monodukuri?part=rounds")
    name = next(field for field in form if field.endswith("rounds.0.name"))
    answer = editor.send("/programmes/monodukuri", **{**form, name: "第23次公募", "part": "rounds", "action": "save"})
    assert answer.status_code == 303, unescape(answer.text)
    assert "# 公募要領を見て直す\n" in editor.changes.text(file) and "第23次公募" in editor.changes.text(file)


def test_a_version_is_built_without_a_statement_that_was_asked_for_and_claimed(settings: Settings) -> None:
    from assistant.library.building import Builder
    from assistant.library.drafts import DraftStore
    from assistant.library.versions import Library
    from assistant.service import Assistant

    builder = Builder(Library(settings), DraftStore(settings.data))
    text = builder.changes.text(STATEMENTS)
    data = parse_yaml(text, Path("-")).data
    data["statements"] = [one for one in data["statements"] if one["id"] != "plan-needed"]
    builder.changes.save(STATEMENTS, rewritten(text, data), by="太郎", seen=stamp(text))
    builder.start(by="太郎", note="", answering=Assistant.open(settings), questions=list)
    built = builder.wait(200)
    assert built.problem == "" and built.built == "0001"
    edited = builder.library.get("0001").detail["edited"]
    assert edited == [ASKS.key, CLAIMS.key, STATEMENTS.key]
