"""An order: the most important first, set by dragging or with Ctrl and the arrows. It counts once it was confirmed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.wording import say

_ROW, _MOST_ROWS = 34, 10


class RankEditor(Editor):
    """All choices of a list in an order. The form's own order is no answer until somebody takes it."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self._labels = {one.key: one.label for one in source.options(asked.key)}
        self.list = QListWidget()
        self.list.setFont(look.body())
        self.list.setProperty("kind", "choices")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setFixedHeight(min(len(self._labels), _MOST_ROWS) * _ROW + 10)
        self.list.model().rowsMoved.connect(self._arranged)
        self.take = buttons.secondary(say("answering-take-order"), self._arranged, small=True)
        self.watch(self.list, up_down=False)
        up = buttons.secondary(say("answering-up"), lambda: self._move(-1), small=True)
        down = buttons.secondary(say("answering-down"), lambda: self._move(1), small=True)
        tools = texts.row(up, down, self.take, texts.small(say("answering-rank-keys")), None)
        self.setLayout(texts.column(self.list, texts.boxed(tools), gap=4))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.list

    @override
    def value(self) -> str:
        return self._told

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if self.list.count() and value == self._order():
            return
        order = [one for one in value.split() if one in self._labels]
        order += [one for one in self._labels if one not in order]
        self.list.clear()
        for place, key in enumerate(order, 1):
            item = QListWidgetItem(f"{place}　{self._labels[key]}")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @override
    def key_in(self, watched: QObject, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
        if control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._arranged()
        return super().key_in(watched, event)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
            self._arranged()

    def _order(self) -> str:
        return " ".join(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))

    def _arranged(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(f"{row + 1}　{self._labels[item.data(Qt.ItemDataRole.UserRole)]}")
        self.tell(self._order())
