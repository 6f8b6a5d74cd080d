"""A text field of one line that grows with what is typed, so that long words are never cut at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from inspector_desktop.gui.kit.fields import TextField

_EDGE = 18


class GrowingField(TextField):
    """One line at first; as high as its text needs, up to `most` lines, then it scrolls."""

    def __init__(self, hint: str = "", value: str = "", *, most: int = 4) -> None:
        super().__init__(hint, value, lines=1)
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def setText(self, text: str) -> None:
        """Write a text as a person would."""
        self.setPlainText(text)

    def text(self) -> str:
        """Return the text as it stands."""
        return self.toPlainText()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._grow()

    def _grow(self) -> None:
        needed = max(1, round(self.document().size().height()))
        lines = min(needed, self._most)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        wanted = round(self.fontMetrics().lineSpacing() * lines + _EDGE)
        if self.height() != wanted:
            self.setFixedHeight(wanted)
