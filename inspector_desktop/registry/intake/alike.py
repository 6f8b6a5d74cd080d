"""Compares the rows of a list with each other and with the register, by code first, then by name; people decide.

Pure. Only a number of each code and name is kept; rows whose number occurs twice, or all where there is a register, are
read again and compared by their texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import NamedTuple

from inspector_desktop.registry.intake.columns import Header
from inspector_desktop.registry.intake.judged_rows import JudgedRows
from inspector_desktop.registry.intake.model import Known, Twin
from inspector_desktop.registry.intake.quick import name_key


class Columns(NamedTuple):
    """The fields that tell rows apart: code and name."""

    code: str
    name: str


class Alike:
    """What is noted of the accepted rows while they are judged; `compare` when all are."""

    def __init__(self, columns: Columns, rows: JudgedRows, header: Header) -> None:
        self._columns, self._rows, self._header = columns, rows, header
        self.codes, self.names = array("q"), array("q")
        at = {field_name: place for place, field_name in enumerate(rows.fields)}
        self._code_at, self._name_at = at.get(columns.code, -1), at.get(columns.name, -1)

    def note(self, values: Sequence[str]) -> None:
        """Note the code and name of an accepted row."""
        code = values[self._code_at] if self._code_at >= 0 else ""
        self.codes.append(hash(code) if code else 0)
        self.names.append(hash(name_key(values[self._name_at] if self._name_at >= 0 else "")))

    def compare(self, known: Known) -> None:
        """Say of every row that is not alone which it is like."""
        rows = self._rows
        rows.suspects = frozenset({*_places_of_repeated(self.codes, 0), *_places_of_repeated(self.names)})
        everyone = bool(known.by_code or known.by_name)
        if not rows.suspects and not everyone:
            return
        first_code: dict[str, int] = {}
        first_name: dict[str, int] = {}
        items = rows.items() if everyone else (item for _, item in rows.items_at(rows.suspects))
        for number, values, findings in items:
            code = values[self._code_at] if self._code_at >= 0 else ""
            twin = self._twin(known, number, code, values[self._name_at], first_code, first_name)
            if twin is not None:
                rows.twins[number] = twin
                rows.findings += bool(twin.why)
                rows.warned += bool(twin.why) and not findings

    def _twin(
        self, known: Known, row: int, code: str, title: str, codes: dict[str, int], names: dict[str, int]
    ) -> Twin | None:
        name = name_key(title)
        in_register = known.by_code.get(code, "") if code else ""
        same_as, column, why = 0, self._columns.name, ""
        if code and code in codes:
            same_as, column, why = codes[code], self._columns.code, "duplicate-code"
        elif name in names:
            same_as, why = names[name], "duplicate-name"
        elif not in_register and name in known.by_name:
            why = "known-name"
        if code:
            codes.setdefault(code, row)
        names.setdefault(name, row)
        if not why and not in_register:
            return None
        shown = self._header.title(column) or self._header.title("old_code") or column
        return Twin(same_as, in_register, shown, code if column == self._columns.code else title, why)


def _places_of_repeated(numbers: array[int], *leaving_out: int) -> Iterator[int]:
    """Yield where numbers stand that stand more than once."""
    seen: set[int] = set()
    note = seen.add
    found = {one for one in numbers if one in seen or note(one)}.difference(leaving_out)
    return compress(count(), map(found.__contains__, numbers)) if found else iter(())
