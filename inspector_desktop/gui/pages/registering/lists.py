"""The item list and the register of officers: what their rows show, and one of them in full beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.initials import LONGEST, pinyin_keys
from inspector_desktop.registry.store import ItemView, OfficerView
from inspector_desktop.wording import has, say

DUTIES = ("on", "leave", "left")
_WARN = timedelta(days=60)
_ROLES = ("officer", "supervising")


@dataclass(frozen=True)
class OfficerLine:
    """A row of the officers; `state` is empty, `expires` within two months, or `expired`."""

    key: str
    view: OfficerView
    state: str


@dataclass(frozen=True)
class ItemLine:
    """A row of the items."""

    key: str
    view: ItemView
    category: str


def officer_line(view: OfficerView, today: date) -> OfficerLine:
    """Put an officer into words for a civil day."""
    state = ""
    if view.valid_until < today.isoformat():
        state = "expired"
    elif view.valid_until <= (today + _WARN).isoformat():
        state = "expires"
    return OfficerLine(view.id, view, state)


def item_line(view: ItemView, profile: Profile) -> ItemLine:
    """Put an item into words."""
    title = next((one.title for one in profile.categories if one.id == view.subject_category), view.subject_category)
    return ItemLine(view.id, view, title)


def fits(needle: str, *texts_in: str) -> bool:
    """Whether a text occurs in one of these, whatever its case, or a run of letters in their pinyin initials."""
    wanted = needle.casefold()
    if not wanted or any(wanted in one.casefold() for one in texts_in):
        return True
    return wanted.isascii() and wanted.isalpha() and any(wanted in _initials(one) for one in texts_in)


def learn(*texts_in: str) -> None:
    """Find the initials of texts before anybody searches: the first take a second."""
    for one in texts_in:
        _initials(one)


@lru_cache(maxsize=50_000)
def _initials(text: str) -> str:
    return pinyin_keys(text) if len(text) <= LONGEST and not text.isascii() else ""


def skills(view: OfficerView) -> str:
    """The fields of an officer in words; what the wording does not know is shown as it was entered."""
    found = [one for one in view.fields.split("、") if one]
    return "、".join(say(f"skill-{one}") if has(f"skill-{one}") else one for one in found) or "—"


def officer_columns() -> tuple[Column, ...]:
    """The columns of the officers."""
    return (
        Column("name", say("column-officer"), lambda row: row.view.name, width=130),
        Column("unit", say("column-unit"), lambda row: row.view.unit, stretch=1),
        Column(
            "certificate", say("column-certificate"), lambda row: Cell(row.view.certificate, tone="soft"), width=150
        ),
        Column("fields", say("column-fields"), lambda row: Cell(skills(row.view), tone="soft"), width=130),
        Column("valid", say("column-valid-until"), _valid, width=190),
        Column("duty", say("column-duty"), _duty, width=80),
    )


def item_columns() -> tuple[Column, ...]:
    """The columns of the items."""
    return (
        Column("id", say("column-item-code"), lambda row: Cell(row.view.id, tone="soft"), width=72),
        Column("title", say("column-item"), lambda row: Cell(row.view.title, under=row.view.basis), stretch=3),
        Column("object", say("column-object"), lambda row: Cell(row.category, tone="soft"), width=164),
        Column("ratio", say("column-ratio"), lambda row: row.view.ratio, width=60),
        Column("frequency", say("column-frequency"), lambda row: row.view.frequency, width=84),
    )


def version_of(view: ItemView) -> str:
    """Return version and day of publication of an item."""
    return say("item-detail-version-text", version=view.version, date=_day(view.published_on))


def validity_of(view: ItemView) -> str:
    """Return from when until when a published item is valid."""
    if until := _day(view.valid_until):
        return say("item-detail-valid-range", first=_day(view.valid_from), last=until)
    return say("item-detail-valid-from", first=_day(view.valid_from))


def officer_parts(
    row: OfficerLine, edit: Callable[[], object] | None, correct: Callable[[], object] | None = None
) -> list[QWidget]:
    """Return one officer in full, perhaps with a button to edit, or to propose a correction."""
    view = row.view
    roles = "、".join(say(f"role-short-{one}") for one in view.roles.split("、") if one in _ROLES)
    tone = {"expired": "red", "expires": "amber"}.get(row.state, "ink")
    warning = say(f"officer-{row.state}") if row.state else ""
    values = [
        Value(say("column-certificate"), view.certificate or "—"),
        Value(say("column-valid-until"), _day(view.valid_until) or "—", under=warning, tone=tone),
        Value(say("column-duty"), say(f"duty-{view.duty}"), under=_duty_days(view)),
        Value(say("column-fields"), skills(view)),
        Value(say("officer-areas"), say("officer-anywhere") if view.areas == "*" else view.areas),
        Value(say("officer-categories"), view.categories or "—"),
        Value(say("officer-sex"), view.sex or "—"),
        Value(say("officer-roles"), roles or "—"),
    ]
    parts: list[QWidget] = [KeyValues(values, label_width=76)]
    if edit is not None:
        parts.append(texts.boxed(texts.row(buttons.secondary(say("officer-edit"), edit), None)))
    elif correct is not None:
        parts.append(texts.boxed(texts.row(buttons.secondary(say("correcting"), correct), None)))
    return parts


def _duty_days(view: OfficerView) -> str:
    days = [
        say(f"duty-{column}", date=_day(value))
        for column in ("joined_on", "left_on", "duty_until")
        if (value := getattr(view, column))
    ]
    return "，".join([*days, *([view.duty_note] if view.duty_note else [])])


def _valid(row: OfficerLine) -> Cell:
    if not row.state:
        return Cell(day_words(row.view.valid_until) or "—")
    chip = ChipText(say(f"officer-{row.state}"), "red" if row.state == "expired" else "amber")
    return Cell(day_words(row.view.valid_until), chips=(chip,))


def _duty(row: OfficerLine) -> Cell:
    return Cell(say(f"duty-{row.view.duty}"), tone="ink" if row.view.duty == "on" else "amber")


def _day(text: str) -> str:
    return say("kit-date", date=date.fromisoformat(text)) if text else ""
