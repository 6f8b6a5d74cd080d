"""Stage three: two people type the digits, each without seeing what the other typed; then the draw is computed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspector_desktop.clock import moment
from inspector_desktop.draw.document import grouped, shown_moment
from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.wording import say


class Typing(QWidget):
    """One person's name and digits; `finished` once they are typed and hidden."""

    finished = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._length = 0
        self.name = fields.LineField(say("draws-typist-hint"), width=160)
        self.digits = fields.LineField(width=360)
        self.digits.setFont(look.mono(16))
        self.ready = buttons.secondary(say("draws-enter-done"), self.finish)
        self.told = texts.small()
        self.digits.returnPressed.connect(self.finish)
        self.digits.edited.connect(lambda _: self._tell())
        self.form = fields.Form(label_width=72, gap=8)
        self.form.add_row("name", say("draws-typed"), self.name, QWidget())
        self.form.add_row("digits", say("draws-digits"), self.digits, self.ready, QWidget())
        section = Section(label)
        section.add(self.form)
        section.add(texts.row(72, self.told, None, gap=0))
        self.setLayout(texts.column(section))

    def set_length(self, length: int) -> None:
        """Say how many digits the event gives."""
        self._length = length
        self.digits.setPlaceholderText(say("draws-digits-hint", count=length))

    def value(self) -> str:
        """The digits alone."""
        return "".join(self.digits.text().split())

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
        self.digits.clear()
        self.digits.setEchoMode(QLineEdit.EchoMode.Normal)
        self.digits.setReadOnly(False)
        self.name.setReadOnly(False)
        self.ready.setText(say("draws-enter-done"))
        self.told.clear()
        self.digits.setFocus()

    def _tell(self) -> None:
        self.form.field("digits").refuse("")
        self.told.setText(grouped(self.value()))


class NumbersStage(QWidget):
    """Stage three. `typed` carries name and digits of both, and the witnesses."""

    typed = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Typing(say("draws-first")), Typing(say("draws-second"))
        self.witnesses = fields.LineField(say("draws-witnesses-hint"), width=360)
        self.go = buttons.primary(say("do-draw"), self.run)
        self._wait = texts.soft(wrap=True)
        self._form = self._form_part()
        self._result = Section(say("term-seed"))
        self._digits = texts.label(font=look.font(24, bold=True))
        self._typists = texts.soft(wrap=True)
        self._result.add(self._digits)
        self._result.add(self._typists)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        column.setSpacing(0)
        for part in (self._wait, self._form, self._result):
            column.addWidget(part)
        column.addStretch(1)
        self.first.finished.connect(self._on_first)
        self.second.finished.connect(self.witnesses.setFocus)

    def show_whole(self, whole: Whole, *, may_act: bool, now: datetime) -> None:
        """Show the fields once the event is over, before that when it will be, afterwards the digits."""
        draw, frozen = whole.draw, whole.frozen
        self._result.setVisible(whole.seed is not None)
        self._form.hide()
        self._wait.hide()
        if draw is None or frozen is None:
            return
        if whole.seed is not None:
            self._digits.setText(grouped(str(whole.seed["digits"])))
            self._typists.setText("　".join(str(one["by"]) for one in whole.seed["entered"]))
            return
        early = now < moment(draw.event_at)
        self._wait.setText(say("draws-numbers-wait", time=shown_moment(draw.event_at)))
        self._wait.setVisible(early)
        self._form.setVisible(not early and may_act)
        length = sum(part.count * part.width for part in frozen.source.parts)
        for one in (self.first, self.second):
            one.set_length(length)

    def run(self) -> None:
        """Hand over what both typed."""
        if not (self.first.done and self.second.done):
            self.second.form.field("digits").refuse(sentence(Refused("refused-digits-missing")))
            return
        witnesses = [one.strip() for one in self.witnesses.value().replace("，", "、").split("、") if one.strip()]
        pairs = [(one.name.value(), one.value()) for one in (self.first, self.second)]
        self.typed.emit(pairs[0], pairs[1], witnesses)

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
        made.add(texts.column(20, row, 16, texts.row(72, self.go, None, gap=0), gap=0))
        return made
