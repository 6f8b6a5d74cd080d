"""撤下: asks why a piece of evidence is taken off; it stays in the dossier."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say


class ReasonWindow(QDialog):
    """One line for the reason; ``given`` is called with it."""

    def __init__(self, parent: QWidget, what: str, given: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("evidence-withdraw"))
        look.paint_over(self, look.PAPER)
        self._given = given
        self.reason = LineField(say("evidence-withdraw-hint"))
        self.reason.setAccessibleName(say("evidence-withdraw-why"))
        go = self.go = buttons.danger(say("evidence-withdraw-do"), self._go)
        why = texts.small("", ink=look.AMBER)
        grey(go, say("greyed-no-reason"), why)
        self.reason.edited.connect(lambda text: grey(go, "" if text else say("greyed-no-reason"), why))
        self.reason.returnPressed.connect(self._go)
        back = buttons.secondary(say("evidence-cancel"), self.reject)
        body = texts.column(
            texts.label(what, font=look.body(bold=True), wrap=True),
            texts.soft(say("evidence-withdraw-note"), wrap=True), self.reason, 4,
            texts.row(why, None, back, go), gap=10,
        )  # fmt: skip
        body.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        self.setLayout(body)
        self.setMinimumWidth(480)
        self.reason.setFocus()

    def _go(self) -> None:
        if self.reason.value():
            self._given(self.reason.value())
            self.accept()
