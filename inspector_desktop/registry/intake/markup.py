"""Tables written as markup and named otherwise: SpreadsheetML 2003 (often `.xlsx`) and HTML (often `.xls`).

Runs in the reading process. Cells merged downwards are repeated in each row that holds anything else, as everywhere.
Entities are never expanded: a document that defines any is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from typing_extensions import override

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake.encoding import decode
from inspector_desktop.registry.intake.limits import Limits

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_CHUNK = 1 << 16
_MOST_ROWS = 1_048_576

RawCell = tuple[str, str]
"""Text and kind of a cell: String, Number, DateTime, Boolean, Error."""


@dataclass
class Grid:
    """A sheet as it is put together: rows with their numbers from 1, merges downwards filled."""

    name: str
    limits: Limits
    file: str
    visible: bool = True
    rows: list[tuple[int, list[RawCell]]] = field(default_factory=list)
    _number: int = 0
    _cells: dict[int, RawCell] = field(default_factory=dict)
    _column: int = 0
    _hanging: dict[int, tuple[int, RawCell]] = field(default_factory=dict)

    def begin_row(self, number: int = 0) -> None:
        """Begin the next row, or the one with that number."""
        self._number = number if self._number < number <= _MOST_ROWS else self._number + 1
        self._cells, self._column = {}, 0

    def put(self, text: str, kind: str, *, at: int = 0, across: int = 1, down: int = 1, flow: bool = False) -> None:
        """Put a cell at a column from 1, else at the next; `flow` steps over cells merged from above (HTML)."""
        column = at - 1 if at > 0 else self._column
        while flow and column in self._hanging and self._hanging[column][0] >= self._number:
            column += 1
        if column < self.limits.columns:
            self._cells[column] = (text[: self.limits.cell], kind)
            if down > 1:
                for covered in range(column, min(column + across, self.limits.columns) if flow else column + 1):
                    held = self._cells[column] if covered == column else ("", "String")
                    self._hanging[covered] = (min(self._number + down - 1, _MOST_ROWS), held)
        self._column = column + max(1, across)

    def end_row(self) -> None:
        """Finish the row; raises `Refused` beyond the limit of rows."""
        filled = any(text.strip() for text, _ in self._cells.values())
        for column, (last, cell) in list(self._hanging.items()):
            if last < self._number:
                del self._hanging[column]
            elif filled and not self._cells.get(column, ("", ""))[0].strip():
                self._cells[column] = cell
        if filled:
            if len(self.rows) >= self.limits.rows:
                raise Refused("refused-import-too-many-rows", file=self.file, limit=self.limits.rows)
            width = max(self._cells) + 1
            self.rows.append((self._number, [self._cells.get(at, ("", "String")) for at in range(width)]))
        self._cells = {}


def read_spreadsheetml(path: Path, limits: Limits) -> Iterator[Grid]:
    """Yield the sheets of an XML table 2003. Raises `Refused` for definitions, damage, too many rows."""
    reader = _SpreadsheetReader(path.name, limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    text = decode(path.read_bytes(), path.name).lstrip()
    try:
        for begin in range(0, len(text), _CHUNK):
            parser.Parse(text[begin : begin + _CHUNK], False)
            yield from reader.taken()
        parser.Parse("", True)
    except expat.ExpatError as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken
    yield from reader.taken()


class _SpreadsheetReader:
    """Follows the elements that matter."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._done: list[Grid] = []
        self._grid: Grid | None = None
        self._kind = ""
        self._cell: dict[str, int] = {}
        self._text: list[str] | None = None
        self._visible: list[str] | None = None
        self._data = ""

    def taken(self) -> list[Grid]:
        """Hand over the sheets that are complete."""
        done, self._done = self._done, []
        return done

    def refuse(self, *_: object) -> None:
        """Refuse a document type or an entity."""
        raise Refused("refused-import-bomb", file=self._file, why="entities")

    def start(self, name: str, given: dict[str, str]) -> None:
        """Begin an element."""
        grid = self._grid
        if name == f"{_SPREADSHEET} Worksheet":
            self._grid = Grid(given.get(f"{_SPREADSHEET} Name", ""), self._limits, self._file)
        elif grid is None:
            return
        elif name == f"{_SPREADSHEET} Row":
            grid.begin_row(_count(given, "Index"))
        elif name == f"{_SPREADSHEET} Cell":
            self._cell = {key: _count(given, key) for key in ("Index", "MergeAcross", "MergeDown")}
            self._data, self._kind = "", "String"
        elif name == f"{_SPREADSHEET} Data":
            self._text, self._kind = [], given.get(f"{_SPREADSHEET} Type", "String")
        elif name == f"{_EXCEL} Visible":
            self._visible = []

    def text(self, data: str) -> None:
        """Take text of a cell, pieces of rich text included."""
        if self._text is not None:
            self._text.append(data)
        elif self._visible is not None:
            self._visible.append(data)

    def end(self, name: str) -> None:
        """Finish an element."""
        grid = self._grid
        if grid is None:
            return
        if name == f"{_SPREADSHEET} Data":
            self._data, self._text = "".join(self._text or ()), None
        elif name == f"{_SPREADSHEET} Cell":
            cell = self._cell
            grid.put(
                self._data, self._kind, at=cell["Index"], across=cell["MergeAcross"] + 1, down=cell["MergeDown"] + 1
            )
        elif name == f"{_SPREADSHEET} Row":
            grid.end_row()
        elif name == f"{_EXCEL} Visible":
            grid.visible, self._visible = "".join(self._visible or ()) in {"", "SheetVisible"}, None
        elif name == f"{_SPREADSHEET} Worksheet":
            self._done.append(grid)
            self._grid = None


