"""The wall of small pictures to choose from: each with tick, time and where it goes; looked at as it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.media.scene import clock_words
from inspector_desktop.gui.pages.inspecting.media.shots import KNOWN, REFUSED, UNREAD, Shot
from inspector_desktop.wording import say

MIME = "application/x-inspector-shots"
_WIDE, _HIGH, _THUMB = 148, 156, 98
_Index = QModelIndex | QPersistentModelIndex


class Shots(QAbstractListModel):
    """The shots, by place. ``wanted`` when one is painted that nobody has looked at."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.shots: list[Shot] = []

    def set_shots(self, shots: Iterable[Shot]) -> None:
        """Show others."""
        self.beginResetModel()
        self.shots = list(shots)
        self.endResetModel()

    def put(self, at: int, shot: Shot) -> None:
        """Replace one."""
        if 0 <= at < len(self.shots):
            self.shots[at] = shot
            self.dataChanged.emit(self.index(at), self.index(at))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (as Qt declares it)
        return 0 if parent.isValid() else len(self.shots)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.shots):
            return None
        shot = self.shots[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return shot.why or shot.found.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = say("evidence-ticked") if shot.chosen else ""
            return " ".join(part for part in (shot.found.path.name, clock_words(shot.at), ticked) if part)
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        made.setData(MIME, QByteArray(",".join(str(one.row()) for one in indexes).encode()))
        return made


class _Card(QStyledItemDelegate):
    """Paints one shot."""

    def __init__(self, wall: Wall) -> None:
        super().__init__(wall)
        self._wall = wall

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDE, _HIGH)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shot = self._wall.model_of.shots[index.row()]
        if shot.state == UNREAD:
            self._wall.model_of.wanted.emit(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        cell = QRectF(option.rect).adjusted(5, 5, -5, -5)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.BLUE_GROUND))
            painter.drawRoundedRect(cell.adjusted(-3, -3, 3, 3), 4, 4)
        place = QRectF(cell.left(), cell.top(), cell.width(), _THUMB)
        self._picture(painter, place, shot)
        self._tick(painter, place, shot)
        self._words(painter, cell, shot)
        if option.state & QStyle.StateFlag.State_HasFocus:
            look.draw_focus(painter, cell, 4)
        painter.restore()

    @staticmethod
    def _picture(painter: QPainter, place: QRectF, shot: Shot) -> None:
        painter.fillRect(place, QColor(look.GREY_GROUND))
        if shot.thumb.isNull():
            painter.setFont(look.small())
            painter.setPen(QColor(look.SOFT))
            key = "evidence-shot-refused" if shot.state == REFUSED else "evidence-shot-reading"
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, say(key))
            return
        image = shot.thumb
        scale = min(place.width() / image.width(), place.height() / image.height())
        fitted = QRectF(0, 0, image.width() * scale, image.height() * scale)
        fitted.moveCenter(place.center())
        if shot.state == KNOWN:
            painter.setOpacity(0.4)
        painter.drawImage(fitted, image)
        painter.setOpacity(1)

    @staticmethod
    def _tick(painter: QPainter, place: QRectF, shot: Shot) -> None:
        if not shot.free:
            return
        box = QRectF(place.left() + 6, place.top() + 6, 20, 20)
        painter.setPen(QPen(QColor(look.BLUE if shot.chosen else look.FIELD), 1.2))
        painter.setBrush(QColor(look.BLUE if shot.chosen else look.PAPER))
        painter.drawRoundedRect(box, 3, 3)
        if shot.chosen:
            look.draw_tick(painter, box.left() + 5, box.center().y(), look.PAPER, 10)

    def _words(self, painter: QPainter, cell: QRectF, shot: Shot) -> None:
        painter.setFont(look.small())
        metrics = painter.fontMetrics()
        time = QRectF(cell.left(), cell.top() + _THUMB + 3, cell.width(), 18)
        under = QRectF(cell.left(), time.bottom() + 1, cell.width(), 18)
        if shot.state == KNOWN:
            first, second = clock_words(shot.at), say("evidence-shot-known")
        elif shot.state == REFUSED:
            first, second = shot.found.path.name, say("evidence-shot-cannot")
        else:
            first = clock_words(shot.at) + (say("evidence-shot-by-file") if shot.by_file and shot.at else "")
            second = self._wall.target_words(shot.target) if shot.state != UNREAD else ""
        painter.setPen(QColor(look.SOFT))
        painter.drawText(time, Qt.AlignmentFlag.AlignVCenter, _cut(metrics.elidedText, first, time))
        painter.setPen(QColor(look.INK if shot.chosen else look.SOFT))
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, _cut(metrics.elidedText, second, under))


def _cut(elide: object, text: str, place: QRectF) -> str:
    return str(elide(text, Qt.TextElideMode.ElideRight, int(place.width())))  # type: ignore[operator]


class Wall(QListView):
    """The wall. A tick is set with the mouse on it, by a double click, or with space for all that are selected.

    ``ticked`` after any change of ticks.
    """

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_of = Shots()
        self._targets: dict[str, str] = {}
        self.setModel(self.model_of)
        self.setItemDelegate(_Card(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(False)
        self.setAccessibleName(say("evidence-wall"))
        self.setViewportMargins(14, 10, 4, 0)

    def set_targets(self, targets: Sequence[tuple[str, str]]) -> None:
        """Say what the places are called."""
        self._targets = dict(targets)

    def target_words(self, target: str) -> str:
        """What a place is called."""
        return self._targets.get(target, "")

    def chosen_rows(self) -> list[int]:
        """The places of what is selected."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def tick(self, rows: Iterable[int], *, on: bool | None = None) -> None:
        """Tick, untick or (with neither said) turn the ticks of some shots; those that cannot be imported stay."""
        free = [one for one in rows if self.model_of.shots[one].free]
        wanted = on if on is not None else not all(self.model_of.shots[one].chosen for one in free)
        for one in free:
            self.model_of.put(one, replace(self.model_of.shots[one], chosen=wanted, ticked=True))
        self.ticked.emit()

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        if index.isValid() and self._on_tick(index, e.position().toPoint()):
            self.tick([index.row()])

    def _on_tick(self, index: QModelIndex, at: QPoint) -> bool:
        corner = self.visualRect(index).topLeft()
        return at.x() - corner.x() < 40 and at.y() - corner.y() < 40  # noqa: PLR2004  (a touch-sized corner)

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        index = self.indexAt(e.position().toPoint())
        if index.isValid() and not self._on_tick(index, e.position().toPoint()):
            self.tick([index.row()])

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() == Qt.Key.Key_Space and e.type() is QEvent.Type.KeyPress:
            self.tick(self.chosen_rows())
            return
        super().keyPressEvent(e)
