"""An accepted row of a spreadsheet as a row of the register: ids, categories, search keys. Pure.

Nothing is decided for people: a category or credit class the profile does not know stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from inspector_desktop.digest import sha256_hex
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.facts import ImportedRow, ItemRow, OfficerRow, SubjectRow
from inspector_desktop.registry.initials import pinyin_key, pinyin_keys
from inspector_desktop.registry.intake import IntakeRow
from inspector_desktop.registry.intake.quick import name_key
from inspector_desktop.wording import say

_Kept = Literal["authority", "jurisdiction", "address", "principal", "phone"]
CODE_KINDS = {"uscc": "uscc", "registration-15": "old", "registration-13": "old"}
ID = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,63}")  # ID of TICKET-V1, so that every subject can be drawn


def subject_id(code: str, name: str, address: str) -> str:
    """The id of a subject: its code where the draw can take it as an ID, else one made of name and address."""
    return code if ID.fullmatch(code) else _made(name_key(name), name_key(address))


def subject_row(row: IntakeRow, profile: Profile) -> SubjectRow:
    """One accepted row as a subject; what the profile has no category or credit class for stays empty."""
    name, code = row.get("name"), row.get("code")
    return SubjectRow(
        id=subject_id(code, name, row.get("address")), name=name, code=code,
        code_kind=CODE_KINDS.get(row.get("code_kind"), "internal"),
        category=_category(row.get("category"), profile),
        authority=row.get("authority"), jurisdiction=row.get("jurisdiction"), address=row.get("address"),
        principal=row.get("principal"), phone=row.get("phone"),
        credit=_by_title(row.get("credit"), ((one.id, one.title) for one in profile.credit.classes)),
        pinyin=pinyin_key(name), source_row=row.row, warning=row.warnings[0].why if row.warnings else "",
    )  # fmt: skip


class ImportedRows:
    """Makes the accepted rows of a large list into what an import enters; equal to `subject_row`, blanks left out."""

    def __init__(self, profile: Profile) -> None:
        self._categories = _titles((one.id, one.title) for one in profile.categories)
        self._credits = _titles((one.id, one.title) for one in profile.credit.classes)

    def made(self, row: IntakeRow) -> ImportedRow:
        """One accepted row."""
        warning = row.warnings[0].why if row.warnings else ""
        return self.made_of(tuple(row.values))(row.row, tuple(row.values.values()), warning)

    def made_of(self, fields: Sequence[str]) -> Callable[[int, Sequence[str], str], ImportedRow]:
        """What makes a row from its number, its texts in the order of `fields`, and what was warned of."""
        at = {field: number for number, field in enumerate(fields)}
        kept = [(field, at[field]) for field in _KEPT if field in at]
        name_at, code_at, kind_at = (at.get(one, -1) for one in ("name", "code", "code_kind"))
        address_at, category_at, credit_at = (at.get(one, -1) for one in ("address", "category", "credit"))

        def made(number: int, values: Sequence[str], warning: str) -> ImportedRow:
            values = [*values, ""]  # what the list has no column for
            name, code, address = values[name_at], values[code_at], values[address_at]
            row: ImportedRow = {
                "id": code if ID.fullmatch(code) else subject_id(code, name, address), "name": name,
                "code": code, "code_kind": CODE_KINDS.get(values[kind_at], "internal"),
                "pinyin": pinyin_keys(name), "source_row": number,
            }  # fmt: skip
            for field, place in kept:
                if text := values[place]:
                    row[field] = text
            if (text := values[category_at]) and (one := self._categories.get(name_key(text))):
                row["category"] = one
            if (text := values[credit_at]) and (one := self._credits.get(name_key(text))):
                row["credit"] = one
            if warning:
                row["warning"] = warning
            return row

        return made


_KEPT: tuple[_Kept, ...] = ("authority", "jurisdiction", "address", "principal", "phone")


def _titles(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, title in rows:
        found.setdefault(name_key(title), one)
        found.setdefault(one, one)
    return found


def officer_row(row: IntakeRow, *, unit: str, keep: str = "") -> OfficerRow:
    """One accepted row as an officer; without a day of expiry the certificate counts as expired."""
    certificate = row.get("certificate")
    return OfficerRow(
        id=keep or (certificate if ID.fullmatch(certificate) else _made(row.get("name"), row.get("unit"))),
        name=row.get("name"), unit=row.get("unit") or unit, sex=row.get("sex"), certificate=certificate,
        areas=row.get("areas") or "*", categories=row.get("categories"), fields=row.get("fields"),
        valid_until=row.get("valid_until"),
    )  # fmt: skip


def item_row(row: IntakeRow, profile: Profile) -> ItemRow:
    """One accepted row as an item; a category the profile does not know stays as it was written."""
    code, category = row.get("code"), row.get("subject_category")
    note, version = row.get("note"), row.get("version")
    if version:  # versions are counted by the shelf: what a list calls its own stays readable
        note = "；".join(part for part in (note, say("item-list-version", version=version)) if part)
    return ItemRow(
        id=code if ID.fullmatch(code) else _made(name_key(row.get("title")), name_key(row.get("sub_title"))),
        title=row.get("title"),
        group_title=row.get("group_title"), item_class=row.get("item_class"),
        agency=row.get("agency") or profile.bureau.name, subject_category=_category(category, profile) or category,
        content=row.get("content"), basis=row.get("basis"), methods=row.get("methods"), ratio=row.get("ratio"),
        frequency=row.get("frequency"), form=row.get("form"), sub_title=row.get("sub_title"),
        staffing=row.get("staffing"), level=row.get("level"), partners=row.get("partners"), note=note,
        random="no" if row.get("random_reason") else "", random_reason=row.get("random_reason"),
        section=row.get("section"), person=row.get("person"), ratio_by_law=row.get("ratio_by_law"),
    )  # fmt: skip


def _category(text: str, profile: Profile) -> str:
    return _by_title(text, ((one.id, one.title) for one in profile.categories))


def _by_title(text: str, rows: Iterable[tuple[str, str]]) -> str:
    wanted = name_key(text)
    return next((one for one, title in rows if wanted and wanted in {name_key(title), one}), "")


def _made(first: str, second: str) -> str:
    return "N-" + sha256_hex(f"{first}\n{second}")[:16].upper()
