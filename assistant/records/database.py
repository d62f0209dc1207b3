"""The records' database: SQLite in the data folder, or PostgreSQL by `MADOGUCHI_DATABASE_URL`.

Opening it brings its tables up to date. Migrations are append-only: a released one is never edited.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from assistant.settings import Settings
from ingest.errors import MadoguchiError

SQLITE_FILE = "records.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
# Any constant will do: it only has to be the same in every process that might migrate at once.
_MIGRATION_LOCK = 7_141_860
_READ_ONLY = "madoguchi_reads_only"
# How long one waits for another, in seconds.
_SQLITE_PATIENCE = 15.0


class RecordsError(MadoguchiError):
    """The records can't be opened or written."""


class Database:
    """One database, its tables up to date. Safe to share between threads; every use takes its own session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back when the block raises."""
        with self._sessions() as session, session.begin():
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: it never waits for a writer."""
        with self._sessions() as session:
            session.connection(execution_options={_READ_ONLY: True})
            yield session

    def close(self) -> None:
        self.engine.dispose()


def database_url(settings: Settings) -> URL:
    """Where the records are.

    Raises:
        RecordsError: the setting isn't an address of SQLite or PostgreSQL.
    """
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.data / SQLITE_FILE))
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise RecordsError(
            "MADOGUCHI_DATABASE_URL が読めません。postgresql://利用者:パスワード@ホスト/名前 の形で書いてください。"
        ) from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RecordsError(f"記録に使えるのは SQLite か PostgreSQL です（いまの指定: {url.drivername}）。")
    return url


def records_exist(settings: Settings) -> bool:
    """Whether there are records to open; a database on a server counts as there.

    Raises:
        RecordsError: as `database_url`.
    """
    url = database_url(settings)
    return url.get_backend_name() != "sqlite" or (url.database is not None and Path(url.database).is_file())


def open_database(settings: Settings) -> Database:
    """Open the records and bring their tables up to date.

    Raises:
        RecordsError: no connection, no permission, or tables of a newer release.
    """
    return open_url(database_url(settings))


def open_url(url: URL | str) -> Database:
    """As `open_database`, for an address."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        try:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RecordsError(f"記録のフォルダーを作れません（{error.strerror}）: {url.database}") from None
    engine = connect(url)
    try:
        migrate(engine)
    except OperationalError as error:
        engine.dispose()
        shown = url.render_as_string(hide_password=True)
        raise RecordsError(f"記録のデータベースにつながりません（{shown}）: {_first_line(error)}") from None
    except SQLAlchemyError as error:
        engine.dispose()
        raise RecordsError(f"記録の表を用意できません: {_first_line(error)}") from None
    return Database(engine)


def connect(url: URL | str) -> Engine:
    """An engine with what each database needs to be safe with several readers and writers."""
    url = make_url(url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10)
    engine = create_engine(url, connect_args={"timeout": _SQLITE_PATIENCE})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # Transactions are begun by us (below): the driver would begin them too late for a consistent read.
        connection.isolation_level = None
        cursor = connection.cursor()
        _log_ahead(cursor)
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is purged is overwritten, not only unlinked.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Two writers wait for each other at the start instead of failing half-way through.
        reads = connection.get_execution_options().get(_READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch a new database to write-ahead logging.

    SQLite doesn't wait here for another that switches at the same moment, whatever its busy timeout: it is asked again.

    Raises:
        sqlite3.OperationalError: the database stayed locked.
    """
    until = time.monotonic() + _SQLITE_PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to a revision; processes that start together take turns."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError as error:
            raise RecordsError(
                "記録の表が、この版より新しい版で作られています。"
                f"madoguchi を新しくするか、別の MADOGUCHI_DATA を指定してください（{error}）。"
            ) from None


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
