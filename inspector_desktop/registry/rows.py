"""An accepted row of a spreadsheet as a row of the register: ids, categories, search keys. Pure.

Nothing is decided for people: a category or credit class the profile does not know stays open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from json.encoder import encode_basestring
from operator import itemgetter

from inspector_desktop.digest import sha256_hex
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.facts import ItemRow, OfficerRow, SubjectRow
from inspector_desktop.registry.initials import pinyin_key, pinyin_keys
from inspector_desktop.registry.intake import IntakeRow
from inspector_desktop.registry.intake.judged_rows import (
    AS_READ_BLANK,
    OTHERWISE,
    Item,
    JudgedRows,
    Run,
    Shape,
)
from inspector_desktop.registry.intake.quick import name_key
from inspector_desktop.registry.ready import Ready
from inspector_desktop.wording import say

CODE_KINDS = {"uscc": "uscc", "registration-15": "old", "registration-13": "old"}
_MOST_KEPT = 1_000
ID = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,63}")  # ID of TICKET-V1, so that every subject can be drawn


def subject_id(code: str, name: str, address: str) -> str:
    """The id of a subject: its code where the draw can take it as an ID, else one made of name and address."""
    return code if ID.fullmatch(code) else _made(name_key(name), name_key(address))


def subject_row(row: IntakeRow, profile: Profile, letters: Callable[[str], str] = pinyin_key) -> SubjectRow:
    """One accepted row as a subject; what the profile has no category or credit class for stays empty."""
    name, code = row.get("name"), row.get("code")
    return SubjectRow(
        id=subject_id(code, name, row.get("address")), name=name, code=code,
        code_kind=CODE_KINDS.get(row.get("code_kind"), "internal"),
        category=_category(row.get("category"), profile),
        authority=row.get("authority"), jurisdiction=row.get("jurisdiction"), address=row.get("address"),
        principal=row.get("principal"), phone=row.get("phone"),
        credit=_by_title(row.get("credit"), ((one.id, one.title) for one in profile.credit.classes)),
        pinyin=letters(name), source_row=row.row, warning=row.warnings[0].why if row.warnings else "",
    )  # fmt: skip


class ListedRows:
    """Makes the accepted rows of a large list into what an import enters; equal to `subject_row`, blanks left out."""

    def __init__(self, profile: Profile) -> None:
        self._categories = _Known((one.id, one.title) for one in profile.categories)
        self._credits = _Known((one.id, one.title) for one in profile.credit.classes)

    def made(self, row: IntakeRow) -> Ready:
        """One accepted row."""
        warning = row.warnings[0].why if row.warnings else ""
        values = [*row.values.values(), ""]
        take = _taking({field: at for at, field in enumerate(row.values)})
        return self._ready(row.row, take(values), row.get("code_kind"), warning, escaped=True)

    def of(self, rows: JudgedRows, taken: Iterable[int], said: Callable[[str], None]) -> Iterator[Ready]:
        """Yield the accepted rows that are `taken`, a number for each; `said` is told what was warned of any."""
        left = iter(taken)
        for run in rows.runs:
            if run.read and rows.shape is not None:
                yield from self._of_run(run, rows, rows.shape, left, said)
            else:
                for item in compress(run.changed(), left):
                    yield self._of_item(item, rows, said)

    def _of_item(self, item: Item, rows: JudgedRows, said: Callable[[str], None]) -> Ready:
        number, values, findings = item
        why = findings[0][2] if findings else rows.twins[number].why if number in rows.twins else ""
        if why:
            said(why)
        given = dict(zip(rows.fields, values, strict=True))
        take = _taking({field: at for at, field in enumerate(rows.fields)})
        return self._ready(number, take([*values, ""]), given.get("code_kind", ""), why, escaped=True)

    def _of_run(
        self, run: Run, rows: JudgedRows, shape: Shape, left: Iterator[int], said: Callable[[str], None]
    ) -> list[Ready]:
        raw, twins, others = run.raw(), rows.twins, run.changed()
        escaped = b"\\" in raw  # a quotation mark, too, has one before it
        take, blank = _taking(shape.columns), shape.blank[0][2]
        found: list[Ready] = []
        for (number, cells), mark in zip(json.loads(raw), run.marks, strict=True):
            if not mark:
                continue
            if mark == OTHERWISE:
                item = next(others)
                if next(left):
                    found.append(self._of_item(item, rows, said))
            elif next(left):
                why = blank if mark == AS_READ_BLANK else twins[number].why if number in twins else ""
                if why:
                    said(why)
                cells.append("")
                found.append(self._ready(number, take(cells), "uscc", why, escaped=escaped))
        return found

    def _ready(self, number: int, values: tuple[str, ...], kind: str, why: str, *, escaped: bool) -> Ready:
        name, code, authority, jurisdiction, address, principal, phone, category, credit = values
        one = code if kind == "uscc" or ID.fullmatch(code) else subject_id(code, name, address)
        kind = CODE_KINDS.get(kind, "internal")
        letters = pinyin_keys(name)
        if category:
            category = self._categories[category]
        if credit:
            credit = self._credits[credit]
        found = (
            one, name, code, kind, category, authority, jurisdiction, address, principal, phone, credit, letters,
            number, why,
        )  # fmt: skip
        if escaped:
            one, name, code, category, authority, jurisdiction, address, principal, phone, credit, letters = map(
                _escaped,
                (one, name, code, category, authority, jurisdiction, address, principal, phone, credit, letters),
            )
        # RFC 8785: the names in their order, no spaces.
        text = (
            "{"
            f"""{f'"address":"{address}",' if address else ""}"""
            f"""{f'"authority":"{authority}",' if authority else ""}"""
            f"""{f'"category":"{category}",' if category else ""}"""
            f'"code":"{code}","code_kind":"{kind}",'
            f"""{f'"credit":"{credit}",' if credit else ""}"""
            f'"id":"{one}",'
            f"""{f'"jurisdiction":"{jurisdiction}",' if jurisdiction else ""}"""
            f'"name":"{name}",'
            f"""{f'"phone":"{phone}",' if phone else ""}"""
            f'"pinyin":"{letters}",'
            f"""{f'"principal":"{principal}",' if principal else ""}"""
            f'"source_row":{number}'
            f"""{f',"warning":"{why}"' if why else ""}"""
            "}"
        )
        return text, found


_TAKEN = ("name", "code", "authority", "jurisdiction", "address", "principal", "phone", "category", "credit")


def _taking(at: Mapping[str, int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes the texts of a row from its values, which stand `at` places, an empty one behind them."""
    return itemgetter(*(at.get(one, -1) for one in _TAKEN))


def _escaped(text: str) -> str:
    return encode_basestring(text)[1:-1]


class _Known(dict[str, str]):
    """Ids by what lists write for them; what nothing is known of is empty."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = _titles(rows)

    def __missing__(self, text: str) -> str:
        found = self._titles.get(name_key(text), "")
        if len(self) < _MOST_KEPT:
            self[text] = found
        return found


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
