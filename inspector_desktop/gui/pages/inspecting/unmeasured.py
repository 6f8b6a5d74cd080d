"""Asks, as a check is ended, for the 处理意见 of lines that do not conform; a reason is kept where it has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 8


class UnmeasuredBar(QWidget):
    """Names the lines; ``asked_for`` carries the key of the first, ``reasoned`` why it is left for later."""

    asked_for = Signal(str)
    reasoned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look.paint_over(self, look.AMBER_GROUND)
        self._first = ""
        self.words = texts.label("", wrap=True)
        self.go = buttons.link(say("unmeasured-go"), lambda: self.asked_for.emit(self._first))
        self.reason = LineField(say("unmeasured-hint"))
        self.reason.setAccessibleName(say("unmeasured-why"))
        self.later = buttons.secondary(say("unmeasured-later"), self._leave)
        self.reason.edited.connect(lambda _: self._lay())
        self.reason.returnPressed.connect(self._leave)
        above, below = texts.row(self.words, self.go), texts.row(self.reason, self.later)
        above.setStretch(0, 1)
        body = texts.column(above, below, gap=8)
        body.setContentsMargins(look.MARGIN, 10, look.MARGIN, 10)
        self.setLayout(body)
        self.hide()

    def ask(self, found: Sequence[tuple[str, int]]) -> bool:
        """Name the lines (key, number), or go away; tell whether there are any."""
        if found:
            self._first = found[0][0]
            named = "、".join(str(number) for _, number in found[:_MOST]) + ("…" if len(found) > _MOST else "")
            self.words.setText(say("unmeasured-lines", lines=named))
            self._lay()
        else:
            self.reason.set_value("")
        self.setVisible(bool(found))
        return bool(found)

    def _lay(self) -> None:
        grey(self.later, "" if self.reason.value() else say("greyed-no-reason"))

    def _leave(self) -> None:
        if self.reason.value():
            self.reasoned.emit(self.reason.value())
