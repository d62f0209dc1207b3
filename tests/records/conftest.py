"""Every record test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from assistant.records.database import Database, connect, open_url
from assistant.records.turns import TurnStore
from assistant.reply import Reply, TraceStep
from tests.records.postgres import postgres_server, server_programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A running server, shared by the tests of a session."""
    programs = server_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's server programs are missing: tests/install_system.sh installs them")
        pytest.skip("PostgreSQL's server programs are missing: run tests/install_system.sh")
    with postgres_server(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.db'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex[:12]}"
    admin = connect(server.replace("postgresql://", "postgresql+psycopg://"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    admin.dispose()
    yield f"postgresql+psycopg://{server.split('://')[1].rsplit('/', 1)[0]}/{name}"


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    opened = open_url(empty_url)
    yield opened
    opened.close()


def a_reply(question: str = "ものづくり補助金の補助率は？", **changes: object) -> Reply:
    """A reply as the assistant gives it."""
    values: dict[str, object] = {
        "id": uuid4().hex,
        "question": question,
        "standalone_question": question,
        "status": "answered",
        "text": "補助率は、中小企業で1/2です[1]。",
        "trace": [
            TraceStep(
                step="understand",
                decided={"programmes": ["monodukuri"], "topics": ["rate"], "operation": "lookup"},
                milliseconds=1.5,
            ),
            TraceStep(step="decide", decided={"confidence": 0.9}, milliseconds=2.5),
        ],
    }
    return Reply.model_validate(values | changes)


def record(
    store: TurnStore, reply: Reply, *, at: datetime | None = None, conversation: str = "c1", position: int = 1
) -> str:
    store.record(
        reply,
        conversation_id=conversation,
        as_of=date(2026, 4, 10),
        position=position,
        index_version="v1",
        asked_at=at or datetime.now(UTC),
    )
    return reply.id
