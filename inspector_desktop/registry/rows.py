"""An accepted row of a spreadsheet as a row of the register: ids, categories, search keys. Pure.

Nothing is decided for people: a category or credit class the profile does not know stays open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, repeat
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
from inspector_desktop.registry.ready import ALWAYS, LISTED, ReadyPart
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
    """Makes the accepted rows of a large list into what an import enters; equal to `subject_row`, blanks left out.

    Rows are made column by column, since a million of them one by one take twice as long.
    """

    def __init__(self, profile: Profile) -> None:
        self._categories = _Known((one.id, one.title) for one in profile.categories)
        self._credits = _Known((one.id, one.title) for one in profile.credit.classes)

    def made(self, rows: Iterable[IntakeRow]) -> ReadyPart:
        """Some accepted rows."""
        return self._made([_of_row(row) for row in rows], escaped=True)

    def of(self, rows: JudgedRows, taken: Iterable[int], warned: Callable[[int], None]) -> Iterator[ReadyPart]:
        """Yield the accepted rows that are `taken`, a number for each; `warned` is told how many are with a word."""
        left = iter(taken)
        for run in rows.runs:
            if run.read and rows.shape is not None:
                part = self._of_run(run, rows, rows.shape, left)
            else:
                part = self._made([_of_item(item, rows) for item in compress(run.changed(), left)], escaped=True)
            warned(sum(map(bool, map(_WARNING, part[1]))))
            yield part

    def _of_run(self, run: Run, rows: JudgedRows, shape: Shape, left: Iterator[int]) -> ReadyPart:
        raw, twins, others = run.raw(), rows.twins, run.changed()
        escaped = b"\\" in raw  # a quotation mark, too, has one before it
        take, blank, letters = _taking(shape.columns), shape.blank[0][2], run.initials()
        found: list[_Given] = []
        for (number, cells), mark in zip(json.loads(raw), run.marks, strict=True):
            if not mark:
                continue
            if mark == OTHERWISE:
                item = next(others)
                if next(left):
                    found.append(_of_item(item, rows))
                    escaped = True
                continue
            initials = next(letters)
            if next(left):
                cells.append("")
                why = blank if mark == AS_READ_BLANK else twins[number].why if number in twins else ""
                found.append((number, take(cells), "uscc", why, initials))
        return self._made(found, escaped=escaped)

    def _made(self, rows: list[_Given], *, escaped: bool) -> ReadyPart:
        if not rows:
            return [], []
        numbers, given, code_kinds, whys, known = zip(*rows, strict=True)
        names, codes, *others, categories, classes = zip(*given, strict=True)
        kinds = [CODE_KINDS.get(kind, "internal") for kind in code_kinds]
        ids = [
            code if kind == "uscc" or ID.fullmatch(code) else subject_id(code, name, address)
            for code, kind, name, address in zip(codes, code_kinds, names, others[_ADDRESS], strict=True)
        ]
        letters = [one or pinyin_keys(name) for one, name in zip(known, names, strict=True)]
        columns = (
            ids,
            names,
            codes,
            kinds,
            self._categories.of(categories),
            *others,
            self._credits.of(classes),
            letters,
        )
        values = list(zip(*columns, numbers, whys, strict=True))
        return _written(columns, numbers, whys, escaped=escaped), values


_Given = tuple[int, tuple[str, ...], str, str, str]
"""A row: its number, its texts in the order of `_TAKEN`, the kind of its code, what was warned of, its initials."""
_TAKEN = ("name", "code", "authority", "jurisdiction", "address", "principal", "phone", "category", "credit")
_ADDRESS = _TAKEN.index("address") - 2
_WARNING = itemgetter(LISTED.index("warning"))
_TEXTS = LISTED[: LISTED.index("source_row")]
_IN_ORDER = sorted(enumerate(_TEXTS), key=itemgetter(1))


def _of_row(row: IntakeRow) -> _Given:
    why = row.warnings[0].why if row.warnings else ""
    return row.row, tuple(map(row.get, _TAKEN)), row.get("code_kind"), why, ""


def _of_item(item: Item, rows: JudgedRows) -> _Given:
    number, values, findings = item
    why = findings[0][2] if findings else rows.twins[number].why if number in rows.twins else ""
    given = dict(zip(rows.fields, values, strict=True))
    return number, tuple(given.get(one, "") for one in _TAKEN), given.get("code_kind", ""), why, ""


def _taking(at: Mapping[str, int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes the texts of a row from its values, which stand `at` places, an empty one behind them."""
    return itemgetter(*(at.get(one, -1) for one in _TAKEN))


def _written(
    columns: Sequence[Sequence[str]], numbers: Iterable[int], whys: Iterable[str], *, escaped: bool
) -> list[str]:
    """Return rows in RFC 8785, given as columns: the names in their order, no spaces, what is empty left out."""
    parts: list[Iterable[str]] = []
    before = "{"
    for at, name in _IN_ORDER:
        column: Sequence[str] = list(map(_escaped, columns[at])) if escaped else columns[at]
        if name in ALWAYS or all(column):
            parts += repeat(f'{before}"{name}":"'), column
            before = '",'
        elif any(column):
            parts += repeat(before), [text and f'"{name}":"{text}",' for text in column]
            before = ""
    parts += repeat(f'{before}"source_row":'), map(str, numbers), [why and f',"warning":"{why}"' for why in whys]
    return list(map("".join, zip(*parts, repeat("}"))))


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

    def of(self, texts: Sequence[str]) -> Sequence[str]:
        """Return the id for each text."""
        return [text and self[text] for text in texts] if any(texts) else texts


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
        duty_code=row.get("duty_code"), reviewed_by=row.get("reviewed_by"), reviewed_on=row.get("reviewed_on"),
    )  # fmt: skip


def _category(text: str, profile: Profile) -> str:
    return _by_title(text, ((one.id, one.title) for one in profile.categories))


def _by_title(text: str, rows: Iterable[tuple[str, str]]) -> str:
    wanted = name_key(text)
    return next((one for one, title in rows if wanted and wanted in {name_key(title), one}), "")


def _made(first: str, second: str) -> str:
    return "N-" + sha256_hex(f"{first}\n{second}")[:16].upper()
