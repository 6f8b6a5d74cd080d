"""Reads the sheets of a file in a child process and watches it: progress, cancel, time, memory.

The child is killed rather than asked; nothing it holds is worth keeping. What rows mean is `judging`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, Protocol

from inspector_desktop.errors import Cancelled, Missing, Refused
from inspector_desktop.registry.intake import parsing
from inspector_desktop.registry.intake.limits import Limits, limits_for, memory_of
from inspector_desktop.registry.intake.spool import Spool
from inspector_desktop.registry.pausing import collecting_paused

_TICK_S = 0.05
_LONGEST_MESSAGE = 1 << 28
_PATIENCE_S = 5


class Cell(NamedTuple):
    """What stands in a cell; `kind` is text, number, worn (digits lost), date, time or switch."""

    text: str
    kind: str = "text"


class Line(NamedTuple):
    """A row as people count it in the sheet, and its cells from column A."""

    number: int
    cells: tuple[Cell, ...]


@dataclass
class Sheet:
    """A sheet and its rows that hold anything; those of a file are a `Spool`. `early` is what was judged already."""

    name: str
    visible: bool
    lines: Sequence[Line] = field(default_factory=list)
    early: object = field(default=None, compare=False, repr=False)


class Taker(Protocol):
    """Whoever works on rows while more are read."""

    def take(self, sheet: Sheet, read: bytes, raw: bytes) -> None:
        """Take rows that were added to a sheet, given packed and as JSON."""


def _nobody_cancels() -> bool:
    return False


def _nobody_looks(_rows: int) -> None:
    return None


def read_sheets(
    path: Path,
    *,
    limits: Limits | None = None,
    progress: Callable[[int], None] = _nobody_looks,
    cancelled: Callable[[], bool] = _nobody_cancels,
    early: Taker | None = None,
) -> tuple[Sheet, ...]:
    """Return every sheet of a spreadsheet; `progress` is told the rows read so far, `cancelled` asked often.

    `early` takes rows as they come (`judging.Early`); its time is not the reader's.

    Raises `Missing`, `Refused` for whatever is wrong with the file, `Cancelled`.
    """
    limits = limits or _limits(path)
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=parsing.run, args=(theirs, str(path), limits), daemon=True, name="spreadsheet")
    child.start()
    theirs.close()
    try:
        with collecting_paused() if early is not None else nullcontext():
            return _Watch(path.name, child, ours, limits, progress, cancelled, early).sheets()
    finally:
        if child.is_alive():
            child.kill()
        child.join(_PATIENCE_S)
        ours.close()
        if not child.is_alive():
            child.close()


def _limits(path: Path) -> Limits:
    try:
        return limits_for(path.stat().st_size)
    except OSError:
        return Limits()  # the child says that it is missing


@dataclass
class _Watch:
    """One child at work, seen from outside."""

    file: str
    child: BaseProcess
    connection: Connection
    limits: Limits
    progress: Callable[[int], None]
    cancelled: Callable[[], bool]
    early: Taker | None = None

    def sheets(self) -> tuple[Sheet, ...]:
        """Collect what the child sends until it is done; raises what stands in its way."""
        ends, rows = monotonic() + self.limits.seconds, 0
        found: list[Sheet] = []
        lines = Spool(_line)
        while True:
            self._bounds(ends)
            if not self.connection.poll(_TICK_S):
                continue
            what, *given = self._message()
            if what == "rows":
                raw = self._received()
                read = lines.add(raw, int(given[0]))
                rows += int(given[0])
                self.progress(rows)
                if self.early is not None:
                    began = monotonic()
                    self.early.take(found[-1], read, raw)
                    ends += monotonic() - began
            elif what == "done":
                return tuple(found)
            elif what == "refused":
                raise Refused(str(given[0]), **given[1])
            elif what == "missing":
                raise Missing(str(given[0]), **given[1])
            elif what == "sheet":
                lines = Spool(_line)
                found.append(Sheet(str(given[0]), bool(given[1]), lines))

    def _bounds(self, ends: float) -> None:
        if self.cancelled():
            raise Cancelled("cancelled-import", file=self.file)
        if monotonic() > ends:
            raise Refused("refused-import-time", file=self.file, seconds=self.limits.seconds)
        if memory_of(self.child.pid or 0) > self.limits.memory:
            raise Refused("refused-import-memory", file=self.file)

    def _message(self) -> list[Any]:
        message: list[Any] = json.loads(self._received())
        return message

    def _received(self) -> bytes:
        try:
            return self.connection.recv_bytes(_LONGEST_MESSAGE)
        except (EOFError, OSError) as gone:
            raise self._end() from gone

    def _end(self) -> Refused:
        """Say why the child stopped without a word: killed from outside or by itself means it was out of bounds."""
        self.child.join(_PATIENCE_S)
        code = self.child.exitcode
        killed = code is None or code < 0
        return Refused("refused-import-memory" if killed else "refused-import-damaged", file=self.file)


def _line(given: list[Any]) -> Line:
    number, cells = given
    return Line(number, tuple(Cell(c) if isinstance(c, str) else Cell(str(c[1]), str(c[0])) for c in cells))
