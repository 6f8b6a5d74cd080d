"""生效: version, period, items and reason of a form just read, with what a new version closes said beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.pages.registering.forms_shown import WRONG, Looked, period_words
from inspector_desktop.gui.pages.registering.picking import PickTable
from inspector_desktop.registry.form_rules import closes, day_before
from inspector_desktop.registry.store import ItemView
from inspector_desktop.wording import say

_LEFT = 400


@dataclass(frozen=True)
class Given:
    """What a person gave: version, civil days, items and reason."""

    version: str
    valid_from: str
    valid_until: str
    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class _ItemRow:
    key: str
    view: ItemView


class ItemsForm(QWidget):
    """Which items an edition is for, beside the list; `go` receives ids and reason."""

    def __init__(
        self, title: str, listed: Sequence[ItemView], chosen: Sequence[str],
        go: Callable[[tuple[str, ...], str], object], leave: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._go = go
        self.items = PickTable(
            (Column("title", say("forms-item"), lambda one: Cell(one.view.title, under=one.view.form)),), pick=True
        )
        self.items.set_empty(say("forms-items-none-title"), say("forms-items-none"))
        self.items.set_rows([_ItemRow(one.id, one) for one in listed])
        self.items.pick(chosen)
        self.form = fields.Form(label_width=48, gap=8)
        self.form.add("reason", say("forms-field-reason"), fields.LineField(say("forms-reason-hint")))
        row = texts.row(buttons.primary(say("edit-save"), self.run), buttons.secondary(say("edit-cancel"), leave), None)
        head = texts.label(title, font=look.section(), wrap=True)
        layout = texts.column(head, texts.small(say("forms-items-note"), wrap=True), self.items, self.form, row, gap=12)
        layout.setStretch(2, 1)
        layout.setContentsMargins(20, 18, 20, 18)
        self.setLayout(layout)

    def run(self) -> None:
        """Hand over what was picked."""
        reason = self.form.values()["reason"]
        if not reason:
            self.form.refuse("reason", say("refused-form-reason"))
            return
        self._go(tuple(sorted(self.items.picked)), reason)


class BringingForm(QWidget):
    """The fields on the left, the items on the right; `go` receives what was given."""

    def __init__(self, go: Callable[[Given], object]) -> None:
        super().__init__()
        self._go = go
        self._looked: Looked | None = None
        self.form = fields.Form(label_width=84, gap=10)
        self.form.add("version", say("forms-field-version"), fields.LineField(width=200))
        self.form.add("valid_from", say("forms-field-valid_from"), fields.DateField(width=200))
        self.form.add(
            "valid_until", say("forms-field-valid_until"), fields.DateField(width=200), note=say("forms-until-note")
        )
        self.form.add("reason", say("forms-field-reason"), fields.TextField(say("forms-reason-hint"), lines=3))
        self.effect = texts.soft(wrap=True)
        self.stop = texts.label(ink=look.RED, wrap=True)
        self.primary = buttons.primary(say("forms-bring"), self.run)
        self.items = PickTable(
            (
                Column("title", say("forms-item"), lambda one: Cell(one.view.title, under=one.view.id)),
                Column("form", say("forms-item-form"), lambda one: one.view.form or "—", width=150),
            ),
            pick=True,
        )
        self.items.set_empty(say("forms-items-none-title"), say("forms-items-none"))
        self.items.picked_changed.connect(self._count)
        self._picked = texts.soft()
        left = texts.column(self.form, self.effect, self.stop, texts.row(self.primary, None), None, gap=14)
        left.setContentsMargins(look.MARGIN, 16, 20, 12)
        side = texts.boxed(left)
        side.setFixedWidth(_LEFT)
        right = texts.column(
            texts.label(say("forms-items-title"), font=look.section()), texts.soft(say("forms-items-note"), wrap=True),
            self._picked, self.items, gap=6,
        )  # fmt: skip
        right.setStretch(3, 1)
        right.setContentsMargins(20, 16, look.MARGIN, 0)
        both = texts.row(side, texts.Hairline(vertical=True), right, gap=0)
        both.setStretch(2, 1)
        self.setLayout(both)
        for key in ("version", "valid_from"):
            editor = self.form.field(key).editor
            if isinstance(editor, fields.LineField):
                editor.edited.connect(self._show_effect)

    def show_looked(self, looked: Looked, listed: Sequence[ItemView], today: str) -> None:
        """Show a form that was read: its own version, today, the items of the version before."""
        self._looked = looked
        version = looked.definition.version if looked.definition is not None else ""
        for key, value in (("version", version), ("valid_from", today), ("valid_until", ""), ("reason", "")):
            self.set_value(key, value)
        self.items.set_rows([_ItemRow(one.id, one) for one in listed])
        self.items.unpick()
        own = looked.known[0].items if looked.known else ()
        named = tuple(one.id for one in listed if looked.definition and one.form == looked.definition.form)
        self.items.pick(own or named)
        self.primary.setEnabled(not looked.fatal)
        wrong = looked.count(WRONG)
        self.stop.setText(
            say("refused-form-problems", count=looked.fatal) if looked.fatal
            else say("forms-out-of-force", count=wrong) if wrong else ""
        )  # fmt: skip
        self.stop.setVisible(bool(looked.fatal or wrong))
        self._show_effect()
        self._count()

    def set_value(self, key: str, value: str) -> None:
        """Show a value in a field."""
        self.form.field(key).editor.set_value(value)  # type: ignore[attr-defined]

    def run(self) -> None:
        """Hand over what was given; what is lacking is said at its field."""
        if not self.form.check():
            return
        given = self.form.values()
        for key in ("version", "valid_from"):
            if not given[key]:
                self.form.refuse(key, say("kit-field-needed", field=say(f"forms-field-{key}")))
                return
        if not given["reason"]:
            self.form.refuse("reason", say("refused-form-reason"))
            return
        self._go(Given(**given, items=tuple(sorted(self.items.picked))))

    def _show_effect(self) -> None:
        looked = self._looked
        first = self.form.values()["valid_from"]
        known = looked.known if looked is not None else ()
        closed = next((one for one in known if first and closes(one, first)), None)
        if closed is not None:
            self.effect.setText(say("forms-closes", version=closed.version, last=fields.day_words(day_before(first))))
        elif known:
            self.effect.setText(say("forms-beside", version=known[0].version, period=period_words(known[0])))
        else:
            self.effect.setText(say("forms-running-note"))

    def _count(self) -> None:
        self._picked.setText(say("forms-items-picked", count=len(self.items.picked)))
