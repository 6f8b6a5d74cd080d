"""The accepted rows of a judged list, kept small: the rows as they were read, packed, and a byte on each.

Nearly every row of a list is taken in as it stands. So of those nothing is kept but where they lie; only rows that came
out otherwise than they went in are kept a second time. What makes a row acceptable is `judging`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

from inspector_desktop.registry.intake.model import Finding, IntakeRow, Twin, finding_of
from inspector_desktop.registry.intake.spool import LazySequence, dumped, packed, rows_at, unpacked

LEFT_OUT, AS_READ, AS_READ_BLANK, OTHERWISE = range(4)
"""What became of a row that was read: refused or passed over, taken in as it stands, so without an office, changed."""
_TAKEN_AS_READ = (AS_READ, AS_READ_BLANK)

Item = Sequence[Any]
"""An accepted row: its number, its values in the order of the fields, its findings."""


class Shape(NamedTuple):
    """How a row taken in as it stands becomes an item: its values, from its cells with `uscc` behind, and findings.

    `columns` says where the cell of a field stands, the last being what stands behind all cells.
    """

    columns: Mapping[str, int]
    texts: Callable[[list[str]], tuple[str, ...]]
    blank: list[list[Any]]

    def item(self, row: Sequence[Any], mark: int) -> Item:
        """Return the item of a row."""
        number, cells = row
        return number, self.texts([*cells, "uscc"]), self.blank if mark == AS_READ_BLANK else []


class Run(NamedTuple):
    """Some rows that were read: packed, a mark for each, and the items of those marked `OTHERWISE`, packed.

    `letters` are the initials of the names taken in as they stand, packed, where they are known already.
    """

    read: bytes
    marks: bytes
    others: bytes
    letters: bytes = b""

    def raw(self) -> bytes:
        """The rows as they were read, in JSON."""
        return unpacked(self.read)

    def changed(self) -> Iterator[Item]:
        """The items that came out otherwise."""
        return iter(json.loads(unpacked(self.others))) if self.others else iter(())

    def initials(self) -> Iterator[str]:
        """The initials of the rows taken in as they stand, one by one; empty where they are not known."""
        return iter(unpacked(self.letters).decode().split("\n")) if self.letters else repeat("")


class JudgedRows(LazySequence[IntakeRow]):
    """The accepted rows of a sheet; `twins` says what is known of the few that are not alone.

    `suspects` are the indexes of rows whose code or name another row of the file may have.
    """

    def __init__(self, fields: tuple[str, ...], shape: Shape | None = None) -> None:
        self.fields, self.shape = fields, shape
        self.runs: list[Run] = []
        self._ends: list[int] = []
        self.twins: dict[int, Twin] = {}
        self.suspects: frozenset[int] = frozenset()
        self.warned = 0
        self.findings = 0

    def add(self, read: bytes, marks: bytes, others: Sequence[Item], letters: bytes = b"") -> None:
        """Keep a run of rows."""
        accepted = len(marks) - marks.count(LEFT_OUT)
        if accepted:
            kept = read if len(others) < accepted else b""
            self.runs.append(Run(kept, marks, packed(dumped(others)) if others else b"", letters))
            self._ends.append(len(self) + accepted)

    def items(self, start: int = 0) -> Iterator[Item]:
        """Yield the items from one on, for whoever needs no object of each."""
        at = bisect_right(self._ends, start)
        skip = start - (self._ends[at - 1] if at else 0)
        for run in islice(self.runs, at, None):
            items = self._items_of(run)
            yield from islice(items, skip, None) if skip else items
            skip = 0

    def items_at(self, indexes: Collection[int]) -> Iterator[tuple[int, Item]]:
        """Yield some items with their indexes, reading few others."""
        wanted: dict[int, list[int]] = {}
        for index in sorted(indexes):
            wanted.setdefault(bisect_right(self._ends, index), []).append(index)
        for at, found in wanted.items():
            begin, run = self._ends[at - 1] if at else 0, self.runs[at]
            yield from zip(found, self._some(run, [index - begin for index in found]), strict=True)

    def at(self, indexes: Collection[int]) -> Iterator[tuple[int, IntakeRow]]:
        """Yield some rows with their indexes, making no others."""
        return ((at, self._made(item)) for at, item in self.items_at(indexes))

    def _items_of(self, run: Run) -> Iterator[Item]:
        others = run.changed()
        if not run.read or self.shape is None:
            yield from others
            return
        make = self.shape.item
        for row, mark in zip(json.loads(run.raw()), run.marks, strict=True):
            if mark == OTHERWISE:
                yield next(others)
            elif mark:
                yield make(row, mark)

    def _some(self, run: Run, places: list[int]) -> list[Item]:
        """Return the items of a run at some places among the accepted."""
        if not run.read or self.shape is None:
            others = list(run.changed())
            return [others[place] for place in places]
        accepted = [line for line, mark in enumerate(run.marks) if mark]
        lines = [accepted[place] for place in places]
        others = list(run.changed())
        read = iter(rows_at(run.raw(), len(run.marks), [line for line in lines if run.marks[line] != OTHERWISE]))
        return [
            others[run.marks[:line].count(OTHERWISE)]
            if (mark := run.marks[line]) == OTHERWISE
            else self.shape.item(next(read), mark)
            for line in lines
        ]

    def _made(self, item: Item) -> IntakeRow:
        number, values, findings = item
        warnings = tuple(finding_of(number, one) for one in findings)
        twin = self.twins.get(number)
        given = {name: text for name, text in zip(self.fields, values, strict=True) if text}
        if twin is None:
            return IntakeRow(number, given, warnings)
        if twin.why:
            warnings += (twin.finding(number),)
        return IntakeRow(number, given, warnings, twin.same_as, twin.known)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[IntakeRow]:
        return self.since(0)

    def since(self, start: int) -> Iterator[IntakeRow]:
        """Yield the rows from one on."""
        make = self._made
        return (make(item) for item in self.items(start))


class WarningsOf(LazySequence[Finding]):
    """What there is to be said of accepted rows, in their order."""

    def __init__(self, rows: JudgedRows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows.findings

    def __iter__(self) -> Iterator[Finding]:
        return (finding for row in self._rows for finding in row.warnings)
