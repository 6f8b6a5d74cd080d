"""The stage of the tour: real windows, pressed and typed into as a person would, and a picture of each step.

Nothing here calls an act of the program; what people do goes through widgets. The tour's clock is the machine's,
moved forward where people would wait for an event.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from inspector_desktop.errors import Damaged

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Page
    from inspector_desktop.gui.window import MainWindow

WIDTH, HEIGHT = 1366, 768
_POLL_MS = 20
_QUIET_MS = 120


class TourClock:
    """The machine's clock, `ahead` of it by what the tour did not wait for."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """The tour's present moment."""
        return datetime.now(UTC) + self.ahead

    def pass_time(self, **amount: float) -> None:
        """Go on by `timedelta(**amount)`."""
        self.ahead += timedelta(**amount)


class Stage:
    """Presses, types, waits, and takes pictures into `folder`, numbered in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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

    def picture(self, window: MainWindow, name: str) -> None:
        """Take the window's picture, 1366 by 768, once it has settled."""
        self.settle(window)
        window.resize(WIDTH, HEIGHT)
        number = len(self.pictures) + 1
        file = f"{number:02}-{name}.png"
        window.grab().save(str(self.folder / file))
        self.pictures.append(file)

    def press(self, widget: QWidget) -> None:
        """Press a button that can be seen and is enabled. Raises `Damaged("error-tour")` when it cannot."""
        text = widget.text() if isinstance(widget, QAbstractButton) else type(widget).__name__
        self.until(lambda: widget.isVisible() and widget.isEnabled(), text, seconds=20)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_into(self, widget: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
        """Replace what a field holds, key by key where the keyboard has the characters."""
        self.until(lambda: widget.isVisible() and widget.isEnabled(), "field", seconds=20)
        widget.setFocus()
        widget.selectAll()
        if text.isascii():
            QTest.keyClicks(widget, text)
        elif isinstance(widget, QLineEdit):
            widget.insert(text)  # as an input method commits Chinese
            widget.textEdited.emit(widget.text())
        else:
            widget.insertPlainText(text)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key."""
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

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
