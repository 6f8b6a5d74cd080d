"""The sheets of an XLSForm as pyxform reads them, with one name for each column and the rows numbered.

pyxform is loaded here and nowhere else, and only when a form is imported. It takes .md, .xlsx, .xls and .csv; its own
check of the whole form is run too, so that what we accept is a form for ODK, Kobo, QField and Survey123 as well.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector_desktop.errors import Refused

_ROW = re.compile(r"\[row : (\d+)\]")
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "list name": "list_name",
    "value": "name",
}
_TRANSLATED = re.compile(r"(label|hint|constraint_message)::(.+)\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with a content; `number` counts the heading as row 1."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell's text without outer spaces; empty when there is none."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets we read, and the columns of `survey`."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: tuple[Row, ...]
    columns: frozenset[str]


def read_workbook(path: Path) -> Workbook:
    """Read the sheets. Raises `Refused("form-unreadable")` for what is no XLSForm."""
    try:
        from pyxform.errors import PyXFormError  # noqa: PLC0415  (0.4 s, only when a form is imported)
        from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that do not concern us
            book = get_xlsform(str(path)) if path.is_file() else None
    except (PyXFormError, OSError, ValueError, LookupError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise Refused("form-unreadable", file=path.name) from error
    if book is None:
        raise Refused("form-unreadable", file=path.name)
    headings = {_column(str(name)) for heading in book.survey_header or () for name in heading if name}
    return Workbook(_rows(book.survey), _rows(book.choices), _rows(book.settings), frozenset(headings))


def pyxform_objection(path: Path) -> tuple[int, str] | None:
    """What pyxform's own conversion objects to: row (0 when it names none) and its message; None when nothing."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            convert(str(path), warnings=[], validate=False)
    except (PyXFormError, ValueError, LookupError, TypeError, AttributeError) as error:
        message = str(error) or type(error).__name__
        row = _ROW.search(message)
        return (int(row[1]) if row else 0, message)
    return None


def _rows(sheet: Sequence[Mapping[str, object]] | None) -> tuple[Row, ...]:
    found = []
    for number, cells in enumerate(sheet or (), 2):
        texts = {_column(str(name)): str(cell) for name, cell in cells.items() if name is not None}
        if any(text.strip() for text in texts.values()):
            found.append(Row(number, texts))
    return tuple(found)


def _column(heading: str) -> str:
    """One spelling for each column; of translated columns the Chinese one stands for all."""
    name = heading.strip()
    lower = name.lower().replace("constraint message", "constraint_message")
    translated = _TRANSLATED.match(lower)
    if translated and ("zh" in translated[2] or "chinese" in translated[2]):
        return translated[1]
    if lower in _ALIASES:
        return _ALIASES[lower]
    return lower if "::" not in lower or lower.startswith("bind::insp:") else name
