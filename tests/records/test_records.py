"""Turns, feedback, review, retention and export, the same on both databases."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread, Timer

import pytest
import sqlalchemy as sa

from assistant.accounts.store import AccountStore
from assistant.records.database import Database, RecordsError, connect, migrate, open_url
from assistant.records.export import export
from assistant.records.models import Base, Feedback, Review, ReviewEntry, Turn, TurnSubject
from assistant.records.retention import purge
from assistant.records.reviews import Filter, ReviewConflictError, ReviewError, ReviewStore
from assistant.records.turns import TurnStore
from tests.records.conftest import a_reply, record

PASSWORD = "correct horse staple"


@pytest.fixture
def turns(database: Database) -> TurnStore:
    return TurnStore(database)


@pytest.fixture
def reviews(database: Database) -> ReviewStore:
    return ReviewStore(database)


@pytest.fixture
def reviewer(database: Database) -> int:
    store = AccountStore(database)
    store.add("hanako", "花子", "checker", PASSWORD)
    return store.accounts()[0].id


def test_a_turn_comes_back_as_it_was_with_its_subjects(turns: TurnStore) -> None:
    asked_at = datetime(2026, 4, 10, 9, 30, tzinfo=UTC)
    turn_id = record(turns, a_reply(), at=asked_at)
    turn = turns.get(turn_id)
    assert turn is not None
    assert (turn.asked_at, turn.status, turn.operation, turn.confidence) == (asked_at, "answered", "lookup", 0.9)
    assert {(one.kind, one.value) for one in turn.subjects} == {("programme", "monodukuri"), ("topic", "rate")}
    assert turn.milliseconds == 4.0
    assert turn.reply["text"] == "補助率は、中小企業で1/2です[1]。"


def test_what_is_stored_holds_no_personal_data(turns: TurnStore, database: Database) -> None:
    question = "佐藤一郎です。090-1234-5678、ichiro@example.jp。補助率は？"
    echo = [{"step": "understand", "decided": {"heard": "佐藤一郎です"}, "milliseconds": 1.0}]
    turn_id = record(turns, a_reply(question, text="佐藤一郎様、1/2です。", trace=echo))
    turns.add_feedback(turn_id, helpful=False, comment="佐藤さんに電話 090-1234-5678 して")
    with database.engine.connect() as connection:
        stored = [str(row) for table in Base.metadata.sorted_tables for row in connection.execute(sa.select(table))]
    for secret in ("佐藤", "090-1234-5678", "ichiro@example.jp"):
        assert not [row for row in stored if secret in row]


def test_the_same_reply_is_kept_once(turns: TurnStore, database: Database) -> None:
    reply = a_reply()
    record(turns, reply)
    record(turns, reply)
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Turn)) == 1


def test_feedback_needs_a_turn(turns: TurnStore) -> None:
    with pytest.raises(RecordsError):
        turns.add_feedback("gone", helpful=True)


def test_the_queue_puts_what_needs_eyes_first(turns: TurnStore, reviews: ReviewStore) -> None:
    start = datetime(2026, 4, 1, tzinfo=UTC)

    def at(minute: int) -> datetime:
        return start + timedelta(minutes=minute)

    down = record(turns, a_reply("低評価"), at=at(1))
    turns.add_feedback(down, helpful=False, reasons=["金額が違う"])
    forgiven = record(turns, a_reply("低評価のち高評価"), at=at(2))
    turns.add_feedback(forgiven, helpful=False)
    turns.add_feedback(forgiven, helpful=True)
    refused = record(turns, a_reply("拒否", status="not_in_sources"), at=at(3))
    unsure = record(
        turns, a_reply("自信なし", trace=[{"step": "d", "decided": {"confidence": 0.2}, "milliseconds": 1}]), at=at(4)
    )
    written = record(turns, a_reply("AI", engine="llm:tiny"), at=at(5))
    changed = record(turns, a_reply("変化"), at=at(6))
    reviews.note_changes(
        "v2", [{"turn_id": changed, "new_status": "answered", "new_answer": "2/3です", "what": ["figures"]}]
    )
    plain = record(turns, a_reply("ふつう"), at=at(7))
    page = reviews.queue(Filter())
    assert [item.turn.id for item in page.items] == [down, refused, unsure, changed, written, plain, forgiven]
    assert page.items[0].reasons == ("thumbs_down",)
    assert page.total == 7
    assert page.counts == {
        "thumbs_down": 1,
        "reopened": 0,
        "refused": 1,
        "low_confidence": 1,
        "changed": 1,
        "model": 1,
    }
    assert reviews.neighbours(Filter(), refused) == (down, unsure)


def test_filters_and_search(turns: TurnStore, reviews: ReviewStore) -> None:
    rate = record(turns, a_reply("補助率は何割？"), at=datetime(2026, 4, 1, 3, tzinfo=UTC))
    other = record(
        turns,
        a_reply("100%_補助？", status="declined", trace=[]),
        at=datetime(2026, 4, 1, 16, tzinfo=UTC),  # already the 2nd in Tokyo
    )

    def found(**wanted: object) -> set[str]:
        return {item.turn.id for item in reviews.queue(Filter(**wanted)).items}  # type: ignore[arg-type]

    assert found(programme="monodukuri") == {rate}
    assert found(topic="rate") == {rate}
    assert found(status="declined") == {other}
    assert found(words="何割") == {rate}
    assert found(words="％_補助") == {other}
    assert found(words="_補助率") == set()
    assert found(reasons=("refused",)) == {other}
    day = datetime(2026, 4, 1).date()
    assert found(until=day) == {rate}
    assert found(since=day + timedelta(days=1)) == {other}


def test_a_verdict_takes_a_turn_out_of_the_queue_and_is_kept(
    turns: TurnStore, reviews: ReviewStore, reviewer: int
) -> None:
    turn_id = record(turns, a_reply())
    version = _decide(reviews, turn_id, reviewer, seen=0, answer="正しくは2/3です。")
    assert version == 1
    assert reviews.queue(Filter()).total == 0
    done = reviews.queue(Filter(state="done")).items[0].turn.review
    assert done is not None
    assert (done.verdict, done.corrected_answer, done.reviewer_name) == ("wrong", "正しくは2/3です。", "花子")
    _decide(reviews, turn_id, reviewer, seen=1, answer="さらに直しました。")
    assert [entry.corrected_answer for entry in reviews.history(turn_id)] == ["正しくは2/3です。", "さらに直しました。"]


def test_two_reviewers_never_overwrite_each_other(turns: TurnStore, reviews: ReviewStore, reviewer: int) -> None:
    turn_id = record(turns, a_reply())
    _decide(reviews, turn_id, reviewer, seen=0, answer="先の人")
    with pytest.raises(ReviewConflictError, match="花子"):
        _decide(reviews, turn_id, reviewer, seen=0, answer="後の人")
    assert [entry.corrected_answer for entry in reviews.history(turn_id)] == ["先の人"]


def test_of_verdicts_given_at_the_same_moment_one_wins(turns: TurnStore, reviews: ReviewStore, reviewer: int) -> None:
    turn_id = record(turns, a_reply())
    ready, outcome = Barrier(6), []

    def decide(number: int) -> None:
        ready.wait()
        try:
            outcome.append(_decide(reviews, turn_id, reviewer, seen=0, answer=f"{number}"))
        except ReviewConflictError:
            outcome.append(0)

    threads = [Thread(target=decide, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == [0, 0, 0, 0, 0, 1]
    assert len(reviews.history(turn_id)) == 1


def test_an_unknown_verdict_or_turn_is_refused(turns: TurnStore, reviews: ReviewStore, reviewer: int) -> None:
    with pytest.raises(ReviewError):
        _decide(reviews, "gone", reviewer, seen=0)
    turn_id = record(turns, a_reply())
    with pytest.raises(ReviewError):
        reviews.decide(
            turn_id,
            seen_version=0,
            verdict="fine",
            corrected_answer="",
            note="",
            reviewer_id=reviewer,
            reviewer_name="花子",
        )


def test_reopening_says_why_and_keeps_the_verdict(turns: TurnStore, reviews: ReviewStore, reviewer: int) -> None:
    turn_id = record(turns, a_reply())
    _decide(reviews, turn_id, reviewer, seen=0, answer="2/3です。")
    reviews.reopen(turn_id, "出典が変わりました。")
    item = reviews.queue(Filter()).items[0]
    assert item.reasons == ("reopened",)
    assert item.turn.review is not None
    assert item.turn.review.reopened_because == "出典が変わりました。"
    assert item.turn.review.corrected_answer == "2/3です。"
    with pytest.raises(ReviewConflictError):
        _decide(reviews, turn_id, reviewer, seen=1)


def test_old_records_are_deleted_with_all_that_hangs_on_them(
    database: Database, turns: TurnStore, reviews: ReviewStore, reviewer: int
) -> None:
    now = datetime.now(UTC)
    old = record(turns, a_reply("古い"), at=now - timedelta(days=31))
    new = record(turns, a_reply("新しい"), at=now - timedelta(days=29))
    turns.add_feedback(old, helpful=False)
    _decide(reviews, old, reviewer, seen=0)
    assert purge(database, keep_days=30, dry_run=True).turns == 1
    done = purge(database, keep_days=30)
    assert (done.turns, done.feedback) == (1, 1)
    with database.reading() as session:
        assert list(session.scalars(sa.select(Turn.id))) == [new]
        for table in (Feedback, Review, ReviewEntry):
            assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
        assert set(session.scalars(sa.select(TurnSubject.turn_id))) == {new}
    with pytest.raises(RecordsError):
        purge(database, keep_days=0)


def test_export_as_json_lines_and_csv(
    database: Database, turns: TurnStore, reviews: ReviewStore, reviewer: int
) -> None:
    first = record(turns, a_reply("=cmd|' /C calc'!A0"), at=datetime(2026, 4, 1, tzinfo=UTC))
    second = record(turns, a_reply('改行\n"引用"、カンマ,'), at=datetime(2026, 4, 2, tzinfo=UTC))
    turns.add_feedback(second, helpful=False, reasons=["古い", "違う"])
    _decide(reviews, second, reviewer, seen=0, answer="直した")
    out = io.StringIO()
    assert export(database, out, "jsonl") == 2
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["id"] for row in rows] == [first, second]
    assert rows[1]["reply"]["question"] == '改行\n"引用"、カンマ,'
    assert (rows[1]["helpful"], rows[1]["reasons"], rows[1]["verdict"]) == (False, ["古い", "違う"], "wrong")
    out = io.StringIO()
    export(database, out, "csv", since=datetime(2026, 4, 1, tzinfo=UTC), until=datetime(2026, 4, 2, tzinfo=UTC))
    assert out.getvalue().startswith("\N{ZERO WIDTH NO-BREAK SPACE}id,")
    only = list(csv.DictReader(io.StringIO(out.getvalue()[1:])))
    assert [row["question"] for row in only] == ["'=cmd|' /C calc'!A0"]


def test_export_is_complete_beyond_one_batch(
    database: Database, turns: TurnStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.records.export._BATCH", 3)
    at = datetime(2026, 4, 1, tzinfo=UTC)
    ids = [record(turns, a_reply(), at=at) for _ in range(7)]
    out = io.StringIO()
    export(database, out, "jsonl")
    assert sorted(json.loads(line)["id"] for line in out.getvalue().splitlines()) == sorted(ids)


def test_many_writers_at_once_lose_nothing(turns: TurnStore, database: Database) -> None:
    def write(number: int) -> None:
        for index in range(10):
            record(turns, a_reply(), conversation=f"c{number}", position=index + 1)

    threads = [Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Turn)) == 60
    assert [turn.position for turn in turns.conversation("c3")] == list(range(1, 11))


def test_the_migrations_make_the_tables_of_the_models(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_from_the_first_schema_to_the_last_every_row_is_kept(empty_url: str) -> None:
    engine = connect(empty_url)
    migrate(engine, "0001")
    reply = a_reply("最初の版で記録した質問").model_dump(mode="json")
    asked_at = datetime(2025, 12, 31, 15, 0, tzinfo=UTC)
    old = sa.MetaData()
    old.reflect(engine, only=["turns", "feedback"])
    with engine.begin() as connection:
        for number in range(25):
            connection.execute(
                old.tables["turns"]
                .insert()
                .values(
                    id=f"t{number}",
                    conversation_id="c",
                    position=number,
                    asked_at=asked_at,
                    as_of=asked_at.date(),
                    question="質問",
                    standalone_question="質問",
                    status="answered",
                    answer="答え",
                    engine="template",
                    index_version="",
                    milliseconds=1.0,
                    reply=reply,
                    masked={},
                )
            )
            values = {
                "turn_id": f"t{number}",
                "helpful": False,
                "reasons": ["古い"],
                "comment": "",
                "given_at": asked_at,
            }
            connection.execute(old.tables["feedback"].insert().values(values))
    before = _rows(engine, old)
    engine.dispose()
    database = open_url(empty_url)
    assert _rows(database.engine, old) == before
    turn = TurnStore(database).get("t7")
    assert turn is not None
    assert turn.asked_at == asked_at
    assert {(one.kind, one.value) for one in turn.subjects} == {("programme", "monodukuri"), ("topic", "rate")}
    assert turn.feedback[0].reasons == ["古い"]
    open_url(empty_url).close()  # a second opening changes nothing
    assert _rows(database.engine, old) == before
    database.close()


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    ready, failures = Barrier(4), []

    def start() -> None:
        ready.wait()
        try:
            open_url(empty_url).close()
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_tables_of_a_newer_release_are_refused(empty_url: str) -> None:
    database = open_url(empty_url)
    with database.session() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(RecordsError, match="新しい版"):
        open_url(empty_url)


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", "postgresql://nobody@127.0.0.1:1/none"])
def test_an_address_that_cant_be_used_is_said_in_one_line(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.records.database import open_database
    from assistant.settings import Settings

    with pytest.raises(RecordsError) as caught:
        open_database(Settings(database_url=url))
    assert "\n" not in str(caught.value)


def _decide(reviews: ReviewStore, turn_id: str, reviewer: int, *, seen: int, answer: str = "") -> int:
    return reviews.decide(
        turn_id,
        seen_version=seen,
        verdict="wrong",
        corrected_answer=answer,
        note="",
        reviewer_id=reviewer,
        reviewer_name="花子",
    )


def _rows(engine: sa.Engine, tables: sa.MetaData) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for name, table in tables.tables.items()
        }


def test_a_new_database_that_another_is_writing_to_is_waited_for(tmp_path: Path) -> None:
    """Without a write-ahead log yet, SQLite itself fails at once here instead of waiting."""
    file = tmp_path / "records.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    lets_go = Timer(0.3, other.rollback)
    lets_go.start()
    open_url(f"sqlite:///{file}").close()
    lets_go.join()
    other.close()
