"""Inserting subjects by the hundred thousand: rows as tuples, and indexes filled once when all rows stand.

What the search table holds of a row is said by `search_table`, whose triggers do this row by row; here the same is done
for very many rows at once. Nothing here decides what a row is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import add, itemgetter
from typing import Any, Self

from sqlalchemy import Connection, insert, inspect, update
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from inspector_desktop.errors import Known
from inspector_desktop.ordering import natural
from inspector_desktop.registry.ready import LISTED, ReadyRows
from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.search_filling import PARTS, Filling, Rows
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
_NAME, _LETTERS, _CODE = (itemgetter(LISTED.index(one)) for one in ("name", "pinyin", "code"))
_LISTED_MARKS = itemgetter(*(LISTED.index(one) for one in MARKED if one in LISTED))
_MARKED = itemgetter(*MARKED)
_STANDING = f"select {KEYED} from subject where rowid > ? and rowid <= ? and counted order by rowid limit 5000"  # noqa: S608
_SORTING_KIB = 8_192
_MOST_MARKS = 10_000
_TAKEN_AFTER = 50_000
_STEPS_A_TICK = 500_000
_BULK = "subjects in bulk"
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


class _Bulk:
    """An insertion of very many rows under way; they have the numbers behind `last`."""

    def __init__(self, last: int) -> None:
        self.last, self.inserted = last, 0
        self.filling: Filling | None = None
        self._taken = 0
        self._marks: dict[tuple[str, ...], tuple[str, ...]] = {}

    def note(self, rows: list[dict[str, Any]]) -> None:
        """Tell the child of rows in the order in which they were inserted."""
        if self.filling is not None:
            names, letters, codes = ([row[one] for row in rows] for one in ("name", "pinyin", "code"))
            self.filling.put(Rows(self._numbers(len(rows)), names, letters, codes, list(map(_MARKED, rows))))
        self.inserted += len(rows)

    def note_ready(self, rows: ReadyRows, blank: dict[str, Any]) -> None:
        """The same for rows that were made ready."""
        if self.filling is not None:
            values = rows.values
            names, letters, codes = (list(map(one, values)) for one in (_NAME, _LETTERS, _CODE))
            marks = list(map(self._marks_of(blank), map(_LISTED_MARKS, values)))
            self.filling.put(Rows(self._numbers(len(rows)), names, letters, codes, marks))
        self.inserted += len(rows)

    def take_finished(self, connection: Connection) -> None:
        """Take over what the child has finished, now and then."""
        if self.filling is not None and self.filling.sent >= self._taken + _TAKEN_AFTER:
            self._taken = self.filling.sent
            self.filling.collect(_taking_over(connection, lambda: None))

    def end(self) -> None:
        """End the child."""
        if self.filling is not None:
            self.filling.close()
            self.filling = None

    def _numbers(self, count: int) -> range:
        first = self.last + self.inserted + 1
        return range(first, first + count)

    def _marks_of(self, blank: dict[str, Any]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
        """What filters ask for, from what a list says of it; equal ones are the same, and sent once."""
        listed = [one for one in MARKED if one in LISTED]

        def marks(given: tuple[str, ...]) -> tuple[str, ...]:
            found = self._marks.get(given)
            if found is None:
                if len(self._marks) > _MOST_MARKS:
                    self._marks.clear()
                found = self._marks[given] = _MARKED(blank | dict(zip(listed, given, strict=True)))
            return found

        return marks


def insert_subjects(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Insert subjects with all their columns, without a statement made for each where the driver allows it."""
    connection = session.connection()
    given = [{**row, "order_key": natural(row["pinyin"])} for row in rows]
    if connection.dialect.name != "sqlite":
        connection.execute(insert(Subject), given)
        return
    bulk: _Bulk | None = session.info.get(_BULK)
    if bulk is not None:
        for row in given:
            row["counted"] = True
        bulk.note(given)
    connection.exec_driver_sql(_INSERT, list(map(_IN_ORDER, given)))
    if bulk is not None:
        bulk.take_finished(connection)


