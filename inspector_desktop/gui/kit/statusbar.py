"""The line at the bottom: connected or not, what waits to be uploaded, what was saved, and the time."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts


class StatusBar(QWidget):
    """The line at the bottom; ``attention_pressed`` when a person asks what was set aside."""

    attention_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(look.STATUS_HEIGHT)
        look.paint_over(self, look.GROUND)
        self._state = _numbers_label()
        self._counts = _numbers_label()
        self._attention: QPushButton = buttons.link("", self.attention_pressed.emit, small=True)
        self._attention.setStyleSheet(f"color: {look.AMBER};")
        self._attention.hide()
        self._right = texts.small()
        self._clock = texts.small()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 1, 16, 0)
        line.setSpacing(24)
        for part in (self._state, self._counts, self._attention):
            line.addWidget(part)
        line.addStretch(1)
        line.addLayout(texts.row(self._right, self._clock, gap=13))

    def set_state(self, state: str) -> None:
        """Show ``离线 · 数据都在本机``: the part before the first dot is written in ink."""
        head, dot, rest = state.partition("·")
        self._state.setText(f'<span style="color:{look.INK}">{escape(head.strip())}</span>')
        if dot:
            self._state.setText(f"{self._state.text()} • {escape(rest.strip())}")

    def set_counts(self, counts: str) -> None:
        """Show ``待上传 3 条、照片 7 张`` with its numbers in ink."""
        ink = f'<span style="color:{look.INK}">\\1</span>'
        self._counts.setText(re.sub(r"(\d+)", ink, escape(counts)))
        self._counts.setVisible(bool(counts))

    def set_attention(self, text: str) -> None:
        """Show what was set aside, to be pressed; empty when nothing was."""
        self._attention.setText(text)
        self._attention.setVisible(bool(text))

    def set_right(self, text: str) -> None:
        """Show what was last saved."""
        self._right.setText(text)

    def set_clock(self, text: str) -> None:
        """Show the time, such as 14:06; the window keeps it going."""
        self._clock.setText(text)
        self._clock.setVisible(bool(text))

    def texts_shown(self) -> tuple[str, ...]:
        """Return the plain texts from left to right, for those who read rather than see."""
        plain = re.compile(r"<[^>]+>")
        labels = (self._state, self._counts, self._attention, self._right, self._clock)
        return tuple(plain.sub("", part.text()) for part in labels)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(look.LINE))
        painter.end()


def _numbers_label() -> QLabel:
    made = texts.small()
    made.setTextFormat(Qt.TextFormat.RichText)
    return made
