"""A short list to tick from, of fixed height: published items, officers on duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.page import scrolled


@dataclass(frozen=True)
class Tick:
    """One line: key, text, and a soft text behind it."""

    key: str
    text: str
    beside: str = ""


class TickList(QFrame):
    """The list; `edited` when a tick changes. In the order they were ticked."""

    edited = Signal(str)

    def __init__(self, *, rows: int, columns: int = 1, width: int = 420) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        self._order: list[str] = []
        self._columns, self._width = columns, width
        self._grid = QGridLayout()
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._empty = texts.small("", wrap=True)
        outer = texts.column(self._empty, scrolled(texts.boxed(texts.column(self._grid, None, gap=0))), gap=0)
        self.setLayout(outer)
        self.setFixedHeight(rows * look.CONTROL + 6)
        self.set_ticks(())

    def set_ticks(self, ticks: Sequence[Tick], chosen: Sequence[str] = (), *, empty: str = "") -> None:
        """Show other lines; what was ticked stays ticked if it is still there, else `chosen` is."""
        kept = [one for one in self._order if one in {tick.key for tick in ticks}] or list(chosen)
        texts.empty_layout(self._grid)
        self._boxes, self._order = {}, kept
        for at, tick in enumerate(ticks):
            box = QCheckBox()
            room = self._width // self._columns - 40
            whole = f"{tick.text}　{tick.beside}" if tick.beside else tick.text
            box.setText(box.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, room))
            box.setToolTip(whole)
            box.setAccessibleName(whole)
            box.setMinimumHeight(look.CONTROL - 2)
            box.setChecked(tick.key in kept)
            box.clicked.connect(lambda on, key=tick.key: self._ticked(key, on=on))
            self._boxes[tick.key] = box
            self._grid.addWidget(box, at // self._columns, at % self._columns)
        self._empty.setText("" if ticks else empty)
        self._empty.setVisible(not ticks and bool(empty))

    def clear(self) -> None:
        """Tick nothing."""
        self._order = []
        for box in self._boxes.values():
            box.setChecked(False)

    def values(self) -> tuple[str, ...]:
        """Return what is ticked, in the order it was."""
        return tuple(self._order)

    def box(self, key: str) -> QWidget:
        """Return one box."""
        return self._boxes[key]

    def _ticked(self, key: str, *, on: bool) -> None:
        if key in self._order:
            self._order.remove(key)
        if on:
            self._order.append(key)
        self.edited.emit(key)
