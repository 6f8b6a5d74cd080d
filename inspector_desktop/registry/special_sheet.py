"""Reads the platform's sheet of a special library (专项库, DOMAIN 4.2): a warning above, the header, a line of hints.

Takes sheets that `intake.read_sheets` read; gives rows for `kept_acts.enter_special`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import name_key, normalise_code
from inspector_desktop.registry.intake.reading import Line, Sheet
from inspector_desktop.wording import say

COLUMNS = (
    "library", "tag", "code", "name", "licence", "number", "approved_on", "valid_until", "issuer", "professional",
    "qualification", "experts",
)  # fmt: skip
_NEEDED = frozenset({"library", "name"})
_DAYS = frozenset({"approved_on", "valid_until"})
_DAY = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})")
_SEARCHED = 10  # lines above the header


@dataclass(frozen=True)
class SpecialRows:
    """The rows of a sheet, and the numbers of the lines that name no company or no library."""

    rows: tuple[dict[str, str], ...]
    left_out: tuple[int, ...]


def read_special(sheets: Sequence[Sheet], *, file: str) -> SpecialRows:
    """Read the first sheet that has the header. Raises `Refused` when none has."""
    known = {name_key(say(f"special-title-{column}")): column for column in COLUMNS}
    for sheet in sheets:
        for at, line in enumerate(sheet.lines[:_SEARCHED]):
            places = {
                column: place for place, cell in enumerate(line.cells) if (column := known.get(name_key(cell.text), ""))
            }
            if places.keys() >= _NEEDED:
                return _rows(sheet.lines[at + 1 :], places)
    raise Refused(
        "refused-import-no-header", file=file, titles="、".join(say(f"special-title-{one}") for one in COLUMNS)
    )


def _rows(lines: Sequence[Line], places: dict[str, int]) -> SpecialRows:
    rows, left_out = [], []
    for at, line in enumerate(lines):
        row = {
            column: line.cells[place].text.strip() if place < len(line.cells) else ""
            for column, place in places.items()
        }
        if not any(row.values()):
            continue
        if not row["library"] or not row["name"]:
            if at:  # the first line below the header holds the hints
                left_out.append(line.number)
            continue
        row["code"] = normalise_code(row.get("code", ""))
        for column in _DAYS & row.keys():
            found = _DAY.search(row[column])
            row[column] = f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
        rows.append(row)
    return SpecialRows(tuple(rows), tuple(left_out))
