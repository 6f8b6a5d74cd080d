"""What stands in a table's cell, and how it is drawn: two lines, chips, a button, marked hits, digits in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.chips import ChipText, chip_width, paint_chip

if TYPE_CHECKING:
    from inspector_desktop.gui.kit.table import Column

_RIGHT_PAD, _GAP = 12, 12
_HEADER = 34


@dataclass(frozen=True)
class Cell:
    """What a cell shows: a text (bold, soft, coloured, mono), a second line, chips before it, or a row button."""

    text: str = ""
    under: str = ""
    tone: str = "ink"
    under_tone: str = "soft"
    bold: bool = False
    mono: bool = False
    chips: tuple[ChipText, ...] = ()
    button: str = ""
    button_key: str = ""
    link: bool = False

    def spoken(self) -> str:
        """Return all of it as one text, for screen readers."""
        parts = (*(chip.text for chip in self.chips), self.text, self.under, self.button)
        return " ".join(part for part in parts if part)

    def font(self) -> QFont:
        """Return the font of the first line."""
        return look.mono(13) if self.mono else look.body(bold=self.bold)

    def ink(self) -> str:
        """Return the colour of the first line."""
        return look.BLUE if self.link else look.TONES[self.tone][0]


def as_cell(value: Cell | str) -> Cell:
    """Turn a plain text into a cell."""
    return value if isinstance(value, Cell) else Cell(value)


class CellDelegate(QStyledItemDelegate):
    """Draws cells. ``needle`` is the text to mark; ``hovered`` the row and column whose button is under the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.needle = ""
        self.hovered: tuple[int, int] | None = None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(48, look.ROW)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if not isinstance(cell, Cell):
            return
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, -1, 0, -1), QColor(look.BLUE_GROUND))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.HAIR))
        column = index.column()
        right = _is_right(index)
        if cell.button:
            self._paint_button(painter, rect, cell, right=right, hot=self.hovered == (index.row(), column))
        else:
            self._paint_words(painter, rect, cell, right=right, last=_is_last(index))
        painter.restore()

    def button_rect(self, rect: QRect, cell: Cell, *, right: bool) -> QRectF:
        """Return where the button of a cell stands."""
        width = QFontMetricsF(look.body()).horizontalAdvance(cell.button) + 34
        left = rect.right() + 1 - _RIGHT_PAD - width if right else rect.left()
        return QRectF(left + 0.5, rect.center().y() - 17.5, width - 1, 35)

    def cut_text(self, rect: QRect, index: QModelIndex) -> str:
        """Return the full text of a cell if it doesn't fit, else nothing: the tooltip."""
        cell = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(cell, Cell):
            return ""
        room = rect.width() - _GAP - sum(chip_width(chip.text) + 4 for chip in cell.chips)
        wide = QFontMetricsF(cell.font()).horizontalAdvance(cell.text) > room
        wide_under = QFontMetricsF(look.small()).horizontalAdvance(cell.under) > rect.width() - _GAP
        return "\n".join(text for text, cut in ((cell.text, wide), (cell.under, wide_under)) if cut)

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell, *, right: bool, last: bool) -> None:
        left = float(rect.left())
        end = rect.right() + 1.0 - (_RIGHT_PAD if right or last else _GAP)
        middle = rect.center().y() + 0.0
        for chip in cell.chips:
            left += paint_chip(painter, left, middle, chip, end - left) + 4
        if not cell.under:
            self._paint_line(painter, QRectF(left, rect.top(), end - left, rect.height() - 1), cell, right=right)
            return
        upper = QRectF(left, rect.top() + 1, end - left, 21)
        self._paint_line(painter, upper, cell, right=right)
        lower = QRectF(left, rect.top() + 22, end - left, 19)
        ink = look.TONES[cell.under_tone][0]
        paint_text(painter, lower, cell.under, look.small(), ink, right=right, needle=self.needle)

    def _paint_line(self, painter: QPainter, rect: QRectF, cell: Cell, *, right: bool) -> None:
        needle = self.needle
        paint_text(painter, rect, cell.text, cell.font(), cell.ink(), right=right, needle=needle)

    def _paint_button(self, painter: QPainter, rect: QRect, cell: Cell, *, right: bool, hot: bool) -> None:
        where = self.button_rect(rect, cell, right=right)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.FIELD if hot else look.LINE), 1))
        painter.setBrush(QColor(look.HOVER if hot else look.PAPER))
        painter.drawRoundedRect(where, look.RADIUS, look.RADIUS)
        painter.setPen(QColor(look.INK))
        painter.setFont(look.body())
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, cell.button)


