"""录好之后: the day, the platform's number, a screenshot, and why it was late; or that the platform returned it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import DateField, Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.entering.loading import RETURNED, EntryCase
from inspector_desktop.gui.pages.entering.shot import ShotField
from inspector_desktop.gui.pages.entering.words import TONES, place_line
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Context
    from inspector_desktop.profile.outcome import Place


@dataclass(frozen=True)
class Entered:
    """What was registered about an entry on the platform."""

    entered_on: date
    number: str
    screenshot: bytes
    media_type: str
    late_reason: str


class AfterPart(QWidget):
    """The form after the entry. `entered` carries an `Entered`, `returned` the reason, `shown` nothing."""

    entered = Signal(object)
    returned = Signal(str)
    shown = Signal()

    def __init__(self, context: Context, place: Place) -> None:
        super().__init__()
        self._context = context
        self._place, self._at = place.id, place
        self._case: EntryCase | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.form = Form(label_width=112)
        self.day = DateField()
        self.number = LineField()
        self.shot = ShotField(context.pool)
        self.why = TextField()
        self.go = buttons.primary(say("do-mark-entered"))
        self.back = buttons.secondary(say("entries-returned"))
        self.reason = TextField()

    def show_case(self, case: EntryCase) -> None:
        """Show a case."""
        self._case = case
        found = case.row.places.get(self._place)
        if found is None or found.state == RETURNED:
            self._ask(case, again=found is not None)
        else:
            self._done(case)

    def _ask(self, case: EntryCase, *, again: bool) -> None:
        texts.empty_layout(self._column)
        section = Section(say("entries-after"))
        if again:
            found = case.row.places[self._place]
            section.add(_state(found.state, place_line(self._at, found)), gap=2)
        self.form = Form(label_width=112)
        self.day = DateField(value=civil_date(self._context.clock.now()).isoformat())
        self.number = LineField(say("entries-number-hint"))
        self.shot = ShotField(self._context.pool)
        self.why = TextField(say("entries-why-hint"))
        self.form.add("day", say("entries-day"), self.day)
        self.form.add("number", say("entries-number"), self.number)
        self.form.add("shot", say("entries-shot"), self.shot)
        self.form.add("why", say("entries-why"), self.why)
        self.day.edited.connect(self._show_why)
        self.day.finished.connect(self._show_why)
        section.add(self.form, gap=8)
        self.go = buttons.primary(say("do-mark-entered"), self._register)
        grey(self.go, "" if case.results else say("greyed-no-results"))
        parts = [self.go]
        if again:
            self.back = buttons.secondary(say("entries-returned"), self._ask_reason)
        section.add(button_row(*parts), gap=14)
        self._column.addWidget(section)
        self._show_why()

    def _done(self, case: EntryCase) -> None:
        texts.empty_layout(self._column)
        found = case.row.places[self._place]
        section = Section(say("entries-after"))
        section.add(_state(found.state, place_line(self._at, found)), gap=2)
        self.back = buttons.secondary(say("entries-returned"), self._ask_reason)
        parts: list[QWidget] = [self.back]
        if found.state == "entry-done":
            parts.insert(0, buttons.secondary(say("entries-shown"), self.shown.emit))
        section.add(button_row(*parts), gap=14)
        self._column.addWidget(section)

    def _ask_reason(self) -> None:
        texts.empty_layout(self._column)
        section = Section(say("entries-returned-title"))
        self.reason = TextField(say("entries-returned-hint"), lines=3)
        section.add(self.reason, gap=4)
        go = buttons.primary(say("entries-register-returned"), lambda: self.returned.emit(self.reason.value()))
        stop = buttons.secondary(say("entries-cancel"), lambda: self.show_case(self._case) if self._case else None)
        section.add(button_row(go, stop), gap=14)
        self._column.addWidget(section)
        self.reason.setFocus()

    def is_late(self) -> bool:
        """Whether the day written is after the last day."""
        case = self._case
        running = case.row.running.get(self._place) if case is not None else None
        return running is not None and self.day.value() > running.day.isoformat()

    def _show_why(self) -> None:
        self.form.field("why").setVisible(self.is_late())

    def _register(self) -> None:
        if not self.form.check():
            return
        if not self.day.value():
            self.form.refuse("day", say("entries-day-wanted"))
            return
        reason = self.why.value() if self.is_late() else ""
        self.entered.emit(
            Entered(
                date.fromisoformat(self.day.value()), self.number.value(), self.shot.content(),
                self.shot.media_type(), reason,
            )
        )  # fmt: skip


def _state(state: str, line: str) -> QWidget:
    row = texts.row(Chip(say(state), TONES[state]), texts.soft(line, wrap=True), gap=10)
    row.setStretch(1, 1)
    return texts.boxed(row)
