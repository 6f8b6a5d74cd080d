"""The sheets of an XLSForm as pyxform reads them: rows of texts, numbered as the spreadsheet shows them.

pyxform is loaded here and nowhere else, and only when a form is imported. It takes .md, .xlsx, .xls and .csv; its own
check of the whole form is run too, so that what we accept is a form for ODK, Kobo, QField and Survey123 as well.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector_desktop.errors import Refused

_ROW = re.compile(r"\[row : (\d+)\]")
_NAMED = re.compile(r"the '(\w+)' value")
_ROOT = "data"
"""What the form is called inside, whatever its file is called."""
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::readonly": "read_only",
    "readonly": "read_only",
    "read only": "read_only",
    "calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "constraint message": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "required message": "required_message",
    "choice filter": "choice_filter",
    "guidance hint": "guidance_hint",
    "repeat count": "repeat_count",
    "jr:count": "repeat_count",
    "body::appearance": "appearance",
    "command": "type",
    "constraining_message": "constraint_message",
    "control::appearance": "appearance",
    "count": "repeat_count",
    "requiredmsg": "required_message",
    "tag": "name",
    "value": "name",
}
_ALIASES_OF_CHOICES = {"caption": "label", "list name": "list_name", "value": "name"}
_ALIASES_OF_SETTINGS = {
    "id_string": "form_id",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
    "title": "form_title",
}
SPOKEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""Columns that may stand once for each language."""
_TEXTS = frozenset({".csv", ".md"})
_PICTURES = ("image", "audio", "video", "big-image", "media::image", "media::audio", "media::video", "media::big-image")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with a content; `number` counts the heading as row 1."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell's text without outer spaces; empty when there is none."""
        return self.cells.get(column, "").strip()

    def said(self, column: str, language: str) -> str:
        """A text in a language; that without a language stands for the form's own."""
        return self.get(f"{column}::{language}") if language else self.get(column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets we read, the columns of `survey`, the languages they name, sheets that hold more than we read.

    `heads` are the rows in which the headings stand, where that is not the first.
    """

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: tuple[Row, ...]
    columns: frozenset[str]
    languages: tuple[str, ...]
    beyond: tuple[str, ...]
    heads: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Objection:
    """What pyxform objects to: its words, and the row and column they name (0 and empty where they name none)."""

    row: int
    column: str
    words: str


def read_workbook(path: Path) -> Workbook:
    """Read the sheets. Raises `Refused("form-unreadable")` for what is no XLSForm."""
    try:
        from pyxform.errors import PyXFormError  # noqa: PLC0415  (0.4 s, only when a form is imported)
        from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that do not concern us
            given, kind = _given(path)
            book = get_xlsform(given, kind) if path.is_file() else None
    except (PyXFormError, OSError, ValueError, LookupError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise Refused("form-unreadable", file=path.name) from error
    if book is None:
        raise Refused("form-unreadable", file=path.name)
    columns = {_column(str(name), _ALIASES) for heading in book.survey_header or () for name in heading if name}
    told = {
        _column(str(name), _ALIASES_OF_CHOICES) for heading in book.choices_header or () for name in heading if name
    }
    spoken = columns | told
    numbers = _csv_numbers(given) if kind == ".csv" and isinstance(given, bytes) else {}
    languages = dict.fromkeys(name.partition("::")[2] for name in sorted(spoken) if name.split("::")[0] in SPOKEN)
    held = {"external_choices": book.external_choices, "entities": book.entities, "osm": book.osm}
    return Workbook(
        _rows(book.survey, _ALIASES, numbers.get("survey")),
        _rows(book.choices, _ALIASES_OF_CHOICES, numbers.get("choices")),
        _rows(book.settings, _ALIASES_OF_SETTINGS, numbers.get("settings")),
        frozenset(columns),
        tuple(language for language in languages if language),
        tuple(name for name, rows in held.items() if rows),
        {sheet: found[0] for sheet, found in numbers.items()},
    )


def pyxform_objection(path: Path, book: Workbook) -> tuple[Objection | None, list[str]]:
    """What pyxform's own conversion objects to, and what it warns of."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    told: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given, kind = _given(path)
            convert(given, warnings=told, validate=False, form_name=_ROOT, file_type=kind)
    except (PyXFormError, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        message = str(error) or type(error).__name__
        row, column = _ROW.search(message), _NAMED.search(message)
        number = int(row[1]) + book.heads.get("survey", 1) - 1 if row else 0
        words = " ".join(_ROW.sub("", message).split())
        return Objection(number, column[1] if column else "", words), told
    return None, told


def _given(path: Path) -> tuple[str | bytes, str | None]:
    """What pyxform is given, and its kind where that is not told by the name.

    pyxform reads text as UTF-8 without a mark. Chinese spreadsheets save .csv in GB 18030, or in UTF-8 with a mark.
    """
    kind = path.suffix.lower()
    if kind not in _TEXTS or not path.is_file():
        return str(path), None
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return text.encode("utf-8"), kind


def _csv_numbers(content: bytes) -> dict[str, list[int]]:
    """The row of each sheet's heading and of the rows below it that hold anything, as a spreadsheet numbers the file.

    In one .csv all sheets stand below one another, each behind its name in the first column.
    """
    found: dict[str, list[int]] = {}
    sheet = ""
    for number, cells in enumerate(csv.reader(io.StringIO(content.decode("utf-8"), newline="")), 1):
        if cells and cells[0].strip():
            sheet = cells[0].strip().lower()
        if any(cell.strip() for cell in cells[1:]):
            found.setdefault(sheet, []).append(number)
    return found


def _rows(
    sheet: Sequence[Mapping[str, object]] | None, aliases: Mapping[str, str], numbers: list[int] | None = None
) -> tuple[Row, ...]:
    """The rows that hold anything; `numbers` are those of the heading and the rows where they do not begin with 1."""
    found = []
    for place, cells in enumerate(sheet or (), 1):
        number = numbers[place] if numbers and place < len(numbers) else place + 1
        texts = {_column(str(name), aliases): str(cell) for name, cell in cells.items() if name is not None}
        if any(text.strip() for text in texts.values()):
            found.append(Row(number, texts))
    return tuple(found)


def _column(heading: str, aliases: Mapping[str, str]) -> str:
    """One spelling for each column; a text column keeps its language behind `::`, a list's own column its letters."""
    name = heading.strip()
    lower = name.lower()
    first, separator, rest = name.partition("::")
    column = aliases.get(first.strip().lower(), first.strip().lower().replace(" ", "_"))
    if lower in _PICTURES or first.strip().lower() == "media":
        return "media::" + lower.removeprefix("media::")
    if separator and column in SPOKEN:
        return f"{column}::{rest.strip()}"
    if lower in aliases:
        return aliases[lower]
    if aliases is _ALIASES_OF_CHOICES and lower not in ("list_name", "name", "label"):
        return name
    return lower if not separator or lower.startswith("bind::insp:") else name
