"""Opening a store: one module for the encrypted device store and for headquarters on SQLite.

WAL with `synchronous=FULL`: what is said to be saved survives a power cut. Transactions begin with `BEGIN IMMEDIATE`
where they will write, so that one writer waits for another instead of failing half-way. What the tables are is the
journal's and the steps' business.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError as WrappedError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from inspector_desktop.errors import Damaged, Known, Refused
from inspector_desktop.places import disk_refusal

SQLITE_FLOOR = (3, 51, 3)  # before it two connections that checkpoint and write at once can damage a WAL store
BUSY_TIMEOUT_MS = 10_000
CACHE_KIB = 65_536  # of a connection: what a search looks at in a large register stays decrypted in memory
LONGEST_LOG_PAGES = 4_000  # 16 MB: then a commit also checkpoints; `checkpoint` does it before, at a quiet moment

DRIVER_ERRORS: tuple[type[BaseException], ...] = (sqlite3.DatabaseError, sqlcipher.DatabaseError)


class StoreDialect(SQLiteDialect_pysqlite):
    """The one way in which all stores are spoken to, made once.

    The tables' mappers keep the statements compiled last, and with each of them its dialect: one made for every store
    would stay in memory, with a type for every column, long after the store was closed.
    """

    supports_statement_cache = True
    _made: ClassVar[StoreDialect | None] = None

    def __new__(cls, **_given: Any) -> StoreDialect:  # noqa: PYI034  (whichever asks)
        """Return the one there is."""
        if StoreDialect._made is None:
            StoreDialect._made = super().__new__(cls)
        return StoreDialect._made

    def __init__(self, **given: Any) -> None:
        if "dbapi" not in self.__dict__:
            super().__init__(**given)


registry.register("sqlite.store", __name__, StoreDialect.__name__)


def assert_floor() -> None:
    """Refuse to start on an SQLite with the WAL-reset fault. Raises `Refused`."""
    if sqlcipher.sqlite_version_info < SQLITE_FLOOR:
        raise Refused("refused-sqlite-old", found=sqlcipher.sqlite_version, floor=".".join(map(str, SQLITE_FLOOR)))


def open_store(path: Path, key: bytes | None = None) -> Engine:
    """Open (or create) the database at `path`; `key` is the raw 32-byte key, or none at headquarters.

    Raises `Damaged("error-store-unreadable")` when the key does not fit or the file is no store, and
    `Refused("error-disk-readonly")` where the folder cannot be written.
    """
    assert_floor()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_refusal(error) from error

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
        connection.isolation_level = None
        try:
            _prepare(connection, key)
        except BaseException:
            connection.close()  # an open handle would keep the file locked on Windows
            raise
        return connection

    # hide_parameters: what people typed never stands in the text of an error
    engine = create_engine(
        "sqlite+store://", creator=connect, module=sqlcipher, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as probe:
            probe.exec_driver_sql("select count(*) from sqlite_master")
    except (sqlite3.DatabaseError, sqlcipher.DatabaseError, WrappedError) as error:
        engine.dispose()
        raise translate(error) from error
    return engine


def _prepare(connection: Any, key: bytes | None) -> None:
    cursor = connection.cursor()
    if key is not None:
        cursor.execute(f"pragma key = \"x'{key.hex()}'\"")
        cursor.execute("pragma cipher_log = off")
    if cursor.execute("pragma page_count").fetchone()[0] == 0:  # later it would only write the header anew each time
        cursor.execute("pragma auto_vacuum = incremental")
    cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.execute("pragma foreign_keys = on")
    cursor.execute("pragma recursive_triggers = on")  # else a replacing insert removes rows past the triggers
    cursor.execute("pragma temp_store = memory")
    cursor.execute(f"pragma cache_size = -{CACHE_KIB}")
    cursor.execute(f"pragma wal_autocheckpoint = {LONGEST_LOG_PAGES}")
    cursor.close()


def _begin(connection: Any) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("begin" if options.get("reading") else "begin immediate")


_SENTENCES: dict[int, tuple[type[Known], str]] = {
    sqlite3.SQLITE_FULL: (Refused, "error-store-full"),
    sqlite3.SQLITE_READONLY: (Refused, "error-disk-readonly"),
    sqlite3.SQLITE_CANTOPEN: (Refused, "error-disk-readonly"),
    sqlite3.SQLITE_PERM: (Refused, "error-disk-readonly"),
    sqlite3.SQLITE_BUSY: (Refused, "error-store-busy"),
    sqlite3.SQLITE_LOCKED: (Refused, "error-store-busy"),
    sqlite3.SQLITE_IOERR: (Refused, "error-disk-io"),
    sqlite3.SQLITE_CORRUPT: (Damaged, "error-store-unreadable"),
    sqlite3.SQLITE_NOTADB: (Damaged, "error-store-unreadable"),
}


_TEXTS = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database is locked": sqlite3.SQLITE_BUSY,
    "disk I/O error": sqlite3.SQLITE_IOERR,
}


def find_sentence(error: BaseException) -> Known | None:
    """The error with a sentence for what SQLite says of disk, lock or damage; none for a bug of the program."""
    said = error.orig if isinstance(error, WrappedError) else error
    if not isinstance(said, DRIVER_ERRORS):
        return None
    code = getattr(said, "sqlite_errorcode", None)
    if code is None:  # what the copying of pages raises has only its text
        code = next((number for text, number in _TEXTS.items() if text in str(said)), 0)
    found = _SENTENCES.get(code & 0xFF)  # the low byte is the class, the rest says more of it
    return found[0](found[1]) if found is not None else None


def translate(error: BaseException) -> Known:
    """Like `find_sentence`, for what happens while a file is opened or copied: anything else is damage there."""
    return find_sentence(error) or Damaged("error-store-unreadable")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One session, one transaction: committed at the end, rolled back on any error.

    Raises the `Known` error for a full or read-only disk, a busy or damaged store.
    """
    with Session(engine, expire_on_commit=False) as session:
        try:
            yield session
            session.commit()
        except WrappedError as error:
            session.rollback()
            if (known := find_sentence(error)) is not None:
                raise known from error
            raise  # a bug of the program must stay visible as one
        except BaseException:
            session.rollback()
            raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One session that only reads and never waits for the writer. Raises `Damaged` for a damaged store."""
    bound = engine.execution_options(reading=True) if engine.dialect.name == "sqlite" else engine
    with Session(bound, expire_on_commit=False) as session:
        try:
            yield session
        except WrappedError as error:
            if (known := find_sentence(error)) is not None:
                raise known from error
            raise
        session.expunge_all()  # or the rollback would empty rows that somebody still shows
        session.rollback()


def checkpoint(engine: Engine) -> bool:
    """Move the log into the database file and empty it: at a quiet moment, so that no save has to do it.

    Waits for nobody: while somebody reads, or when the disk is full, what is left stays safe in the log for the next
    time, and the answer is false. Raises `Damaged` for a damaged store.
    """
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("pragma busy_timeout = 0")
            try:
                busy, _frames, _moved = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()
            finally:
                cursor.execute(f"pragma busy_timeout = {BUSY_TIMEOUT_MS}")
                cursor.close()
    except DRIVER_ERRORS as error:
        known = translate(error)
        if isinstance(known, Refused):
            return False
        raise known from error
    return not busy
