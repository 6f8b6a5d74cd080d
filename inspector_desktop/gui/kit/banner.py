"""A refusal or a notice inside the page it is about: seen at once, read at leisure, closed by a key. Never a modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector_desktop.assets import resource
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.overriding import override
from inspector_desktop.wording import say

NOTICE, CAREFUL, REFUSED, DONE = "blue", "amber", "red", "green"


class Banner(QWidget):
    """One message across a page; hidden while there is none. ``closed`` when a person puts it away.

    Without ``closable`` it states how things are, and stays until the page takes it away.
    """

    closed = Signal()

    def __init__(self, *, closable: bool = True) -> None:
        super().__init__()
        self._tone = NOTICE
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._text = texts.label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = buttons.link("")
        self._act: Callable[[], object] | None = None
        self._action.clicked.connect(self._run)
        self._close = buttons.quiet("", self.clear)
        self._close.setIcon(QIcon(str(resource("icons", "close.svg"))))
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip(say("kit-close-notice"))
        self._close.setAccessibleName(say("kit-close-notice"))
        self._close.setVisible(closable)
        self.setMinimumHeight(42)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.MARGIN, 3, 14, 3)
        line.setSpacing(16)
        line.addWidget(self._text, 1)
        line.addWidget(self._action)
        line.addWidget(self._close)
        self.hide()

    def refuse(self, text: str) -> None:
        """Show what cannot be done, and how to repair it."""
        self.tell(text, REFUSED)

    def tell(
        self, text: str, tone: str = NOTICE, action: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        """Show a message, perhaps with one thing to press; ``tone`` is blue, amber, red or green."""
        self._tone = tone
        self._text.setText(text)
        look.write_in(self._text, look.INK if tone == NOTICE else look.TONES[tone][0])
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._act = pressed
        self.setAccessibleName(text)
        self.show()
        self.update()

    def clear(self) -> None:
        """Put the message away."""
        if not self.isHidden():
            self.hide()
            self._text.clear()
            self.closed.emit()

    def text(self) -> str:
        """Return what is shown, empty when nothing is."""
        return self._text.text()

    def tone(self) -> str:
        """Return the tone of what is shown."""
        return self._tone

    def _run(self) -> None:
        if self._act is not None:
            self._act()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, ground = look.TONES[self._tone]
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, 3, self.height(), QColor(ink))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.LINE))
        painter.end()
