"""Small words on a tinted ground: states, deadlines, verdicts. Drawn alike as widgets and inside table cells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.painted import PaintedButton

CHIP_HEIGHT = 22
_PAD = 8


@dataclass(frozen=True)
class ChipText:
    """What a chip says, and in which tone: blue, amber, red, green or grey."""

    text: str
    tone: str = "grey"


def chip_width(text: str) -> float:
    """Return how wide a chip of this text is, in pixels."""
    return QFontMetricsF(look.small()).horizontalAdvance(text) + 2 * _PAD


def paint_chip(painter: QPainter, left: float, middle: float, chip: ChipText, room: float = 4000.0) -> float:
    """Draw a chip, its left edge at ``left``, centred on ``middle``, at most ``room`` wide; return its width."""
    ink, ground = look.TONES[chip.tone]
    metrics = QFontMetricsF(look.small())
    width = min(chip_width(chip.text), room)
    text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, width - 2 * _PAD + 0.5)
    rect = QRectF(left, middle - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(QColor(ink))
    painter.setFont(look.small())
    painter.drawText(rect.adjusted(_PAD, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return width


class Chip(QWidget):
    """A chip that only says something."""

    def __init__(self, text: str = "", tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = ChipText(text, tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def text(self) -> str:
        """Return what it says."""
        return self._chip.text

    def tone(self) -> str:
        """Return its tone."""
        return self._chip.tone

    def say(self, text: str, tone: str = "grey") -> None:
        """Show another text; an empty one hides the chip."""
        self._chip = ChipText(text, tone)
        self.setAccessibleName(text)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip.text) + 0.5), CHIP_HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, 0, self.height() / 2, self._chip, self.width())
        painter.end()


class ChipButton(PaintedButton):
    """A chip that opens a menu of choices; ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, tone: str = "amber", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._tone = tone
        self._choices: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def say(self, text: str, tone: str | None = None) -> None:
        """Show another text, and perhaps another tone."""
        self._tone = tone or self._tone
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Set the menu: pairs of key and text."""
        self._choices = choices

    def _open(self) -> None:
        if not self._choices:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, text in self._choices:
            menu.addAction(text).setData(key)
        menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self.text()) + (12 if self._choices else 0) + 0.5), CHIP_HEIGHT + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, ground = look.TONES[self._tone]
        rect = QRectF(0, 1, self.width(), CHIP_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(ink))
        painter.setFont(look.small())
        painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._choices:
            look.draw_chevron(painter, QPointF(rect.right() - 12, rect.center().y()), ink)
        if self.ring:
            look.draw_focus(painter, QRectF(self.rect()), 4)
        painter.end()
