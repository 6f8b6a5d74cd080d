"""The registers as files people take away: xlsx of typed texts, and CSV that no spreadsheet can take for a formula.

In CSV every cell is quoted, and one that begins like a formula, or whose digits a spreadsheet would wear down to a
number, is led by an apostrophe (OWASP, CSV Injection), which the import here takes off again. What stays inside the
bureau (a person's number, phone) is not in the register of officers and so in no file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.comparing import Compared
from inspector_desktop.registry.intake import Kind
from inspector_desktop.registry.kept_rules import kind_of
from inspector_desktop.registry.store import ItemView, OfficerView, SubjectView
from inspector_desktop.wording import has, say

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_WORN = re.compile(r"0\d+|\d{12,}|\d+[Ee]\d+")
_LONGEST = 32_767  # what a cell of xlsx can hold

_SUBJECT = (
    "name", "code", "category", "authority", "jurisdiction", "address", "principal", "phone", "credit", "credit_since",
    "survival", "tags", "head_code", "kind",
)  # fmt: skip
_OFFICER = ("name", "unit", "sex", "certificate", "areas", "categories", "fields", "valid_until", "duty")
_ITEM = (
    "id", "title", "group_title", "item_class", "agency", "subject_category", "content", "basis", "methods", "ratio",
    "frequency", "published_on", "valid_from", "valid_until", "sub_title", "staffing", "level", "partners", "section",
    "person", "random_reason", "ratio_by_law", "note", "ended_reason", "link", "form", "duty_code", "reviewed_by",
    "reviewed_on", "version",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A list to write: its name, titles, and rows of texts."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def subject_sheet(views: Iterable[SubjectView], profile: Profile) -> Sheet:
    """The register of subjects, its categories and credit classes in words, under titles the import knows."""
    shown = _words(profile) | {
        "survival": lambda one: say(f"survival-{one}"),
        "kind": lambda one: say(f"subject-kind-{one}") if one else "",
    }
    # What its code says a subject is stands in the file, too, where nobody has entered it.
    known = (one if one.kind else replace(one, kind=kind_of(one)) for one in views)
    return _sheet("subjects", "name", _SUBJECT, known, shown)


def missing_sheet(found: Compared, name: str, kind: Kind = "subjects") -> Sheet:
    """Who is missing where: in the register though a source list names them, and in the list though the register does.

    002 二(一), 003 二(二): the registers of others are held against ours so that everybody is in it (应纳尽纳):
    companies, and all who hold a certificate.
    """
    person = kind == "officers"
    code, place = ("certificate", "unit") if person else ("code", "address")
    rows = [
        (say("missing-here"), row.get("name"), row.get(code), row.get(place), str(row.row)) for row in found.new.given()
    ]
    rows += [(say("missing-there"), one.name, one.code, "", "") for one in found.gone]
    of_person = ("column-officer", "field-certificate", "field-unit")
    of_company = ("export-name", "export-code", "field-address")
    titles = ("missing-column", *(of_person if person else of_company), "missing-row")
    return Sheet(name, tuple(say(one) for one in titles), tuple(rows))


def officer_sheet(views: Iterable[OfficerView]) -> Sheet:
    """The register of officers: the six public columns (004 art. 9), validity, field and duty."""
    shown = {"duty": lambda one: say(f"duty-{one}"), "areas": lambda one: "" if one == "*" else one}
    return _sheet("officers", "officer", _OFFICER, views, shown)


def item_sheet(views: Iterable[ItemView], profile: Profile) -> Sheet:
    """The list of items; one that is not published has no day of publication."""
    words = _words(profile)
    return _sheet("items", "name", _ITEM, views, {"subject_category": words["category"]})


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Return a workbook whose cells are all typed as text; the same sheet gives the same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _UNDATED})
    page = book.add_worksheet(sheet.name)
    bold, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    page.set_column(0, len(sheet.titles) - 1, 20, plain)
    for at, title in enumerate(sheet.titles):
        page.write_string(0, at, title, bold)
    for number, row in enumerate(sheet.rows, 1):
        for at, text in enumerate(row):
            page.write_string(number, at, text[:_LONGEST], plain)
    page.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a table of values in UTF-8 with its mark, as spreadsheets here expect it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(sheet.titles)
    writer.writerows([_safe(text) for text in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write a list as its ending says, xlsx unless it is csv. Raises `OSError`."""
    path.write_bytes(csv_bytes(sheet) if path.suffix.lower() == ".csv" else xlsx_bytes(sheet))


def _safe(text: str) -> str:
    return (
        f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) or _WORN.fullmatch(text) else text
    )


def _sheet(
    kind: str, name: str, columns: Sequence[str], views: Iterable[Any], shown: Mapping[str, Callable[[str], str]]
) -> Sheet:
    rows = tuple(
        tuple(shown[one](getattr(view, one)) if one in shown else str(getattr(view, one)) for one in columns)
        for view in views
    )
    titles = [f"export-{one}" if has(f"export-{one}") else f"field-{one}" for one in columns]
    if kind == "officers":
        titles[0] = f"column-{name}"
    return Sheet(say(f"bringing-kind-{kind}"), tuple(say(one) for one in titles), rows)


def _words(profile: Profile) -> dict[str, Callable[[str], str]]:
    categories = {one.id: one.title for one in profile.categories}
    credit = {one.id: one.title for one in profile.credit.classes}
    return {"category": lambda one: categories.get(one, one), "credit": lambda one: credit.get(one, one)}
