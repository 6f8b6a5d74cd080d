"""Runs in its own process: unpacks within the budget, lets the spreadsheet library read, sends plain cells.

What it sends is JSON, so that a library led astray by a hostile file has nothing to say but texts. It decides nothing
about rows; that is `judging`. Messages: `sheet`, `rows`, `done`, `refused`, `missing`.
"""

from __future__ import annotations

import csv
import gc
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO, TypeVar, cast

from inspector_desktop.errors import Missing, Refused
from inspector_desktop.registry.codes import EXACT_DIGITS
from inspector_desktop.registry.intake import bulk
from inspector_desktop.registry.intake.encoding import encoding_of
from inspector_desktop.registry.intake.limits import Limits, confine
from inspector_desktop.registry.intake.markup import RawCell, read_html, read_spreadsheetml
from inspector_desktop.registry.intake.sniffing import sniff
from inspector_desktop.registry.intake.spool import RUN, dumped

MERGES_LOOKED_AT = 20_000
_CHUNK = 1 << 18
_LONGEST_LINE = 1 << 22
_MOST_TEXT = 1 << 22  # characters in a message: fewer rows of long texts
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
_DELIMITERS = (",", "\t", ";")
_ZIPPED = frozenset({"xlsx", "xlsb", "ods"})
_MARKUP = {"spreadsheetml": read_spreadsheetml, "html": read_html}

_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")

WireCell = str | list[str]
_ValueT = TypeVar("_ValueT")


def run(connection: Connection, path: str, limits: Limits) -> None:
    """Read the file at `path` and send its sheets; the entry point of the process."""
    confine(limits)
    gc.disable()  # rows are many and hold no cycles
    try:
        container = sniff(Path(path), limits)
        if container == "csv":
            _send_csv(connection, Path(path), limits)
        elif container in _MARKUP:
            _send_markup(connection, Path(path), container, limits)
        else:
            _send_workbook(connection, Path(path), container, limits)
        _send(connection, ["done"])
    except Refused as refused:
        _send(connection, ["refused", refused.code, refused.facts])
    except Missing as missing:
        _send(connection, ["missing", missing.code, missing.facts])
    except MemoryError:
        _send(connection, ["refused", "refused-import-memory", {"file": Path(path).name}])
    finally:
        connection.close()


@dataclass
class Unpacked:
    """What unpacking showed: the true size of sheets and shared texts, and merges over several rows by part."""

    cells: int = 0
    merges: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)


def unpack_within(path: Path, limits: Limits) -> Unpacked:
    """Unpack every part once, keeping nothing, and stop where a budget is passed; sizes claimed inside may lie."""
    total, seen = 0, Unpacked()
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.filelist:
                size, name = 0, entry.filename.lower()
                _safe(entry, path)
                with archive.open(entry) as part:
                    while chunk := part.read(_CHUNK):
                        size += len(chunk)
                        total += len(chunk)
                        if total > limits.unpacked:
                            raise Refused("refused-import-bomb", file=path.name, why="unpacked")
                        if size > limits.ratio_from and size > limits.ratio * max(1, entry.compress_size):
                            raise Refused("refused-import-bomb", file=path.name, why="ratio")
                        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                            raise Refused("refused-import-bomb", file=path.name, why="entities")
                        if b"<mergeCell " in chunk:
                            seen.merges.setdefault(name, []).extend(bulk.merges_in(chunk))
                if name.startswith("xl/worksheets/") or name == "xl/sharedstrings.xml":
                    seen.cells += size
    except _BROKEN_ARCHIVE as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken
    return seen


def _safe(entry: zipfile.ZipInfo, path: Path) -> None:
    """Refuse an archive that names places outside itself, or links: nothing is written here, but it is no workbook."""
    name = entry.filename.replace("\\", "/")
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if link or name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/"):
        raise Refused("refused-import-bomb", file=path.name, why="escape")
    if entry.flag_bits & 1:
        raise Refused("refused-import-encrypted", file=path.name)