def insert_ready(session: Session, rows: ReadyRows, blank: dict[str, Any]) -> None:
    """Insert rows of a list; `blank` has what is the same in all of them."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        insert_subjects(session, [{**blank, **row} for row in rows])
        return
    bulk: _Bulk | None = session.info.get(_BULK)
    if bulk is not None:
        blank = blank | {"counted": True}
        bulk.note_ready(rows, blank)
    own = (*LISTED, "order_key")
    same = [one for one in _COLUMNS if one not in own]
    # What is the same in all rows stands in the statement, so that it need not be bound for each.
    texts = ", ".join((*("?" * len(own)), *(_literal(blank[one]) for one in same)))
    statement = f"insert into subject ({', '.join((*own, *same))}) values ({texts})"  # noqa: S608  (quoted)
    places = zip(map(natural, map(_LETTERS, rows.values)))
    connection.exec_driver_sql(statement, list(map(add, rows.values, places)))
    if bulk is not None:
        bulk.take_finished(connection)


def _literal(value: str | int) -> str:
    return str(int(value)) if isinstance(value, int) else "'{}'".format(value.replace("'", "''"))


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


def written_rows(rows: Sequence[Any]) -> bytes:
    """The canonical bytes of rows that hold texts and integers, as `digest.canonical` makes them."""
    return rows.content if isinstance(rows, WrittenRows | ReadyRows) else WrittenRows(rows).content


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
            _make_room(connection)
            _send_standing(connection, bulk.filling, last)
        triggers = _sql_of(connection, "trigger")
        indexes = _sql_of(connection, "index")
        for kind, found in (("trigger", triggers), ("index", indexes)):
            for name in found:
                connection.exec_driver_sql(f"drop {kind} {name}")
        yield
        session.flush()
        tick()
        if searched and not _take_over(connection, bulk, tick):
            fill_search_table(connection, 0 if bulk.filling is not None else last, tick)
        bulk.end()  # gone before sorting, which takes as much memory as the index will
        with _little_memory(connection), _looking(connection, tick):
            for made in indexes.values():
                connection.exec_driver_sql(made)
        for made in triggers.values():
            connection.exec_driver_sql(made)
    finally:
        session.info.pop(_BULK, None)
        bulk.end()


@contextmanager
def _little_memory(connection: Connection) -> Iterator[None]:
    """Give back the pages held, and hold few."""
    usual = int(connection.exec_driver_sql("pragma cache_size").scalar() or 0)
    connection.exec_driver_sql(f"pragma cache_size = -{_SORTING_KIB}")
    connection.exec_driver_sql("pragma shrink_memory")
    yield
    connection.exec_driver_sql(f"pragma cache_size = {usual}")


@contextmanager
def _looking(connection: Connection, tick: Callable[[], None]) -> Iterator[None]:
    """Call `tick` while long statements run, too; what it raises ends them."""
    raised: list[Known] = []

    def look() -> int:
        try:
            tick()
        except Known as error:  # through SQLite it would be lost
            raised.append(error)
        return len(raised)

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(look, _STEPS_A_TICK)
    try:
        tick()
        yield
    except DatabaseError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _make_room(connection: Connection) -> None:
    """Empty the table for what the child will make of all rows, those that stand included."""
    make_empty_table(connection)
    for part in PARTS:
        connection.exec_driver_sql(f"delete from {SEARCH_TABLE}_{part}")  # noqa: S608  (ours)


def _send_standing(connection: Connection, filling: Filling, last: int) -> None:
    after = 0
    while found := connection.exec_driver_sql(_STANDING, (after, last)).cursor.fetchall():
        numbers, names, letters, codes, *marks = zip(*found, strict=True)
        filling.put(Rows(numbers, names, letters, codes, list(zip(*marks, strict=True))))
        after = found[-1][0]


def _take_over(connection: Connection, bulk: _Bulk, tick: Callable[[], None]) -> bool:
    """Put the rest of what the child has made into the table; false where it made nothing, or of other rows."""
    if bulk.filling is None:
        return False
    # Where the numbers told are not those the rows have, all of it is to be forgotten.
    told = connection.exec_driver_sql("select max(rowid) from subject").scalar() == bulk.last + bulk.inserted
    if not told or not bulk.filling.finish(_taking_over(connection, tick)):
        make_empty_table(connection)
        return False
    # What this connection remembers of the empty table goes with an empty step back.
    connection.exec_driver_sql("savepoint looked_at")
    connection.exec_driver_sql("rollback to looked_at")
    connection.exec_driver_sql("release looked_at")
    return True


def _taking_over(connection: Connection, tick: Callable[[], None]) -> Callable[[str, list[tuple[Any, ...]]], None]:
    def take(part: str, rows: list[tuple[Any, ...]]) -> None:
        columns, _, enter = PARTS[part]
        connection.exec_driver_sql(f"insert into {SEARCH_TABLE}_{part}({columns}) {enter}", rows)
        tick()

    return take


def _sql_of(connection: Connection, kind: str) -> dict[str, str]:
    """What made each trigger or index of the subjects, by name; those of keys have no words and stay."""
    asked = "select name, sql from sqlite_master where tbl_name = 'subject' and type = ? and sql is not null"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, (kind,))}
