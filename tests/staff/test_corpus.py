"""A PDF goes from the upload to a cited answer with its page; hostile files are told what is wrong with them."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.accounts.roles import Role
from ingest.japanese.normalise import normalise
from tests.convert import samples
from tests.staff.conftest import PASSWORD, STAFF, Counter

pytestmark = pytest.mark.timeout(1200)


class Editor:
    """Somebody with a session, without a browser."""

    def __init__(self, counter: Counter, role: Role = "editor") -> None:
        self.counter = counter
        self.http = httpx.Client(base_url=counter.url, timeout=120)
        answer = self.http.post("/staff/sign-in", data={"login": STAFF[role], "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        member = counter.bench.accounts.member(self.http.cookies["madoguchi_staff"])
        assert member is not None
        self.token = member.csrf_token

    def post(self, path: str, file: tuple[str, bytes] | None = None, **fields: str) -> httpx.Response:
        files = {"file": (file[0], file[1], "application/octet-stream")} if file else None
        return self.http.post(f"/staff{path}", data={"csrf": self.token, **fields}, files=files)

    def stamp(self, path: str) -> str:
        """What the form of a page carries, so that nobody overwrites what somebody else saved meanwhile."""
        found = re.search(r'name="seen" value="(\w+)"', self.http.get(f"/staff{path}").text)
        assert found
        return found[1]


def test_hostile_files_are_refused_and_nothing_is_touched(counter: Counter, tmp_path: Path) -> None:
    editor = Editor(counter)
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (40 * 2**20))
    files = {
        "bomb.docx": (bomb.read_bytes(), "zip爆弾"),
        "要領.pdf": (b"MZ\x90\x00" + b"\0" * 100, "中身は"),
        "壊れ.pdf": (b"%PDF-1.4 x", "壊れ"),
        "x.exe": (b"MZ", "読めません"),
        "<script>alert(1)</script>.pdf": (b"%PDF-1.4", "壊れ"),
        "../../../etc/cron.d/x.txt": (b"", "空"),
    }
    for name, (content, problem) in files.items():
        answer = editor.post("/corpus/upload", (name, content), document_id="x")
        assert answer.status_code == 400 and problem in answer.text, (name, answer.text[:500])
        assert "<script>alert" not in answer.text
    assert counter.bench.drafts.drafts() == []
    assert counter.bench.library.current == "0000"
    assert "ファイルを選んで" in editor.post("/corpus/upload").text


def upload(editor: Editor, pdf: Path, document_id: str, title: str) -> None:
    """Upload a file and approve it as it was read."""
    answer = editor.post(
        "/corpus/upload",
        (f"{title}.pdf", pdf.read_bytes()),
        document_id=document_id,
        title=title,
        publisher="見本産業局",
        as_of="2026-04",
    )
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"].split("?")[0].removeprefix("/staff")
    shown = editor.http.get(f"/staff{address}").text
    assert "直すところ" not in shown
    text = re.search(r"<textarea id=\"text\"[^>]*>(.*?)</textarea>", shown, re.DOTALL)
    assert text
    approved = editor.post(address, version="1", text=html.unescape(text[1]).lstrip("\n"), then="approve")
    assert approved.status_code == 303 and approved.headers["location"].endswith("approved"), approved.text


def build_and_switch(editor: Editor, name: str) -> None:
    answer = editor.post("/corpus/build", note="試験")
    assert answer.status_code == 303, answer.text
    done = editor.counter.bench.builder.wait(500)
    assert done.built == name, done
    assert editor.post(f"/corpus/versions/{name}", action="switch").status_code == 303


def ask(counter: Counter, question: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.post(f"{counter.url}/api/ask", json={"question": question}, timeout=60).json()
    return found


def cited(reply: dict[str, Any], document_id: str) -> list[dict[str, Any]]:
    return [one for one in reply["citations"] if one["document_id"] == document_id]


LAYOUTS = {
    "ruled": (
        "設備投資支援事業 公募要領",
        "設備投資支援事業の受付期間はいつまでですか",
        "令和8年4月1日から同年5月29日午後5時まで",
        2,
    ),
    "unruled": ("見本町機械化奨励金", "見本町機械化奨励金で、専門家への謝金および旅費の上限は", "50万円", 1),
    "horizontal_rules": ("みずうみ県産業振興助成", "みずうみ県産業振興助成の第2回の申請締切は", "令和8年8月31日", 1),
    "vertical_headings": (
        "やまなみ市人材確保奨励金",
        "やまなみ市人材確保奨励金の特別枠、21人以上の上限は",
        "1,000万円",
        1,
    ),
    "compatibility": (
        "うみべ町行政手続支援金",
        "うみべ町行政手続支援金の小規模事業者の支払方法は",
        "デジタル口座振込",
        1,
    ),
    "going_on": ("そらの県対象設備一覧", "そらの県対象設備一覧の設備その95の単価は", "1,172,775", 3),
}
"""For each layout the document's title, a question, the words that must be cited, and the page where they stand."""


