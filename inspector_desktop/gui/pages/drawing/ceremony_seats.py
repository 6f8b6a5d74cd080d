"""The form of those at the ceremony: 主持人 操作人 监督人 见证人, each with a name and a unit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.draw.ceremony import HOST, OPERATOR, OVERSEER, ROLES, WITNESS, Ceremony, Person
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.wording import say

_WITNESSES = 3
_LABEL = 84


class SeatRow(QWidget):
    """Name and unit of one person."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.name = fields.LineField(say("ceremony-name-hint"), width=160)
        self.unit = fields.LineField(say("ceremony-unit-hint"), width=260)
        self.name.setAccessibleName(label)
        self.unit.setAccessibleName(f"{label} {say('draw-paper-unit')}")
        self.setLayout(texts.row(self.name, self.unit, None))

    def person(self) -> Person:
        """Who is written there."""
        return Person(name=self.name.value(), unit=self.unit.value())

    def set_person(self, name: str, unit: str) -> None:
        """Write somebody."""
        self.name.set_value(name)
        self.unit.set_value(unit)


class SeatsForm(QWidget):
    """Everybody at the ceremony; `given` carries host, operator, overseer, and the witnesses."""

    given = Signal(object, object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.form = fields.Form(label_width=_LABEL, gap=8)
        self.rows = {role: SeatRow(say(f"draw-paper-{role}")) for role in (HOST, OPERATOR, OVERSEER)}
        self.witnesses = [SeatRow(say("draw-paper-witness")) for _ in range(_WITNESSES)]
        for role, row in self.rows.items():
            self.form.add(role, say(f"draw-paper-{role}"), row)
        for at, row in enumerate(self.witnesses, 1):
            self.form.add(f"{WITNESS}-{at}", say("ceremony-witness-nth", number=at), row)
        self.go = buttons.secondary(say("ceremony-seats-go"), self.run)
        self.last = self.witnesses[-1].unit
        self.last.returnPressed.connect(self.go.click)
        self.change = buttons.link(say("ceremony-seats-change"), self._change)
        self._seen = KeyValues([], label_width=_LABEL)
        self._edit = texts.boxed(texts.column(self.form, texts.row(_LABEL, self.go, None, gap=0), gap=8))
        self._read = texts.boxed(texts.column(self._seen, texts.row(_LABEL, self.change, None, gap=0), gap=4))
        self.setLayout(texts.column(self._edit, self._read))
        self._of = ""

    def show_ceremony(self, draw: str, ceremony: Ceremony, *, bureau: str, person: str, may_act: bool) -> None:
        """Show who was entered, or the form with what is known."""
        if draw != self._of:
            self._of = draw
            for row in (*self.rows.values(), *self.witnesses):
                row.set_person("", "")
            for role in (HOST, OPERATOR):
                self.rows[role].set_person(person if role == OPERATOR else "", bureau)
        for role in ROLES:
            seats = ceremony.of(role)
            own = self.witnesses if role == WITNESS else [self.rows[role]]
            for row, seat in zip(own, seats, strict=False):
                row.set_person(seat.name, seat.unit)
        self._seen.set_values(
            [
                Value(say(f"draw-paper-{role}"), "、".join(one.told for one in ceremony.of(role)))
                for role in ROLES
                if ceremony.of(role)
            ]
        )
        self.change.setVisible(may_act)
        self._edit.setVisible(may_act and not ceremony.seats)
        self._read.setVisible(bool(ceremony.seats))

    def run(self) -> None:
        """Hand over what was written."""
        host, operator, overseer = (self.rows[role].person() for role in (HOST, OPERATOR, OVERSEER))
        self.given.emit(host, operator, overseer, tuple(row.person() for row in self.witnesses))

    def _change(self) -> None:
        self._read.hide()
        self._edit.show()
        self.rows[HOST].name.setFocus()
