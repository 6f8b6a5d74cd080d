"""Driving real windows as a person would, by pressing and typing, and taking a picture of each step.

Nothing here calls an act of the program; what people do goes through widgets. What is done is the tour's business.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from inspector_desktop.errors import Damaged

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Page
    from inspector_desktop.gui.window import MainWindow

WIDTH, HEIGHT = 1366, 768
_POLL_MS = 20
_QUIET_MS = 120


def _heard(kind: QtMsgType, _context: object, text: str) -> None:
    """Pass on what Qt says, but for the one remark that its offscreen screen makes about every window."""
    if "propagateSizeHints" not in text:
        print(f"{kind.name}: {text}", file=sys.stderr)  # noqa: T201


class _Viewer(QObject):
    """Stands in for the program a person would read papers with, so that none is started."""

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Take note of nothing: the paper lies where the window wrote it."""


class Stage:
    """Presses, types, waits, and takes pictures into `folder`, numbered in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._viewer = _Viewer()
        qInstallMessageHandler(_heard)
        QDesktopServices.setUrlHandler("file", self._viewer, "show")  # type: ignore[arg-type]  # refuses the bytes its stub wants
        self.pictures: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def until(self, condition: Callable[[], object], what: str, *, seconds: float = 60) -> None:
        """Let the windows work until `condition` holds. Raises `Damaged("error-tour")` naming `what` that did not."""
        left = int(seconds * 1000)
        while not condition():
            if left <= 0:
                raise Damaged("error-tour", what=what)
            self.rest(_POLL_MS)
            left -= _POLL_MS

    def rest(self, milliseconds: int) -> None:
        """Let the windows work for a moment."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self, window: MainWindow, *, seconds: float = 60) -> None:
        """Wait until the window's workers have nothing left to do and the screen is painted."""
        self.rest(_QUIET_MS)
        self.until(lambda: not window.tasks.ledger.is_busy and not window.tasks.pool.is_busy, "settle", seconds=seconds)
        self.rest(_QUIET_MS)

    def picture(self, window: MainWindow, name: str, *, of: QWidget | None = None) -> None:
        """Take the window's picture, 1366 by 768, once it has settled; or that of another window it has opened."""
        self.settle(window)
        shown = of or window
        shown.resize(WIDTH, HEIGHT)
        if of is not None:
            self.rest(_QUIET_MS)  # its type follows its size
        number = len(self.pictures) + 1
        file = f"{number:02}-{name}.png"
        shown.grab().save(str(self.folder / file))
        self.pictures.append(file)

    def press(self, widget: QWidget) -> None:
        """Press a button that can be seen and is enabled. Raises `Damaged("error-tour")` when it cannot."""
        text = widget.text() if isinstance(widget, QAbstractButton) else type(widget).__name__
        self.until(lambda: widget.isVisible() and widget.isEnabled(), text, seconds=20)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_into(self, widget: QWidget, text: str) -> None:
        """Replace what a text field holds, key by key where the keyboard has the characters.

        Raises `Damaged("error-tour")` for a widget that takes no text.
        """
        self.until(lambda: widget.isVisible() and widget.isEnabled(), "field", seconds=20)
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
            QTest.keyClick(widget, Qt.Key.Key_Delete)
            if text.isascii():
                QTest.keyClicks(widget, text)
            else:
                widget.insert(text)  # as an input method commits Chinese
                widget.textEdited.emit(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            widget.selectAll()
            widget.insertPlainText(text)
        else:
            raise Damaged("error-tour", what=type(widget).__name__)

    def key(self, widget: QWidget, key: str) -> None:
        """Press a key by its name, such as `Return`, `Space`, `Down` or `1`, with the keyboard in this widget."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(widget, Qt.Key[f"Key_{key}"])

    def draw_strokes(self, pad: QWidget, strokes: list[list[tuple[int, int]]]) -> None:
        """Write on a pad with the mouse."""
        for stroke in strokes:
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*stroke[0]))
            for point in stroke[1:]:
                QTest.mouseMove(pad, QPoint(*point), 1)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*stroke[-1]))
            self.rest(_POLL_MS)

    def page(self, window: MainWindow, name: str, **where: str) -> Page:
        """Go to a page and return it."""
        window.navigate(name, **where)
        self.settle(window)
        return window.pages[name]
