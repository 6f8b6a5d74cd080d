"""A field that searches as you type: it waits for a short pause, so that one query runs and not ten."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from inspector_desktop.assets import resource
from inspector_desktop.gui import look
from inspector_desktop.wording import say

_PAUSE_MS = 150


class SearchField(QLineEdit):
    """``searched`` carries the trimmed text after a pause, at once on Enter; Escape clears; ``left_down`` on ↓."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, hint: str = "", *, width: int = 0) -> None:
        super().__init__()
        self.setFont(look.body())
        self.setPlaceholderText(hint or say("kit-search"))
        self._sent = ""
        if width:
            self.setFixedWidth(width)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self._send)
        self._clear = QAction(QIcon(str(resource("icons", "close.svg"))), say("kit-clear-search"), self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._send)

    def _on_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._wait.start()

    def _send(self) -> None:
        self._wait.stop()
        text = self.text().strip()
        if text != self._sent:
            self._sent = text
            self.searched.emit(text)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif arg__1.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(arg__1)