def cell_of(value: object) -> WireCell:
    """Return a cell as text, or as its kind and text where it was none in the file."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ["switch", str(value).upper()]
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return ["date", value.date().isoformat() if value.time() == time() else value.isoformat(" ")]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    return ["time", str(value)] if isinstance(value, time | timedelta) else str(value)


def _number(value: float) -> WireCell:
    """Write a number as people see it; one with more digits than a cell can hold is marked as worn."""
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  (not a number)
        return ["worn", str(value)]
    if value == int(value):
        text = str(int(value))
        return ["number" if len(text.lstrip("-")) <= EXACT_DIGITS else "worn", text]
    return ["number", repr(value)]


def _send_workbook(connection: Connection, path: Path, container: str, limits: Limits) -> None:
    from python_calamine import (  # noqa: PLC0415  (only this process ever loads it)
        CalamineError,
        PasswordError,
        SheetVisibleEnum,
        load_workbook,
    )

    seen = unpack_within(path, limits) if container in _ZIPPED else Unpacked()
    if container == "xlsx" and seen.cells > limits.at_once:
        _send_bulk(connection, path, limits, seen)
        return
    _silence()
    left = limits.rows
    try:
        # Given a path the library would go by its ending; given a file it looks at the content, as we did.
        with path.open("rb") as file, load_workbook(file) as book:
            _few(len(book.sheets_metadata), path, limits)
            for meta in book.sheets_metadata:
                sheet = book.get_sheet_by_name(meta.name)
                _send(connection, ["sheet", meta.name, meta.visible == SheetVisibleEnum.Visible])
                top, side = sheet.start or (0, 0)
                spans = list(_vertical_spans(sheet.merged_cell_ranges or [], top, side))
                rows = _filled(sheet.to_python(skip_empty_area=True), spans)
                left -= _send_rows(connection, rows, top, side, left, path, limits)
    except PasswordError as locked:
        raise Refused("refused-import-encrypted", file=path.name) from locked
    except (CalamineError, OSError, ValueError, OverflowError) as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken


def _send_bulk(connection: Connection, path: Path, limits: Limits, seen: Unpacked) -> None:
    """Send the rows of a workbook too large for the library, as they are read."""
    left = limits.rows
    try:
        with zipfile.ZipFile(path) as archive:
            book = bulk.Book(archive, path, limits, cell_of)
            book.read_texts()
            _few(len(book.sheets), path, limits)
            for sheet in book.sheets:
                _send(connection, ["sheet", sheet.name, sheet.visible])
                sheet.merges += seen.merges.get(sheet.path.lower(), [])[:MERGES_LOOKED_AT]
                left -= _send_numbered(connection, book.rows(sheet), left, path, limits)
    except _BROKEN_ARCHIVE as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken


def _few(sheets: int, path: Path, limits: Limits) -> None:
    if sheets > limits.sheets:
        raise Refused("refused-import-bomb", file=path.name, why="sheets")


def _silence() -> None:
    """Keep the library's own traces off the terminal: what it met is told by a refusal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _vertical_spans(
    merges: Iterable[tuple[tuple[int, int], tuple[int, int]]], top: int, side: int
) -> Iterator[tuple[int, int, int]]:
    """Yield first row, last row and column of the leftmost column of each merge of several rows."""
    for count, ((first, column), (last, _)) in enumerate(merges):
        if count >= MERGES_LOOKED_AT:
            return
        if last > first >= top and column >= side:
            yield first - top, last - top, column - side


def _filled(rows: list[list[_ValueT]], spans: list[tuple[int, int, int]]) -> list[list[_ValueT]]:
    """Repeat a cell merged over several rows in each that holds anything else, as its reader sees it."""
    for first, last, column in spans:
        if first >= len(rows) or column >= len(rows[first]):
            continue
        for row in rows[first + 1 : last + 1]:
            if row[column] == "" and any(value != "" for value in row):
                row[column] = rows[first][column]
    return rows


def _send_csv(connection: Connection, path: Path, limits: Limits) -> None:
    """Send a table of values as it is read; a line longer than any row may be ends it."""
    csv.field_size_limit(limits.cell)
    _send(connection, ["sheet", path.name, True])
    try:
        with path.open(encoding=encoding_of(path), newline="") as file:
            head = file.read(_CHUNK).split("\n", 5)[:5]
            delimiter = max(_DELIMITERS, key=lambda mark: max(line.count(mark) for line in head))
            file.seek(0)
            rows = csv.reader(_lines(file, path), delimiter=delimiter)
            _send_numbered(connection, enumerate(rows, 1), limits.rows, path, limits)  # texts all of them
    except csv.Error as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise Refused("refused-import-damaged", file=path.name)
        yield line


