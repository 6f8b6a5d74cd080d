"""Reads the rows of a piece of a sheet at once, where they all have their cells in the same few columns.

Runs in the reading process. What nearly every row of a list is, cells of shared texts and numbers from left to right,
one pattern takes apart as a whole; what it gives is JSON already. That nothing was passed over is counted to the last
`<` of the piece; a piece in which anything else stands is read row by row (`bulk`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from inspector_desktop.registry.intake.shared_texts import SharedTexts
from inspector_desktop.registry.intake.spool import RUN

NumberCell = Callable[[bytes, bytes], bytes]
"""Makes a cell, as JSON, of what stands in one that is no text, and of its style."""
Groups = tuple[tuple[bytes, ...], ...]
"""What stands in a column, row by row: texts by their number; or styles, texts, and what else there is."""
_ROW = rb'<row r="([1-9]\d{0,6}+)"[^<>]*+(?<!/)>%b</row>'
_TEXTS = rb'(?:<c r="%b\d{1,7}+"(?: s="\d{1,5}+")?+(?:/>| t="s"><v>(\d{1,9}+)</v></c>))?+'
_ANY = (
    rb'(?:<c r="%b\d{1,7}+"(?: s="(\d{1,5}+)")?+(?:/>| t="s"><v>(\d{1,9}+)</v></c>|(?: t="n")?+><v>([^<]++)</v></c>))?+'
)
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}+"(?: s="\d{1,5}+")?+( t="s"|/|)')
_EMPTY = re.compile(rb'<(?:c r="[A-Z]{1,3}\d{1,7}+"(?: s="\d{1,5}+")?+/>|row r="\d{1,7}+"[^<>]*+>(?<=/>))')
_INK = re.compile(rb"[2-9A-Z\xe4-\xe9]").search  # no blank has any of these in JSON, even where it is escaped
_BLANK = b'""'
_MOST_BYTES = 4 << 20
_LETTERS = 26
_MOST_COLUMNS = 16_384

Columns = tuple[tuple[int, bytes, bool], ...]
"""The number from 0 of each column, its letters, and whether it holds nothing but texts."""


class Layout:
    """Columns of a sheet, and the pattern of a row that holds nothing else."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._columns = [(number, texts) for number, _, texts in columns]
        cells = b"".join((_TEXTS if texts else _ANY) % letters for _, letters, texts in columns)
        self._row = re.compile(_ROW % cells)

    def read(self, piece: bytes, shared: SharedTexts, number_cell: NumberCell) -> Iterator[list[bytes]] | None:
        """Return the rows of a piece as JSON, some at a time, blank ones left out; none where it holds anything else.

        The iterator raises `IndexError` where a shared text is missing.
        """
        begin = piece.find(b"<row")
        found = self._row.findall(piece, begin) if begin >= 0 else []
        if not found:
            return None
        groups = iter(zip(*found, strict=True))
        numbers = next(groups)
        columns: list[Groups] = [tuple(islice(groups, 1 if texts else 3)) for _, texts in self._columns]
        cells = sum(len(group) - group.count(b"") for column in columns for group in column[-2:])
        if piece.count(b"<", begin) != 2 * len(found) + 4 * cells + _empty(piece, begin):
            return None
        return self._written(numbers, columns, shared, number_cell)

    def _written(
        self,
        numbers: tuple[bytes, ...],
        columns: list[Groups],
        texts: SharedTexts,
        number_cell: NumberCell,
    ) -> Iterator[list[bytes]]:
        width = self._columns[-1][0] + 1
        step = max(1, min(RUN, _MOST_BYTES // (width * max(1, texts.longest))))
        for start in range(0, len(numbers), step):
            part = numbers[start : start + step]
            cells = [[_BLANK] * len(part)] * width
            for (at, _), column in zip(self._columns, columns, strict=True):
                groups = [group[start : start + step] for group in column]
                cells[at] = _texts(groups[0], texts) if len(groups) == 1 else _cells(groups, texts, number_cell)
            rows = zip(part, map(b",".join, _trimmed(cells)), strict=True)
            yield [b"[%b,[%b]]" % row for row in rows if _INK(row[1]) or not _is_blank(row[1])]


def _empty(piece: bytes, begin: int) -> int:
    """Count the cells and rows that hold nothing."""
    return len(_EMPTY.findall(piece, begin)) if b"/>" in piece else 0


def columns_of(piece: bytes) -> Columns:
    """Return the columns that the cells of a piece stand in, from left to right."""
    found = set(_CELL.findall(piece))
    mixed = {letters for letters, kind in found if not kind}
    return tuple(sorted((column(letters), letters, letters not in mixed) for letters in {one for one, _ in found}))


def column(letters: bytes) -> int:
    """Return the number of a column from 0."""
    at = 0
    for letter in letters:
        at = at * _LETTERS + letter - 64
    return min(at, _MOST_COLUMNS) - 1


def _texts(indexes: tuple[bytes, ...], texts: SharedTexts) -> list[bytes]:
    if b"" not in indexes:
        return texts.written(map(int, indexes))
    found = iter(texts.written([int(one) for one in indexes if one]))
    return [next(found) if one else _BLANK for one in indexes]


def _cells(groups: list[tuple[bytes, ...]], texts: SharedTexts, number_cell: NumberCell) -> list[bytes]:
    styles, indexes, values = groups
    return [
        number_cell(value, style) if value else text
        for style, text, value in zip(styles, _texts(indexes, texts), values, strict=True)
    ]


def _trimmed(cells: list[list[bytes]]) -> Iterable[Sequence[bytes]]:
    """Return rows of columns of cells; none ends with a blank."""
    rows = zip(*cells, strict=True)
    return map(_without_tail, rows) if _BLANK in cells[-1] else rows


def _without_tail(row: tuple[bytes, ...]) -> tuple[bytes, ...]:
    while row and row[-1] == _BLANK:
        row = row[:-1]
    return row


def _is_blank(cells: bytes) -> bool:
    """Tell whether nothing stands in a row, given as JSON."""
    return not any(cell and not str(cell).isspace() for cell in json.loads(b"[%b]" % cells))
