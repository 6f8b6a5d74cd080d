"""Judges the rows of a sheet: taken in, taken in with a word, or refused with column, value and reason.

Pure. Nothing is repaired silently: what can be read two ways is refused or left to a person.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import EXACT_DIGITS, certificate_fits, judge_code
from inspector_desktop.registry.intake.columns import Header, find_header, vocabulary, wanted_titles, words
from inspector_desktop.registry.intake.model import (
    MOST_KEPT,
    Findings,
    Intake,
    JudgedRows,
    Kind,
    Known,
    Twin,
    WarningsOf,
)
from inspector_desktop.registry.intake.quick import is_plain, is_sound, name_key, tidy_name
from inspector_desktop.registry.intake.reading import Cell, Line, Sheet
from inspector_desktop.registry.intake.spool import Spool, Spooling
from inspector_desktop.registry.pausing import collecting_paused

ENDLESS = "9999-09-09"
MILLION = 1_000_000
LONGEST_NAME = 120
LONGEST_TEXT = 4_000
LONGEST_SHOWN = 400

_ROWS_A_TICK = 5_000
_NO_CELL = Cell("")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[Ee]\+?\d+")
_AS_FORMULA = re.compile(r'="([^"]*)"')
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D{0,2}|(\d{4})(\d{2})(\d{2})")
_RATIO = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)([%‰])")
_SEPARATORS = re.compile(r"[、,，;；/\n]+")
_LISTS = frozenset({"areas", "categories", "fields"})
_ITEM_DAYS = ("published_on", "valid_from", "valid_until")
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
    rows = JudgedRows(_fields(kind, header))
    refusals = Findings()
    accepted, refused = Spooling(rows.spool), Spooling(refusals)
    skipped: list[int] = []
    refused_names: set[str] = set()
    alike = _Alike(kind, rows, header, known or Known())
    short = _short_way(kind, header, rows.fields)
    for at, (number, cells) in enumerate(_plain(sheet.lines)):
        if at % _ROWS_A_TICK == 0:
            progress(at, len(sheet.lines))
        if number <= header.row:
            continue
        item = short(number, cells)
        if item is None:
            row = _read(header, number, cells)
            if _is_no_content(kind, row):
                skipped.append(number)
                continue
            _CHECKS[kind](row)
            if row.refusals:
                for one in row.refusals:
                    refused.put([number, *one])
                refusals.rows += 1
                refused_names.add(name_key(row.values.get(_KEYS[kind][1], "")))
                continue
            item = [number, [row.values.get(name, "") for name in rows.fields], row.warnings]
        accepted.put(item)
        alike.note(item[1])
        rows.warned += bool(item[2])
        rows.findings += len(item[2])
    accepted.close()
    refused.close()
    if not rows and not refusals:
        raise Refused("refused-import-no-rows", file=file, sheet=sheet.name)
    alike.compare()
    return Intake(
        kind=kind,
        file=file,
        sheet=sheet.name,
        header_row=header.row,
        mapping=header.mapping,
        unread=header.unread,
        rows=rows,
        warnings=WarningsOf(rows),
        refusals=refusals,
        skipped=tuple(skipped),
        refused_names=frozenset(refused_names - {""}),
    )


def _fields(kind: Kind, header: Header) -> tuple[str, ...]:
    made = {"subjects": ("code", "code_kind"), "officers": (), "items": ("ratio_ppm",)}[kind]
    return tuple(dict.fromkeys((*(name for _, name, _ in header.columns), *made)))


def _plain(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield number and cells, those that were no text in the file as kind and text."""
    if isinstance(lines, Spool):
        yield from lines.raw()
    else:
        for line in lines:
            yield line.number, [cell.text if cell.kind == "text" else [cell.kind, cell.text] for cell in line.cells]


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
_KEYS: dict[Kind, tuple[str, str]] = {
    "subjects": ("code", "name"),
    "officers": ("certificate", "name"),
    "items": ("code", "title"),
}