def read_html(path: Path, limits: Limits) -> Iterator[Grid]:
    """Yield the tables of a page. Raises `Refused` when it has none, or beyond the limit of rows."""
    reader = _PageReader(path.name, limits)
    text = decode(path.read_bytes(), path.name)
    found = False
    for begin in range(0, len(text), _CHUNK):
        reader.feed(text[begin : begin + _CHUNK])
        for grid in reader.taken():
            found = True
            yield grid
    reader.close()
    for grid in reader.finish():
        found = True
        yield grid
    if not found:
        raise Refused("refused-import-html", file=path.name)


class _PageReader(HTMLParser):
    """Follows tables, rows and cells; a table inside a cell is text of that cell."""

    def __init__(self, file: str, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._file, self._limits = file, limits
        self._done: list[Grid] = []
        self._count = 0
        self._grid: Grid | None = None
        self._depth = 0
        self._in_row = False
        self._hidden = 0
        self._cell: dict[str, int] | None = None
        self._text: list[str] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table, "tr": self._start_row, "td": self._start_cell, "th": self._start_cell,
        }  # fmt: skip

    def taken(self) -> list[Grid]:
        """Hand over the tables that are complete."""
        done, self._done = self._done, []
        return done

    def finish(self) -> list[Grid]:
        """Close what was left open and hand it over."""
        self._end_row()
        if self._grid is not None:
            self._done.append(self._grid)
        return self.taken()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script"}:
            self._hidden += 1
        elif tag == "br" and self._cell is not None:
            self._text.append("\n")
        elif tag in self._starts and (tag == "table" or self._depth == 1):
            self._starts[tag]({name: value or "" for name, value in attrs})

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script"}:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0 and self._grid is not None:
                self._end_row()
                self._done.append(self._grid)
                self._grid = None
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    @override
    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._text.append(data)

    def _start_table(self, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._count += 1
            name = self._file if self._count == 1 else f"{self._file} {self._count}"
            self._grid = Grid(name, self._limits, self._file)

    def _start_row(self, _: dict[str, str]) -> None:
        self._end_row()
        if self._grid is not None:
            self._grid.begin_row()
            self._in_row = True

    def _start_cell(self, given: dict[str, str]) -> None:
        self._end_cell()
        if not self._in_row:
            self._start_row(given)
        self._cell = {key: min(_whole(given.get(key, "")), _MOST_ROWS) for key in ("colspan", "rowspan")}

    def _end_cell(self) -> None:
        if self._cell is None or self._grid is None:
            return
        # A line break of the source is a space of the page; one of <br> was added as a line break on its own.
        pieces = (piece if piece == "\n" else " ".join(piece.split()) for piece in self._text)
        text = "".join(pieces).replace("\xa0", " ").strip()
        cell, self._cell, self._text = self._cell, None, []
        self._grid.put(text, "String", across=max(1, cell["colspan"]), down=max(1, cell["rowspan"]), flow=True)

    def _end_row(self) -> None:
        self._end_cell()
        if self._in_row and self._grid is not None:
            self._grid.end_row()
        self._in_row = False


def _count(given: dict[str, str], name: str) -> int:
    return min(_whole(given.get(f"{_SPREADSHEET} {name}", "")), _MOST_ROWS)


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
