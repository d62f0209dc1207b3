"""The commands that answer consult what staff confirmed; without records they answer as always and leave none behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import Assistant
from assistant.cli.ask import ask
from assistant.cli.batch import batch
from assistant.cli.chat import chat
from assistant.records.database import SQLITE_FILE, open_url
from assistant.settings import project_root
from assistant.verified.sources import anchors, cite
from assistant.verified.store import VerifiedStore
from ingest.documents import load_documents

pytestmark = pytest.mark.slow

QUESTION = "持続化補助金でチラシを作れますか"
ANSWER = "はい、チラシの作成に使えます[1]。"
DAY = "2026-04-10"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> Path:
    """A data folder of its own; the assistant is opened once for all tests."""
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path))
    monkeypatch.delenv("MADOGUCHI_DATABASE_URL", raising=False)
    monkeypatch.setattr(Assistant, "open", classmethod(lambda cls, settings=None, progress=None: assistant))
    return tmp_path


def publish(data: Path) -> None:
    documents = {document.id: document for document in load_documents(project_root() / "corpus" / "documents")}
    document = next(iter(documents.values()))
    line = next(number for number, text in enumerate(document.source_lines, 1) if "チラシ" in text)
    citations = [cite(documents, document.id, line, line, 1)]
    database = open_url(f"sqlite:///{data / SQLITE_FILE}")
    VerifiedStore(database).add(
        turn_id=None,
        question=QUESTION,
        variants=[],
        programmes=["jizokuka"],
        answer=ANSWER,
        citations=citations,
        sources=anchors(citations, documents),
        by="花子",
        role="checker",
    )
    database.close()


def asked(*options: str) -> dict[str, object]:
    result = CliRunner().invoke(ask, [QUESTION, "--json", "--as-of", DAY, *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    reply: dict[str, object] = json.loads(result.stdout)
    return reply


def run_batch(folder: Path, *options: str) -> Result:
    (folder / "in.jsonl").write_text(json.dumps({"id": 1, "turns": [QUESTION], "as_of": DAY}), "utf-8")
    return CliRunner().invoke(batch, [str(folder / "in.jsonl"), str(folder / "out.jsonl"), *options])


def test_without_records_nothing_is_made(data: Path) -> None:
    assert asked()["engine"] == "template"
    assert run_batch(data).exit_code == 0
    assert not (data / SQLITE_FILE).exists()


def test_a_published_answer_is_given(data: Path) -> None:
    publish(data)
    reply = asked()
    assert (reply["engine"], reply["text"]) == ("verified", ANSWER)
    assert run_batch(data).exit_code == 0
    [line] = (data / "out.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["replies"][0]["engine"] == "verified"
    talked = CliRunner().invoke(chat, ["--as-of", DAY], input=f"{QUESTION}\n終わり\n")
    assert ANSWER in talked.output and "窓口確認済み" in talked.output


def test_it_can_be_left_out(data: Path) -> None:
    publish(data)
    assert asked("--without-verified")["engine"] == "template"
    assert run_batch(data, "--without-verified").exit_code == 0
    assert '"engine": "verified"' not in (data / "out.jsonl").read_text("utf-8")


def test_an_answer_whose_source_has_changed_is_not_given(data: Path) -> None:
    publish(data)
    database = open_url(f"sqlite:///{data / SQLITE_FILE}")
    from sqlalchemy import update

    from assistant.records.models import VerifiedAnswer

    with database.session() as session:
        [answer] = VerifiedStore(database).published()
        session.execute(update(VerifiedAnswer).values(sources=[{**answer.sources[0], "words": "other"}]))
    assert asked()["engine"] == "template"
    # Only looking: ending it is the business of the staff's pages.
    assert [one.state for one in VerifiedStore(database).answers()] == ["published"]
    database.close()


def test_records_that_cannot_be_opened_cost_no_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    result = CliRunner().invoke(ask, [QUESTION, "--json", "--as-of", DAY])
    assert result.exit_code == 0 and json.loads(result.stdout)["engine"] == "template"
    assert "窓口確認済みの回答を使わずに" in result.stderr
