"""Judges the rows of a sheet: taken in, taken in with a word, or refused with column, value and reason.

Pure. Nothing is repaired silently: what can be read two ways is refused or left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import EXACT_DIGITS, certificate_fits, judge_code, name_key, tidy_name
from inspector_desktop.registry.intake.columns import Header, find_header, vocabulary, wanted_titles, words
from inspector_desktop.registry.intake.model import Finding, Intake, IntakeRow, Kind, Known
from inspector_desktop.registry.intake.reading import Cell, Line, Sheet

ENDLESS = "9999-09-09"
MILLION = 1_000_000
LONGEST_NAME = 120
LONGEST_TEXT = 4_000

_NO_CELL = Cell("")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[Ee]\+?\d+")
_AS_FORMULA = re.compile(r'="([^"]*)"')
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D{0,2}|(\d{4})(\d{2})(\d{2})")
_RATIO = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)([%‰])")
_SEPARATORS = re.compile(r"[、,，;；/\n]+")
_LISTS = frozenset({"areas", "categories", "fields"})
_WORN_REFUSES = frozenset({"code", "old_code", "certificate"})


@dataclass
class _RowInHand:
    """A row while it is judged."""

    header: Header
    line: Line
    values: dict[str, str] = field(default_factory=dict)
    warnings: list[Finding] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)

    def cell(self, field_name: str) -> Cell:
        """Return the cell of a field."""
        column = next((number for number, known, _ in self.header.columns if known == field_name), None)
        if column is None or column >= len(self.line.cells):
            return _NO_CELL
        return self.line.cells[column]

    def warn(self, field_name: str, why: str, **facts: str) -> None:
        """Note what a person should look at."""
        self.warnings.append(self._finding(field_name, why, facts))

    def refuse(self, field_name: str, why: str, **facts: str) -> None:
        """Note why the row cannot be taken in."""
        self.refusals.append(self._finding(field_name, why, facts))

    def _finding(self, field_name: str, why: str, facts: Mapping[str, str]) -> Finding:
        title = self.header.title(field_name) or field_name
        shown = self.cell(field_name).text or self.values.get(field_name, "")
        return Finding(self.line.number, title, shown, why, tuple(facts.items()))


def judge_sheets(
    kind: Kind,
    file: str,
    sheets: Sequence[Sheet],
    *,
    manual: Mapping[str, str] | None = None,
    known: Known | None = None,
) -> Intake:
    """Find the header and judge every row below it; raises `Refused` when there is no header or no row."""
    found = find_header(kind, sheets, manual)
    if found is None:
        raise Refused("refused-import-no-header", file=file, titles="、".join(wanted_titles(kind)))
    sheet, header = found
    rows: list[IntakeRow] = []
    refusals: list[Finding] = []
    skipped: list[int] = []
    refused_names: set[str] = set()
    for line in sheet.lines:
        if line.number <= header.row:
            continue
        row = _read(header, line)
        if _is_no_content(kind, row):
            skipped.append(line.number)
            continue
        _CHECKS[kind](row)
        if row.refusals:
            refusals += row.refusals
            refused_names.add(name_key(row.values.get(_KEYS[kind][1], "")))
        else:
            values = {name: text for name, text in row.values.items() if text}
            rows.append(IntakeRow(line.number, values, tuple(row.warnings)))
    if not rows and not refusals:
        raise Refused("refused-import-no-rows", file=file, sheet=sheet.name)
    judged = tuple(_compared(kind, rows, header, known or Known()))
    return Intake(
        kind=kind,
        file=file,
        sheet=sheet.name,
        header_row=header.row,
        mapping=header.mapping,
        unread=header.unread,
        rows=judged,
        warnings=tuple(finding for row in judged for finding in row.warnings),
        refusals=tuple(refusals),
        skipped=tuple(skipped),
        refused_names=frozenset(refused_names - {""}),
    )


def _read(header: Header, line: Line) -> _RowInHand:
    row = _RowInHand(header, line)
    for _, field_name, _ in header.columns:
        cell = row.cell(field_name)
        wrapped = _AS_FORMULA.fullmatch(cell.text.strip())
        text = tidy_name(wrapped[1] if wrapped else cell.text).removeprefix("'")
        row.values[field_name] = text
        if len(text) > (LONGEST_NAME if field_name == "name" else LONGEST_TEXT):
            row.refuse(field_name, "too-long")
        if cell.kind == "worn" and field_name not in _WORN_REFUSES:
            row.warn(field_name, "number-cell")
    return row


def _is_no_content(kind: Kind, row: _RowInHand) -> bool:
    """Tell hints and footnotes from content.

    A hint stands right below the header, a footnote begins with a word for one; neither identifies anything else.
    """
    identifying = [row.values.get(name, "") for name in vocabulary(kind).identifying]
    if not any(identifying):
        return row.line.number == row.header.row + 1 or _begins_as_footnote(row)
    return not any(identifying[1:]) and _begins_as_footnote(row)


def _begins_as_footnote(row: _RowInHand) -> bool:
    first = next((tidy_name(cell.text) for cell in row.line.cells if cell.text.strip()), "")
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
    cell = row.cell(used)
    if cell.kind == "worn" or (cell.kind == "number" and len(cell.text) > EXACT_DIGITS):
        row.refuse(used, "code-number-cell")
        return
    judged = judge_code(row.values.get(used, ""))
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
        row.values[listed] = "、".join(p for p in map(tidy_name, _SEPARATORS.split(row.values[listed])) if p)
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


def _compared(kind: Kind, rows: Sequence[IntakeRow], header: Header, known: Known) -> Iterator[IntakeRow]:
    """Compare rows with each other and with the register, by code first, then by name; people decide."""
    code_field, name_field = _KEYS[kind]
    codes: dict[str, int] = {}
    names: dict[str, int] = {}
    for row in rows:
        code, name = row.get(code_field), name_key(row.get(name_field))
        in_register = known.by_code.get(code, "") if code else ""
        same_as, column, why, facts = 0, name_field, "", {}
        if code and code in codes:
            same_as, column, why = codes[code], code_field, "duplicate-code"
        elif name in names:
            same_as, why = names[name], "duplicate-name"
        elif not in_register and name in known.by_name:
            why = "known-name"
        if same_as:
            facts["first"] = str(same_as)
        if code:
            codes.setdefault(code, row.row)
        names.setdefault(name, row.row)
        warnings = row.warnings
        if why:
            title = header.title(column) or header.title("old_code") or column
            warnings += (Finding(row.row, title, row.get(column), why, tuple(facts.items())),)
        yield replace(row, warnings=warnings, same_as=same_as, known=in_register)
