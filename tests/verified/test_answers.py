"""Publishing proves every figure; a verified answer ends when its source changes, and only then."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.records.database import Database, open_url
from assistant.records.reviews import Filter, ReviewStore
from assistant.records.turns import TurnStore
from assistant.reply import Citation
from assistant.settings import project_root
from assistant.verified.book import VerifiedBook, outdated
from assistant.verified.desk import VerifiedDesk
from assistant.verified.meaning import MeaningReader
from assistant.verified.model import VerifiedConflictError, VerifiedError
from assistant.verified.sources import cite
from assistant.verified.store import VerifiedStore
from assistant.verified.wiring import meaning_reader
from ingest.documents import Document, load_document
from tests.records.conftest import a_reply, record

QUESTION = "ものづくり補助金の23次公募の締切はいつですか"
DAY = date(2026, 4, 10)


def same_words(texts: Sequence[str]) -> np.ndarray:
    """Vectors by which equal texts are equal and all others nearly so: only words can tell them apart."""
    return np.asarray([[1.0, 0.1 * (hash(text) % 7)] for text in texts], np.float32)


@pytest.fixture(scope="module")
def reader(assistant: Assistant) -> MeaningReader:
    return meaning_reader(assistant)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(project_root() / "corpus" / "documents" / "meti-digital-2026-02", tmp_path / "doc")
    return tmp_path / "doc"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_url(f"sqlite:///{tmp_path / 'records.db'}")


def desk(database: Database, folder: Path, reader: MeaningReader) -> VerifiedDesk:
    document = load_document(folder)
    store = VerifiedStore(database)
    return VerifiedDesk(
        store, ReviewStore(database), VerifiedBook(store, reader, same_words), reader, {document.id: document}
    )


def deadline(document: Document) -> Citation:
    line = next(number for number, text in enumerate(document.source_lines, 1) if "2026年5月8日" in text)
    return cite({document.id: document}, document.id, line, line, 1)


def publish(found: VerifiedDesk, document: Document, **changes: object) -> int:
    values: dict[str, object] = {
        "turn": None,
        "question": QUESTION,
        "variants": [],
        "answer": "締切は、2026年5月8日（金）17:00です[1]。",
        "citations": [deadline(document)],
        "by": "花子",
        "role": "checker",
    }
    return found.publish(**(values | changes))  # type: ignore[arg-type]


def given(found: VerifiedDesk, reader: MeaningReader, question: str, day: date = DAY) -> str | None:
    from assistant.conversation.memory import Memory

    resolved = reader._filler.fill(reader._understander.read(question), Memory())
    answer = found.book.find(question, resolved, day)
    return answer.text if answer else None


def test_a_published_answer_is_given_with_its_sources(database: Database, folder: Path, reader: MeaningReader) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    publish(found, document)
    assert given(found, reader, QUESTION) == "締切は、2026年5月8日（金）17:00です[1]。"
    assert given(found, reader, "ものづくり補助金の22次公募の締切はいつですか") is None
    assert given(found, reader, "持続化補助金の締切はいつですか") is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answer": "締切は、2026年5月9日です[1]。"}, "根拠がありません"),
        ({"answer": "締切は、2026年5月8日（木）です[1]。"}, "曜日"),
        ({"answer": "締切は、2026年5月8日です[2]。"}, "出典"),
        ({"answer": "締切は、2026年5月8日です。"}, "[1]"),
        ({"answer": "締切は、2026年5月8日です。", "citations": []}, "根拠がありません"),
        ({"answer": " "}, "空"),
        ({"question": "佐藤さんの会社の締切は？"}, "個人"),
        ({"variants": ["持続化補助金の締切はいつですか"]}, "別の制度"),
        ({"variants": ["ものづくり補助金の22次公募の締切はいつですか"]}, "数字"),
    ],
)
def test_what_isnt_proven_is_never_published(
    database: Database, folder: Path, reader: MeaningReader, changes: dict[str, object], problem: str
) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    with pytest.raises(VerifiedError, match=problem.replace("[", r"\[")):
        publish(found, document, **changes)
    assert found.store.answers() == []


def test_a_quote_that_isnt_verbatim_is_refused(folder: Path) -> None:
    document = load_document(folder)
    with pytest.raises(VerifiedError):
        cite({document.id: document}, document.id, 1, 1, 1, "こんな言葉はない")
    with pytest.raises(VerifiedError):
        cite({document.id: document}, document.id, 1, 99_999, 1)


def test_variants_are_matched_too(database: Database, folder: Path, reader: MeaningReader) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    publish(found, document, variants=["もの補助の23次はいつまでに出せばいいですか"])
    assert given(found, reader, "もの補助の23次はいつまでに出せばいいですか") is not None


def test_a_past_deadline_is_no_answer_any_more(database: Database, folder: Path, reader: MeaningReader) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    publish(found, document)
    assert given(found, reader, QUESTION, date(2026, 5, 8)) is not None
    assert given(found, reader, QUESTION, date(2026, 5, 9)) is None
    assert not outdated("補助率は1/2です。", date(2030, 1, 1))


def change_line(folder: Path, old: str, new: str) -> None:
    for name in ("source.txt", "document.md"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_it_expires_when_its_source_changes_and_its_turn_goes_back(
    database: Database, folder: Path, reader: MeaningReader
) -> None:
    turns, reviews = TurnStore(database), ReviewStore(database)
    turn_id = record(turns, a_reply(QUESTION))
    found, document = desk(database, folder, reader), load_document(folder)
    answer_id = publish(found, document, turn=turns.get(turn_id))
    assert found.expire_changed() == []
    change_line(folder, "2026年5月8日", "2026年5月15日")
    later = desk(database, folder, reader)
    assert later.expire_changed() == [answer_id]
    assert given(later, reader, QUESTION) is None
    ended = later.store.get(answer_id)
    assert ended is not None and ended.state == "expired" and "変わりました" in str(ended.ended_because)
    item = reviews.queue(Filter()).items[0]
    assert item.turn.id == turn_id and item.reasons[0] == "reopened"


def test_a_change_elsewhere_leaves_it_and_moved_lines_are_followed(
    database: Database, folder: Path, reader: MeaningReader
) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    answer_id = publish(found, document)
    before = deadline(document).lines
    source = folder / "source.txt"
    source.write_text("表紙\n" + source.read_text("utf-8"), "utf-8")
    import re

    edition = folder / "document.md"

    def moved(match: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda number: str(int(number[0]) + 1), match[0])

    text = re.sub(r"<!-- L\d+(?:-\d+)? -->", moved, edition.read_text("utf-8"))
    text = re.sub(r"lines: \[\d+, \d+\]", moved, text)
    edition.write_text(text.replace("omitted:\n", "omitted:\n  - lines: [1, 1]\n    reason: 表紙\n", 1), "utf-8")
    errata = folder / "errata.yaml"
    errata.write_text(re.sub(r"lines: \[\d+, \d+\]", moved, errata.read_text("utf-8")), "utf-8")
    later = desk(database, folder, reader)
    assert later.expire_changed() == []
    answer = later.store.get(answer_id)
    assert answer is not None and tuple(answer.citations[0]["lines"]) == (before[0] + 1, before[1] + 1)


def test_a_withdrawn_document_ends_its_answers(database: Database, folder: Path, reader: MeaningReader) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    answer_id = publish(found, document)
    store = VerifiedStore(database)
    empty = VerifiedDesk(store, ReviewStore(database), VerifiedBook(store, reader, same_words), reader, {})
    assert empty.expire_changed() == [answer_id]


def test_an_answer_without_sources_ends_with_any_change(
    database: Database, folder: Path, reader: MeaningReader
) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    answer_id = publish(
        found,
        document,
        question="ものづくり補助金の採択率は？",
        answer="採択率は、資料に書かれていません。",
        citations=[],
    )
    assert found.expire_changed() == []
    with (folder / "document.md").open("a", encoding="utf-8") as file:
        file.write("\n<!-- 見直した -->\n")
    assert desk(database, folder, reader).expire_changed() == [answer_id]


def test_withdrawing_stops_it_and_two_editors_dont_overwrite(
    database: Database, folder: Path, reader: MeaningReader
) -> None:
    found, document = desk(database, folder, reader), load_document(folder)
    answer_id = publish(found, document)
    found.change_variants(answer_id, ["もの補助の23次公募の締切はいつですか"], seen_version=1)
    with pytest.raises(VerifiedConflictError):
        found.withdraw(answer_id, "", seen_version=1)
    found.withdraw(answer_id, "古いため", seen_version=2)
    assert given(found, reader, QUESTION) is None


def test_publishing_again_for_the_same_turn_replaces(database: Database, folder: Path, reader: MeaningReader) -> None:
    turns = TurnStore(database)
    turn = turns.get(record(turns, a_reply(QUESTION)))
    found, document = desk(database, folder, reader), load_document(folder)
    first = publish(found, document, turn=turn)
    second = publish(found, document, turn=turn, answer="2026年5月8日までです[1]。")
    states = {answer.id: answer.state for answer in found.store.answers()}
    assert states == {first: "withdrawn", second: "published"}


def test_without_records_the_assistant_still_answers(database: Database, folder: Path, reader: MeaningReader) -> None:
    found = desk(database, folder, reader)
    database.close()
    database.engine = None  # type: ignore[assignment]
    found.store._database = None  # type: ignore[assignment]
    assert given(found, reader, QUESTION) is None