def _is_right(index: QModelIndex | QPersistentModelIndex) -> bool:
    columns: Sequence[Column] = getattr(index.model(), "columns", ())
    return bool(columns) and columns[index.column()].right


def _is_last(index: QModelIndex | QPersistentModelIndex) -> bool:
    return index.column() == index.model().columnCount() - 1


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    ink: str,
    *,
    right: bool = False,
    needle: str = "",
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """Draw one line of text, cut if there is no room, with the places where ``needle`` occurs marked."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, mode, max(rect.width(), 0) + 0.5)
    width = metrics.horizontalAdvance(shown)
    left = rect.right() - width if right else rect.left()
    for start, end in hits(shown, needle):
        before = metrics.horizontalAdvance(shown[:start])
        mark = QRectF(left + before, rect.center().y() - 11, metrics.horizontalAdvance(shown[start:end]), 22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.HIT))
        painter.drawRoundedRect(mark, 2, 2)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    box = QRectF(left, rect.top(), width + 2, rect.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def paint_empty(painter: QPainter, rect: QRectF, title: str, text: str) -> None:
    """Draw the words of an empty list, a little above its middle."""
    middle = rect.top() + min(rect.height() * 0.4, 220.0)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.setFont(look.section())
    painter.setPen(QColor(look.INK))
    painter.drawText(QRectF(rect.left() + 12, middle - 30, rect.width() - 24, 24), flags, title)
    painter.setFont(look.body())
    painter.setPen(QColor(look.SOFT))
    painter.drawText(QRectF(rect.left() + 12, middle, rect.width() - 24, 48), flags, text)


def hits(text: str, needle: str) -> tuple[tuple[int, int], ...]:
    """Return where ``needle`` occurs in ``text``, whatever its case, from left to right, never overlapping."""
    found: list[tuple[int, int]] = []
    small, wanted = text.casefold(), needle.casefold()
    if len(small) != len(text) or not wanted:
        return ()
    at = small.find(wanted)
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = small.find(wanted, at + len(wanted))
    return tuple(found)


class HeaderLine(QHeaderView):
    """The headings: small and soft over one hairline, with a mark on the column the rows are sorted by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._columns = columns
        self._sorted = ("", False)
        self.setFixedHeight(_HEADER)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)
        self.viewport().setAutoFillBackground(False)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other headings."""
        self._columns = columns
        self.viewport().update()

    def set_sorted(self, key: str, *, descending: bool) -> None:
        """Mark a column."""
        self._sorted = (key, descending)
        self.viewport().update()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._columns[logicalIndex]
        key, descending = self._sorted
        marked = column.key == key
        last = logicalIndex == len(self._columns) - 1
        painter.save()
        painter.setFont(look.small(bold=marked))
        painter.setPen(QColor(look.INK if marked else look.SOFT))
        end = _RIGHT_PAD if column.right else 0 if last else 4
        box = QRectF(rect).adjusted(0, 0, -end, -2)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, column.title)
        if marked and not column.right:
            width = QFontMetricsF(painter.font()).horizontalAdvance(column.title)
            _paint_order(painter, QPointF(box.left() + width + 9, box.center().y()), descending=descending)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.LINE))
        painter.restore()


def _paint_order(painter: QPainter, middle: QPointF, *, descending: bool) -> None:
    painter.save()
    painter.translate(middle)
    if not descending:
        painter.rotate(180)
    look.draw_chevron(painter, QPointF(0, 0), look.SOFT, 7)
    painter.restore()
