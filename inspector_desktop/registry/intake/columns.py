"""Finds the header row by the words bureaus use for their columns (`resources/intake/columns.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inspector_desktop.assets import resource
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.intake.model import Kind
from inspector_desktop.registry.intake.reading import Line, Sheet

ROWS_SEARCHED = 30
_REMARK = re.compile(r"（[^（）]*）|[＊*:：]")


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of list."""

    fields: Mapping[str, str]
    required: tuple[str, ...]
    identifying: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Words inside rows that mean something to the reader of any list."""

    footnote: tuple[str, ...]
    sexes: tuple[str, ...]
    endless: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """Where the header stands, and which column (from 0) holds which field under which title."""

    row: int
    columns: tuple[tuple[int, str, str], ...]
    unread: tuple[str, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """The header's own words, each with its field."""
        return {title: field for _, field, title in self.columns}

    def title(self, field: str) -> str:
        """Return the header's word for a field, `""` if it has none."""
        return next((title for _, known, title in self.columns if known == field), "")


@cache
def _file() -> dict[str, dict[str, object]]:
    with resource("intake", "columns.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def vocabulary(kind: Kind) -> Vocabulary:
    """Return the words of one kind of list."""
    table = _file()[kind]
    columns: Mapping[str, list[str]] = table["columns"]  # type: ignore[assignment]  # our own file
    fields = {_title_key(title): field for field, titles in columns.items() for title in titles}
    required: list[str] = table["required"]  # type: ignore[assignment]
    identifying: list[str] = table["identifying"]  # type: ignore[assignment]
    return Vocabulary(fields, tuple(required), tuple(identifying))


@cache
def words() -> Words:
    """Return the words inside rows."""
    table: Mapping[str, list[str]] = _file()["words"]  # type: ignore[assignment]  # our own file
    return Words(tuple(table["footnote"]), tuple(table["sexes"]), tuple(table["endless"]))


def wanted_titles(kind: Kind) -> tuple[str, ...]:
    """Return one usual title per field of a kind, the required ones first; for people who must name columns."""
    columns: Mapping[str, list[str]] = _file()[kind]["columns"]  # type: ignore[assignment]  # our own file
    return tuple(titles[0] for titles in columns.values())


def find_header(
    kind: Kind, sheets: Sequence[Sheet], manual: Mapping[str, str] | None = None
) -> tuple[Sheet, Header] | None:
    """Return the sheet and row that know most fields, visible sheets first; a header may take two lines.

    `manual` adds titles of this bureau and goes before the vocabulary; a title given `""` is left unread. A header
    names every required field and at least one more, or stands alone in a sheet with one column.
    """
    required = set(vocabulary(kind).required)
    best: tuple[tuple[int, bool, bool], Sheet, Header] | None = None
    for sheet in sheets:
        first = sheet.lines[:ROWS_SEARCHED]
        for at, line in enumerate(first):
            above = first[at - 1] if at and first[at - 1].number == line.number - 1 else None
            for upper in (None, above) if above else (None,):
                header = _header(kind, line, upper, manual or {})
                fields = {field for _, field, _ in header.columns}
                if not required <= fields or (len(fields) == 1 and len(header.unread) > 0 and not manual):
                    continue
                rank = (len(fields), sheet.visible, upper is None)
                if best is None or rank > best[0]:
                    best = (rank, sheet, header)
    return best[1:] if best else None


def likely_titles(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the titles of the row most like a header where none was found: the fullest of the first, texts alone."""
    rows = (
        [" ".join(cell.text.split()) for cell in line.cells if cell.text.strip()]
        for sheet in sheets
        for line in sheet.lines[:ROWS_SEARCHED]
        if all(cell.kind == "text" for cell in line.cells)
    )
    return tuple(dict.fromkeys(max(rows, key=lambda row: len(set(row)), default=[])))


def _header(kind: Kind, line: Line, upper: Line | None, manual: Mapping[str, str]) -> Header:
    """Read a line as a header; with the line above, whose words stretch over the columns to their right."""
    said = {_title_key(title): to for title, to in manual.items()}
    known = vocabulary(kind).fields
    taken: dict[str, tuple[int, str, str]] = {}
    names: list[tuple[int, tuple[str, ...]]] = []
    for column, titles in _titles(line, upper):
        names.append((column, titles))
        title, field = next(((one, said[_title_key(one)]) for one in titles if said.get(_title_key(one))), ("", ""))
        if field and field not in taken:
            taken[field] = (column, field, title)
    settled = {column for column, _, _ in taken.values()}
    unread: list[str] = []
    for column, titles in names:
        if column in settled:
            continue
        usable = () if any(said.get(_title_key(one)) == "" for one in titles) else titles
        title, field = next(
            ((one, known[_title_key(one)]) for one in usable if _title_key(one) in known), (titles[-1], "")
        )
        if field and field not in taken:
            taken[field] = (column, field, title)
        else:
            unread.append(title)
    return Header(line.number, tuple(sorted(taken.values())), tuple(unread))


def _titles(line: Line, upper: Line | None) -> list[tuple[int, tuple[str, ...]]]:
    """Return the columns with a title, and what it may be read as: its own words, then with those above."""
    found: list[tuple[int, tuple[str, ...]]] = []
    above = ""
    for column in range(max(len(line.cells), len(upper.cells) if upper else 0)):
        own = _at(line, column)
        over = _at(upper, column) if upper else ""
        above = over or (above if own else "")
        if own and above and above != own:
            found.append((column, (own, above + own)))
        elif own or over:
            found.append((column, (own or over,)))
    return found


def _at(line: Line | None, column: int) -> str:
    return " ".join(line.cells[column].text.split()) if line and column < len(line.cells) else ""


def _title_key(title: str) -> str:
    """Return a title without spaces, remarks in brackets and marks, in one case."""
    key = name_key(title)
    return _REMARK.sub("", key) or key
