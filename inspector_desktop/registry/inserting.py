"""Inserting subjects by the hundred thousand: rows as tuples, and indexes filled once when all rows stand.

What the search table holds of a row is said by `search_table`, whose triggers do this row by row; here the same is done
for very many rows at once. Nothing here decides what a row is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, Self

from sqlalchemy import Connection, insert, inspect, update
from sqlmodel import Session, col

from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.search_filling import PARTS, Filling
from inspector_desktop.registry.search_table import (
    KEYED,
    MADE,
    SEARCH_TABLE,
    fill_search_table,
    is_current,
    make_empty_table,
)
from inspector_desktop.registry.search_words import MARKED

BESIDE = 20_000
"""From so many rows on, another process makes the search table: to start one takes a second."""
_TABLE = inspect(Subject).local_table
_COLUMNS = tuple(_TABLE.columns.keys())
_IN_ORDER = itemgetter(*_COLUMNS)
_INSERT = f"insert into subject ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  (ours)
_ASKED = itemgetter("name", "pinyin", "code")
_MARKED = itemgetter(*MARKED)
_STANDING = f"select {KEYED} from subject where rowid > ? and rowid <= ? and counted order by rowid limit 5000"  # noqa: S608
_SORTING_KIB = 8_192
_BULK = "subjects in bulk"
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


class _Bulk:
    """An insertion of very many rows under way; they have the numbers behind `last`."""

    def __init__(self, last: int) -> None:
        self.last, self.inserted = last, 0
        self.filling: Filling | None = None

    def note(self, rows: list[dict[str, Any]]) -> None:
        """Tell the child of rows in the order in which they were inserted."""
        if self.filling is not None:
            number = self.last + self.inserted + 1
            self.filling.put([(at, *_ASKED(row), _MARKED(row)) for at, row in enumerate(rows, number)])
        self.inserted += len(rows)


def insert_subjects(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Insert subjects with all their columns, without a statement made for each where the driver allows it."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(insert(Subject), list(rows))
        return
    given = list(rows)
    bulk: _Bulk | None = session.info.get(_BULK)
    if bulk is not None:
        for row in given:
            row["counted"] = True
        bulk.note(given)
    connection.exec_driver_sql(_INSERT, list(map(_IN_ORDER, given)))


def count_rows(session: Session, bureau: str, dossier: str, source: str) -> None:
    """Let the rows of an import count; those inserted in bulk do already, and nobody saw them before."""
    if session.info.get(_BULK) is not None:
        return
    theirs = (col(Subject.bureau) == bureau, col(Subject.dossier) == dossier, col(Subject.source) == source)
    counted = update(Subject).where(*theirs).values(counted=True).execution_options(synchronize_session=False)
    session.execute(counted)


class WrittenRows(tuple[Any, ...]):  # noqa: SLOT001  (a tuple cannot have slots)
    """Rows with their canonical bytes, which are needed more than once."""

    content: bytes

    def __new__(cls, rows: Iterable[Any]) -> Self:
        """Write the rows."""
        made = super().__new__(cls, rows)
        made.content = _WRITER.encode(made).encode()
        return made


def written_rows(rows: tuple[Any, ...]) -> bytes:
    """The canonical bytes of rows that hold texts and integers, as `digest.canonical` makes them."""
    return rows.content if isinstance(rows, WrittenRows) else WrittenRows(rows).content


@contextmanager
def filled_at_once(session: Session, tick: Callable[[], None], expected: int = 0) -> Iterator[None]:
    """Leave the search table and the other indexes aside while very many subjects are inserted, and fill them after.

    All in the transaction under way, in which the rows come to count at once: whoever is killed in the middle, or
    refused, finds triggers, indexes and search table as they were. `tick` is called often while they are filled, and
    what it raises ends it. Where very many are `expected`, more than stand already, a process of its own makes the
    search table meanwhile. Without SQLite nothing is left aside.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    last = int(connection.exec_driver_sql("select coalesce(max(rowid), 0) from subject").scalar() or 0)
    searched = is_current(session)
    bulk = session.info[_BULK] = _Bulk(last)
    try:
        if searched and expected >= max(BESIDE, last):
            bulk.filling = Filling(SEARCH_TABLE, MADE)
            _send_standing(connection, bulk.filling, last)
        triggers = _sql_of(connection, "trigger")
        indexes = _sql_of(connection, "index")
        for kind, found in (("trigger", triggers), ("index", indexes)):
            for name in found:
                connection.exec_driver_sql(f"drop {kind} {name}")
        yield
        session.flush()
        with _little_memory(connection):  # sorting takes as much as the index will
            for made in indexes.values():
                tick()
                connection.exec_driver_sql(made)
        tick()
        if searched and not _take_over(connection, bulk, tick):
            fill_search_table(connection, last, tick)
        for made in triggers.values():
            connection.exec_driver_sql(made)
    finally:
        session.info.pop(_BULK, None)
        if bulk.filling is not None:
            bulk.filling.close()


@contextmanager
def _little_memory(connection: Connection) -> Iterator[None]:
    """Give back the pages held, and hold few."""
    usual = int(connection.exec_driver_sql("pragma cache_size").scalar() or 0)
    connection.exec_driver_sql(f"pragma cache_size = -{_SORTING_KIB}")
    connection.exec_driver_sql("pragma shrink_memory")
    yield
    connection.exec_driver_sql(f"pragma cache_size = {usual}")


def _send_standing(connection: Connection, filling: Filling, last: int) -> None:
    after = 0
    while found := connection.exec_driver_sql(_STANDING, (after, last)).cursor.fetchall():
        filling.put([(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in found])
        after = found[-1][0]


def _take_over(connection: Connection, bulk: _Bulk, tick: Callable[[], None]) -> bool:
    """Put what the child has made in the place of the search table; false where it made nothing, or of other rows."""
    if bulk.filling is None:
        return False
    if connection.exec_driver_sql("select max(rowid) from subject").scalar() != bulk.last + bulk.inserted:
        return False  # the numbers told are not those the rows have
    connection.exec_driver_sql("savepoint taken_over")
    make_empty_table(connection)
    for part in PARTS:
        connection.exec_driver_sql(f"delete from {SEARCH_TABLE}_{part}")  # noqa: S608

    def take(part: str, rows: list[tuple[Any, ...]]) -> None:
        columns = PARTS[part]
        places = ", ".join("?" * (columns.count(",") + 1))
        connection.exec_driver_sql(f"insert into {SEARCH_TABLE}_{part}({columns}) values ({places})", rows)  # noqa: S608
        tick()

    good = bulk.filling.finish(take)
    if not good:
        connection.exec_driver_sql("rollback to taken_over")
    connection.exec_driver_sql("release taken_over")
    if good:  # what this connection remembers of the empty table goes with an empty step back
        connection.exec_driver_sql("savepoint looked_at")
        connection.exec_driver_sql("rollback to looked_at")
        connection.exec_driver_sql("release looked_at")
    return good


def _sql_of(connection: Connection, kind: str) -> dict[str, str]:
    """What made each trigger or index of the subjects, by name; those of keys have no words and stay."""
    asked = "select name, sql from sqlite_master where tbl_name = 'subject' and type = ? and sql is not null"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, (kind,))}
