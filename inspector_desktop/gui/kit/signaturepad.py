"""A place to sign by pen, finger or mouse. The result is a vector of whole numbers, the same on every screen.

A pen counts with its pressure (not its tilt); its other end rubs strokes out. While a pen is near, fingers and mouse
are the hand that holds it and write nothing; the flat of a hand never does. What is signed and what it means is
decided elsewhere; no typed name ever becomes a signature here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QShowEvent,
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
_EVEN = 0.5
_PALM = 56.0  # pixels across: a finger's contact is smaller
_PEN_LINGERS = 1200  # ms after a pen's last event in which a touch is still taken for the hand
_RUBBER = 12.0  # pixels around the pen's other end
PEN, FINGER, MOUSE = "pen", "touch", "mouse"

Point: TypeAlias = "tuple[int, int, int, int]"
"""Across and down in tenths of a pixel from the top left, pressure 0 to 1000, milliseconds since the first point."""


@dataclass(frozen=True)
class Signature:
    """A signature: the pad's size in tenths of a pixel, and strokes of points."""

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]
    device: str = ""

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
        self._by = ""
        self._device = ""
        self._finger = -1
        self._pen_near = False
        self._pen_at = -_PEN_LINGERS
        self._again = buttons.secondary(say("do-sign-again"), self.clear, small=True)
        self._again.setParent(self)
        self._again.setCursor(Qt.CursorShape.PointingHandCursor)
        self._again.hide()

    def vector(self) -> Signature:
        """Return what was written."""
        width, height = self._shown_size or (self.width() * UNIT, self.height() * UNIT)
        strokes = tuple(tuple(stroke) for stroke in self._strokes if stroke)
        return Signature(width, height, strokes, self._device)

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
        self._by = self._device = ""
        self._again.hide()
        self.update()
        self.cleared.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes and not self._locked:
            self._strokes.pop()
            self._changed()

    def grow(self, height: int) -> None:
        """Let the pad take all the room it is given, at least so much."""
        self._height = height
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not self._strokes

    def _begin(self, where: QPointF, pressure: float, at_ms: int, by: str) -> None:
        if self._locked or not self.isEnabled():
            return
        if not self._strokes:
            self._began = at_ms
            self._shown_size = (self.width() * UNIT, self.height() * UNIT)
        self._drawing, self._by, self._device = True, by, by
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
            self._drawing, self._by = False, ""
            self._changed()

    def _drop(self) -> None:
        """Forget the stroke under way: it was no writing."""
        if self._drawing:
            self._drawing, self._by = False, ""
            self._strokes.pop()
            self._changed()

    def _changed(self) -> None:
        self._again.setVisible(bool(self._strokes))
        self.update()
        if self._strokes:
            self.signed.emit(self.vector())
        else:
            self._shown_size = None
            self.cleared.emit()

    def _rub(self, where: QPointF) -> None:
        """Take away the strokes that the pen's other end touches."""
        if self._locked or not self.isEnabled():
            return
        scale = self._scale() / UNIT

        def touched(stroke: list[Point]) -> bool:
            return any(hypot(p[0] * scale - where.x(), p[1] * scale - where.y()) <= _RUBBER for p in stroke)

        kept = [stroke for stroke in self._strokes if not touched(stroke)]
        if len(kept) != len(self._strokes):
            self._strokes = kept
            self._changed()

    def _pen_about(self, at_ms: int) -> bool:
        """Whether a pen is near or just was."""
        return self._pen_near or self._by == PEN or 0 <= at_ms - self._pen_at < _PEN_LINGERS

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
        if event.button() is Qt.MouseButton.LeftButton and not self._by and not self._pen_about(event.timestamp()):
            self._begin(event.position(), _EVEN, event.timestamp(), MOUSE)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._by == MOUSE:
            self._add(event.position(), _EVEN, event.timestamp())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._by == MOUSE:
            self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        self._pen_at = event.timestamp()
        if event.pointerType() is QPointingDevice.PointerType.Eraser:
            if kind is not QEvent.Type.TabletRelease and event.pressure() > 0:
                self._rub(event.position())
        elif kind is QEvent.Type.TabletPress:
            self._drop()  # what the hand wrote while the pen came down
            self._begin(event.position(), event.pressure(), event.timestamp(), PEN)
        elif kind is QEvent.Type.TabletMove and self._by == PEN:
            self._add(event.position(), event.pressure(), event.timestamp())
        elif kind is QEvent.Type.TabletRelease and self._by == PEN:
            self._end()
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.TabletEnterProximity:
            self._pen_near = True
        elif event.type() is QEvent.Type.TabletLeaveProximity:
            self._pen_near = False
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._pen_near = False
        super().hideEvent(event)

    def _touch(self, event: QTouchEvent) -> bool:
        event.accept()
        if event.type() is QEvent.Type.TouchCancel:
            if self._by == FINGER:
                self._drop()
            return True
        for point in event.points():
            self._finger_at(point, event.timestamp())
        return True

    def _finger_at(self, point: QEventPoint, at_ms: int) -> None:
        """Follow the one finger that writes; others, and the hand beside a pen, do nothing."""
        across = point.ellipseDiameters()
        flat = max(across.width(), across.height()) > _PALM
        if point.state() is QEventPoint.State.Pressed:
            if not self._by and not flat and not self._pen_about(at_ms):
                self._finger = point.id()
                self._begin(point.position(), _EVEN, at_ms, FINGER)
        elif self._by == FINGER and point.id() == self._finger:
            if flat:
                self._drop()
            elif point.state() is QEventPoint.State.Released:
                self._end()
            else:
                self._add(point.position(), _EVEN, at_ms)

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
    """Draw one stroke on a curve through its points, wider where it was pressed harder.

    ``scale`` is pixels for a tenth of one.
    """
    points = [QPointF(x * scale, y * scale) for x, y, _, _ in stroke]
    if not points:
        return
    unit = max(scale * UNIT, 0.4)
    pen = QPen(QColor(look.INK), (1.4 + 2.0 * stroke[0][2] / _FULL) * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(points[0])
        return
    even = len({point[2] for point in stroke}) == 1
    path = QPainterPath(points[0])
    for at in range(len(points) - 1):
        start, end = points[at], points[at + 1]
        before, after = points[max(0, at - 1)], points[min(len(points) - 1, at + 2)]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
        if not even:
            pressed = (stroke[at][2] + stroke[at + 1][2]) / (2 * _FULL)
            pen.setWidthF((1.4 + 2.0 * pressed) * unit)
            painter.setPen(pen)
            painter.drawPath(path)
            path = QPainterPath(end)
    if even:
        painter.drawPath(path)
