"""Tables: rows of frozen values shown whole, a delegate that draws cells, and no boxes but hairlines.

A row is any frozen value with a ``key``; each column turns it into a ``Cell``. Sorting and filtering are queries, never
done here: ``sort_asked`` tells which column a person pressed. A new answer replaces all rows at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.cells import Cell, CellDelegate, HeaderLine, as_cell, paint_empty

Index: TypeAlias = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
_MEASURED = 2000


@dataclass(frozen=True)
class Column:
    """One column: key, heading, how a row becomes a cell; ``width`` in pixels, or 0 to share what is left."""

    key: str
    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    stretch: int = 1
    right: bool = False
    sortable: bool = False


class RowsModel(QAbstractTableModel):
    """A tuple of rows, replaced whole."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Any] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = tuple(rows)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Any, ...]:
        """Return all rows."""
        return self._rows

    def row(self, at: int) -> Any:
        """Return one row."""
        return self._rows[at]

    def cell(self, at: int, column: int) -> Cell:
        """Return what stands in a cell."""
        return as_cell(self.columns[column].cell(self._rows[at]))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell.spoken()
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


class Table(QTableView):
    """A table. ``opened`` (double click, Enter) and ``button_pressed`` carry the row; ``chosen`` the row now marked."""

    opened = Signal(object)
    chosen = Signal(object)
    button_pressed = Signal(object, str)
    sort_asked = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], rows: Sequence[Any] = (), *, fit: bool = False) -> None:
        super().__init__()
        self.rows_model = RowsModel(columns)
        self._delegate = CellDelegate(self)
        self._fit = fit
        self._sorted: tuple[str, bool] = ("", False)
        self._empty = ("", "")
        self._ready = False
        header = HeaderLine(self.rows_model.columns)
        self.setHorizontalHeader(header)
        self.setModel(self.rows_model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        upright = self.verticalHeader()
        upright.hide()
        upright.setMinimumSectionSize(look.ROW)
        upright.setDefaultSectionSize(look.ROW)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_heading)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ready = True
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the marked row stays marked if it is still there."""
        before = self.current_row()
        self.rows_model.set_rows(rows)
        self._measure()
        if before is not None:
            self.choose(getattr(before, "key", None))
        self._lay_columns()
        if self._fit:
            self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length())

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show as many other columns: the headings go with what the rows to come are."""
        self.rows_model.columns = tuple(columns)
        header = self.horizontalHeader()
        if isinstance(header, HeaderLine):
            header.set_columns(self.rows_model.columns)
        self._lay_columns()

    def set_empty(self, title: str, text: str = "") -> None:
        """Say what stands here while there are no rows: what this place holds, and what to do."""
        self._empty = (title, text)
        self.setAccessibleDescription(f"{title} {text}".strip())
        self.viewport().update()

    def set_needle(self, text: str) -> None:
        """Mark where this text occurs."""
        self._delegate.needle = text.strip()
        self.viewport().update()

    def set_sorted(self, key: str, *, descending: bool = False) -> None:
        """Show which column the rows are sorted by."""
        self._sorted = (key, descending)
        header = self.horizontalHeader()
        if isinstance(header, HeaderLine):
            header.set_sorted(key, descending=descending)

    def current_row(self) -> Any:
        """Return the marked row, or None."""
        index = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def choose(self, key: object) -> None:
        """Mark the row with this key."""
        for at, row in enumerate(self.rows_model.rows()):
            if getattr(row, "key", None) == key:
                self.selectRow(at)
                return

    def _measure(self) -> None:
        rows = self.rows_model.rows()
        upright = self.verticalHeader()
        columns = range(len(self.rows_model.columns))
        if len(rows) > _MEASURED:
            tall = any(self.rows_model.cell(at, column).under for at in range(50) for column in columns)
            upright.setDefaultSectionSize(look.ROW_TWO if tall else look.ROW)
            return
        for at in range(len(rows)):
            tall = any(self.rows_model.cell(at, column).under for column in columns)
            upright.resizeSection(at, look.ROW_TWO if tall else look.ROW)

    def _lay_columns(self) -> None:
        if not self._ready:
            return
        columns = self.rows_model.columns
        free = self.viewport().width() - sum(column.width for column in columns)
        shares = sum(column.stretch for column in columns if not column.width) or 1
        header = self.horizontalHeader()
        for at, column in enumerate(columns):
            width = column.width or max(48, free * column.stretch // shares)
            if header.sectionSize(at) != width:
                header.resizeSection(at, width)

    def _on_heading(self, section: int) -> None:
        column = self.rows_model.columns[section]
        if column.sortable:
            key, descending = self._sorted
            self.set_sorted(column.key, descending=key == column.key and not descending)
            self.sort_asked.emit(*self._sorted)

    def _button_at(self, event: QMouseEvent) -> tuple[Index, str] | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        cell = self.rows_model.cell(index.row(), index.column())
        rect = self.visualRect(index)
        right = self.rows_model.columns[index.column()].right
        hit = cell.button and self._delegate.button_rect(rect, cell, right=right).contains(event.position())
        return (index, cell.button_key or cell.button) if hit else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.rows_model.row(current.row()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hit = self._button_at(event)
        self._delegate.hovered = (hit[0].row(), hit[0].column()) if hit else None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._delegate.hovered = None
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        hit = self._button_at(event)
        if hit is not None and event.button() is Qt.MouseButton.LeftButton:
            self.button_pressed.emit(self.rows_model.row(hit[0].row()), hit[1])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._button_at(event) is None and self.current_row() is not None:
            self.opened.emit(self.current_row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_row() is not None:
            self.opened.emit(self.current_row())
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self.rows_model.rows() and self._empty[0]:
            painter = QPainter(self.viewport())
            paint_empty(painter, QRectF(self.viewport().rect()), *self._empty)
            painter.end()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = self._delegate.cut_text(self.visualRect(index), index) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)
