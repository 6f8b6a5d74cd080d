"""Stage three: two people type the digits, each without seeing what the other typed; then the draw is computed.

Where witnesses sealed digits of their own, nobody types before all of them are handed in. Once the draw is held there
is nothing here to press.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from inspector_desktop.clock import moment
from inspector_desktop.draw.document import grouped, shown_digits, shown_moment
from inspector_desktop.draw.frozen import Source
from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.drawing.ceremony_show import envelopes_of
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.wording import say


class Typing(QWidget):
    """One person's name and digits; `finished` once they are typed and hidden."""

    finished = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._length = 0
        self._source: Source | None = None
        self.name = fields.LineField(say("draws-typist-hint"), width=160)
        self.digits = fields.LineField(width=360)
        self.digits.setFont(look.mono(16))
        self.ready = buttons.secondary(say("draws-enter-done"), self.finish)
        self.told = texts.small()
        self.digits.returnPressed.connect(self.finish)
        self.digits.edited.connect(self._tell)
        self.form = fields.Form(label_width=72, gap=8)
        self.form.add_row("name", say("draws-typed"), self.name, QWidget())
        self.form.add_row("digits", say("draws-digits"), self.digits, self.ready, QWidget())
        section = Section(label)
        section.add(self.form)
        section.add(texts.row(72, self.told, None, gap=0))
        self.setLayout(texts.column(section))

    def set_source(self, source: Source) -> None:
        """Say how many digits the event gives."""
        self._source = source
        self._length = sum(part.count * part.width for part in source.parts)
        self.digits.setPlaceholderText(say("draws-digits-hint", count=self._length))

    def value(self) -> str:
        """The digits alone, also those typed in full width; spaces and commas between them say nothing."""
        plain = unicodedata.normalize("NFKC", self.digits.text())
        return "".join(one for one in plain if not one.isspace() and one not in ",、")

    @property
    def done(self) -> bool:
        """Whether this person has finished."""
        return self.digits.isReadOnly()

    def finish(self) -> None:
        """Hide and keep what was typed; pressed again, type anew."""
        if self.done:
            self.again()
            return
        if len(self.value()) != self._length or not self.name.value():
            self.form.field("digits").refuse(say("draws-digits-short", count=self._length, found=len(self.value())))
            return
        self.form.field("digits").refuse("")
        self.digits.setEchoMode(QLineEdit.EchoMode.Password)
        self.digits.setReadOnly(True)
        self.name.setReadOnly(True)
        self.ready.setText(say("draws-enter-again"))
        self.told.setText(say("draws-entered", count=len(self.value())))
        self.finished.emit()

    def again(self) -> None:
        """Let this person type anew."""
        self.digits.setReadOnly(False)
        self.name.setReadOnly(False)
        self.digits.setText("")  # and not clear(), which a person could undo
        self.digits.setEchoMode(QLineEdit.EchoMode.Normal)
        self.ready.setText(say("draws-enter-done"))
        self.told.clear()
        self.digits.setFocus()

    def _tell(self) -> None:
        self.form.field("digits").refuse("")
        value = self.value()
        self.told.setText(shown_digits(self._source, value) if self._source is not None else grouped(value))