def test_from_upload_to_a_cited_answer_with_its_page(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PDFs of every layout, uploaded together, are answered from with the page, and are gone again after going back."""
    monkeypatch.setattr("ui.staff.workbench._EVALUATION", 4)
    editor = Editor(counter)
    makers = {one.__name__: one for one in (*samples.REPORTLAB, *samples.CHROMIUM)}
    for name in LAYOUTS:
        folder = tmp_path / name
        folder.mkdir()
        upload(editor, makers[name](folder).path, f"shiryo-{name.replace('_', '-')}", LAYOUTS[name][0])
    before = ask(counter, LAYOUTS["ruled"][1])
    assert not cited(before, "shiryo-ruled")
    build_and_switch(editor, "0001")
    assert counter.bench.drafts.drafts() == []
    for name, (_, question, words, number) in LAYOUTS.items():
        document_id = f"shiryo-{name.replace('_', '-')}"
        reply = ask(counter, question)
        found = [one for one in cited(reply, document_id) if words in normalise(one["reading"] or one["quote"])]
        assert found and found[0]["page"] == number, (name, reply["text"], reply["citations"])
        document = counter.bench.desk.documents[document_id]
        assert found[0]["quote"] in document.verbatim(*found[0]["lines"])
    assert editor.post("/corpus/versions/0000", action="switch").status_code == 303
    assert not cited(ask(counter, LAYOUTS["ruled"][1]), "shiryo-ruled")


def test_a_new_briefing_is_the_staffs_to_add_and_to_withdraw(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document, its programme with a round, and a statement: answered from, withdrawn together, and back again."""
    monkeypatch.setattr("ui.staff.workbench._EVALUATION", 4)
    editor = Editor(counter)
    upload(editor, samples.ruled(tmp_path).path, "setsubi-2026-04", "設備投資支援事業 公募要領")
    draft = next(iter(counter.bench.builder.changes.approved()))
    document = counter.bench.drafts.document(draft)

    def line(words: str) -> str:
        return str(next(number for number, text in enumerate(document.source_lines, 1) if words in text))

    name, dates = line("設備投資支援事業の概要"), line("同年5月29日午後5時")
    made = editor.post(
        "/programmes/new",
        **{
            "f.id": "setsubi",
            "f.kind": "subsidy",
            "f.names.official": "設備投資支援事業",
            "f.document": "setsubi-2026-04",
            "f.evidence.#": "1",
            "f.evidence.0.lines.0": name,
        },
    )
    assert made.status_code == 303, made.text
    saved = editor.post(
        "/programmes/setsubi",
        part="rounds",
        seen=editor.stamp("/programmes/setsubi?part=rounds"),
        action="save",
        **{
            "f.rounds.#": "1",
            "f.rounds.0.id": "r8",
            "f.rounds.0.name": "令和8年の公募",
            "f.rounds.0.closes.?": "1",
            "f.rounds.0.closes.at": "2026-05-29 17:00",
            "f.rounds.0.closes.evidence.#": "1",
            "f.rounds.0.closes.evidence.0.lines.0": dates,
            "f.rounds.0.closes.inferred": "「同年」は、前に書かれた令和8年と読みました。",
            "f.rounds.0.evidence.#": "1",
            "f.rounds.0.evidence.0.lines.0": dates,
            "f.no_rounds.#": "0",
        },
    )
    assert saved.status_code == 303, saved.text
    said = editor.post(
        "/statements/setsubi/statements/new",
        seen=editor.stamp("/statements/setsubi/statements/new"),
        action="save",
        **{
            "f.id": "how",
            "f.topic": "procedure",
            "f.say": "設備投資支援事業の申請は、電子申請システムで行います。",
            "f.asks": "設備投資支援事業はどうやって申請しますか\n申請の方法は",
            "f.evidence.#": "1",
            "f.evidence.0.lines.0": line("申請は、電子申請システムにより行う"),
        },
    )
    assert said.status_code == 303, said.text
    build_and_switch(editor, "0001")
    deadline = ask(counter, "設備投資支援事業の締切はいつですか")
    assert "5月29日" in deadline["text"] and deadline["rounds"][0]["programme"] == "setsubi", deadline
    how = ask(counter, "設備投資支援事業はどうやって申請しますか")
    assert "電子申請システムで行います" in how["text"], how["text"]

    # Withdrawn with what rests on it, listed before.
    listed = editor.http.get("/staff/corpus/documents/setsubi-2026-04/withdraw").text
    assert "programmes/setsubi.yaml" in listed and "statements/setsubi.yaml" in listed
    assert editor.post("/corpus/documents/setsubi-2026-04/withdraw").status_code == 303
    build_and_switch(editor, "0002")
    gone = ask(counter, "設備投資支援事業の締切はいつですか")
    assert "5月29日" not in gone["text"] and not cited(gone, "setsubi-2026-04")
    assert "setsubi" not in counter.bench.desk.book.programmes
    # And back: document and files are there again.
    assert editor.post("/corpus/versions/0001", action="switch").status_code == 303
    assert "5月29日" in ask(counter, "設備投資支援事業の締切はいつですか")["text"]
    # The last document can't leave.
    assert editor.post("/corpus/versions/0000", action="switch").status_code == 303
    refused = editor.post("/corpus/documents/meti-digital-2026-02/withdraw")
    assert refused.status_code == 409 and "最後の資料" in refused.text
