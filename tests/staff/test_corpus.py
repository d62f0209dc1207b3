"""A PDF goes from the upload to a cited answer with its page; hostile files are told what is wrong with them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.convert import samples
from tests.staff.conftest import PASSWORD, STAFF, Counter

pytestmark = pytest.mark.timeout(600)


class Editor:
    """Somebody with a session, without a browser."""

    def __init__(self, counter: Counter, role: str = "editor") -> None:
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


def test_from_upload_to_a_cited_answer_with_its_page(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.staff.workbench._EVALUATION", 4)
    editor = Editor(counter)
    pdf = samples.ruled(tmp_path).path.read_bytes()
    answer = editor.post(
        "/corpus/upload",
        ("公募要領.pdf", pdf),
        document_id="setsubi-2026-04",
        title="設備投資支援事業 公募要領",
        publisher="見本産業局",
        as_of="2026-04",
    )
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"].split("?")[0].removeprefix("/staff")
    shown = editor.http.get(f"/staff{address}").text
    assert "1,250万円" in shown and "直すところ" not in shown
    picture = editor.http.get(f"/staff{address}/pages/2.png")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert editor.http.get(f"/staff{address}/pages/9.png").status_code == 400
    text = re.search(r"<textarea id=\"text\"[^>]*>(.*?)</textarea>", shown, re.DOTALL)
    assert text
    import html

    approved = editor.post(address, version="1", text=html.unescape(text[1]).lstrip("\n"), then="approve")
    assert approved.status_code == 303 and approved.headers["location"].endswith("approved"), approved.text
    assert editor.post("/corpus/build", note="要領を追加").status_code == 303
    done = counter.bench.builder.wait(500)
    assert done.built == "0001", done
    question = "設備投資支援事業の受付期間はいつまでですか"
    before = httpx.post(f"{counter.url}/api/ask", json={"question": question}, timeout=60).json()
    assert not any(one["document_id"] == "setsubi-2026-04" for one in before["citations"])
    assert editor.post("/corpus/versions/0001", action="switch").status_code == 303
    assert counter.bench.drafts.drafts() == []
    after = httpx.post(f"{counter.url}/api/ask", json={"question": question}, timeout=60).json()
    cited = [one for one in after["citations"] if one["document_id"] == "setsubi-2026-04"]
    assert cited and cited[0]["page"] == 2, after
    assert "令和8年4月1日から同年5月29日午後5時まで" in cited[0]["quote"]
    document = counter.bench.desk.documents["setsubi-2026-04"]
    assert cited[0]["quote"] in document.verbatim(*cited[0]["lines"])
    assert editor.post("/corpus/versions/0000", action="switch").status_code == 303
    again = httpx.post(f"{counter.url}/api/ask", json={"question": question}, timeout=60).json()
    assert not any(one["document_id"] == "setsubi-2026-04" for one in again["citations"])
