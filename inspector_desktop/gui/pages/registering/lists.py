"""The item list and the register of officers: what their rows show, and one of them in full beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.facts import OfficerRow
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
    """Whether a text occurs in one of these, whatever its case."""
    return not needle or any(needle.casefold() in one.casefold() for one in texts_in)


def item_fits(needle: str, row: ItemLine) -> bool:
    """Whether an item is among those searched for."""
    return fits(needle, row.view.title, row.category, row.view.basis, row.view.id)


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
        Column("ratio", say("column-ratio"), lambda row: row.view.ratio, width=64, right=True),
        Column("frequency", say("column-frequency"), lambda row: row.view.frequency, width=90, right=True),
    )


def item_detail(row: ItemLine) -> QWidget:
    """Return one item in full."""
    view = row.view
    until = _day(view.valid_until)
    valid = say("item-detail-valid-from", first=_day(view.valid_from))
    if until:
        valid = say("item-detail-valid-range", first=_day(view.valid_from), last=until)
    version = say("item-detail-version-text", version=view.version, date=_day(view.published_on))
    values = [
        Value(say("column-object"), row.category),
        Value(say("item-detail-content"), view.content),
        Value(say("item-detail-basis"), view.basis),
        Value(say("item-detail-methods"), view.methods),
        Value(say("column-ratio"), view.ratio),
        Value(say("column-frequency"), view.frequency),
        Value(say("item-detail-class"), view.item_class),
        Value(say("item-detail-agency"), view.agency),
        Value(say("item-detail-version"), version),
        Value(say("item-detail-valid"), valid),
    ]
    return sheet(view.title, view.group_title, KeyValues(values, label_width=76))


def officer_detail(
    row: OfficerLine, edit: Callable[[], object] | None, correct: Callable[[], object] | None = None
) -> QWidget:
    """Return one officer in full, perhaps with a button to edit, or to propose a correction."""
    view = row.view
    roles = "、".join(say(f"role-short-{one}") for one in view.roles.split("、") if one in _ROLES)
    tone = {"expired": "red", "expires": "amber"}.get(row.state, "ink")
    warning = say(f"officer-{row.state}") if row.state else ""
    values = [
        Value(say("column-certificate"), view.certificate or "—"),
        Value(say("column-valid-until"), _day(view.valid_until) or "—", under=warning, tone=tone),
        Value(say("column-duty"), say(f"duty-{view.duty}")),
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
    return sheet(view.name, view.unit, *parts)


class OfficerForm(QWidget):
    """Certificate, field and duty of one officer."""

    def __init__(self, row: OfficerLine, save: Callable[[OfficerRow], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._view, self._save = row.view, save
        self.form = fields.Form(label_width=76)
        view = row.view
        self.form.add("unit", say("column-unit"), fields.LineField(value=view.unit))
        self.form.add("certificate", say("column-certificate"), fields.LineField(value=view.certificate))
        self.form.add("valid_until", say("column-valid-until"), fields.DateField(value=view.valid_until))
        self.form.add("fields", say("column-fields"), fields.LineField(value=view.fields))
        duties = [(one, say(f"duty-{one}")) for one in DUTIES]
        self.form.add("duty", say("column-duty"), fields.ChoiceField(duties, view.duty))
        row_of = texts.row(
            buttons.primary(say("edit-save"), self.run), buttons.secondary(say("edit-cancel"), leave), None
        )
        self.setLayout(texts.column(sheet(say("edit-officer-title"), view.name, self.form, texts.boxed(row_of))))

    def run(self) -> None:
        """Hand over the officer as changed."""
        if not self.form.check():
            return
        kept = {name: getattr(self._view, name) for name in OfficerRow.model_fields}
        self._save(OfficerRow(**(kept | self.form.values())))


def sheet(title: str, under: str, *parts: QWidget) -> QWidget:
    """Return a side with a heading, a small line and parts below."""
    column = QVBoxLayout()
    column.setContentsMargins(20, 18, 20, 18)
    column.setSpacing(14)
    column.addLayout(texts.column(texts.label(title, font=look.section(), wrap=True), texts.small(under), gap=2))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return texts.boxed(column)


def _certificate(row: OfficerLine) -> Cell:
    return Cell(row.view.certificate or "—", tone="soft")


def _valid(row: OfficerLine) -> Cell:
    if not row.state:
        return Cell(row.view.valid_until or "—")
    chip = ChipText(say(f"officer-{row.state}"), "red" if row.state == "expired" else "amber")
    return Cell(row.view.valid_until, chips=(chip,))


def _duty(row: OfficerLine) -> Cell:
    return Cell(say(f"duty-{row.view.duty}"), tone="ink" if row.view.duty == "on" else "amber")


def _day(text: str) -> str:
    return say("kit-date", date=date.fromisoformat(text)) if text else ""
