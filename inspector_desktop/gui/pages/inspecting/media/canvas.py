"""A picture that can be drawn on: arrow, box, text, pen. What is drawn is kept apart until it is burnt into a copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.wording import say

ARROW, BOX, TEXT, PEN = "arrow", "box", "text", "pen"
TOOLS = (ARROW, BOX, TEXT, PEN)
_INK = "#D92D20"
_SHORTEST = 6.0


@dataclass(frozen=True)
class Mark:
    """Something drawn, in pixels of the picture: a tool, its points, and for a text its words."""

    tool: str
    points: tuple[tuple[float, float], ...]
    words: str = ""


def paint_marks(painter: QPainter, marks: tuple[Mark, ...], size: QSize) -> None:
    """Draw marks on a picture of a size; the painter's units are the picture's pixels."""
    wide = max(3.0, max(size.width(), size.height()) / 260)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        places = [QPointF(*one) for one in mark.points]
        for ink, width in (("#FFFFFF", wide * 1.9), (_INK, wide)):  # a light edge, so that it is seen on anything
            pen = QPen(QColor(ink), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            _draw(painter, mark, places, wide, ink)


def _draw(painter: QPainter, mark: Mark, places: list[QPointF], wide: float, ink: str) -> None:
    if mark.tool == BOX:
        painter.drawRect(QRectF(places[0], places[-1]).normalized())
    elif mark.tool == PEN:
        painter.drawPolyline(QPolygonF(places))
    elif mark.tool == ARROW:
        painter.drawLine(places[0], places[-1])
        for side in (150, -150):
            painter.drawLine(places[-1], places[-1] + _turned(places[0], places[-1], side) * wide * 7)
    else:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        font = QFont(look.body(bold=True))
        font.setPixelSize(round(wide * 11))
        path.addText(places[0], font, mark.words)
        painter.setBrush(QColor(ink))
        if ink == _INK:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPath(path)


def _turned(start: QPointF, end: QPointF, degrees: float) -> QPointF:
    """The direction of a line turned, one unit long."""
    from math import atan2, cos, radians, sin  # noqa: PLC0415

    angle = atan2(end.y() - start.y(), end.x() - start.x()) + radians(degrees)
    return QPointF(cos(angle), sin(angle))


class Canvas(QWidget):
    """The picture, fitted into what room there is. ``drawn`` after each mark; a text asks for its words first."""

    drawn = Signal()
    text_asked = Signal(float, float)

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = image
        self.tool = ""
        self._marks: list[Mark] = []
        self._points: list[tuple[float, float]] = []
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("evidence-picture"))

    def set_image(self, image: QImage) -> None:
        """Show another picture; nothing is drawn on it."""
        self.image, self._marks, self._points = image, [], []
        self.update()

    def set_tool(self, tool: str) -> None:
        """Take a tool, or none."""
        self.tool = tool
        self.setCursor(Qt.CursorShape.CrossCursor if tool else Qt.CursorShape.ArrowCursor)

    def marks(self) -> tuple[Mark, ...]:
        """What was drawn."""
        return tuple(self._marks)

    def add(self, mark: Mark) -> None:
        """Draw a mark."""
        self._marks.append(mark)
        self.update()
        self.drawn.emit()

    def undo(self) -> None:
        """Take back the latest mark."""
        if self._marks:
            self._marks.pop()
            self.update()
            self.drawn.emit()

    def burnt(self) -> QImage:
        """A copy of the picture with the marks in it."""
        made = self.image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(made)
        paint_marks(painter, self.marks(), made.size())
        painter.end()
        return made

    def _place(self) -> QRectF:
        if self.image.isNull():
            return QRectF()
        scale = min(self.width() / self.image.width(), self.height() / self.image.height())
        made = QRectF(0, 0, self.image.width() * scale, self.image.height() * scale)
        made.moveCenter(QRectF(self.rect()).center())
        return made

    def _in_picture(self, at: QPointF) -> tuple[float, float]:
        place = self._place()
        scale = self.image.width() / place.width()
        x = min(max((at.x() - place.left()) * scale, 0), self.image.width())
        y = min(max((at.y() - place.top()) * scale, 0), self.image.height())
        return x, y

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#20242A"))
        place = self._place()
        if not place.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.image)
            painter.translate(place.topLeft())
            scale = place.width() / self.image.width()
            painter.scale(scale, scale)
            more = (Mark(self.tool, tuple(self._points)),) if self._points and self.tool in {ARROW, BOX, PEN} else ()
            paint_marks(painter, (*self._marks, *more), self.image.size())
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.tool or self.image.isNull() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.tool == TEXT:
            self.text_asked.emit(*self._in_picture(event.position()))
        else:
            self._points = [self._in_picture(event.position())]

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            point = self._in_picture(event.position())
            self._points = [*self._points, point] if self.tool == PEN else [self._points[0], point]
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        points, self._points = self._points, []
        if len(points) > 1:
            away = QPointF(*points[-1]) - QPointF(*points[0])
            if self.tool == PEN or abs(away.x()) + abs(away.y()) > _SHORTEST:
                self.add(Mark(self.tool, tuple(points)))
        self.update()
