"""A table whose rows can be picked: by space, by pressing the box, in runs with Shift, and all at once with Ctrl+A.

What is picked is kept by key and survives searching and filtering, so that a long list can be gathered in several
searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.table import Column, Table

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

BOX_WIDTH = 30
_BOX = 16


class PickTable(Table):
    """The table; `picked_changed` when other rows are picked, `all_asked` for Ctrl+A."""

    picked_changed = Signal()
    all_asked = Signal()

    def __init__(self, columns: Sequence[Column], *, pick: bool) -> None:
        self.picked: set[str] = set()
        self._pick = pick
        self._from = -1
        self._box_column = (Column("pick", "", self._box, width=BOX_WIDTH),) if pick else ()
        super().__init__((*self._box_column, *columns))
        if pick:
            self._boxes = BoxDelegate(self)
            self.setItemDelegateForColumn(0, self._boxes)

    @override
    def set_columns(self, columns: Sequence[Column]) -> None:
        super().set_columns((*self._box_column, *columns))

    def pick(self, keys: Iterable[str]) -> None:
        """Pick these besides what is picked."""
        self.picked |= set(keys)
        self._told()

    def unpick(self) -> None:
        """Pick nothing."""
        self.picked.clear()
        self._told()

    def toggle(self, at: int) -> None:
        """Pick a row, or leave it."""
        key = self.rows_model.row(at).key
        self.picked ^= {key}
        self._from = at
        self._told()

    @override
    def _measure(self) -> None:
        """Rows that say themselves whether they are tall need no look into their cells."""
        rows = self.rows_model.rows()
        if not rows or not hasattr(rows[0], "tall"):
            super()._measure()
            return
        upright = self.verticalHeader()
        for at, row in enumerate(rows):
            if row.tall:
                upright.resizeSection(at, look.ROW_TWO)

    def _box(self, row: object) -> Cell:
        return Cell("1" if getattr(row, "key", "") in self.picked else "")

    def _told(self) -> None:
        self.viewport().update()
        self.picked_changed.emit()

    def _pick_run(self, until: int) -> None:
        first, last = sorted((max(self._from, 0), until))
        self.pick(self.rows_model.row(at).key for at in range(first, last + 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._pick:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and at >= 0:
            self.toggle(at)
        elif event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.all_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self.picked:
            self.unpick()
        elif shift and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and at >= 0:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            until = min(max(at + step, 0), self.rows_model.rowCount() - 1)
            if self._from < 0:
                self._from = at
            self.selectRow(until)
            self._pick_run(until)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)
        if not self._pick or not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if shift:
            self._pick_run(index.row())
        elif index.column() == 0:
            self.toggle(index.row())


class BoxDelegate(QStyledItemDelegate):
    """Draws the box of a row: empty, or blue with a tick."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, -1, 0, -1), QColor(look.BLUE_GROUND))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.HAIR))
        ticked = isinstance(cell, Cell) and bool(cell.text)
        box = QRectF(rect.left() + 2.5, rect.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.BLUE if ticked else look.FIELD), 1))
        painter.setBrush(QColor(look.BLUE if ticked else look.PAPER))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            look.draw_tick(painter, box.left() + 3.5, box.center().y(), look.PAPER)
        painter.restore()
