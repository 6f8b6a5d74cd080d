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
    """Return the sheet and row that know most fields, visible sheets first; `manual` adds titles of this bureau.

    A header names every required field and at least one more, or stands alone in a sheet with one column.
    """
    known = dict(vocabulary(kind).fields) | {_title_key(title): to for title, to in (manual or {}).items()}
    required = set(vocabulary(kind).required)
    best: tuple[tuple[int, bool], Sheet, Header] | None = None
    for sheet in sheets:
        for line in sheet.lines[:ROWS_SEARCHED]:
            header = _header(line, known)
            fields = {field for _, field, _ in header.columns}
            if not required <= fields or (len(fields) == 1 and len(header.unread) > 0):
                continue
            rank = (len(fields), sheet.visible)
            if best is None or rank > best[0]:
                best = (rank, sheet, header)
    return best[1:] if best else None


def _header(line: Line, known: Mapping[str, str]) -> Header:
    taken: dict[str, tuple[int, str, str]] = {}
    unread: list[str] = []
    for column, cell in enumerate(line.cells):
        title = " ".join(cell.text.split())
        if not title:
            continue
        field = known.get(_title_key(title))
        if field is None or field in taken:
            unread.append(title)
        else:
            taken[field] = (column, field, title)
    return Header(line.number, tuple(taken.values()), tuple(unread))


def _title_key(title: str) -> str:
    """Return a title without spaces, remarks in brackets and marks, in one case."""
    key = name_key(title)
    return _REMARK.sub("", key) or key
