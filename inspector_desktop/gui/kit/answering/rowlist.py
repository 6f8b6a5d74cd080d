"""The rows of a check table below one another: closed ones are drawn, only the opened one is a widget.

So a thousand questions cost what is in sight. A row that changes is drawn again where it stands; everything is laid
anew only when heights or the rows themselves change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.answercard import AnswerCard, CheckLine
from inspector_desktop.gui.kit.answering.asked import Adder, Asked, Heading
from inspector_desktop.gui.kit.answering.card import QuestionCard
from inspector_desktop.gui.kit.answering.rows import (
    OUT,
    SIDE,
    Row,
    RowPainter,
    can_open,
    chosen_of,
    height_of,
    pressed_option,
    progress,
    searchable_text,
)
from inspector_desktop.gui.kit.cells import paint_text
from inspector_desktop.wording import say

_CARD_GAP = 9
_REMOVE = 76


class RowList(QWidget):
    """``picked`` (key) when a row is to be opened, ``chosen`` (key, value) in a table's row, ``added``, ``removed``."""

    picked = Signal(str)
    chosen = Signal(str, str)
    added = Signal(str)
    removed = Signal(str)
    moved = Signal(int)

    def __init__(self, card: AnswerCard, question: QuestionCard) -> None:
        super().__init__()
        self.opened = ""
        self.needle = ""
        self._cards = (card, question)
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._closed: list[int] = []  # heights of the rows while closed
        self._known: dict[str, tuple[Row, int]] = {}
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._hot = ""
        self._wide = 600
        for one in self._cards:
            one.setParent(self)
            one.hide()
            one.resized.connect(self._later)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self.lay)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._rows = list(rows)
        self._places = {row.key: at for at, row in enumerate(self._rows) if not isinstance(row, Heading)}
        self._measure()
        self.lay()

    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows

    def row_of(self, key: str) -> Row | None:
        """The row of a key, if it is shown."""
        at = self._places.get(key)
        return self._rows[at] if at is not None else None

    def replace(self, row: Row) -> None:
        """Show one row anew."""
        at = self._places.get(row.key)
        if at is None:
            return
        self._rows[at] = row
        high = height_of(row, self._wide)
        if row.key == self.opened or high != self._closed[at]:
            self._closed[at] = high
            self._later()
        self.update(QRect(0, self._tops[at], self._wide, self._heights[at]))
        heading = next((back for back in range(at, -1, -1) if isinstance(self._rows[back], Heading)), None)
        if heading is not None:
            self.update(QRect(0, self._tops[heading], self._wide, self._heights[heading]))

    def open(self, key: str) -> None:
        """Open a row in place."""
        self.opened = key
        self.lay()

    def set_width(self, width: int) -> None:
        """Lay everything for a width."""
        if width != self._wide:
            self._wide = width
            self._known.clear()
            self._measure()
            self.lay()

    def place_of(self, key: str) -> tuple[int, int] | None:
        """Top and height of a row."""
        at = self._places.get(key)
        return (self._tops[at], self._heights[at]) if at is not None and at < len(self._heights) else None

    def card_of(self, row: Row | None) -> AnswerCard | QuestionCard | None:
        """The widget a row opens as; none for those that are answered where they are drawn."""
        if isinstance(row, CheckLine):
            return self._cards[0]
        return self._cards[1] if isinstance(row, Asked) and not row.grid and row.answerable else None

    def _measure(self) -> None:
        """Measure the rows that were not measured yet."""
        known, fresh, wide = self._known, {}, self._wide
        closed = []
        for row in self._rows:
            found = known.get(row.key)
            if found is None or found[0] is not row:
                found = (row, height_of(row, wide))
            fresh[row.key] = found
            closed.append(found[1])
        self._known, self._closed = fresh, closed

    def _later(self) -> None:
        self._wait.start()

    def lay(self) -> None:
        """Work out where everything stands, and put the opened row's widget there."""
        self._wait.stop()
        wide = self._wide
        heights = list(self._closed)
        at = self._places.get(self.opened)
        card = self.card_of(self._rows[at]) if at is not None else None
        card_width = wide - 2 * (SIDE - OUT)
        if card is not None and at is not None:
            heights[at] = card.height_for(card_width) + 2 * _CARD_GAP
        self._heights = heights
        self._tops = list(accumulate(heights, initial=6))
        for one in self._cards:
            if one is not card:
                one.hide()
        if card is not None and at is not None:
            card.setGeometry(SIDE - OUT, self._tops[at] + _CARD_GAP, card_width, heights[at] - 2 * _CARD_GAP)
            card.show()
        self.resize(wide - OUT, max(self._tops[-1] + 24, 64))
        self.update()

    def _at(self, y: float) -> int:
        at = bisect_right(self._tops, y) - 1
        return at if 0 <= at < len(self._rows) else -1

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing = RowPainter(painter, self._wide, self.needle, self._hot)
        first = max(0, bisect_right(self._tops, event.rect().top()) - 1)
        for at in range(first, len(self._rows)):
            top = self._tops[at]
            if top > event.rect().bottom():
                break
            row = self._rows[at]
            chosen = row.key == self.opened and not isinstance(row, Heading)
            if chosen and self.card_of(row) is not None:
                continue
            done = progress(self._rows, at) if isinstance(row, Heading) else ""
            drawing.paint(row, top, self._heights[at], chosen=chosen, done=done)
        if self.needle and not self._rows:
            words = say("kit-nothing-found", text=self.needle)
            paint_text(painter, QRectF(SIDE, 24, self._wide - 2 * SIDE, 22), words, look.body(), look.SOFT)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        row = self._rows[at] if at >= 0 else None
        live = row is not None and (can_open(row) or (isinstance(row, Heading) and row.removable))
        hot = row.key if row is not None and live else ""
        if hot != self._hot:
            self._hot = hot
            self.setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        row = self._rows[at] if at >= 0 else None
        if isinstance(row, Heading):
            if row.removable and event.position().x() > self._wide - SIDE - _REMOVE:
                self.removed.emit(row.key)
        elif isinstance(row, Adder):
            self.added.emit(row.key)
        elif isinstance(row, Asked) and row.grid:
            self.picked.emit(row.key)
            option = pressed_option(row, event.position().x(), self._wide)
            if option and not row.read_only and self.opened == row.key:
                self.chosen.emit(row.key, chosen_of(row, option))
        elif row is not None and can_open(row) and row.key != self.opened:
            self.picked.emit(row.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row_of(self.opened)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif key == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif isinstance(row, Adder) and key in (Qt.Key.Key_Space, Qt.Key.Key_Plus):
            self.added.emit(row.key)
        elif isinstance(row, Asked) and row.grid and not row.read_only and self._key_in_grid(row, key):
            pass
        else:
            event.ignore()

    def _key_in_grid(self, row: Asked, key: int) -> bool:
        place = key - Qt.Key.Key_1
        keys = [one.key for one in row.options]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row.kind != "choices":
            now = keys.index(row.value) if row.value in keys else -1 if key == Qt.Key.Key_Right else len(keys)
            place = min(max(now + (1 if key == Qt.Key.Key_Right else -1), 0), len(keys) - 1)
        if not 0 <= place < len(keys):
            return False
        self.chosen.emit(row.key, chosen_of(row, keys[place]))
        return True


def matching(rows: Sequence[Row], needle: str) -> list[Row]:
    """The rows in which a text occurs, each under its headings."""
    wanted = needle.casefold()
    found: list[Row] = []
    above: list[Heading] = []
    for row in rows:
        if isinstance(row, Heading):
            above = [one for one in above if one.depth < row.depth]
            above.append(row)
        elif can_open(row) and not isinstance(row, Adder) and wanted in searchable_text(row):
            found += [one for one in above if one not in found]
            found.append(row)
    return found
