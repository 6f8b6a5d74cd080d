"""What every editor of an answer is: it shows a value, tells a new one, and says when the keyboard is to go on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.gui.kit.answering.asked import Asked, Source

_PAUSE_MS = 400
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(QWidget):
    """The editor of one question.

    ``given`` carries a whole answer (empty takes it back), ``moved`` asks for the next (1) or the one before (-1),
    ``evidence_asked`` for a file of a kind, ``content_given`` hands over one made here (bytes, media type).
    """

    given = Signal(str)
    moved = Signal(int)
    evidence_asked = Signal(str)
    content_given = Signal(bytes, str)

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__()
        self.asked = asked
        self.source = source
        self._told = asked.value
        self._touched = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self.flush)

    def value(self) -> str:
        """The answer as it stands in the editor."""
        return self._told

    def show_value(self, value: str) -> None:
        """Show an answer that came from elsewhere; what is being typed is left alone."""
        self._told = value
        self._touched = False

    def entry(self) -> QWidget:
        """What takes the keyboard."""
        return self

    def complaint(self) -> str:
        """What is wrong with the way it is written; empty when nothing is."""
        return ""

    def flush(self) -> None:
        """Tell at once what was typed and not yet told; what was only looked at stays as it is, to the letter."""
        self._wait.stop()
        if self._touched:
            self.tell(self.value())

    def settle(self) -> None:
        """Tell what a button has just put in."""
        self._touched = True
        self.flush()

    def later(self) -> None:
        """Tell what is typed after a pause; what cannot be read yet only when it is left."""
        self._touched = True
        if self.complaint():
            self._wait.stop()
        else:
            self._wait.start()

    def tell(self, value: str) -> None:
        """Tell an answer, unless it was told already."""
        if value != self._told:
            self._told = value
            self.given.emit(value)

    def watch(self, *parts: QWidget, up_down: bool = True) -> None:
        """Let Enter in these parts lead on, and where `up_down`, the arrows lead back and on."""
        for part in parts:
            part.setAccessibleName(self.asked.label)
            part.setProperty("upDown", up_down)
            part.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.key_in(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self.flush()
        return False

    def key_in(self, watched: QObject, event: QKeyEvent) -> bool:
        """Use a key pressed in a watched part; tell whether it was used."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shifted:
            self._go(1)
            return True
        if watched.property("upDown") and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self._go(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return False

    def _lead_on(self) -> None:
        self.moved.emit(1)

    def _go(self, by: int) -> None:
        self.flush()
        self.moved.emit(by)
