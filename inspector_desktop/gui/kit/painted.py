"""The base of buttons that draw themselves: Enter presses, and the ring shows only to those who use the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class PaintedButton(QAbstractButton):
    """A button without a look; ``ring`` tells whether to draw the keyboard's ring."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def focusInEvent(self, e: QFocusEvent) -> None:
        self.ring = e.reason() in _BY_KEYS
        super().focusInEvent(e)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(e)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(e)
