"""A queue of things that wait, each a title with its deadline and one line: choose one, see it beside the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.cells import paint_empty
from inspector_desktop.gui.kit.chips import ChipText, chip_width, paint_chip

_HEIGHT = 66


@dataclass(frozen=True)
class Waiting:
    """One thing in the queue."""

    key: str
    title: str
    line: str = ""
    chip: ChipText | None = None


class _QueueModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Waiting, ...] = ()

    def set_rows(self, rows: Sequence[Waiting]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Waiting, ...]:
        return self._rows

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " ".join(part for part in (row.title, row.chip.text if row.chip else "", row.line) if part)
        return None


class QueueList(QListView):
    """The queue; ``chosen`` carries the key of the one now shown."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[Waiting] = ()) -> None:
        super().__init__()
        self._model = _QueueModel()
        self._empty = ("", "")
        self.setModel(self._model)
        self.setItemDelegate(_QueueDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Waiting]) -> None:
        """Show another queue; what was chosen stays chosen if it still waits."""
        before = self.value()
        self._model.set_rows(rows)
        if before:
            self.set_value(before)

    def set_empty(self, title: str, text: str = "") -> None:
        """Say what stands here while nothing waits."""
        self._empty = (title, text)
        self.setAccessibleDescription(f"{title} {text}".strip())
        self.viewport().update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self._model.rows() and self._empty[0]:
            painter = QPainter(self.viewport())
            paint_empty(painter, QRectF(self.viewport().rect()), *self._empty)
            painter.end()

    def value(self) -> str:
        """Return the key of what is chosen, empty when nothing is."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row.key if isinstance(row, Waiting) else ""

    def set_value(self, key: str) -> None:
        """Choose one; ``chosen`` is told if that is new."""
        for at, row in enumerate(self._model.rows()):
            if row.key == key:
                self.setCurrentIndex(self._model.index(at, 0))

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.value():
            self.chosen.emit(self.value())


class _QueueDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if not isinstance(row, Waiting):
            return
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(look.BLUE_GROUND))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.HAIR))
        inner = QRectF(rect).adjusted(20, 0, -20, 0)
        chip_room = 0.0
        if row.chip is not None:
            chip_room = chip_width(row.chip.text)
            paint_chip(painter, inner.right() - chip_room, rect.top() + 23, row.chip)
            chip_room += 8
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        _line(
            painter, QRectF(inner.left(), rect.top() + 12, inner.width() - chip_room, 22), row.title, flags, bold=True
        )
        _line(painter, QRectF(inner.left(), rect.top() + 34, inner.width(), 20), row.line, flags, bold=False)
        painter.restore()


def _line(painter: QPainter, rect: QRectF, text: str, flags: Qt.AlignmentFlag, *, bold: bool) -> None:
    font = look.body(bold=True) if bold else look.small()
    painter.setFont(font)
    painter.setPen(QColor(look.INK if bold else look.SOFT))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width() + 0.5)
    painter.drawText(rect, flags, shown)