class NumbersStage(QWidget):
    """Stage three. `typed` carries name and digits of both, and the witnesses; `handed` whose sealed digits are in."""

    typed = Signal(object, object, object)
    handed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Typing(say("draws-first")), Typing(say("draws-second"))
        self.witnesses = fields.LineField(say("draws-witnesses-hint"), width=360)
        self.reason = fields.LineField(say("draws-unproven-hint"), width=480)
        self.go = buttons.primary(say("do-draw"), self.run)
        self._wait = texts.soft(wrap=True)
        self._seated: tuple[str, ...] = ()
        self._draw, self._open = "", False
        self.envelopes: list[QCheckBox] = []
        self._envelopes = Section(say("ceremony-envelopes"))
        self._envelopes.add(texts.soft(say("ceremony-envelopes-note"), wrap=True))
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(8)
        self._envelopes.add(self._boxes, gap=8)
        self._form = self._form_part()
        self._result = Section(say("term-seed"))
        self._digits = texts.label(font=look.font(24, bold=True))
        self._typists = texts.soft(wrap=True)
        self._result.add(self._digits)
        self._result.add(self._typists)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        column.setSpacing(0)
        for part in (self._wait, self._envelopes, self._form, self._result):
            column.addWidget(part)
        self._envelopes.setContentsMargins(0, 0, 0, 16)
        column.addStretch(1)
        self.first.finished.connect(self._on_first)
        self.second.finished.connect(self.witnesses.setFocus)

    def show_whole(self, whole: Whole, *, may_act: bool, now: datetime) -> None:
        """Show the fields once the event is over, before that when it will be, afterwards the digits."""
        draw, frozen = whole.draw, whole.frozen
        self._result.setVisible(whole.seed is not None)
        for part in (self._form, self._wait, self._envelopes):
            part.hide()
        if draw is None or frozen is None:
            return
        if whole.seed is not None:
            self._digits.setText(shown_digits(frozen.source, str(whole.seed["digits"])))
            self._typists.setText("　".join(str(one["by"]) for one in whole.seed["entered"]))
            return
        early = now < moment(draw.event_at)
        if draw.dossier != self._draw:
            self.reason.set_value("")
            self._present.field("reason").setVisible(False)
        self._wait.setText(say("draws-numbers-wait", time=shown_moment(draw.event_at)))
        self._wait.setVisible(early)
        self._open = not early and may_act
        self._show_envelopes(draw.dossier, envelopes_of(whole), may_act=may_act)
        self._form.setVisible(self._open and all(self.handed_in()))
        for one in (self.first, self.second):
            one.set_source(frozen.source)

    def set_witnesses(self, names: tuple[str, ...]) -> None:
        """Take the witnesses from those who were entered for the ceremony."""
        if names != self._seated:
            self._seated = names
            self.witnesses.set_value("、".join(names))
        self.witnesses.setReadOnly(bool(names))

    def handed_in(self) -> tuple[bool, ...]:
        """Whose sealed digits were handed in, in the order in which they are put together."""
        return tuple(box.isChecked() for box in self.envelopes)

    def _show_envelopes(self, draw: str, people: tuple[str, ...], *, may_act: bool) -> None:
        """Let the operator tick off the envelopes; they are opened together when all are in."""
        if draw != self._draw or len(people) != len(self.envelopes):
            self._draw, self.envelopes = draw, []
            texts.empty_layout(self._boxes)
            for _ in people:
                box = QCheckBox()
                box.toggled.connect(self._on_envelope)
                self.envelopes.append(box)
                self._boxes.addWidget(box)
        for box, who in zip(self.envelopes, people, strict=True):
            box.setText(who)
            box.setEnabled(may_act)
        self._envelopes.setVisible(bool(people))

    def _on_envelope(self) -> None:
        self._form.setVisible(self._open and all(self.handed_in()))
        self.handed.emit(self.handed_in())

    def run(self) -> None:
        """Hand over what both typed."""
        if not (self.first.done and self.second.done):
            self.second.form.field("digits").refuse(sentence(Refused("refused-digits-missing")))
            return
        witnesses = [one.strip() for one in self.witnesses.value().replace("，", "、").split("、") if one.strip()]
        pairs = [(one.name.value(), one.value()) for one in (self.first, self.second)]
        self.typed.emit(pairs[0], pairs[1], witnesses)

    def ask_reason(self, why: Known) -> None:
        """Ask why the draw is held though something is lacking that shows its list was known before the event."""
        self._present.field("reason").setVisible(True)
        self._present.refuse("reason", sentence(why))

    def unlike(self) -> None:
        """The two differ: both type anew."""
        self.second.again()
        self.first.again()

    def _on_first(self) -> None:
        self.second.setEnabled(True)
        self.second.name.setFocus()

    def _form_part(self) -> QWidget:
        self.second.setEnabled(False)
        made = Section(say("draws-numbers-title"))
        made.add(texts.soft(say("draws-numbers-note"), wrap=True))
        for part in (self.first, self.second):
            made.add(texts.column(20, part, gap=0))
        row = fields.Form(label_width=72)
        row.add_row("witnesses", say("draws-witnesses"), self.witnesses, QWidget())
        row.add("reason", say("draws-unproven-reason"), self.reason)
        row.field("reason").setVisible(False)
        self._present = row
        made.add(texts.column(20, row, 16, texts.row(72, self.go, None, gap=0), gap=0))
        return made
