"""The steps of a dossier with what is known of each: done and green, current and blue, still to come and soft."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.painted import PaintedButton

DONE, CURRENT, OPEN, LATE = "done", "current", "open", "late"
_HEIGHT = 61
_INK = {DONE: look.GREEN, CURRENT: look.BLUE, OPEN: look.SOFT, LATE: look.RED}


@dataclass(frozen=True)
class Step:
    """One step: key, text, the words under it, its state, and whether it is a branch beside the main line."""

    key: str
    text: str
    under: str = ""
    state: str = OPEN
    branch: bool = False


class StepBar(QWidget):
    """The steps; ``chosen`` carries the key of the one a person wants to see. Left and right keys move."""

    chosen = Signal(str)

    def __init__(self, steps: tuple[Step, ...] = (), viewed: str = "") -> None:
        super().__init__()
        self._buttons: dict[str, _StepButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
        self._row.setSpacing(12)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps, viewed)

    def set_steps(self, steps: tuple[Step, ...], viewed: str = "") -> None:
        """Replace the steps; ``viewed`` is the one underlined, the current one if nothing is said."""
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        first_branch = next((step.key for step in steps if step.branch), "")
        for step in steps:
            button = _StepButton(step, starts_branch=step.key == first_branch)
            button.clicked.connect(lambda _=False, key=step.key: self._choose(key))
            self._buttons[step.key] = button
            self._row.addWidget(button, 1)
        current = next((step.key for step in steps if step.state == CURRENT), "")
        self.set_viewed(viewed or current)

    def viewed(self) -> str:
        """Return the key of the underlined step."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_viewed(self, key: str) -> None:
        """Underline another step, without a signal."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def step(self, key: str) -> QAbstractButton:
        """Return the button of one step."""
        return self._buttons[key]

    def _choose(self, key: str) -> None:
        self.set_viewed(key)
        self.chosen.emit(key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.LINE))
        painter.end()


class _StepButton(PaintedButton):
    def __init__(self, step: Step, *, starts_branch: bool) -> None:
        super().__init__(step.text)
        self._step = step
        self._starts_branch = starts_branch
        self.setAccessibleName(f"{step.text} {step.under}".strip())
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, _HEIGHT)

    @override
    def nextCheckState(self) -> None:
        """Leave the mark to the bar."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = QFontMetricsF(look.small()).horizontalAdvance(self._step.under) > self.width()
        self.setToolTip(self._step.under if cut else "")

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.focusNextPrevChild(e.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(e)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self._step.state
        ink = _INK[state]
        if state == OPEN and (self.isChecked() or self.underMouse()):
            ink = look.INK
        left, width = (12.0 if self._starts_branch else 0.0), float(self.width())
        if self._starts_branch:
            painter.fillRect(0, 6, 1, self.height() - 20, QColor(look.LINE))
        text_left = left
        if state == DONE:
            look.draw_tick(painter, left, 15, ink)
            text_left += 13
        painter.setFont(look.body(bold=state in {CURRENT, LATE} or self.isChecked()))
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(text_left, 3, width - text_left, 22), flags, self._step.text)
        painter.setFont(look.small())
        painter.setPen(QColor(look.RED if state == LATE else look.SOFT))
        under = QFontMetricsF(look.small()).elidedText(self._step.under, Qt.TextElideMode.ElideRight, width - left)
        painter.drawText(QRectF(left, 25, width - left, 22), flags, under)
        if self.isChecked():
            painter.fillRect(QRectF(left, self.height() - 3, width - left, 3), QColor(look.BLUE))
        if self.ring:
            look.draw_focus(painter, QRectF(-1, 0, width, self.height() - 5))
        painter.end()
