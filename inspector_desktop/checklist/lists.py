"""The lists of a form: those of its `choices` sheet, and long ones in CSV files beside it.

A file's first column may be called anything; `name` and `label`, or what the question's parameters `value` and `label`
name, are what is chosen and what is shown.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inspector_desktop.checklist.definition import Choice, Table
from inspector_desktop.checklist.problems import Findings
from inspector_desktop.checklist.rules import VERDICTS
from inspector_desktop.checklist.workbook import Workbook

VERDICT_LIST = "verdict"
MOST_ROWS = 100_000
MOST_BYTES = 64_000_000
_PULLED = re.compile(r"""(?:pulldata|instance)\(\s*(?:'([^']+)'|"([^"]+)")""")


def choices_of(book: Workbook, language: str, findings: Findings) -> dict[str, tuple[Choice, ...]]:
    """The lists of the `choices` sheet, with their own columns and their texts in other languages."""
    lists: dict[str, list[Choice]] = {}
    doubles = book.settings and book.settings[0].get("allow_choice_duplicates").lower() in ("yes", "true")
    others = [one for one in ("", *book.languages) if one != language]
    for row in book.choices:
        name, listed = row.get("name"), row.get("list_name")
        known = lists.setdefault(listed, [])
        if not name or not listed or " " in name:
            findings.add("form-choice-name", sheet="choices", row=row.number, column="name", value=name)
        elif not doubles and name in {choice.name for choice in known}:
            findings.add("form-choice-twice", sheet="choices", row=row.number, column="name", value=name)
        else:
            plain = {"list_name", "name", "label"}
            columns = tuple(
                (column, text.strip())
                for column, text in row.cells.items()
                if column not in plain and not column.startswith(("label::", "media::"))
            )
            words = tuple((one, row.said("label", one)) for one in others if one and row.said("label", one))
            known.append(Choice(name, row.said("label", language) or row.get("label") or name, columns, words))
        for column in row.cells:
            if column.startswith("media::") and row.get(column):
                findings.add("form-media", sheet="choices", row=row.number, column=column, value=row.get(column))
    found = {choice.name for choice in lists.get(VERDICT_LIST, ())}
    if found and found != set(VERDICTS):
        findings.add("form-verdicts", sheet="choices", column="name", facts={"verdicts": "、".join(VERDICTS)})
    return {name: tuple(choices) for name, choices in lists.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form names a file: for the finding when it cannot be used."""

    row: int
    column: str


def read_table(
    path: Path, findings: Findings, place: Place, *, value: str = "name", label: str = "label"
) -> Table | None:
    """A long list from a CSV file in UTF-8 or GB18030, or None with a finding that says what is wrong."""

    def note(code: str, **facts: str | int) -> None:
        findings.add(code, row=place.row, column=place.column, value=path.name, facts={"file": path.name, **facts})

    rows = _cells(path, note)
    if rows is None:
        return None
    heads = [cell.strip() for cell in rows[0]] if rows else []
    if value not in heads or len(set(heads)) != len(heads):
        note("form-file-columns")
        return None
    columns = list(dict.fromkeys(["name", "label", *heads]))
    places = [heads.index(one) if one in heads else -1 for one in columns]
    places[0] = heads.index(value)
    places[1] = heads.index(label) if label in heads else places[0]
    return Table(
        tuple(columns),
        tuple(tuple(row[p].strip().replace("\0", "") if 0 <= p < len(row) else "" for p in places) for row in rows[1:]),
    )


def _cells(path: Path, note: Callable[..., None]) -> list[list[str]] | None:
    """The rows of the file that hold anything, or None after a note."""
    if path.suffix.lower() != ".csv":
        note("form-file-kind")
    elif not path.is_file():
        note("form-file-missing")
    elif path.stat().st_size > MOST_BYTES:
        note("form-file-large", most=MOST_ROWS)
    else:
        content = path.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", "replace")
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row)]
        except csv.Error:
            note("form-file-unreadable")
        else:
            if len(rows) - 1 <= MOST_ROWS:
                return rows
            note("form-file-large", most=MOST_ROWS)
    return None


def pulled(expression: str) -> list[str]:
    """The lists that an expression names: of `pulldata` and `instance`."""
    return [one or other for one, other in _PULLED.findall(expression)]
