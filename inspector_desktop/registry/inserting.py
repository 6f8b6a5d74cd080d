"""Inserting subjects by the hundred thousand: rows as tuples, and indexes filled once when all rows stand.

What the search table holds of a row is said by `search_table`, whose triggers do this row by row; here the same is done
for very many rows at once. Nothing here decides what a row is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import add, itemgetter
from typing import Any

from sqlalchemy import Connection, insert, inspect
from sqlmodel import Session

from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.search_table import MARKS, SEARCH_TABLE

_TABLE = inspect(Subject).local_table
_COLUMNS = tuple(_TABLE.columns.keys())
_IN_ORDER = itemgetter(*_COLUMNS)
_INSERT = f"insert into subject ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  (ours)
_FILL = f"insert into {SEARCH_TABLE}(rowid, keys) values (?, ?)"  # noqa: S608
_KEYED = ("rowid", "name", "pinyin", "code", *MARKS)
_NEXT = f"select {', '.join(_KEYED)} from subject where rowid > ? and counted order by rowid limit ?"  # noqa: S608
_AT_ONCE = 5_000
_HASH_BYTES = 16 << 20  # so much of the search table is gathered before a piece of it is written


def insert_subjects(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Insert subjects with all their columns, without a statement made for each where the driver allows it."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INSERT, [_IN_ORDER(row) for row in rows])
    else:
        connection.execute(insert(Subject), list(rows))


@contextmanager
def filled_at_once(session: Session, tick: Callable[[], None]) -> Iterator[None]:
    """Leave the search table and the other indexes aside while very many subjects are inserted, and fill them after.

    All in the transaction under way: whoever is killed in the middle, or refused, finds triggers, indexes and search
    table as they were. `tick` is called often while they are filled, and what it raises ends it. Without SQLite nothing
    is left aside.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    last = int(connection.exec_driver_sql("select coalesce(max(rowid), 0) from subject").scalar() or 0)
    triggers = _sql_of(connection, "trigger")
    indexes = _sql_of(connection, "index")
    for kind, found in (("trigger", triggers), ("index", indexes)):
        for name in found:
            connection.exec_driver_sql(f"drop {kind} {name}")
    yield
    session.flush()
    for made in indexes.values():
        tick()
        connection.exec_driver_sql(made)
    if triggers:
        _fill(connection, last, tick)
        for made in triggers.values():
            connection.exec_driver_sql(made)


def search_keys(name: str, pinyin: str, code: str, marks: Iterable[str]) -> str:
    """What the search table keeps of a row, in the words its triggers make; `marks` in the order of `MARKS`.

    A word may stand here more or less often than there: the table knows whether, not how often.
    """
    words = []
    if name:
        words += ["n", " n".join(name), " n", " n".join(map(add, name, name[1:]))]
    if pinyin:
        pairs = list(map(add, pinyin, pinyin[1:]))
        words += [" p", " p".join(pinyin), " p", " p".join(pairs), " p", " p".join(map(add, pairs, pinyin[2:]))]
    words += [" c", code[:1], " c", code[:2]]
    words += [" c", " c".join(map(add, map(add, code, code[1:]), code[2:]))]
    for (column, mark), text in zip(MARKS.items(), marks, strict=True):
        known = _marks.get((mark, text))
        if known is None:
            if len(_marks) > _MOST_MARKS:
                _marks.clear()
            known = _marks[mark, text] = _mark(mark, text, many=column == "tags")
        words.append(known)
    return "".join(words)


def _mark(mark: str, text: str, *, many: bool) -> str:
    words = text.split("、") if many else [text]
    return "".join(f" {mark}{one.encode().hex().upper()}" for one in (["", *words] if many else words))


_marks: dict[tuple[str, str], str] = {}
_MOST_MARKS = 10_000


def _fill(connection: Connection, after: int, tick: Callable[[], None]) -> None:
    """Enter the counted subjects behind a row into the search table."""
    connection.exec_driver_sql(f"insert into {SEARCH_TABLE}({SEARCH_TABLE}, rank) values ('hashsize', {_HASH_BYTES})")  # noqa: S608
    while True:
        found = connection.exec_driver_sql(_NEXT, (after, _AT_ONCE)).cursor.fetchall()
        if not found:
            break
        connection.exec_driver_sql(_FILL, [(row[0], search_keys(row[1], row[2], row[3], row[4:])) for row in found])
        after = found[-1][0]
        tick()
    connection.exec_driver_sql(f"insert into {SEARCH_TABLE}({SEARCH_TABLE}, rank) values ('hashsize', {1 << 20})")  # noqa: S608


def _sql_of(connection: Connection, kind: str) -> dict[str, str]:
    """What made each trigger or index of the subjects, by name; those of keys have no words and stay."""
    asked = "select name, sql from sqlite_master where tbl_name = 'subject' and type = ? and sql is not null"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, (kind,))}
