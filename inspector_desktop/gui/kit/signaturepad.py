"""A place to sign by pen, finger or mouse. The result is a vector of whole numbers, the same on every screen.

What is signed and what it means is decided elsewhere; no typed name ever becomes a signature here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons
from inspector_desktop.wording import say

UNIT = 10
"""Points are counted in tenths of a pixel at 96 dpi."""
_FULL = 1000

Point: TypeAlias = "tuple[int, int, int, int]"
"""Across and down in tenths of a pixel from the top left, pressure 0 to 1000, milliseconds since the first point."""


@dataclass(frozen=True)
class Signature:
    """A signature: the pad's size in tenths of a pixel, and strokes of points."""

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]

    def __bool__(self) -> bool:
        """Tell whether anything was written."""
        return bool(self.strokes)


class SignaturePad(QWidget):
    """The pad; ``signed`` after each stroke, ``cleared`` when a person starts again."""

    signed = Signal(object)
    cleared = Signal()

    def __init__(self, *, height: int = 132) -> None:
        super().__init__()
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(say("kit-sign-here"))
        self._height = height
        self._strokes: list[list[Point]] = []
        self._began = 0
        self._drawing = False
        self._shown_size: tuple[int, int] | None = None
        self._locked = False
        self._again = buttons.secondary(say("do-sign-again"), self.clear, small=True)
        self._again.setParent(self)
        self._again.setCursor(Qt.CursorShape.PointingHandCursor)
        self._again.hide()

    def vector(self) -> Signature:
        """Return what was written."""
        width, height = self._shown_size or (self.width() * UNIT, self.height() * UNIT)
        return Signature(width, height, tuple(tuple(stroke) for stroke in self._strokes))

    def show_signature(self, signature: Signature, *, locked: bool = True) -> None:
        """Show a signature made before; ``locked`` refuses more strokes until 重新签字 is pressed."""
        self._strokes = [list(stroke) for stroke in signature.strokes]
        self._shown_size = (signature.width, signature.height) if signature else None
        self._locked = locked and bool(signature)
        self._again.setVisible(bool(signature))
        self.update()

    def clear(self) -> None:
        """Start again."""
        self._strokes = []
        self._shown_size = None
        self._drawing = self._locked = False
        self._again.hide()
        self.update()
        self.cleared.emit()

    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not self._strokes

    def _begin(self, where: QPointF, pressure: float, at_ms: int) -> None:
        if self._locked or not self.isEnabled():
            return
        if not self._strokes:
            self._began = at_ms
            self._shown_size = (self.width() * UNIT, self.height() * UNIT)
        self._drawing = True
        self._strokes.append([])
        self._add(where, pressure, at_ms)

    def _add(self, where: QPointF, pressure: float, at_ms: int) -> None:
        if not self._drawing:
            return
        inside = QPointF(min(max(where.x(), 0.0), self.width()), min(max(where.y(), 0.0), self.height()))
        scale = self._scale()
        point = (
            round(inside.x() * UNIT / scale),
            round(inside.y() * UNIT / scale),
            min(_FULL, max(0, round(pressure * _FULL))),
            max(0, at_ms - self._began),
        )
        stroke = self._strokes[-1]
        if not stroke or stroke[-1][:2] != point[:2]:
            stroke.append(point)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._again.show()
            self.signed.emit(self.vector())

    def _scale(self) -> float:
        if self._shown_size is None:
            return 1.0
        width, height = self._shown_size
        return min(self.width() * UNIT / width, self.height() * UNIT / height) if width and height else 1.0

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, self._height)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), 0.5, event.timestamp())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._add(event.position(), 0.5, event.timestamp())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() is QEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure(), event.timestamp())
        elif event.type() is QEvent.Type.TabletMove:
            self._add(event.position(), event.pressure(), event.timestamp())
        elif event.type() is QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        if event.type() is QEvent.Type.TouchCancel or not points:
            self._end()
        elif event.type() is QEvent.Type.TouchBegin:
            self._begin(points[0].position(), 0.5, event.timestamp())
        elif event.type() is QEvent.Type.TouchEnd:
            self._end()
        else:
            self._add(points[0].position(), points[0].pressure() or 0.5, event.timestamp())
        event.accept()
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self._again.sizeHint()
        width = max(size.width(), 90)
        self._again.setGeometry(self.width() - width - 9, self.height() - 30 - 9, width, 30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.BLUE if self._drawing else look.FIELD), 1))
        painter.setBrush(QColor(look.PAPER if self.isEnabled() else look.PAGE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS, look.RADIUS)
        if not self._strokes:
            painter.setPen(QColor(look.FAINT))
            painter.setFont(look.body())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, say("kit-sign-here"))
        scale = self._scale() / UNIT
        for stroke in self._strokes:
            paint_stroke(painter, stroke, scale)
        painter.end()


def paint_stroke(painter: QPainter, stroke: list[Point] | tuple[Point, ...], scale: float) -> None:
    """Draw one stroke smoothly, wider where it was pressed harder; ``scale`` is pixels for a tenth of one."""
    points = [QPointF(x * scale, y * scale) for x, y, _, _ in stroke]
    pressed = sum(point[2] for point in stroke) / (len(stroke) * _FULL)
    pen = QPen(QColor(look.INK), (1.4 + 2.0 * pressed) * max(scale * UNIT, 0.4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(points) == 1:
        painter.drawPoint(points[0])
        return
    path = QPainterPath(points[0])
    for here, after in pairwise(points[1:]):
        path.quadTo(here, (here + after) / 2)
    path.lineTo(points[-1])
    painter.drawPath(path)