def _send_markup(connection: Connection, path: Path, container: str, limits: Limits) -> None:
    left = limits.rows
    for count, grid in enumerate(_MARKUP[container](path, limits), 1):
        _few(count, path, limits)
        _send(connection, ["sheet", grid.name, grid.visible])
        numbered = ((number, [_marked(cell) for cell in cells]) for number, cells in grid.rows)
        left -= _send_numbered(connection, numbered, left, path, limits)


def _marked(cell: RawCell) -> WireCell:
    """Return a cell of SpreadsheetML with the kind it claims, if it is one."""
    text, kind = cell
    if kind == "Number":
        try:
            return cell_of(float(text))
        except ValueError:
            return text
    if kind == "DateTime":
        return ["date", _MIDNIGHT.sub("", text).replace("T", " ")]
    return ["switch", "TRUE" if text == "1" else "FALSE"] if kind == "Boolean" else text


def _send_rows(
    connection: Connection,
    rows: Iterable[Iterable[object]],
    top: int,
    side: int,
    left: int,
    path: Path,
    limits: Limits,
) -> int:
    """Send rows that follow each other from `top`, their first cell in the column `side`; return how many."""
    indent: list[WireCell] = [""] * min(side, limits.columns)
    numbered = ((number, indent + [cell_of(value) for value in row]) for number, row in enumerate(rows, top + 1))
    return _send_numbered(connection, numbered, left, path, limits)


def _send_numbered(
    connection: Connection,
    rows: Iterable[tuple[int, list[WireCell]] | tuple[int, list[str]] | bulk.Written],
    left: int,
    path: Path,
    limits: Limits,
) -> int:
    """Send rows that hold anything, each with its number as people count it; return how many there were."""
    sending = _Sending(connection, path, limits)
    for row in rows:
        if isinstance(row, list):
            if sending.sent + len(row) > left:
                raise Refused("refused-import-too-many-rows", file=path.name, limit=limits.rows)
            sending.put_written(row)
            continue
        number, whole = row
        cells = cast("list[WireCell]", whole if len(whole) <= limits.columns else whole[: limits.columns])
        long = _measure(cells, limits.cell)
        if long < 0:
            continue
        if sending.sent == left:
            raise Refused("refused-import-too-many-rows", file=path.name, limit=limits.rows)
        sending.put(number, cells, long)
    sending.flush()
    return sending.sent


def _measure(cells: list[WireCell], longest: int) -> int:
    """Cut cells beyond what one can hold; return how many characters there are, -1 where nothing stands."""
    try:
        text = "".join(cells)  # type: ignore[arg-type]  # where it is none the long way follows
    except TypeError:
        text = None
    if text is not None and len(text) <= longest:
        return len(text) if text and not text.isspace() else -1
    long, filled = 0, False
    for at, cell in enumerate(cells):
        if isinstance(cell, list):
            filled = True
        elif cell:
            filled = filled or not cell.isspace()
            if len(cell) > longest:
                cells[at] = cell[:longest]
            long += len(cell)
    return long if filled else -1


class _Sending:
    """Rows on their way, some at a time, within the budget of text."""

    def __init__(self, connection: Connection, path: Path, limits: Limits) -> None:
        self._connection, self._file = connection, path.name
        self._room = limits.text
        self._size = 0
        self._batch: list[tuple[int, list[WireCell]]] = []
        self._written: list[bytes] = []
        self.sent = 0

    def put_written(self, rows: list[bytes]) -> None:
        """Send rows that are JSON already, soon."""
        if self._batch:
            self.flush()
        self._written += rows
        self._size += sum(map(len, rows))
        self.sent += len(rows)
        if len(self._written) >= RUN or self._size > _MOST_TEXT:
            self.flush()

    def put(self, number: int, cells: list[WireCell], long: int) -> None:
        """Send a row, soon."""
        if self._written:
            self.flush()
        self._batch.append((number, cells))
        self._size += long
        self.sent += 1
        if len(self._batch) == RUN or self._size > _MOST_TEXT:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        count = len(self._batch) + len(self._written)
        if not count:
            return
        raw = dumped(self._batch) if self._batch else b"[%b]" % b",".join(self._written)
        self._room -= len(raw)
        if self._room < 0:
            raise Refused("refused-import-memory", file=self._file)
        _send(self._connection, ["rows", count])
        self._connection.send_bytes(raw)
        self._batch, self._written, self._size = [], [], 0


def _send(connection: Connection, message: list[object]) -> None:
    connection.send_bytes(dumped(message))
