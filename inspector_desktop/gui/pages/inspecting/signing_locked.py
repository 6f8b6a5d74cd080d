"""A full screen for the enterprise's person: nothing else can be seen or reached until an officer takes it back.

Going back needs no PIN, which nobody wants to type there, but a deliberate hold: Escape, or the button in the corner,
for two seconds. Closing the window any other way is ignored.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.wording import say

HOLD_MS: Final = 2000
_TICK_MS = 50
_REPEAT_MS = 120
"""A key let go for less than this was not: some screens (X11) tell a held key as pressed and let go in turn."""


class HoldButton(QPushButton):
    """A button that works only when it is held down; it fills while it is."""

    held = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text)
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_REPEAT_MS)
        self._leaving.timeout.connect(self.stop)
        self.pressed.connect(self.begin)
        self.released.connect(self.stop)

    def begin(self) -> None:
        """Count from now."""
        self._done = 0
        self._timer.start()

    def key_down(self) -> None:
        """Count from now, or go on counting where the key only seemed to be let go."""
        self._leaving.stop()
        if not self._timer.isActive():
            self.begin()

    def key_up(self) -> None:
        """Stop, unless the key is down again at once."""
        self._leaving.start()

    def stop(self) -> None:
        """Let go before the time: nothing happens."""
        self._timer.stop()
        self._leaving.stop()
        self._done = 0
        self.update()

    def _tick(self) -> None:
        self._done += _TICK_MS
        self.update()
        if self._done >= HOLD_MS:
            self.stop()
            self.held.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 40, look.CONTROL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(look.FIELD))
        painter.setBrush(QColor(look.PAGE))
        painter.drawRoundedRect(rect, look.RADIUS, look.RADIUS)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.BLUE_GROUND))
            filled = QRectF(rect)
            filled.setWidth(rect.width() * min(1.0, self._done / HOLD_MS))
            painter.drawRoundedRect(filled, look.RADIUS, look.RADIUS)
        painter.setPen(QColor(look.SOFT))
        painter.setFont(look.small())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class LockedRoom(QDialog):
    """The full screen; `came_back` when an officer took it back."""

    came_back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowFlags(
            Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look.paint_over(self, look.GROUND)
        self._free = False
        self.back = HoldButton(say("signing-hold-back"))
        self.back.held.connect(self.come_back)

    def enter(self) -> None:
        """Take the whole screen."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()

    def come_back(self) -> None:
        """Return to the officer's window."""
        self._free = True
        self.came_back.emit()
        self.close()

    def portrait(self) -> bool:
        """Whether the screen stands upright, as when a tablet is handed over."""
        return self.height() > self.width()

    @override
    def reject(self) -> None:
        """Escape alone does not close it."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._free:
            event.accept()  # the dialog's own would ask `reject`
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.back.key_down()
            event.accept()
            return
        self.key_pressed(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.back.key_up()
        event.accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.back.stop()
        super().changeEvent(event)

    def key_pressed(self, event: QKeyEvent) -> None:
        """Take another key than the one that leads back."""
        event.accept()
