"""Judges the rows of a sheet: taken in, taken in with a word, or refused with column, value and reason.

Pure. Nothing is repaired silently: what can be read two ways is refused or left to a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import EXACT_DIGITS, certificate_fits, judge_code
from inspector_desktop.registry.initials import pinyin_keys
from inspector_desktop.registry.intake.alike import Alike, Columns
from inspector_desktop.registry.intake.columns import Header, find_header, vocabulary, wanted_titles, words
from inspector_desktop.registry.intake.judged_rows import (
    AS_READ_BLANK,
    LEFT_OUT,
    OTHERWISE,
    Item,
    JudgedRows,
    WarningsOf,
)
from inspector_desktop.registry.intake.model import Findings, Intake, Kind, Known
from inspector_desktop.registry.intake.quick import is_plain, is_sound, name_key, tidy_name
from inspector_desktop.registry.intake.reading import Cell, Line, Sheet
from inspector_desktop.registry.intake.short_way import LONGEST as LONGEST_NAME
from inspector_desktop.registry.intake.short_way import short_way
from inspector_desktop.registry.intake.spool import RUN, Spool, Spooling, dumped, packed, unpacked
from inspector_desktop.registry.pausing import collecting_paused

ENDLESS = "9999-09-09"
MILLION = 1_000_000
MANY = 5_000
"""From so many rows on the initials of names are made while the list is still read."""
LONGEST_TEXT = 4_000
LONGEST_SHOWN = 400

_RUNS_A_TICK = 5
_NO_CELL = Cell("")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[Ee]\+?\d+")
_AS_FORMULA = re.compile(r'="([^"]*)"')
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D{0,2}|(\d{4})(\d{2})(\d{2})")
_RATIO = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)([%‰])")
_SEPARATORS = re.compile(r"[、,，;；/\n]+")
_LISTS = frozenset({"areas", "categories", "fields"})
_ITEM_DAYS = ("published_on", "valid_from", "valid_until", "reviewed_on")
_WORN_REFUSES = frozenset({"code", "old_code", "certificate"})


def _nobody_looks(_rows: int, _all: int) -> None:
    return None


@dataclass
class _RowInHand:
    """A row while it is judged; `odd` holds the cells that were no text in the file, by field."""

    header: Header
    number: int
    cells: Sequence[Any]
    values: dict[str, str] = field(default_factory=dict)
    odd: dict[str, Cell] = field(default_factory=dict)
    warnings: list[list[Any]] = field(default_factory=list)
    refusals: list[list[Any]] = field(default_factory=list)

    def cell(self, field_name: str) -> Cell:
        """Return the cell of a field."""
        if field_name in self.odd:
            return self.odd[field_name]
        column = next((number for number, known, _ in self.header.columns if known == field_name), None)
        if column is None or column >= len(self.cells):
            return _NO_CELL
        return Cell(self.cells[column])

    def warn(self, field_name: str, why: str, **facts: str) -> None:
        """Note what a person should look at."""
        self.warnings.append(self._finding(field_name, why, facts))

    def refuse(self, field_name: str, why: str, **facts: str) -> None:
        """Note why the row cannot be taken in."""
        self.refusals.append(self._finding(field_name, why, facts))

    def _finding(self, field_name: str, why: str, facts: Mapping[str, str]) -> list[Any]:
        title = self.header.title(field_name) or field_name
        shown = self.cell(field_name).text or self.values.get(field_name, "")
        return [title, shown[:LONGEST_SHOWN], why, list(facts.items())]


class Judging:
    """A sheet being judged below its header, run by run; `finish` when all its rows were taken."""

    def __init__(self, kind: Kind, header: Header) -> None:
        self.kind, self.header = kind, header
        fields = _fields(kind, header)
        self._short = short_way(kind, header, fields)
        self._rows = JudgedRows(fields, self._short.shape if self._short else None)
        self._alike = Alike(_KEYS[kind], self._rows, header)
        self._refusals = Findings()
        self._refused = Spooling(self._refusals)
        self._skipped: list[int] = []
        self._refused_names: set[str] = set()
        self._others: list[Item] = []
        self.taken = 0

    def take(self, read: bytes, lines: Sequence[Any]) -> None:
        """Judge some rows; `read` is them packed."""
        self.taken += len(lines)
        letters = b""
        if self._short is not None:
            marks, names = self._short.go(lines, self._alike.codes, self._alike.names, self._long_way)
            if self.taken > MANY:  # else they would be learned for a list that few have
                letters = packed("\n".join(map(pinyin_keys, names)).encode())
        else:
            marks = bytes([self._long_way(number, cells) for number, cells in lines])
        blank = marks.count(AS_READ_BLANK)
        self._rows.warned += blank
        self._rows.findings += blank
        self._rows.add(read, marks, self._others, letters)
        self._others = []

    def _long_way(self, number: int, cells: Sequence[Any]) -> int:
        """Judge a row by all rules and note what came of it; return its mark."""
        if number <= self.header.row:
            return LEFT_OUT
        row = _read(self.header, number, cells)
        if _is_no_content(self.kind, row):
            self._skipped.append(number)
            return LEFT_OUT
        _CHECKS[self.kind](row)
        if row.refusals:
            for one in row.refusals:
                self._refused.put([number, *one])
            self._refusals.rows += 1
            self._refused_names.add(name_key(row.values.get(_KEYS[self.kind].name, "")))
            return LEFT_OUT
        values = [row.values.get(name, "") for name in self._rows.fields]
        self._others.append([number, values, row.warnings])
        self._alike.note(values)
        self._rows.warned += bool(row.warnings)
        self._rows.findings += len(row.warnings)
        return OTHERWISE

    def finish(self, file: str, sheet: str, known: Known) -> Intake:
        """Compare the rows and return what came of all; raises `Refused` when there is none."""
        self._refused.close()
        if not self._rows and not self._refusals:
            raise Refused("refused-import-no-rows", file=file, sheet=sheet)
        self._alike.compare(known)
        return Intake(
            kind=self.kind,
            file=file,
            sheet=sheet,
            header_row=self.header.row,
            mapping=self.header.mapping,
            unread=self.header.unread,
            rows=self._rows,
            warnings=WarningsOf(self._rows),
            refusals=self._refusals,
            skipped=tuple(self._skipped),
            refused_names=frozenset(self._refused_names - {""}),
        )


class Early:
    """Judges the rows of a file while they are read: those of the first sheet that begins with a header.

    `judge_sheets` takes what was judged so where it finds the same header, which it looks for in all sheets.
    """

    def __init__(self, kind: Kind, manual: Mapping[str, str] | None = None) -> None:
        self._kind, self._manual = kind, manual
        self._judging: Judging | None = None
        self._sheet: Sheet | None = None

    def take(self, sheet: Sheet, read: bytes, raw: bytes) -> None:
        """Judge some rows of a sheet, given packed and as JSON, which were added to it."""
        if self._judging is None and sheet is not self._sheet:
            found = find_header(self._kind, [sheet], self._manual)
            self._sheet = sheet
            if found is not None:
                self._judging = sheet.early = Judging(self._kind, found[1])
        if self._judging is not None and sheet is self._sheet:
            self._judging.take(read, json.loads(raw))


@collecting_paused()
def judge_sheets(
    kind: Kind,
    file: str,
    sheets: Sequence[Sheet],
    *,
    manual: Mapping[str, str] | None = None,
    known: Known | None = None,
    progress: Callable[[int, int], None] = _nobody_looks,
) -> Intake:
    """Find the header and judge every row below it; raises `Refused` when there is no header or no row.

    `progress` is told the rows judged and all, now and then; what it raises ends the judging.
    """
    found = find_header(kind, sheets, manual)
    if found is None:
        raise Refused("refused-import-no-header", file=file, titles="、".join(wanted_titles(kind)))
    sheet, header = found
    judging, sheet.early = sheet.early, None  # what comes of it is one list's own
    total = len(sheet.lines)
    if not isinstance(judging, Judging) or (judging.kind, judging.header, judging.taken) != (kind, header, total):
        judging = Judging(kind, header)
        for at, (read, lines) in enumerate(_runs(sheet.lines)):
            if at % _RUNS_A_TICK == 0:
                progress(judging.taken, total)
            judging.take(read, lines)
    progress(total, total)
    return judging.finish(file, sheet.name, known or Known())


def _fields(kind: Kind, header: Header) -> tuple[str, ...]:
    made = {"subjects": ("code", "code_kind"), "officers": (), "items": ("ratio_ppm",)}[kind]
    return tuple(dict.fromkeys((*(name for _, name, _ in header.columns), *made)))


def _runs(lines: Sequence[Line]) -> Iterator[tuple[bytes, Sequence[Any]]]:
    """Yield rows, some at a time, packed and each as number and cells, those that were no text as kind and text."""
    if isinstance(lines, Spool):
        yield from ((run, json.loads(unpacked(run))) for run in lines.runs)
        return
    for start in range(0, len(lines), RUN):
        found = [
            [line.number, [cell.text if cell.kind == "text" else [cell.kind, cell.text] for cell in line.cells]]
            for line in lines[start : start + RUN]
        ]
        yield packed(dumped(found)), found


def _read(header: Header, number: int, cells: Sequence[Any]) -> _RowInHand:
    row = _RowInHand(header, number, cells)
    values, most = row.values, len(cells)
    try:
        whole = "".join(cells)
    except TypeError:  # a cell that was no text
        whole = " "
    if len(whole) <= LONGEST_NAME and is_plain(whole):
        for column, field_name, _ in header.columns:
            values[field_name] = cells[column] if column < most else ""
        return row
    for column, field_name, _ in header.columns:
        text = cells[column] if column < most else ""
        if type(text) is not str:
            cell = row.odd[field_name] = Cell(str(text[1]), str(text[0]))
            text = cell.text
            if cell.kind == "worn" and field_name not in _WORN_REFUSES:
                row.warn(field_name, "number-cell")
        if not text:
            values[field_name] = ""
            continue
        if '="' in text:
            wrapped = _AS_FORMULA.fullmatch(text.strip())
            text = wrapped[1] if wrapped else text
        text = tidy_name(text).removeprefix("'")
        values[field_name] = text
        if len(text) > LONGEST_NAME and len(text) > (LONGEST_NAME if field_name == "name" else LONGEST_TEXT):
            row.refuse(field_name, "too-long")
    return row


def _is_no_content(kind: Kind, row: _RowInHand) -> bool:
    """Tell hints and footnotes from content.

    A hint stands right below the header, a footnote begins with a word for one; neither identifies anything else.
    """
    identifying = [row.values.get(name, "") for name in vocabulary(kind).identifying]
    if any(identifying[1:]):
        return False
    if not any(identifying):
        return row.number == row.header.row + 1 or _begins_as_footnote(row)
    return _begins_as_footnote(row)


def _begins_as_footnote(row: _RowInHand) -> bool:
    texts = (cell if isinstance(cell, str) else str(cell[1]) for cell in row.cells)
    first = next((tidy_name(text) for text in texts if text.strip()), "")
    return first.startswith(words().footnote)


def _check_subject(row: _RowInHand) -> None:
    if not row.values["name"]:
        row.refuse("name", "name-blank")
    used = "code" if row.values.get("code") or "old_code" not in row.values else "old_code"
    _check_code(row, used)
    row.values.pop("old_code", None)
    if "jurisdiction" in row.values and not row.values["jurisdiction"]:
        row.warn("jurisdiction", "jurisdiction-blank")


def _check_code(row: _RowInHand, used: str) -> None:
    cell = row.odd.get(used, _NO_CELL)
    if cell.kind == "worn" or (cell.kind == "number" and len(cell.text) > EXACT_DIGITS):
        row.refuse(used, "code-number-cell")
        return
    text = row.values.get(used, "")
    if is_sound(text):
        row.values["code"], row.values["code_kind"] = text, "uscc"
        return
    judged = judge_code(text)
    row.values["code"], row.values["code_kind"] = judged.text, judged.kind
    if judged.kind == "none":
        row.warn(used, "code-blank")
    elif judged.refused and judged.proposal:
        row.refuse(used, f"code-{judged.problem}-proposal", proposal=judged.proposal)
    elif judged.refused:
        row.refuse(used, f"code-{judged.problem}", length=str(len(judged.text)))
    elif judged.problem:
        row.warn(used, f"code-{judged.problem}", length=str(len(judged.text)))


def _check_officer(row: _RowInHand) -> None:
    if not row.values["name"]:
        row.refuse("name", "officer-blank")
    for listed in _LISTS & row.values.keys():
        row.values[listed] = _joined(row.values[listed])
    if row.values.get("sex") and row.values["sex"] not in words().sexes:
        row.warn("sex", "sex-other")
    number = row.values.get("certificate", "")
    if row.cell("certificate").kind == "worn" or _SCIENTIFIC.fullmatch(number):
        row.refuse("certificate", "certificate-number-cell")
    elif not number:
        row.warn("certificate", "certificate-blank")
    elif not certificate_fits(number):
        row.warn("certificate", "certificate-odd")
    _check_date(row, "valid_until")


def _check_date(row: _RowInHand, field_name: str) -> None:
    text = row.values.get(field_name, "")
    if not text:
        return
    if text in words().endless:
        row.values[field_name] = ENDLESS
        return
    found = _DATE.fullmatch(text)
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        row.values[field_name] = date(*parts).isoformat()
    except (TypeError, ValueError):
        row.refuse(field_name, "date")


def _check_item(row: _RowInHand) -> None:
    if not row.values["title"]:
        row.refuse("title", "item-blank")
    if not row.values.get("basis"):
        row.warn("basis", "basis-blank")
    if row.values.get("partners"):
        row.values["partners"] = _joined(row.values["partners"])
    for day in _ITEM_DAYS:
        _check_date(row, day)
    ratio = row.values.get("ratio", "")
    cell = row.cell("ratio")
    found = _RATIO.fullmatch(ratio.replace("％", "%").replace(" ", ""))
    if found:
        scale = 10_000 if found[2] == "%" else 1_000
        whole, _, part = found[1].partition(".")
        ppm = int(whole) * scale + int((part + "0000")[:4]) * scale // 10_000
    elif cell.kind == "number" and re.fullmatch(r"0\.\d{1,6}|[01]", ratio):
        whole, _, part = ratio.partition(".")
        ppm = int(whole) * MILLION + int((part + "000000")[:6])
    else:
        if ratio:
            row.warn("ratio", "ratio-other")
        return
    if ppm > MILLION:
        row.refuse("ratio", "ratio-beyond")
    row.values["ratio_ppm"] = str(ppm)


def _joined(text: str) -> str:
    return "、".join(part for part in map(tidy_name, _SEPARATORS.split(text)) if part)


_CHECKS: dict[Kind, Callable[[_RowInHand], None]] = {
    "subjects": _check_subject,
    "officers": _check_officer,
    "items": _check_item,
}
_KEYS: dict[Kind, Columns] = {
    "subjects": Columns("code", "name"),
    "officers": Columns("certificate", "name"),
    "items": Columns("code", "title"),
}
