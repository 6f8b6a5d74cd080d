"""Filling the search table for very many subjects: a process of its own makes it while the rows are still entered.

The words of a million rows, and the index over them, are half the work of an import. A child process makes both in a
database in its memory, from rows it is sent as they are inserted; its finished pages are then taken over into the
table of the store. Nothing touches the disk but the store itself. Whatever the child cannot do, the caller does row by
row instead: `finish` tells. The parts of an FTS5 table are documented: https://sqlite.org/fts5.html#fts5_data_structures
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from inspector_desktop.registry.search_words import search_words

HASH_BYTES = 32 << 20  # so much of the table is gathered before a piece of it is written
MOST_PIECES = 1_000
_AT_ONCE = 2_000
_PATIENCE_S = 5
PARTS = {"data": "id, block", "idx": "segid, term, pgno", "docsize": "id, sz, origin"}
"""The parts of the table that hold what was entered, and their columns."""

Row = tuple[int, str, str, str, tuple[str, ...]]
"""Number of the row, name, initials, code, and what filters ask for."""


class Filling:
    """The child at work on a table. `close` whatever happens."""

    def __init__(self, table: str, made: str) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._child = context.Process(target=_work, args=(theirs, table, made), daemon=True, name="search")
        self._broken = False
        self.sent = 0
        try:
            self._child.start()
        except OSError:
            self._broken = True
        theirs.close()

    def put(self, rows: Sequence[Row]) -> None:
        """Send rows; never raises."""
        self.sent += len(rows)
        try:
            if not self._broken:
                self._ours.send(rows)
        except OSError:
            self._broken = True

    def finish(self, take: Callable[[str, list[tuple[Any, ...]]], None]) -> bool:
        """Hand every part of the finished table to `take`, some rows at a time; false where the child gave up."""
        try:
            if self._broken:
                return False
            self._ours.send(None)
            while (message := self._ours.recv()) is not None:
                take(*message)
        except (EOFError, OSError):
            return False
        return True

    def close(self) -> None:
        """End the child."""
        self._ours.close()
        if self._child.pid is not None:
            if self._child.is_alive():
                self._child.kill()
            self._child.join(_PATIENCE_S)


def _work(pipe: Pipe, table: str, made: str) -> None:
    """Make the table in memory from the rows that arrive, and send it back."""
    gc.disable()  # rows hold no cycles, and it ends soon
    database = sqlcipher.connect(":memory:")
    database.isolation_level = None
    database.execute("pragma journal_mode = off")
    database.execute(made)
    for option, value in (("hashsize", HASH_BYTES), ("automerge", 0), ("crisismerge", MOST_PIECES)):
        database.execute(f"insert into {table}({table}, rank) values (?, ?)", (option, value))  # noqa: S608  (ours)
    database.execute("begin")
    enter = f"insert into {table}(rowid, keys) values (?, ?)"  # noqa: S608
    try:
        while (rows := pipe.recv()) is not None:
            database.executemany(enter, [(row[0], search_words(*row[1:])) for row in rows])
        database.execute("commit")
        for part, columns in PARTS.items():
            whole = f"select {columns} from {table}_{part}"  # noqa: S608
            for found in _some(database.execute(whole)):
                pipe.send((part, found))
        pipe.send(None)
    except (EOFError, OSError):
        return  # whoever asked is gone
    finally:
        database.close()


def _some(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    while found := cursor.fetchmany(_AT_ONCE):
        yield found
