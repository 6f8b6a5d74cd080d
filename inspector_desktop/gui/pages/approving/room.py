"""Two panes with a border between them that people may move; where they left it is kept on this device."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.tasks import Pool
from inspector_desktop.places import replace_file
from inspector_desktop.wording import say

_HANDLE, _QUIET_MS = 9, 600


class Room(QSplitter):
    """A left pane and a right one that takes `share` per cent of the width until somebody moves the border.

    The share is kept in `file` under `name`; a file that can't be read or written changes nothing else.
    """

    def __init__(self, left: QWidget, right: QWidget, *, file: Path, name: str, share: int, pool: Pool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._file, self._name, self._pool = file, name, pool
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._share = _read(file).get(name, share)
        self.setHandleWidth(_HANDLE)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self._lay()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._keep)
        self.splitterMoved.connect(self._moved)

    def share(self) -> int:
        """How many per cent of the width the right pane has."""
        return self._share

    def set_share(self, share: int) -> None:
        """Give the right pane so many per cent, as if somebody had moved the border."""
        self._share = share
        self._lay()
        self._quiet.start()

    def _lay(self) -> None:
        right = self.width() * self._share // 100
        self.setSizes([self.width() - right, right])

    def _moved(self) -> None:
        left, right = self.sizes()
        if right and left + right:
            self._share = round(100 * right / (left + right))
            self._quiet.start()

    def _keep(self) -> None:
        file, name, share = self._file, self._name, self._share
        self._pool.run(lambda _: _write(file, name, share), owner=self)

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._lay()

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Border(self)


class _Border(QSplitterHandle):
    """A hairline that may be taken hold of."""

    def __init__(self, parent: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setToolTip(say("approvals-border"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() // 2, 0, 1, self.height(), QColor(look.LINE))
        painter.end()


def _read(file: Path) -> dict[str, int]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {str(name): share for name, share in known if isinstance(share, int) and 20 <= share <= 80}  # noqa: PLR2004


def _write(file: Path, name: str, share: int) -> None:
    try:
        replace_file(file, json.dumps({**_read(file), name: share}, sort_keys=True).encode())
    except (OSError, Refused):
        return  # where a border lies is worth no message
