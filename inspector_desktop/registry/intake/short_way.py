"""The short way for what nearly every row of a list of subjects is: plain texts, a name, a sound code.

Pure. What it gives is what the long way in `judging` gives; what it does not know goes the long way.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from inspector_desktop.registry.intake.columns import Header, words
from inspector_desktop.registry.intake.judged_rows import AS_READ, AS_READ_BLANK, Shape
from inspector_desktop.registry.intake.model import Kind
from inspector_desktop.registry.intake.quick import is_plain, is_sound, name_key

LONGEST = 120


class ShortWay:
    """Goes through rows of one header; `shape` says what becomes of those it takes."""

    def __init__(self, header: Header, fields: tuple[str, ...]) -> None:
        at = {field_name: column for column, field_name, _ in header.columns}
        self._code, self._name, self._office = at["code"], at["name"], at.get("jurisdiction", -1)
        self._widest = max(at.values()) + 1
        # The kind of code is the last: what every sound one has stands behind the cells.
        columns = {one: at.get(one, -1) for one in fields}
        texts: Callable[[list[str]], tuple[str, ...]] = itemgetter(*columns.values())
        self.shape = Shape(
            columns, texts, [[header.title("jurisdiction") or "jurisdiction", "", "jurisdiction-blank", []]]
        )
        self._first = header.row + 2  # right below the header a hint may stand

    def go(
        self,
        lines: Sequence[Any],
        codes: array[int],
        names: array[int],
        long_way: Callable[[int, Sequence[Any]], int],
    ) -> tuple[bytes, list[str]]:
        """Return a mark for each row, asking `long_way` for those unknown here, and the names of the others.

        Codes and names are noted.
        """
        marks = bytearray()
        found: list[str] = []
        code_at, name_at, office_at, widest, first = self._code, self._name, self._office, self._widest, self._first
        footnote = words().footnote
        for number, cells in lines:
            try:
                whole = "".join(cells)
            except TypeError:  # a cell that was no text
                whole = ""
            if (
                not whole
                or len(whole) > LONGEST
                or len(cells) < widest
                or number < first
                or not is_plain(whole)
                or not (name := cells[name_at])
                or not is_sound(code := cells[code_at])
                or whole.startswith(footnote)
            ):
                marks.append(long_way(number, cells))
                continue
            codes.append(hash(code))
            names.append(hash(name_key(name)))
            found.append(name)
            marks.append(AS_READ_BLANK if office_at >= 0 and not cells[office_at] else AS_READ)
        return bytes(marks), found


def short_way(kind: Kind, header: Header, fields: tuple[str, ...]) -> ShortWay | None:
    """Return the short way for a list, none where it has no name, or no code but an old one."""
    found = {field_name for _, field_name, _ in header.columns}
    if kind != "subjects" or not {"name", "code"} <= found or found & {"old_code", "code_kind"}:
        return None
    return ShortWay(header, fields)