class _Short:
    """The short way for what nearly every row of a list of subjects is: plain texts, a name, a sound code.

    What it gives is what the long way gives; what it does not know goes the long way.
    """

    def __init__(self, header: Header, fields: tuple[str, ...]) -> None:
        at = {field_name: column for column, field_name, _ in header.columns}
        self._code, self._name, self._office = at["code"], at["name"], at.get("jurisdiction", -1)
        self._widest = max(at.values()) + 1
        # The kind of code is the last: what every sound one has stands behind the cells.
        self._texts: Callable[[list[str]], tuple[str, ...]] = itemgetter(*(at.get(one, -1) for one in fields))
        self._blank = [[header.title("jurisdiction") or "jurisdiction", "", "jurisdiction-blank", []]]
        self._first = header.row + 2  # right below the header a hint may stand

    def take(self, number: int, cells: Sequence[Any]) -> list[Any] | None:
        """Return a row as it is kept, or none."""
        try:
            whole = "".join(cells)
        except TypeError:  # a cell that was no text
            return None
        if len(whole) > LONGEST_NAME or number < self._first or len(cells) < self._widest or not is_plain(whole):
            return None
        if not cells[self._name] or not is_sound(cells[self._code]) or whole.startswith(words().footnote):
            return None
        blank = self._office >= 0 and not cells[self._office]
        return [number, self._texts([*cells, "uscc"]), self._blank if blank else []]


def _short_way(kind: Kind, header: Header, fields: tuple[str, ...]) -> Callable[[int, Sequence[Any]], list[Any] | None]:
    """Return the short way for a list, one that knows nothing where it has no name, or no code but an old one."""
    found = {field_name for _, field_name, _ in header.columns}
    if kind != "subjects" or not {"name", "code"} <= found or found & {"old_code", "code_kind"}:
        return lambda _number, _cells: None
    return _Short(header, fields).take


class _Alike:
    """Compares rows with each other and with the register, by code first, then by name; people decide.

    Only a number of each code and name is kept; rows whose number occurs twice, or all where there is a register, are
    read again and compared by their texts.
    """

    def __init__(self, kind: Kind, rows: JudgedRows, header: Header, known: Known) -> None:
        self._code, self._name = _KEYS[kind]
        self._rows, self._header, self._known = rows, header, known
        self._codes, self._names = array("q"), array("q")
        at = {field_name: place for place, field_name in enumerate(rows.fields)}
        self._code_at, self._name_at = at.get(self._code, -1), at.get(self._name, -1)

    def note(self, values: Sequence[str]) -> None:
        """Note the code and name of an accepted row."""
        code = values[self._code_at] if self._code_at >= 0 else ""
        self._codes.append(hash(code) if code else 0)
        self._names.append(hash(name_key(values[self._name_at] if self._name_at >= 0 else "")))

    def compare(self) -> None:
        """Say of every row that is not alone which it is like."""
        codes, names = _repeated(self._codes) - {0}, _repeated(self._names)
        pairs = zip(self._codes, self._names, strict=True)
        suspects = {at for at, (code, name) in enumerate(pairs) if code in codes or name in names}
        self._rows.suspects = frozenset(suspects)
        if not suspects and not self._known.by_code and not self._known.by_name:
            return
        everyone = bool(self._known.by_code or self._known.by_name)
        first_code: dict[str, int] = {}
        first_name: dict[str, int] = {}
        code_at, name_at = self._code_at, self._name_at
        few = len(suspects) <= MOST_KEPT
        for at, item in enumerate(self._rows.spool.raw()):
            if at in suspects and few:
                self._rows.kept[at] = item
            if everyone or at in suspects:
                number, values, findings = item
                code = values[code_at] if code_at >= 0 else ""
                twin = self._twin(number, code, values[name_at], first_code, first_name)
                if twin is not None:
                    self._rows.twins[number] = twin
                    self._rows.findings += bool(twin.why)
                    self._rows.warned += bool(twin.why) and not findings

    def _twin(self, row: int, code: str, title: str, codes: dict[str, int], names: dict[str, int]) -> Twin | None:
        known, name = self._known, name_key(title)
        in_register = known.by_code.get(code, "") if code else ""
        same_as, column, why = 0, self._name, ""
        if code and code in codes:
            same_as, column, why = codes[code], self._code, "duplicate-code"
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
        return Twin(same_as, in_register, shown, code if column == self._code else title, why)


def _repeated(numbers: array[int]) -> set[int]:
    return {one for one, other in pairwise(sorted(numbers)) if one == other}
