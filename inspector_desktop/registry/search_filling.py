"""Filling the search table for very many subjects: a process of its own makes it while the rows are still entered.

The words of a million rows, and the index over them, are half the work of an import. A child process makes both in a
database in its memory, from rows it is sent as they are inserted; its finished pages are taken over into the table of
the store, and forgotten by the child, whenever the caller asks for them, so that neither holds much. Nothing touches
the disk but the store itself. Whatever the child cannot do, the caller does row by row instead: `finish` tells. The
parts of an FTS5 table are documented: https://sqlite.org/fts5.html#fts5_data_structures
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Sequence
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from inspector_desktop.registry.search_words import search_words_of

HASH_BYTES = 32 << 20  # so much of the table is gathered before a piece of it is written
MOST_PIECES = 1_000
_AT_ONCE = 2_000
_PATIENCE_S = 5


class Part(NamedTuple):
    """A part of the table: its columns, which rows are finished at once, and what puts them into another table."""

    columns: str
    finished: str
    enter: str


PARTS = {
    "data": Part("id, block", f"id >= {1 << 37}", "values (?, ?)"),
    "idx": Part("segid, term, pgno", "", "values (?, ?, ?)"),
    # Rows that follow each other come in one: where they begin, their origin, and the others in JSON. So they are
    # entered in a seventh of the time.
    "docsize": Part("id, sz, origin", "true", "select ? + key, unhex(value), ? from json_each(?)"),
}
"""The parts of the table that hold what was entered. Data below the first piece are the sums and the list of pieces."""
_MORE, _LAST = "more", "last"


class Rows(NamedTuple):
    """Rows as columns: their numbers, names, initials, codes, and what filters ask for."""

    numbers: Sequence[int]
    names: Sequence[str]
    letters: Sequence[str]
    codes: Sequence[str]
    marks: Sequence[tuple[str, ...]]


Take = Callable[[str, list[tuple[Any, ...]]], None]


class Filling:
    """The child at work on a table. `close` whatever happens."""

    def __init__(self, table: str, made: str) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._child = context.Process(target=_work, args=(theirs, table, made, HASH_BYTES), daemon=True, name="search")
        self._broken = False
        self.sent = 0
        try:
            self._child.start()
        except OSError:
            self._broken = True
        theirs.close()

    def put(self, rows: Rows) -> None:
        """Send rows; never raises."""
        self.sent += len(rows.numbers)
        try:
            if not self._broken:
                self._ours.send(tuple(rows))
        except OSError:
            self._broken = True

    def collect(self, take: Take) -> None:
        """Hand what is finished to `take`, some rows of a part at a time; what goes wrong `finish` tells."""
        self._ask(_MORE, take)

    def finish(self, take: Take) -> bool:
        """Hand the rest of the table to `take`; false where the child gave up, and what it gave is to be forgotten."""
        self._ask(_LAST, take)
        return not self._broken

    def _ask(self, what: str, take: Take) -> None:
        # The child sends nothing but answers, so that never both wait for the other to read.
        try:
            if not self._broken:
                self._ours.send(what)
                while (message := self._ours.recv()) is not None:
                    take(*message)
        except (EOFError, OSError):
            self._broken = True

    def close(self) -> None:
        """End the child."""
        self._ours.close()
        if self._child.pid is not None:
            if self._child.is_alive():
                self._child.kill()
            self._child.join(_PATIENCE_S)


def _work(pipe: Pipe, table: str, made: str, hash_bytes: int) -> None:
    """Make the table in memory from the rows that arrive, and send it back."""
    gc.disable()  # rows hold no cycles, and it ends soon
    database = sqlcipher.connect(":memory:")
    database.isolation_level = None
    database.execute("pragma journal_mode = off")
    database.execute(made)
    for option, value in (("hashsize", hash_bytes), ("automerge", 0), ("crisismerge", MOST_PIECES)):
        database.execute(f"insert into {table}({table}, rank) values (?, ?)", (option, value))  # noqa: S608  (ours)
    database.execute("begin")
    enter = f"insert into {table}(rowid, keys) values (?, ?)"  # noqa: S608
    try:
        while (rows := pipe.recv()) != _LAST:
            if rows == _MORE:
                _send_finished(pipe, database, table)
            else:
                numbers, *columns = rows
                database.executemany(enter, zip(numbers, search_words_of(*columns), strict=True))
        database.execute("commit")
        for name, part in PARTS.items():
            _send(pipe, name, database.execute(f"select {part.columns} from {table}_{name}"))  # noqa: S608
        pipe.send(None)
    except (EOFError, OSError):
        return  # whoever asked is gone
    finally:
        database.close()


def _send_finished(pipe: Pipe, database: Any, table: str) -> None:
    """Send what never changes again, and forget it: a piece, once written, is only read by who looks for words."""
    for name, part in PARTS.items():
        if part.finished:
            which = f"{table}_{name} where {part.finished}"
            _send(pipe, name, database.execute(f"select {part.columns} from {which}"))  # noqa: S608
            database.execute(f"delete from {which}")  # noqa: S608
    pipe.send(None)


def _send(pipe: Pipe, part: str, cursor: Any) -> None:
    while found := cursor.fetchmany(_AT_ONCE):
        pipe.send((part, _joined(found) if part == "docsize" else found))


def _joined(rows: list[tuple[int, bytes, int]]) -> list[tuple[int, int, str]]:
    """Join rows that follow each other and have one origin."""
    groups = groupby(enumerate(rows), key=lambda one: (one[1][0] - one[0], one[1][2]))
    found = (([row for _, row in group], origin) for (_, origin), group in groups)
    return [(group[0][0], origin, json.dumps([size.hex() for _, size, _ in group])) for group, origin in found]
