"""Reads workbooks of very many rows piece by piece, because the spreadsheet library holds all cells at once.

Runs in the reading process, after the budget was checked. Nearly every piece is read at once (`layouts`). Of the others
what stands in the usual spelling is read by patterns, and every row is counted to the last `<`; a row spelled in any
other way goes through a real XML parser.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any
from xml.parsers import expat

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake.layouts import Layout, columns_of
from inspector_desktop.registry.intake.layouts import column as column_of
from inspector_desktop.registry.intake.limits import MEBIBYTE, Limits
from inspector_desktop.registry.intake.shared_texts import SharedTexts, parse, plain
from inspector_desktop.registry.intake.spool import dumped

Numbered = tuple[int, list[Any]]
Written = list[bytes]
_CHUNK = 1 << 20
_LONGEST_PIECE = 16 * MEBIBYTE
_ROW = re.compile(rb'\s*<row r="(\d{1,7})"[^<>]*(?<!/)>')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,5})")?(?: t="(\w{1,9})")?'
    rb'(?:/>|>(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_OPEN = re.compile(rb"<(?:\w+:)?(?:row|si)(?:\s[^<>]*)?(?<!/)>")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_APPLE_YEAR = 1904
_FALSE_LEAP_DAY = 60  # of the spreadsheets' 1900


@dataclass
class Part:
    """A sheet of a workbook: its name, whether it is shown, and the part it stands in."""

    name: str
    visible: bool
    path: str
    merges: list[tuple[int, int, int]] = field(default_factory=list)  # first row, last row, column from 0


class Book:
    """A workbook, its sheets read row by row. Raises `Refused` where it is none."""

    def __init__(self, archive: zipfile.ZipFile, path: Path, limits: Limits, cell_of: Callable[[object], Any]) -> None:
        self._archive, self._file, self._limits, self._cell_of = archive, path.name, limits, cell_of
        self._names = {entry.filename.lower(): entry.filename for entry in archive.filelist}
        self.sheets, self._epoch = self._contents()
        self._dated = self._styles()
        self._texts = SharedTexts()
        self._layout: Layout | None = None  # of the piece before
        self._last = 0  # the row before

    def read_texts(self) -> None:
        """Take in the shared texts; they stay packed one behind the other."""
        name = self._names.get("xl/sharedstrings.xml")
        if name is None:
            return
        for piece in self._pieces(name, b"</si>"):
            self._texts.add(piece, self._damaged)
        self._texts.close()

    def rows(self, sheet: Part) -> Iterator[Numbered | Written]:
        """Yield the rows of a sheet: number from 1, and cells from column A; or some rows at once, as JSON."""
        spans = sorted(sheet.merges, reverse=True)
        hanging: dict[int, tuple[int, Any]] = {}
        self._last = 0
        for piece in self._pieces(self._names.get(sheet.path.lower(), sheet.path), b"</row>"):
            at_once = None if spans or hanging else self._at_once(piece)
            if at_once is not None:
                yield from self._written(at_once)
                continue
            for number, cells in self._rows_of(piece):
                self._last = number
                if spans or hanging:
                    _fill(number, cells, spans, hanging)
                yield number, cells

    def _at_once(self, piece: bytes) -> Iterator[Written] | None:
        """Return the rows of a piece where all of them have their cells in the same columns, as nearly always."""
        if self._texts.longest > self._limits.cell:
            return None
        before = self._layout
        found = before.read(piece, self._texts, self._number_cell) if before else None
        if found is None:
            columns = columns_of(piece)
            if columns and columns[-1][0] < self._limits.columns and (before is None or columns != before.columns):
                self._layout = Layout(columns)
                found = self._layout.read(piece, self._texts, self._number_cell)
        return found

    def _written(self, found: Iterator[Written]) -> Iterator[Written]:
        try:
            for rows in found:
                if rows:
                    self._last = int(rows[-1][1:].partition(b",")[0])
                yield rows
        except IndexError as missing:
            raise self._damaged() from missing

    def _rows_of(self, piece: bytes) -> Iterator[tuple[int, list[Any]]]:
        for segment in piece.split(b"</row>"):
            begins = _ROW.match(segment)
            if begins is None:
                if segment.strip() and b"<row" in segment:
                    yield from self._parsed(segment)
                continue
            cells = self._any_cells(segment, begins.end())
            if cells is None:
                yield from self._parsed(segment)
            else:
                yield int(begins[1]), cells

    def _any_cells(self, segment: bytes, begin: int) -> list[Any] | None:
        """Return the cells of a row in the usual spelling; else none."""
        found = _CELL.findall(segment, begin)
        if segment.count(b"<") != 1 + 4 * len(found) and not _all_found(segment, begin):
            return None
        widest, text, cell_of = self._limits.columns, self._text, self._cell
        cells: list[Any] = []
        for letters, style, kind, value, inline in found:
            column = _COLUMNS.get(letters, -1)
            if column < 0:
                column = _COLUMNS[letters] = column_of(letters)
            if column >= widest:
                continue
            if column != len(cells):
                if column < len(cells):
                    continue  # a cell stands twice: the first counts
                cells += [""] * (column - len(cells))
            cells.append(text(value) if kind == b"s" else cell_of(kind.decode(), value, inline, style))
        return cells

    def _cell(self, kind: str, value: bytes, inline: bytes, style: bytes) -> Any:
        """Return a cell that names no shared text, from the bytes of the file."""
        return self._made(kind, plain(value), plain(inline), int(style or 0))

    def _made(self, kind: str, value: str, inline: str, style: int) -> Any:
        if kind in {"inlineStr", "str", "e"} or not value:
            return inline if kind == "inlineStr" else value
        if kind == "b":
            return self._cell_of(value.strip() not in {"0", "false"})
        return (
            ["date", value.removesuffix("T00:00:00").replace("T", " ")] if kind == "d" else self._number(value, style)
        )

    def _number(self, value: str, style: int) -> Any:
        try:
            number = float(value)
        except ValueError:
            return value
        moment = self._moment(number) if style in self._dated else None
        return self._cell_of(number if moment is None else moment)

    def _moment(self, number: float) -> datetime | None:
        days = number + 1 if self._epoch.year < _APPLE_YEAR and number < _FALSE_LEAP_DAY else number
        try:
            return self._epoch + timedelta(milliseconds=round(days * 86_400_000))
        except OverflowError:
            return None

    def _number_cell(self, value: bytes, style: bytes) -> bytes:
        """Return a cell that holds a number, as JSON."""
        return dumped(self._cell("", value, b"", style))

    def _text(self, index: bytes) -> str:
        try:
            return self._texts.text(int(index))
        except IndexError as missing:
            raise self._damaged() from missing

    def _parsed(self, segment: bytes) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rows of a segment that is spelled unusually."""
        begin = segment.find(b"<row")
        reader = _RowReader(self._limits.columns, self._text, self._made, self._last)
        parse(b"<x>" + segment[begin:] + b"</row></x>", reader, self._damaged)
        yield from reader.rows

    def _pieces(self, name: str, end: bytes) -> Iterator[bytes]:
        """Yield a part in pieces that end with an element of it, without its last piece's tail."""
        rest = b""
        with self._archive.open(name) as part:
            if part.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
                raise self._damaged()  # UTF-16: nobody writes it, and patterns would pass over it
        with self._archive.open(name) as part:
            for chunk in _chunks(part):
                rest += chunk
                cut = rest.rfind(end)
                if cut >= 0:
                    yield rest[: cut + len(end)]
                    rest = rest[cut + len(end) :]
                elif len(rest) > _LONGEST_PIECE:
                    raise self._damaged()
        if _OPEN.search(rest):  # an element that ends otherwise, as in `</x:row>`
            raise self._damaged()

    def _contents(self) -> tuple[list[Part], datetime]:
        targets: dict[str, str] = {}
        found: list[Part] = []
        epoch = [datetime(1899, 12, 30)]  # noqa: DTZ001  (civil)

        def relation(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship":
                targets[given.get("Id", "")] = given.get("Target", "")

        def sheet(tag: str, given: dict[str, str]) -> None:
            if tag == "sheet":
                target = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
                found.append(
                    Part(given.get("name", ""), given.get("state", "visible") == "visible", targets.get(target, ""))
                )
            elif tag == "workbookPr" and given.get("date1904") in {"1", "true"}:
                epoch[0] = datetime(_APPLE_YEAR, 1, 1)  # noqa: DTZ001

        self._each("xl/_rels/workbook.xml.rels", relation)
        self._each("xl/workbook.xml", sheet)
        for one in found:
            one.path = one.path.lstrip("/") if one.path.startswith("/") else str(PurePosixPath("xl") / one.path)
        sheets = [one for one in found if one.path.lower() in self._names and "/worksheets/" in one.path]
        if not sheets:
            raise self._damaged()
        return sheets, epoch[0]

    def _styles(self) -> frozenset[int]:
        """Return the styles whose numbers are dates."""
        formats: dict[str, bool] = {}
        dated: set[int] = set()
        state = {"inside": False, "at": 0}

        def style(tag: str, given: dict[str, str]) -> None:
            if tag == "numFmt":
                formats[given.get("numFmtId", "")] = is_date_format(given.get("formatCode", ""))
            elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
                state["inside"] = tag == "cellXfs"
            elif tag == "xf" and state["inside"]:
                form = given.get("numFmtId", "0")
                if formats.get(form, form.isdigit() and int(form) in _DATES):
                    dated.add(state["at"])
                state["at"] += 1

        if "xl/styles.xml" in self._names:
            self._each("xl/styles.xml", style)
        return frozenset(dated)

    def _each(self, name: str, take: Callable[[str, dict[str, str]], None]) -> None:
        entry = self._names.get(name)
        if entry is None:
            raise self._damaged()
        with self._archive.open(entry) as part:
            content = part.read(_LONGEST_PIECE)
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, given: take(tag.rpartition(":")[2], given)
        try:
            parser.Parse(content, True)
        except expat.ExpatError as broken:
            raise self._damaged() from broken

    def _damaged(self) -> Refused:
        return Refused("refused-import-damaged", file=self._file)


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a day or a time."""
    bare = _QUOTED.sub("", code.partition(";")[0]).lower().replace("general", "")
    return any(letter in bare for letter in "ymdhs")


def merges_in(chunk: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield first row, last row, and column from 0, of each merge over several rows named in a piece of a sheet."""
    for letters, first, _, last in _MERGE.findall(chunk):
        if int(last) > int(first):
            yield int(first), int(last), column_of(letters)


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(_CHUNK):
        yield chunk


def _all_found(segment: bytes, begin: int) -> bool:
    """Tell whether the cells found are all the row holds: their spellings make up its length."""
    return sum(len(one[0]) for one in _CELL.finditer(segment, begin)) == len(segment) - begin


def _fill(
    number: int, cells: list[Any], spans: list[tuple[int, int, int]], hanging: dict[int, tuple[int, Any]]
) -> None:
    """Repeat a cell merged over several rows in each that holds anything else; `spans` end with the next."""
    for column, (last, value) in list(hanging.items()):
        if number > last:
            del hanging[column]
        elif any(cells):
            cells += [""] * (column + 1 - len(cells))
            if cells[column] == "":
                cells[column] = value
    while spans and spans[-1][0] <= number:
        first, last, column = spans.pop()
        if first == number and column < len(cells):
            hanging[column] = (last, cells[column])


_COLUMNS: dict[bytes, int] = {}


class _RowReader:
    """Follows rows and cells of a spelling nobody expected."""

    def __init__(
        self, widest: int, text: Callable[[bytes], str], made: Callable[[str, str, str, int], Any], last: int
    ) -> None:
        self._widest, self._shared, self._made = widest, text, made
        self.rows: list[tuple[int, list[Any]]] = []
        self._last = last
        self._given: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._open = ""
        self._reading = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """Begin an element."""
        tag = name.rpartition(":")[2]
        if tag == "row":
            number = given.get("r", "")
            self._last = int(number) if number.isdigit() else self._last + 1
            self.rows.append((self._last, []))
        elif tag == "c":
            self._given, self._parts = given, {"v": [], "t": []}
        elif tag == "rPh":
            self._reading += 1
        elif tag in {"v", "t"} and not self._reading:
            self._open = tag

    def text(self, data: str) -> None:
        """Take text of a cell."""
        if self._open and self._parts:
            self._parts[self._open].append(data)

    def end(self, name: str) -> None:
        """Finish an element."""
        tag = name.rpartition(":")[2]
        if tag in {"v", "t"}:
            self._open = ""
        elif tag == "rPh":
            self._reading -= 1
        elif tag == "c" and self.rows:
            cells = self.rows[-1][1]
            letters = "".join(letter for letter in self._given.get("r", "") if letter.isascii() and letter.isupper())
            column = column_of(letters.encode()) if letters else len(cells)
            if len(cells) <= column < self._widest:
                cells += [""] * (column - len(cells))
                value, inline = "".join(self._parts["v"]), "".join(self._parts["t"])
                kind, style = self._given.get("t", ""), self._given.get("s", "0")
                shared = kind == "s" and value.strip().isdigit()
                cells.append(
                    self._shared(value.encode())
                    if shared
                    else self._made(kind, value, inline, int(style) if style.isdigit() else 0)
                )
